"""Namespaces of a fleet that is deployed service by service: all are made, closed as in the umbrella, and allowed."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from chartloom.actions.rollouts import read_rollouts
from chartloom.actions.template import Release, Request, ValueSources, template, template_text
from chartloom.gitops import gitops_files
from chartloom.matrix import parse_inventory
from chartloom.weave import weave_fleet
from tests.gitops.test_kustomize import write
from tests.weave.standins import place_standins

Object = dict[str, Any]

INVENTORY = """\
name: shop
domain: acme.org
namespace: {create: true, pod_security: baseline, labels: {team: blue}}
namespaces: {database: data, frontend: edge}
default_deny: true
environments: {dev: {}, prod: {values: {mail: {enabled: false}}}}
gitops: {repo: https://github.com/acme/shop.git, tool: TOOL}
charts:
  - name: grafana
    version: 8.0.0
    repository: https://grafana.github.io/helm-charts
    values: {namespaceOverride: watching}
  - name: prometheus
    version: 29.0.0
    repository: https://prometheus-community.github.io/helm-charts
    values: {forceNamespace: metrics}
services:
  - {name: web, language: go, tier: frontend, dependencies: [cart, mail], values: {dependsOn: {mail: {optional: true}}}}
  - {name: cart, language: go, dependencies: [mysql]}
  - {name: mail, language: go, namespace: letters}
  - {name: mysql}
"""


def woven(tool: str) -> tuple[dict[str, bytes], list[Object]]:
    inventory = parse_inventory(INVENTORY.replace("TOOL", tool))
    charts = dict(weave_fleet(inventory).files)
    files = gitops_files(inventory, read_rollouts(inventory, charts))
    texts = [content.decode() for path, content in files.items() if path.endswith(".yaml")]
    return {**charts, **files}, [each for text in texts for each in yaml.safe_load_all(text)]


@pytest.fixture(scope="module")
def umbrella(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Object]]:
    """What the umbrella renders, by environment: the judge of what the parts must come to."""
    root = tmp_path_factory.mktemp("spaces")
    place_standins(write(root, woven("argocd")[0]) / "helm")
    chart, found = root / "helm" / "shop", {}
    for name in ("dev", "prod"):
        values = ValueSources(
            [str(chart / f"values-{name}.yaml")], sets=["common.fleet.namespace.release=true"]
        )
        text = template_text(template(Request(str(chart), Release("shop", f"shop-{name}"), values)))
        found[name] = [each for each in yaml.safe_load_all(text) if each]
    return found


def essence(each: Object) -> tuple[str, str, str]:
    """What it does, whoever made it."""
    metadata, ours = each["metadata"], ("app.kubernetes.io/managed-by", "environment")
    labels = {key: value for key, value in metadata.get("labels", {}).items() if key not in ours}
    return str(metadata.get("namespace")), metadata["name"], str((sorted(labels.items()), each.get("spec")))


def of_kind(objects: list[Object], kind: str, suffix: str = "") -> list[tuple[str, str, str]]:
    return sorted(essence(e) for e in objects if e["kind"] == kind and e["metadata"]["name"].endswith(suffix))


def test_flux_makes_and_closes_the_namespaces_of_the_umbrella(umbrella: dict[str, list[Object]]) -> None:
    files, _ = woven("flux")
    for name, wanted in umbrella.items():
        texts = [files[f"gitops/flux/{name}/{file}.yaml"] for file in ("namespaces", "default-deny")]
        made = [each for text in texts for each in yaml.safe_load_all(text)]
        assert of_kind(made, "Namespace") == of_kind(wanted, "Namespace")
        assert of_kind(made, "NetworkPolicy") == of_kind(wanted, "NetworkPolicy", "-default-deny")


def test_argo_cd_makes_and_closes_the_namespaces_of_the_umbrella(umbrella: dict[str, list[Object]]) -> None:
    files, objects = woven("argocd")
    applications = {each["metadata"]["name"]: each for each in objects if each["kind"] == "Application"}
    for name, wanted in umbrella.items():
        first = applications[f"shop-{name}-namespaces"]
        folder = first["spec"]["source"]["path"]
        texts = [content for path, content in files.items() if path.startswith(f"{folder}/")]
        made = [each for text in texts for each in yaml.safe_load_all(text)]
        # Its own namespace is made by Argo CD itself, with these labels.
        labels = first["spec"]["syncPolicy"]["managedNamespaceMetadata"]["labels"]
        own = {"kind": "Namespace", "metadata": {"name": f"shop-{name}", "labels": labels}}
        assert of_kind([*made, own], "Namespace") == of_kind(wanted, "Namespace")
        assert of_kind(made, "NetworkPolicy") == of_kind(wanted, "NetworkPolicy", "-default-deny")
        waves = {
            key: int(each["metadata"]["annotations"]["argocd.argoproj.io/sync-wave"])
            for key, each in applications.items()
            if key.startswith(f"shop-{name}-")
        }
        assert min(waves, key=waves.__getitem__) == f"shop-{name}-namespaces"


def test_every_namespace_that_is_written_to_is_allowed(umbrella: dict[str, list[Object]]) -> None:
    _, objects = woven("argocd")
    allowed = {
        each["metadata"]["name"]: {place["namespace"] for place in each["spec"]["destinations"]}
        for each in objects
        if each["kind"] == "AppProject"
    }
    used = {
        each["metadata"]["namespace"]
        for documents in umbrella.values()
        for each in documents
        if "chartloom.dev/service" in each["metadata"].get("labels", {})
    }
    assert used == {"shop-dev", "shop-prod", "data", "edge", "letters"}
    assert allowed["shop"] == used
    assert allowed["shop-charts"] == {*used, "watching", "metrics"}
    (project,) = (
        each for each in objects if each["metadata"]["name"] == "shop" and each["kind"] == "AppProject"
    )
    assert {"group": "", "kind": "Namespace"} in project["spec"]["clusterResourceWhitelist"]


def test_a_fleet_in_one_open_namespace_has_no_such_application() -> None:
    inventory = parse_inventory(
        "gitops: {repo: https://github.com/acme/shop.git}\nservices: [{name: web, language: go}]\n"
    )
    files = gitops_files(inventory, read_rollouts(inventory, weave_fleet(inventory).files))
    assert [path for path in files if "namespaces" in path] == []
