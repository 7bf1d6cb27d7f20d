"""Definitions of third-party charts: overlays bring what Helm would install, once for all environments, and keep it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from chartloom.actions.kustomize import render_overlays
from chartloom.actions.rollouts import read_rollouts
from chartloom.gitops import gitops_files, kustomize_files
from chartloom.matrix import parse_inventory
from chartloom.weave import weave_fleet
from tests.gitops.building import as_set, build, really_build
from tests.gitops.test_kustomize import write
from tests.weave.standins import place_standins

if TYPE_CHECKING:
    from pathlib import Path

INVENTORY = """\
name: shop
kustomize: true
environments: [dev, prod]
GITOPS
charts:
  - {name: operator, version: 1.0.0, repository: https://charts.example.org}
  - {name: guard, version: 2.0.0, repository: https://charts.example.org, only: [prod]}
services:
  - {name: web, language: go}
"""
GITOPS = "gitops: {repo: https://github.com/acme/shop.git, granularity: environment, tool: TOOL}"
CRD = """\
# Made by a tool.
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: PLURAL.example.org
spec:
  group: example.org
  scope: Namespaced
  names: {plural: PLURAL, singular: SINGULAR, kind: KIND}
  versions:
    - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
"""


def crd(name: str) -> str:
    return CRD.replace("PLURAL", f"{name}s").replace("SINGULAR", name).replace("KIND", name.title())


def woven(root: Path, gitops: str = "") -> dict[str, bytes]:
    inventory = parse_inventory(INVENTORY.replace("GITOPS", gitops))
    files = dict(weave_fleet(inventory).files)
    place_standins(write(root, files) / "helm")
    charts = root / "helm" / "shop" / "charts"
    # One file holds two definitions, and two charts bring the same one.
    given = {
        "operator/crds/all.yaml": f"{crd('cake')}---\n{crd('tart')}",
        "operator/crds/pie.yaml": crd("pie"),
    }
    for path, text in {
        **given,
        "guard/crds/pie.yaml": crd("pie"),
        "guard/crds/more/dog.yaml": crd("dog"),
    }.items():
        (charts / path).parent.mkdir(parents=True, exist_ok=True)
        (charts / path).write_text(text, encoding="utf-8")
    overlays = render_overlays(inventory, files, root)
    made = kustomize_files(inventory, overlays)
    return {**made, **gitops_files(inventory, read_rollouts(inventory, files))}


def kinds_of(objects: list[dict[str, Any]]) -> list[str]:
    return sorted(e["metadata"]["name"] for e in objects if e["kind"] == "CustomResourceDefinition")


def test_an_overlay_brings_the_definitions_of_the_charts_that_it_has(tmp_path: Path) -> None:
    files = woven(tmp_path)
    found = {name: kinds_of(build(files, f"kustomize/overlays/{name}")) for name in ("dev", "prod")}
    usual = ["cakes.example.org", "pies.example.org", "tarts.example.org"]
    assert found == {"dev": usual, "prod": sorted([*usual, "dogs.example.org"])}
    assert sorted(path for path in files if path.startswith("kustomize/crds/")) == [
        "kustomize/crds/guard/kustomization.yaml",
        "kustomize/crds/guard/more/dog.yaml",
        "kustomize/crds/operator/all.yaml",
        "kustomize/crds/operator/kustomization.yaml",
        "kustomize/crds/operator/pie.yaml",
    ]


@pytest.mark.kustomize
@pytest.mark.helm
def test_kustomize_builds_what_helm_installs(tmp_path: Path, kustomize: Path, helm4: Path) -> None:
    write(tmp_path, woven(tmp_path))
    chart = tmp_path / "helm" / "shop"
    for service in (tmp_path / "helm" / "charts").glob("[a-z]*"):
        subprocess.run([helm4, "dependency", "build", service], check=True, capture_output=True)
    (chart / "charts" / "web").symlink_to(tmp_path / "helm" / "charts" / "web")
    for name in ("dev", "prod"):
        words = ["template", "shop", str(chart), "-n", "shop", "-f", str(chart / f"values-{name}.yaml")]
        done = subprocess.run([helm4, *words, "--include-crds"], check=True, capture_output=True, text=True)
        # Helm hands the same definition of two charts to the cluster twice.
        wanted = set(as_set(each for each in yaml.safe_load_all(done.stdout) if each))
        found = really_build(kustomize, tmp_path / "kustomize" / "overlays" / name)
        assert len(kinds_of(found)) in (3, 4)
        assert as_set(found) == sorted(wanted)


@pytest.mark.parametrize(
    ("tool", "kept"),
    [
        ("argocd", {"argocd.argoproj.io/sync-options": "Prune=false,ServerSideApply=true"}),
        ("flux", {"kustomize.toolkit.fluxcd.io/prune": "disabled"}),
    ],
)
@pytest.mark.kustomize
def test_no_tool_removes_them(tool: str, kept: dict[str, str], tmp_path: Path, kustomize: Path) -> None:
    write(tmp_path, woven(tmp_path, GITOPS.replace("TOOL", tool)))
    found = really_build(kustomize, tmp_path / "kustomize" / "overlays" / "prod")
    for each in found:
        is_definition = each["kind"] == "CustomResourceDefinition"
        annotations = each["metadata"].get("annotations", {})
        assert (kept.items() <= annotations.items()) == is_definition
