"""What deploys a fleet from Git is woven, checked and cleared away like every other file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chartloom.actions.render import render_fleet
from chartloom.actions.weave import check_woven, weave_charts
from chartloom.diagnostics.text import format_diagnostics
from tests.weave.standins import place_standins

if TYPE_CHECKING:
    from pathlib import Path

SERVICES = "name: shop\nservices:\n  - name: web\n    language: go\n"
GITOPS = "gitops: {repo: https://github.com/acme/shop.git, granularity: environment}\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "service-matrix.yaml").write_text("kustomize: true\n" + GITOPS + SERVICES)
    return tmp_path


def test_all_of_it_is_woven_and_checked(shop: Path) -> None:
    made = weave_charts(shop)
    assert {path.split("/")[0] for path in made.new} == {".chartloom", "docs", "gitops", "helm", "kustomize"}
    assert check_woven(shop).is_clean
    (shop / "kustomize/base/web/deployment.yaml").write_text("mine\n")
    (shop / "gitops/bootstrap.yaml").unlink()
    found = check_woven(shop)
    assert (found.edited, found.missing) == (
        ("kustomize/base/web/deployment.yaml",),
        ("gitops/bootstrap.yaml",),
    )


def test_weaving_again_changes_nothing(shop: Path) -> None:
    weave_charts(shop)
    before = {path: path.stat().st_mtime_ns for path in shop.rglob("*")}
    again = weave_charts(shop)
    assert (again.new, again.stale, again.missing, again.abandoned) == ((), (), (), ())
    assert {path: path.stat().st_mtime_ns for path in shop.rglob("*")} == before


def test_what_is_switched_off_leaves_nothing(shop: Path) -> None:
    weave_charts(shop)
    (shop / "service-matrix.yaml").write_text(SERVICES)
    weave_charts(shop)
    assert sorted(path.name for path in shop.iterdir()) == [
        ".chartloom",
        "docs",
        "helm",
        "service-matrix.yaml",
    ]


def test_a_change_in_the_inventory_reaches_the_overlays(shop: Path) -> None:
    weave_charts(shop)
    file = shop / "service-matrix.yaml"
    file.write_text(file.read_text() + "    environments: {prod: {env: {LEVEL: high}}}\n")
    assert "kustomize/overlays/prod/web/configmap-config.patch.yaml" in check_woven(shop).stale


def test_rendering_is_for_the_namespace_of_the_environment(shop: Path) -> None:
    weave_charts(shop)
    (manifest, *_) = render_fleet(shop, "prod").manifests
    assert 'namespace: "shop-prod"' in manifest.content
    (manifest, *_) = render_fleet(shop, "prod", namespace="other").manifests
    assert 'namespace: "other"' in manifest.content


def test_charts_are_rendered_as_they_are_woven(shop: Path) -> None:
    """Whoever edits a chart by hand is told so; the overlays stay what the inventory says."""
    weave_charts(shop)
    (shop / "helm/charts/web/values.yaml").write_text("replicaCount: 9\n")
    assert check_woven(shop).stale == ()


STORE = """\
kustomize: true
name: shop
services:
  - {name: web, language: go, dependencies: [postgresql]}
  - {name: postgresql, database: shop, chart: {version: 16.4.1}, chart_source: {prod: bitnami}}
"""
NOT_FETCHED = """\
error[chart-not-fetched]: Kustomize overlays hold what the chart postgresql 16.4.1 renders, and it is not there
 --> ROOT/helm/charts/postgresql/Chart.yaml
  = note: the overlays are left as they are
  = help: run: chartloom dependency build ROOT/helm/charts/postgresql
          then: chartloom weave
"""


def test_overlays_wait_for_charts_that_must_be_fetched(shop: Path) -> None:
    """All else is woven meanwhile: without it nobody could fetch them."""
    (shop / "service-matrix.yaml").write_text(STORE)
    first = weave_charts(shop)
    assert format_diagnostics(first.findings()) == NOT_FETCHED.replace("ROOT", str(shop))
    assert not first.is_clean
    assert not (shop / "kustomize").exists()
    place_standins(shop / "helm")
    assert weave_charts(shop).is_clean
    overlays = shop / "kustomize/overlays"
    # Two objects of one name: that of the library, and that of the chart that runs the store in production.
    assert (overlays / "dev/postgresql/statefulset.yaml").is_file()
    assert (overlays / "prod/postgresql/postgresql/statefulset.yaml").is_file()


def test_overlays_are_kept_where_a_chart_is_gone(shop: Path) -> None:
    (shop / "service-matrix.yaml").write_text(STORE)
    weave_charts(shop)
    place_standins(shop / "helm")
    weave_charts(shop)
    (shop / "helm/charts/postgresql/charts/postgresql/Chart.yaml").rename(shop / "Chart.yaml")
    for path in (shop / "helm/charts/postgresql/charts/postgresql").rglob("*.yaml"):
        path.unlink()
    file = shop / "kustomize/base/kustomization.yaml"
    file.write_text("mine\n")
    again = weave_charts(shop)
    assert (again.abandoned, again.edited) == ((), ("kustomize/base/kustomization.yaml",))
    assert file.read_text() == "mine\n"
