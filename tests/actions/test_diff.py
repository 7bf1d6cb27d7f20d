"""Two sides of every sort that can be compared: environments, fleets, charts, files of manifests."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from chartloom.actions.diff import Diff, diff_environments, diff_paths
from chartloom.actions.render import render_fleet
from chartloom.actions.template import manifest_text
from chartloom.actions.weave import weave_charts
from chartloom.compare.fields import AREAS
from chartloom.diagnostics import ChartloomError
from chartloom.diagnostics.text import format_diagnostics

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "diff.schema.json"
FLEET = """name: shop
services:
  - {name: redis}
  - {name: cart, language: nodejs, dependencies: [redis]}
  - {name: web, tier: frontend, exposed: true, env_vars: [CART_HOST]}
"""


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return woven(tmp_path_factory.mktemp("before"), FLEET)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The next revision: another version of cart, and web is gone."""
    text = FLEET.replace("language: nodejs", 'language: nodejs, version: "1.1.0"').partition(
        "  - {name: web"
    )[0]
    return woven(tmp_path_factory.mktemp("after"), text)


def woven(folder: Path, text: str) -> Path:
    (folder / "service-matrix.yaml").write_text(text)
    weave_charts(folder)
    return folder


def told(found: Diff) -> dict[str, list[str]]:
    changes = found.comparison.changes
    return {name: [f"{c.area} {c.sign} {c.text}" for c in each] for name, each in changes.items()}


def report(error: pytest.ExceptionInfo[ChartloomError]) -> str:
    return format_diagnostics(error.value.diagnostics)


def test_environments(fleet: Path) -> None:
    found = diff_environments(fleet, "staging", "prod", ["cart", "redis"])
    assert told(found) == {
        "cart": [
            "replicas ~ 2 → 2 to 10, autoscaled",
            "settings ~ LOG_LEVEL: info → warn",
        ]
    }
    assert found.comparison.same == ("redis",)


def test_json_is_what_its_schema_says(fleet: Path, changed: Path) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for found in (diff_environments(fleet, "dev", "prod"), diff_paths(fleet, changed, "dev")):
        jsonschema.validate(found.to_dict(), schema)
    assert schema["$defs"]["change"]["properties"]["area"]["enum"] == list(AREAS)


def test_an_environment_is_no_different_from_itself(fleet: Path) -> None:
    assert not diff_environments(fleet, "prod", "prod").comparison.is_different


def test_revisions(fleet: Path, changed: Path) -> None:
    found = told(diff_paths(fleet, changed, "dev"))
    assert found.keys() == {"cart", "web"}
    assert "images ~ image: shop/cart:1.0.0 → shop/cart:1.1.0" in found["cart"]
    assert "policies - from web on 8080/TCP" in found["cart"]
    assert "objects - Deployment web: replicas 1, shop/web:1.0.0" in found["web"]


def test_a_chart_and_a_file_of_manifests(fleet: Path, tmp_path: Path) -> None:
    file = tmp_path / "dev.yaml"
    file.write_text(manifest_text(render_fleet(fleet, "dev").manifests))
    assert told(diff_paths(file, fleet, "dev")) == {}
    assert told(diff_paths(fleet / "helm/charts/cart", file, services=["cart"])) != {}
    assert told(diff_paths(file, fleet / "helm/charts/cart", services=["web"])).keys() == {"web"}


def test_a_chart_as_a_folder_and_as_a_copy(fleet: Path, tmp_path: Path) -> None:
    shutil.copytree(fleet / "helm" / "charts", tmp_path / "charts")
    assert told(diff_paths(fleet / "helm/charts/cart", tmp_path / "charts/cart")) == {}


def test_a_fleet_without_an_environment(fleet: Path) -> None:
    with pytest.raises(ChartloomError) as caught:
        diff_paths(fleet, fleet)
    assert report(caught) == (
        "error[no-environment]: the folder holds a fleet: say in which environment\n"
        f" --> {fleet}\n"
        "  = help: add: -e ENV\n"
    )


def test_a_folder_of_something_else(tmp_path: Path) -> None:
    with pytest.raises(ChartloomError) as caught:
        diff_paths(tmp_path, tmp_path)
    assert report(caught) == (
        "error[nothing-to-compare]: the folder holds neither service-matrix.yaml nor Chart.yaml\n"
        f" --> {tmp_path}\n"
        "  = help: give the folder of a fleet or of a chart, or a file of rendered manifests\n"
    )


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ChartloomError) as caught:
        diff_paths(tmp_path / "old.yaml", tmp_path / "new.yaml")
    assert report(caught) == (
        f"error[unreadable]: cannot be read: No such file or directory\n --> {tmp_path}/old.yaml\n"
    )


def test_a_service_that_no_side_has(fleet: Path) -> None:
    with pytest.raises(ChartloomError) as caught:
        diff_paths(fleet, fleet, "dev", ["carts"])
    assert report(caught) == (
        'error[unknown-service]: neither side has a service "carts"\n  = help: did you mean "cart"?\n'
    )
