"""What is woven into ``gitops/``, file by file; ``CHARTLOOM_RECORD=1 pytest tests/gitops`` renews it: read it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from chartloom.actions.rollouts import read_rollouts
from chartloom.gitops import gitops_files
from chartloom.matrix import parse_inventory
from chartloom.weave import weave_fleet
from tests.gitops.expansion import expand
from tests.gitops.fleets import GOLDEN, RECORDS, SERVICES, WAYS, golden, record, shop, woven


@pytest.mark.parametrize(("tool", "granularity"), WAYS)
def test_golden_files(tool: str, granularity: str) -> None:
    files, folder = woven(tool, granularity), GOLDEN / f"{tool}-{granularity}"
    if RECORDS:
        record(folder, files)
    assert files == golden(folder)


def test_nothing_is_woven_unless_it_is_asked_for() -> None:
    inventory = parse_inventory(SERVICES)
    assert gitops_files(inventory, read_rollouts(inventory, weave_fleet(inventory).files)) == {}


def objects(tool: str, granularity: str) -> list[dict[str, Any]]:
    files = woven(tool, granularity)
    texts = [content.decode() for path, content in files.items() if path.endswith(".yaml")]
    return [each for text in texts for each in yaml.safe_load_all(text)]


def applications() -> dict[str, dict[str, Any]]:
    """The Applications that stand in files, by name."""
    found = [each for each in objects("argocd", "service") if each["kind"] == "Application"]
    return {each["metadata"]["name"]: each for each in found}


def test_a_service_that_is_off_has_no_application() -> None:
    names = {name for name in applications() if name != "shop"}
    assert names == {
        *(f"shop-dev-{name}" for name in ("web", "cart", "mail", "redis", "envoy")),
        *(f"shop-prod-{name}" for name in ("web", "cart", "redis", "envoy", "prometheus")),
    }


def test_third_party_charts_come_first_and_bring_their_values() -> None:
    found = applications()["shop-prod-prometheus"]
    assert found["metadata"]["annotations"] == {"argocd.argoproj.io/sync-wave": "-1"}
    source = found["spec"]["source"]
    assert source["helm"]["releaseName"] == "shop-prometheus"
    values = source["helm"]["valuesObject"]
    assert (values["alertmanager"], values["server"]) == ({"enabled": False}, {"retention": "30d"})
    assert values["global"]["imageRegistry"] == "mirror.acme.org"
    assert applications()["shop-dev-envoy"]["spec"]["source"]["repoURL"] == "registry.acme.org/charts"


def test_waves_follow_the_dependencies() -> None:
    waves = {
        name: int(each["metadata"]["annotations"]["argocd.argoproj.io/sync-wave"])
        for name, each in applications().items()
        if name != "shop"
    }
    for environment in ("dev", "prod"):
        for edge in shop("argocd", "service").edges:
            caller, callee = (f"shop-{environment}-{name}" for name in (edge.caller, edge.callee))
            assert callee not in waves or waves[callee] < waves[caller]
    assert waves["shop-dev-redis"] == 0


def test_only_replicas_that_an_autoscaler_owns_are_ignored() -> None:
    ignored = {name for name, each in applications().items() if "ignoreDifferences" in each["spec"]}
    assert ignored == {"shop-prod-web"}


def test_the_project_allows_what_the_applications_do_and_no_more() -> None:
    for granularity in ("service", "environment"):
        found = [*objects("argocd", granularity), *expand(objects("argocd", granularity))]
        projects = {each["metadata"]["name"]: each["spec"] for each in found if each["kind"] == "AppProject"}
        used: dict[str, set[str]] = {name: set() for name in projects}
        for each in found:
            if each["kind"] == "Application":
                spec = each["spec"]
                assert spec["source"]["repoURL"] in projects[spec["project"]]["sourceRepos"]
                used[spec["project"]].add(str(sorted(spec["destination"].items())))
        allowed = {
            name: {str(sorted(place.items())) for place in spec["destinations"]}
            for name, spec in projects.items()
        }
        assert used == allowed


def test_the_applications_of_environments() -> None:
    """The ApplicationSet, expanded by our own engine as Argo CD's expands it."""
    dev, prod = expand(objects("argocd", "environment"))
    automated = {"prune": True, "selfHeal": True}
    assert dev["spec"]["syncPolicy"]["automated"] == automated
    assert "automated" not in prod["spec"]["syncPolicy"]
    assert dev["spec"]["source"]["path"] == "deploy/kustomize/overlays/dev"
    assert prod["spec"]["source"]["targetRevision"] == "v1.2.0"
    assert "ignoreDifferences" not in dev["spec"]
    assert prod["spec"]["ignoreDifferences"] == [
        {"group": "apps", "kind": "Deployment", "name": "web", "jsonPointers": ["/spec/replicas"]}
    ]
    assert prod["spec"]["destination"]["namespace"] == "shop-prod"


def test_values_of_the_umbrella_reach_the_applications() -> None:
    present = {"web": True, "cart": True, "redis": True}
    shared = {"global": {"imageRegistry": "mirror.acme.org", "present": present}}
    helm = {name: each["spec"]["source"].get("helm", {}) for name, each in applications().items()}
    assert helm["shop-prod-cart"]["valuesObject"] == {**shared, "replicaCount": 3}
    assert helm["shop-prod-web"]["valuesObject"] == {**shared, "dependsOn": {"mail": {"optional": True}}}
    assert helm["shop-prod-redis"]["valuesObject"] == shared
    assert "valuesObject" not in helm["shop-dev-cart"]


def test_releases_of_flux_wait_for_those_that_are_there() -> None:
    found = {
        each["metadata"]["name"]: each for each in objects("flux", "service") if each["kind"] == "HelmRelease"
    }
    waits = {
        name: [need["name"] for need in each["spec"].get("dependsOn", ())] for name, each in found.items()
    }
    assert waits["shop-dev-web"] == ["shop-dev-cart", "shop-dev-mail"]
    assert waits["shop-prod-web"] == ["shop-prod-cart"]
    assert {name for need in waits.values() for name in need} <= set(found)


REVISIONS = [
    ("main", {"branch": "main"}),
    ("release/1.2", {"branch": "release/1.2"}),
    ("v1.2.0", {"tag": "v1.2.0"}),
    ("1.2.0-rc.1", {"tag": "1.2.0-rc.1"}),
    ("refs/pull/7/head", {"name": "refs/pull/7/head"}),
    ("0123456789abcdef0123456789abcdef01234567", {"commit": "0123456789abcdef0123456789abcdef01234567"}),
]


@pytest.mark.parametrize(("revision", "reference"), REVISIONS)
def test_flux_is_told_what_a_revision_is(revision: str, reference: dict[str, str]) -> None:
    keys = f"gitops: {{repo: git@github.com:acme/shop.git, tool: flux, revision: '{revision}'}}\n"
    inventory = parse_inventory(keys + SERVICES)
    files = gitops_files(inventory, read_rollouts(inventory, weave_fleet(inventory).files))
    source = yaml.safe_load(files["gitops/flux/dev/source.yaml"])
    assert source["spec"]["ref"] == reference
    assert source["spec"]["url"] == "ssh://git@github.com/acme/shop.git"
