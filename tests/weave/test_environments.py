from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from chartloom.weave import weave_fleet
from tests.weave.inventories import inventory_of

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "environments.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_the_values_of_an_environment(case: dict[str, Any]) -> None:
    files = weave_fleet(inventory_of(case["inventory"])).files
    values = yaml.safe_load(files[f"helm/charts/{case['service']}/values-{case['environment']}.yaml"])
    found = values.pop("global")
    assert values == case["values"]
    assert found == case.get("globals", found)


def test_values_of_an_environment_lie_on_top_of_the_umbrellas() -> None:
    files = weave_fleet(
        inventory_of(
            "environments: {prod: {values: {global: {imageRegistry: mirror.acme.org}, api: {replicaCount: 7}}}}\n"
            "services: [{name: api, language: go, replicas: 1}]\n"
        )
    ).files
    assert yaml.safe_load(files["helm/shop/values-prod.yaml"]) == {
        "global": {"environment": "prod", "domain": "shop.example.com", "imageRegistry": "mirror.acme.org"},
        "api": {"env": {"LOG_LEVEL": "warn"}, "podDisruptionBudget": {"enabled": True}, "replicaCount": 7},
    }


def test_a_chart_alone_is_told_what_its_environment_leaves_out() -> None:
    files = weave_fleet(
        inventory_of(
            "environments: {dev: {values: {report: {enabled: false}}}, prod: {}}\n"
            "services:\n"
            "  - {name: api, language: go}\n"
            "  - {name: report, language: go, dependencies: [api]}\n"
        )
    ).files
    development = yaml.safe_load(files["helm/charts/api/values-dev.yaml"])
    assert development["global"]["present"] == {"api": True}
    assert "present" not in yaml.safe_load(files["helm/charts/api/values-prod.yaml"])["global"]
    assert "present" not in yaml.safe_load(files["helm/shop/values-dev.yaml"])["global"]
