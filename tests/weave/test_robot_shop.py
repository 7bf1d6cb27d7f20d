"""What is woven from Robot-Shop's inventory, file by file, as it stands in golden/robot-shop."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import yaml

from chartloom.weave import weave_fleet
from tests.weave.inventories import ROBOT_SHOP, robot_shop

GOLDEN = Path(__file__).parent / "golden" / "robot-shop"
FILES = sorted(path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file())
SERVICES = [service.name for service in robot_shop().services]
STORES = ("mongodb", "mysql", "redis", "rabbitmq")


def test_the_inventory_is_the_one_that_was_printed() -> None:
    """The example is the text of the reference architecture: not one character of it may change."""
    text = (ROBOT_SHOP / "service-matrix.yaml").read_bytes()
    assert (
        hashlib.sha256(text).hexdigest() == "646bab7f2260f3a218d17e5a7209b4ffd024715016ac07ba52714667f6b7b643"
    )


@pytest.mark.parametrize("path", FILES)
def test_golden_file(path: str) -> None:
    assert weave_fleet(robot_shop()).files[path].decode() == (GOLDEN / path).read_text("utf-8")


def test_the_golden_files_are_there() -> None:
    """All of the umbrella, one exposed service, one that calls a store, one store."""
    charts = {path.split("/")[2] for path in FILES if path.startswith("helm/charts/")}
    assert (len(FILES), charts) == (34, {"web", "catalogue", "mysql"})


def test_the_same_inventory_gives_the_same_bytes() -> None:
    once, again = weave_fleet(robot_shop()), weave_fleet(robot_shop())
    assert list(once.files.items()) == list(again.files.items())


@pytest.mark.parametrize("service", SERVICES)
def test_each_chart_has_the_kinds_that_it_can_have(service: str) -> None:
    prefix = f"helm/charts/{service}/templates/"
    found = {path.removeprefix(prefix) for path in weave_fleet(robot_shop()).files if path.startswith(prefix)}
    kinds = {
        "service.yaml",
        "serviceaccount.yaml",
        "configmap.yaml",
        "pdb.yaml",
        "networkpolicy.yaml",
        "NOTES.txt",
    }
    workload = {"statefulset.yaml"} if service in STORES else {"deployment.yaml", "hpa.yaml"}
    exposed = {"ingress.yaml"} if service == "web" else set()
    assert found == kinds | workload | exposed


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_the_umbrella_says_for_all_what_each_chart_says_alone(environment: str) -> None:
    files = weave_fleet(robot_shop()).files
    whole = yaml.safe_load(files[f"helm/robot-shop/values-{environment}.yaml"])
    for service in SERVICES:
        alone = yaml.safe_load(files[f"helm/charts/{service}/values-{environment}.yaml"])
        assert alone.pop("global") == whole["global"]
        assert alone == whole.get(service, {})


def test_every_template_is_one_include() -> None:
    for path, content in weave_fleet(robot_shop()).files.items():
        if path.startswith("helm/charts/") and "/templates/" in path and "/_common/" not in path:
            kind = path.rpartition("/")[2].removesuffix(".yaml").replace("NOTES.txt", "notes")
            assert content.decode() == f'{{{{- include "common.v1.{kind}" . }}}}\n'
