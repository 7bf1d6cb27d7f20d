"""Real Helm takes the woven charts without a complaint: each alone and all together, in every environment."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from chartloom.weave import weave_fleet
from tests.weave.inventories import inventory_of, robot_shop

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from chartloom.matrix import Inventory

HELMS: Mapping[str, str | None] = {
    "helm4": os.environ.get("CHARTLOOM_HELM"),
    "helm3": os.environ.get("CHARTLOOM_HELM3"),
}
ENVIRONMENTS = ("dev", "staging", "prod")
# A Helm that was built without flags takes itself for one of Kubernetes 1.20.
CLUSTER = ("--kube-version", "1.33.0")

pytestmark = pytest.mark.helm


@dataclass(frozen=True, slots=True)
class Fleet:
    """Woven charts with their dependencies built, and the Helm that built them."""

    helm: str
    root: Path

    def run(self, *args: str) -> str:
        done = subprocess.run(
            [self.helm, *args], capture_output=True, text=True, cwd=self.root / "helm", check=False
        )
        assert done.returncode == 0, f"{args}: {done.stdout}{done.stderr}"
        return done.stdout

    def render(self, chart: str, environment: str, *args: str) -> list[dict[str, Any]]:
        values = f"{chart}/values-{environment}.yaml"
        text = self.run("template", "robot-shop", chart, "-f", values, *CLUSTER, *args)
        return [document for document in yaml.load_all(text, yaml.CSafeLoader) if document]


def build(helm: str, inventory: Inventory, root: Path) -> Fleet:
    for path, content in weave_fleet(inventory).files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    fleet = Fleet(helm, root)
    for service in inventory.services:
        fleet.run("dependency", "build", f"charts/{service.name}")
    fleet.run("dependency", "build", inventory.name)
    return fleet


@pytest.fixture(scope="module", params=HELMS)
def fleet(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Fleet:
    helm = HELMS[request.param]
    if not helm:
        pytest.skip(f"no {request.param}: set CHARTLOOM_HELM or CHARTLOOM_HELM3")
    return build(helm, robot_shop(), tmp_path_factory.mktemp("woven"))


CHARTS = ("robot-shop", *(f"charts/{service.name}" for service in robot_shop().services))


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize("chart", CHARTS)
def test_lint_is_clean(fleet: Fleet, chart: str, environment: str) -> None:
    said = fleet.run("lint", "--strict", chart, "-f", f"{chart}/values-{environment}.yaml")
    assert "1 chart(s) linted, 0 chart(s) failed" in said
    assert [line for line in said.splitlines() if line.startswith(("[WARNING]", "[ERROR]"))] == []


COMMON = {"NetworkPolicy": 12, "ServiceAccount": 12, "Deployment": 8, "StatefulSet": 4}


def kinds(documents: list[dict[str, Any]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for document in documents:
        kind = str(document["kind"])
        found[kind] = found.get(kind, 0) + 1
    return found


def test_the_umbrella_renders_what_its_charts_render_alone(fleet: Fleet) -> None:
    together = sorted(json.dumps(document, sort_keys=True) for document in fleet.render("robot-shop", "prod"))
    alone = [document for chart in CHARTS[1:] for document in fleet.render(chart, "prod")]
    assert together == sorted(json.dumps(document, sort_keys=True) for document in alone)


def test_what_the_environments_run(fleet: Fleet) -> None:
    dev, staging, prod = (kinds(fleet.render("robot-shop", environment)) for environment in ENVIRONMENTS)
    assert {kind: dev[kind] for kind in COMMON} == {kind: prod[kind] for kind in COMMON} == COMMON
    assert [found.get("Ingress", 0) for found in (dev, staging, prod)] == [0, 1, 1]
    assert [found.get("HorizontalPodAutoscaler", 0) for found in (dev, staging, prod)] == [0, 0, 8]
    assert [found.get("PodDisruptionBudget", 0) for found in (dev, staging, prod)] == [0, 12, 12]


def test_services_and_tiers_are_switched_off(fleet: Fleet) -> None:
    """A tag leaves out a tier, and the switch of a service wins over it."""
    switches = "tags.database=false,mysql.enabled=true,web.enabled=false,global.partial=true"
    without = fleet.render("robot-shop", "dev", "--set", switches)
    names = {
        document["metadata"]["name"]
        for document in without
        if document["kind"] in ("Deployment", "StatefulSet")
    }
    assert names == {
        "catalogue",
        "user",
        "cart",
        "shipping",
        "payment",
        "ratings",
        "dispatch",
        "mysql",
        "rabbitmq",
    }


def test_what_is_needed_is_not_switched_off(fleet: Fleet) -> None:
    with pytest.raises(
        AssertionError, match='"ratings": dependsOn has "mysql", which is switched off; set mysql'
    ):
        fleet.render("robot-shop", "dev", "--set", "mysql.enabled=false,shipping.enabled=false")


def test_nothing_names_what_is_switched_off(fleet: Fleet) -> None:
    gone = ("mysql", "ratings", "shipping", "cart", "web")
    switches = ",".join(f"{name}.enabled=false" for name in gone)
    left = json.dumps(fleet.render("robot-shop", "prod", "--set", switches))
    assert [name for name in gone if f'"{name}' in left] == []


@pytest.mark.parametrize(
    "key", ["wbe.enabled", "web.enabld", "web.image.repositry", "tags.frontend.x", "gobal.domain"]
)
def test_a_misspelt_key_is_refused(fleet: Fleet, key: str) -> None:
    with pytest.raises(AssertionError, match="values don't meet the specifications of the schema"):
        fleet.render("robot-shop", "dev", "--set", f"{key}=x")


def test_an_external_store_is_an_address(tmp_path: Path) -> None:
    helm = next((helm for helm in HELMS.values() if helm), None)
    if not helm:
        pytest.skip("no helm: set CHARTLOOM_HELM or CHARTLOOM_HELM3")
    inventory = inventory_of(
        "services:\n"
        "  - {name: api, language: go, dependencies: [mysql]}\n"
        "  - name: mysql\n"
        "    external: {prod: {host: db.acme.org, port: 3307, cidrs: [10.0.0.0/8]}}\n"
    )
    fleet = build(helm, inventory, tmp_path)
    for chart in ("shop", "charts/mysql"):
        documents = fleet.render(chart, "prod")
        mysql = [document for document in documents if document["metadata"]["name"] == "mysql"]
        assert [(document["kind"], document["spec"]) for document in mysql] == [
            ("Service", {"type": "ExternalName", "externalName": "db.acme.org"})
        ]
    policy = next(d for d in fleet.render("charts/api", "prod") if d["kind"] == "NetworkPolicy")
    assert {
        "ports": [{"port": 3307, "protocol": "TCP"}],
        "to": [{"ipBlock": {"cidr": "10.0.0.0/8"}}],
    } in policy["spec"]["egress"]
