"""A fleet in two namespaces behind a Gateway, watched and tested: what its charts render to, beside real Helm."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from chartloom.actions.template import Release, Request, ValueSources, template, template_text
from chartloom.weave import weave_fleet
from tests.weave.inventories import inventory_of

if TYPE_CHECKING:
    from collections.abc import Iterator

INVENTORY = inventory_of((Path(__file__).parent / "cases" / "network.yaml").read_text("utf-8"))
ENVIRONMENTS = ("dev", "prod")


@pytest.fixture(scope="module")
def woven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("network")
    for path, content in weave_fleet(INVENTORY).files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root / "helm"


@cache
def text(woven: Path, environment: str) -> str:
    values = ValueSources([str(woven / f"shop/values-{environment}.yaml")])
    request = Request(str(woven / "shop"), Release("shop", "shop"), values, cache="")
    return template_text(template(request))


def objects(woven: Path, environment: str, kind: str) -> dict[str, dict[str, Any]]:
    """The objects of one kind by namespace and name."""
    documents = yaml.safe_load_all(text(woven, environment))
    found = (d for d in documents if d and d["kind"] == kind)
    return {f"{d['metadata'].get('namespace', '')}/{d['metadata']['name']}": d for d in found}


def test_the_namespaces_are_made_and_closed(woven: Path) -> None:
    spaces = objects(woven, "prod", "Namespace")
    assert list(spaces) == ["/data"]
    assert spaces["/data"]["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    closed = {name for name in objects(woven, "prod", "NetworkPolicy") if name.endswith("default-deny")}
    assert closed == {"data/shop-default-deny", "shop/shop-default-deny"}


def test_every_object_lives_where_its_service_lives(woven: Path) -> None:
    for document in yaml.safe_load_all(text(woven, "prod")):
        labels = document["metadata"].get("labels", {}) if document else {}
        if "chartloom.dev/service" in labels:
            wanted = "data" if labels["chartloom.dev/service"] == "mysql" else "shop"
            assert document["metadata"]["namespace"] == wanted


def test_both_sides_of_a_call_know_the_other_namespace(woven: Path) -> None:
    policies = objects(woven, "prod", "NetworkPolicy")
    (caller,) = [
        p
        for rule in policies["shop/cart"]["spec"]["egress"]
        for p in rule["to"]
        if "podSelector" in p and p["podSelector"]["matchLabels"].get("app.kubernetes.io/name") == "mysql"
    ]
    assert caller["namespaceSelector"] == {"matchLabels": {"kubernetes.io/metadata.name": "data"}}
    callee = policies["data/mysql"]["spec"]["ingress"][0]["from"][0]
    assert callee["podSelector"]["matchLabels"]["chartloom.dev/service"] == "cart"
    assert callee["namespaceSelector"] == {"matchLabels": {"kubernetes.io/metadata.name": "shop"}}


def test_the_client_is_told_the_whole_address(woven: Path) -> None:
    settings = objects(woven, "prod", "ConfigMap")
    assert settings["shop/cart-config"]["data"]["MYSQL_HOST"] == "mysql.data"
    pod = objects(woven, "prod", "Deployment")["shop/cart"]["spec"]["template"]["spec"]
    assert pod["initContainers"][0]["args"][1:3] == ["mysql.data", "3306"]


def test_the_gateway_leads_to_two_services_and_both_let_it_in(woven: Path) -> None:
    route = objects(woven, "prod", "HTTPRoute")["shop/web"]["spec"]
    assert route["parentRefs"] == [{"name": "public", "namespace": "infra"}]
    assert [(r["matches"][0]["path"]["value"], r["backendRefs"][0]["name"]) for r in route["rules"]] == [
        ("/", "web"),
        ("/api/cart", "cart"),
    ]
    policies = objects(woven, "prod", "NetworkPolicy")
    gateway = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "infra"}}}
    for name in ("shop/web", "shop/cart"):
        assert gateway in [peer for rule in policies[name]["spec"]["ingress"] for peer in rule["from"]]
    assert objects(woven, "prod", "Ingress") == {}


def pods(woven: Path, environment: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The labels of every pod that may ever run, by who makes it."""
    for name, pod in objects(woven, environment, "Pod").items():
        yield name, pod["metadata"]["labels"]
    for kind in ("Deployment", "StatefulSet", "Job"):
        for name, document in objects(woven, environment, kind).items():
            yield name, document["spec"]["template"]["metadata"]["labels"]


def test_some_policy_allows_what_each_pod_needs_and_no_service_leads_to_a_test(woven: Path) -> None:
    policies = [
        p["spec"]["podSelector"]["matchLabels"]
        for n, p in objects(woven, "prod", "NetworkPolicy").items()
        if not n.endswith("default-deny")
    ]
    services = [s["spec"]["selector"] for s in objects(woven, "prod", "Service").values()]
    found = dict(pods(woven, "prod"))
    assert {"shop/cart-test-integration", "shop/web-test-api", "data/mysql-test-connectivity"} <= set(found)
    for name, labels in found.items():
        assert any(selector.items() <= labels.items() for selector in policies), name
        if "-test-" in name or "migrat" in name:
            assert not any(selector.items() <= labels.items() for selector in services), name


def test_it_is_watched_where_the_operator_runs(woven: Path) -> None:
    assert set(objects(woven, "prod", "ServiceMonitor")) == {"shop/cart"}
    assert set(objects(woven, "prod", "PrometheusRule")) == {"shop/cart"}
    assert objects(woven, "dev", "ServiceMonitor") == objects(woven, "dev", "PrometheusRule") == {}
    pod = objects(woven, "dev", "Deployment")["shop/cart"]["spec"]["template"]["metadata"]
    assert pod["annotations"]["prometheus.io/scrape"] == "true"


def test_rights_are_those_of_the_account(woven: Path) -> None:
    assert objects(woven, "prod", "Role")["shop/cart"]["rules"] == [
        {
            "apiGroups": [""],
            "resources": ["configmaps"],
            "resourceNames": ["flags"],
            "verbs": ["get", "watch"],
        }
    ]
    (subject,) = objects(woven, "prod", "RoleBinding")["shop/cart"]["subjects"]
    assert subject == {"kind": "ServiceAccount", "name": "cart", "namespace": "shop"}


@pytest.mark.helm
@pytest.mark.parametrize("version", ["helm4", "helm3"])
def test_helm_lints_and_prints_the_same(
    woven: Path, request: pytest.FixtureRequest, version: str, tmp_path: Path
) -> None:
    helm = request.getfixturevalue(version)
    subprocess.run(["cp", "-R", f"{woven}/.", tmp_path], check=True)
    for chart in ("charts/web", "charts/cart", "charts/mysql", "shop"):
        subprocess.run([helm, "dependency", "build", chart], cwd=tmp_path, check=True, capture_output=True)
    for environment in ENVIRONMENTS:
        words = ["shop", "-f", f"shop/values-{environment}.yaml", "-n", "shop"]
        linted = subprocess.run(
            [helm, "lint", "--strict", *words], cwd=tmp_path, capture_output=True, text=True
        )
        assert linted.returncode == 0, linted.stdout + linted.stderr
        done = subprocess.run(
            [helm, "template", "shop", *words], cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        ours, theirs = (list(yaml.safe_load_all(t)) for t in (text(woven, environment), done.stdout))
        assert ours == theirs
