from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from chartloom.matrix.technologies import TECHNOLOGIES
from chartloom.weave import weave_fleet
from tests.weave.inventories import inventory_of

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "values.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_the_values_of_a_service(case: dict[str, Any]) -> None:
    inventory = inventory_of(case["inventory"])
    values = yaml.safe_load(
        weave_fleet(inventory).files[f"helm/charts/{inventory.services[0].name}/values.yaml"]
    )
    expected = case.get("expect", {})
    assert {key: values[key] for key in expected} == expected
    assert [key for key in case.get("absent", []) if key in values] == []


# Requests and limits that the reference architecture recommends: CPU, CPU limit, memory, memory limit.
RECOMMENDED = {
    "nodejs": ("100m", "500m", "256Mi", "512Mi"),
    "java": ("250m", "1000m", "512Mi", "1Gi"),
    "python": ("100m", "500m", "256Mi", "512Mi"),
    "nginx": ("50m", "200m", "128Mi", "256Mi"),
    "mongodb": ("500m", "2000m", "1Gi", "2Gi"),
    "mysql": ("500m", "2000m", "1Gi", "2Gi"),
}


@pytest.mark.parametrize("language", RECOMMENDED)
def test_the_recommended_resources(language: str) -> None:
    cpu, cpu_limit, memory, memory_limit = RECOMMENDED[language]
    inventory = inventory_of(f"services: [{{name: x, language: {language}}}]")
    values = yaml.safe_load(weave_fleet(inventory).files["helm/charts/x/values.yaml"])
    assert values["resources"] == {
        "requests": {"cpu": cpu, "memory": memory},
        "limits": {"cpu": cpu_limit, "memory": memory_limit},
    }


@pytest.mark.parametrize("language", TECHNOLOGIES)
def test_nothing_runs_as_root(language: str) -> None:
    inventory = inventory_of(f"services: [{{name: x, language: {language}}}]")
    values = yaml.safe_load(weave_fleet(inventory).files["helm/charts/x/values.yaml"])
    assert values["podSecurityContext"]["runAsUser"] > 0
    assert values["podSecurityContext"]["fsGroup"] > 0
