from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from chartloom.actions.weave import check_woven, weave_charts
from chartloom.diagnostics.text import format_diagnostics
from chartloom.testing.fleets import sample_inventory

if TYPE_CHECKING:
    from pathlib import Path

MATRIX = "name: shop\nservices:\n  - name: web\n    language: go\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "service-matrix.yaml").write_text(MATRIX)
    return tmp_path


def test_charts_are_woven_beside_the_inventory(shop: Path) -> None:
    result = weave_charts(shop)
    assert result.is_clean
    assert len(result.new) == result.total
    assert (shop / "helm/shop/Chart.yaml").is_file()
    assert (shop / "helm/charts/_common/Chart.yaml").is_file()
    assert (shop / "helm/charts/web/templates/deployment.yaml").is_file()
    assert check_woven(shop).is_clean


def test_charts_are_woven_elsewhere(shop: Path) -> None:
    out = shop / "out"
    assert weave_charts(shop / "service-matrix.yaml", out).root == out
    assert (out / "helm/shop/Chart.yaml").is_file()
    assert not (shop / "helm").exists()


def test_a_check_writes_nothing(shop: Path) -> None:
    result = check_woven(shop)
    assert not result.is_clean
    assert len(result.new) == result.total
    assert [path.name for path in shop.iterdir()] == ["service-matrix.yaml"]


def test_a_check_finds_what_is_stale_missing_abandoned_and_edited(shop: Path) -> None:
    weave_charts(shop)
    (shop / "service-matrix.yaml").write_text(MATRIX + "    port: 9000\n    type: statefulset\n")
    (shop / "helm/shop/README.md").unlink()
    (shop / "helm/shop/values.yaml").write_text("mine\n")
    result = check_woven(shop)
    assert format_diagnostics(result.findings()) == EXPECTED.replace("ROOT", str(shop))
    assert not result.is_clean


EXPECTED = """\
error[missing-file]: the inventory asks for this file, and it was never woven
 --> ROOT/helm/charts/web/templates/statefulset.yaml
  = help: run: chartloom weave

error[missing-file]: this file was woven and is gone
 --> ROOT/helm/shop/README.md
  = help: run: chartloom weave

error[stale-file]: this file is older than the inventory
 --> ROOT/docs/fleet.md
  = help: run: chartloom weave

error[stale-file]: this file is older than the inventory
 --> ROOT/docs/fleet.svg
  = help: run: chartloom weave

error[stale-file]: this file is older than the inventory
 --> ROOT/docs/services/web.md
  = help: run: chartloom weave

error[stale-file]: this file is older than the inventory
 --> ROOT/helm/charts/web/README.md
  = help: run: chartloom weave

error[stale-file]: this file is older than the inventory
 --> ROOT/helm/charts/web/values-prod.yaml
  = help: run: chartloom weave

error[stale-file]: this file is older than the inventory
 --> ROOT/helm/charts/web/values.yaml
  = help: run: chartloom weave

error[stale-file]: this file is older than the inventory
 --> ROOT/helm/shop/values-prod.yaml
  = help: run: chartloom weave

error[abandoned-file]: the inventory no longer asks for this file
 --> ROOT/helm/charts/web/templates/deployment.yaml
  = help: run: chartloom weave

error[abandoned-file]: the inventory no longer asks for this file
 --> ROOT/helm/charts/web/templates/hpa.yaml
  = help: run: chartloom weave

error[edited-file]: this file was edited by hand, and is kept as it is
 --> ROOT/helm/shop/values.yaml
  = help: say it in the inventory, under values: or environments:, then restore the file;
          or overwrite it: chartloom weave --force (a copy is kept in .chartloom/backup)
"""


def test_an_edited_file_is_reported_until_it_is_forced(shop: Path) -> None:
    weave_charts(shop)
    (shop / "helm/shop/values.yaml").write_text("mine\n")
    kept = weave_charts(shop)
    assert (kept.is_clean, kept.edited, len(kept.findings())) == (False, ("helm/shop/values.yaml",), 1)
    forced = weave_charts(shop, force=True)
    assert (forced.is_clean, forced.edited, forced.forced) == (True, (), ("helm/shop/values.yaml",))
    assert check_woven(shop).is_clean


def test_the_result_as_json(shop: Path) -> None:
    weave_charts(shop)
    result = json.loads(json.dumps(weave_charts(shop).to_dict()))
    assert {key: value for key, value in result.items() if key != "total"} == {
        "name": "shop",
        "root": str(shop),
        "clean": True,
        "new": [],
        "missing": [],
        "stale": [],
        "abandoned": [],
        "edited": [],
        "forced": [],
        "problems": [],
        "notes": [],
    }


def test_what_was_inferred_is_told_as_json(shop: Path) -> None:
    (shop / "service-matrix.yaml").write_text("name: shop\nservices:\n  - {name: web, tier: frontend}\n")
    notes = weave_charts(shop).to_dict()["notes"]
    assert notes == [
        {
            "severity": "note",
            "code": "inferred-language",
            "message": 'service "web" names no language; it is taken as Nginx: its tier is frontend',
            "file": str(shop / "service-matrix.yaml"),
            "line": 3,
            "help": "settle it with: language: nginx",
        }
    ]


def test_an_edit_of_one_service_touches_only_its_files(tmp_path: Path) -> None:
    file = tmp_path / "service-matrix.yaml"
    file.write_text(sample_inventory(42))
    weave_charts(tmp_path)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    file.write_text(sample_inventory(42).replace('POOL_SIZE: "5"', 'POOL_SIZE: "6"', 1))
    result = weave_charts(tmp_path)
    assert result.stale == ("helm/charts/catalogue-1/README.md", "helm/charts/catalogue-1/values.yaml")
    assert (result.new, result.missing, result.abandoned, result.edited) == ((), (), (), ())
    touched = {
        path.name for path, time in times.items() if path.is_file() and path.stat().st_mtime_ns != time
    }
    assert touched == {"README.md", "values.yaml", "service-matrix.yaml", "woven.json"}


def test_a_large_fleet_is_woven(tmp_path: Path) -> None:
    (tmp_path / "service-matrix.yaml").write_text(sample_inventory(300))
    result = check_woven(tmp_path)
    assert len(result.inventory.services) == 300
    assert sum(path.endswith("/Chart.yaml") for path in result.new) == 302
