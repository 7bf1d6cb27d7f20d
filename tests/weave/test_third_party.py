"""Third-party charts beside the services: pinned dependencies of the umbrella, switched by environment."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml

from chartloom.actions.template import Release, Request, ValueSources, template, template_text
from chartloom.weave import weave_fleet
from tests.weave.inventories import inventory_of
from tests.weave.standins import place_standins

if TYPE_CHECKING:
    from pathlib import Path

INVENTORY = """
services:
  - {name: web, language: nginx}
charts:
  - name: prometheus
    version: 29.27.0
    repository: https://prometheus-community.github.io/helm-charts
    condition: monitoring.prometheus.enabled
    only: [staging, prod]
    values: {port: 9090}
    environments: {prod: {port: 9091}}
  - name: grafana
    version: 12.11.1
    repository: https://grafana.github.io/helm-charts
"""
FILES = weave_fleet(inventory_of(INVENTORY)).files


def values(name: str) -> dict[str, object]:
    found = yaml.safe_load(FILES[f"helm/shop/{name}"])
    assert isinstance(found, dict)
    return found


def test_they_are_pinned_dependencies_of_the_umbrella() -> None:
    chart = yaml.safe_load(FILES["helm/shop/Chart.yaml"])
    assert chart["dependencies"][1:] == [
        {
            "name": "prometheus",
            "version": "29.27.0",
            "repository": "https://prometheus-community.github.io/helm-charts",
            "condition": "monitoring.prometheus.enabled",
        },
        {
            "name": "grafana",
            "version": "12.11.1",
            "repository": "https://grafana.github.io/helm-charts",
            "condition": "grafana.enabled",
        },
    ]


def test_their_values_and_switches() -> None:
    usual = values("values.yaml")
    assert usual["prometheus"] == {"port": 9090}
    assert usual["monitoring"] == {"prometheus": {"enabled": True}}
    assert usual["grafana"] == {"enabled": True}
    assert values("values-dev.yaml")["monitoring"] == {"prometheus": {"enabled": False}}
    assert "monitoring" not in values("values-prod.yaml")
    assert values("values-prod.yaml")["prometheus"] == {"port": 9091}


def test_the_schema_knows_their_keys() -> None:
    schema = json.loads(FILES["helm/shop/values.schema.json"])
    assert {"prometheus", "monitoring", "grafana"} <= set(schema["properties"])


@pytest.mark.parametrize(
    ("environment", "charts"), [("dev", {"grafana"}), ("prod", {"grafana", "prometheus"})]
)
def test_an_environment_has_its_charts(tmp_path: Path, environment: str, charts: set[str]) -> None:
    for path, content in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    place_standins(tmp_path / "helm")
    umbrella = tmp_path / "helm" / "shop"
    sources = ValueSources([str(umbrella / f"values-{environment}.yaml")])
    text = template_text(template(Request(str(umbrella), Release("r", "store"), sources, cache="")))
    found = {d["metadata"]["name"] for d in yaml.safe_load_all(text) if d["kind"] == "StatefulSet"}
    assert found == charts
