"""Whatever is said of a service has the line that says it; the session ``show`` reads as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chartloom.actions.account import account
from chartloom.actions.render import render_fleet
from chartloom.actions.weave import weave_charts
from chartloom.yamlio import read_yaml

EXAMPLES = Path(__file__).parents[2] / "examples"

FLEET = """\
name: shop
defaults:
  language: go
  resources: {limits: {memory: 1Gi}}
services:
  - name: mysql
  - name: cart
    port: 9000
    replicas: 3
    env_vars:
      - MYSQL_HOST
      - DB_PASSWORD: "very-secret"
"""


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    (tmp_path / "service-matrix.yaml").write_text(FLEET)
    return tmp_path


# What is shown, and the line that says it; None for a default.
FACTS = [
    ("cart", "technology", "Go", 3),
    ("cart", "tier", "backend", None),
    ("cart", "port", "9000", 8),
    ("cart", "memory limit", "1Gi", 4),
    ("cart", "replicas", "3 to 10, autoscaled", 9),
    ("cart", "calls", "mysql:3306", 11),
    ("cart", "MYSQL_HOST", "mysql", 11),
    ("cart", "DB_PASSWORD", "not shown", 12),
    ("mysql", "technology", "MySQL", None),
    # The fleet's defaults are about its own programs, not about stores.
    ("mysql", "memory limit", "2Gi", None),
    ("mysql", "called by", "cart", None),
]


@pytest.mark.parametrize(("service", "what", "value", "line"), FACTS)
def test_fact(fleet: Path, service: str, what: str, value: str, line: int | None) -> None:
    facts = {fact.what: fact for fact in account(fleet, service, "prod").facts}
    assert (facts[what].value, facts[what].line) == (value, line)


WORKER = """\
name: shop
services:
  - name: worker
    language: go
    port: false
    health: {liveness: {exec: [worker, alive]}}
    scale: {max: 5, cpu: 60, memory: false}
    spread: {zones: hard}
    spot: true
    files: {/etc/worker.yaml: "a: 1\\nb: 2\\n"}
    sidecars:
      shipper: {image: "shipper:2.0"}
    egress: [{namespace: logging, ports: [9200, 9300]}, {cidr: 10.0.0.0/8, ports: [443]}]
"""
OF_WORKER = [
    ("port", "none", 5),
    ("liveness probe", "runs worker alive, after 30 s, every 10 s, 5 s to answer, 3 failures", 6),
    ("cpu target", "60 % of the request", 7),
    ("spread over zones", "hard", 8),
    ("spot nodes", "prefer", None),
    ("file /etc/worker.yaml", "2 lines", 10),
    ("sidecar shipper", "shipper:2.0", 12),
    ("reaches", "10.0.0.0/8 at 443", 13),
]


@pytest.mark.parametrize(("what", "value", "line"), OF_WORKER)
def test_what_is_in_the_pods_of_a_worker(tmp_path: Path, what: str, value: str, line: int | None) -> None:
    (tmp_path / "service-matrix.yaml").write_text(WORKER)
    facts = {fact.what: fact for fact in account(tmp_path, "worker", "prod").facts}
    assert (facts[what].value, facts[what].line) == (value, line)
    assert "memory target" not in facts


CLIENT = """\
name: shop
environments: [dev, staging, prod]
services:
  - name: db
    language: postgresql
    user: clerk
    database: orders
    chart: {version: 17.1.0, host: orders-db}
    chart_source: {staging: bitnami}
    external:
      prod: {host: db.example.org, port: 6432, cidrs: [10.0.0.0/8], database: live, auth: {secret: live-db}}
  - name: cart
    namespace: carts
    dependencies: [db]
    connections:
      db: {URL: "pg://$(host):$(port)/$(database)", USER: $(username), PASS: $(password)}
"""

# What a client is told of a store, by who runs it in the environment.
TOLD = [
    ("dev", "URL", "pg://db.shop:5432/orders"),
    ("dev", "USER", "clerk"),
    ("dev", "PASS", "key password of secret db-auth"),
    ("staging", "URL", "pg://orders-db:5432/orders"),
    ("staging", "PASS", "key password of secret db-auth"),
    ("prod", "URL", "pg://db.example.org:6432/live"),
    ("prod", "PASS", "key password of secret live-db"),
]


@pytest.mark.parametrize(("environment", "what", "value"), TOLD)
def test_a_client_is_told(tmp_path: Path, environment: str, what: str, value: str) -> None:
    (tmp_path / "service-matrix.yaml").write_text(CLIENT)
    fact = next(fact for fact in account(tmp_path, "cart", environment).facts if fact.what == what)
    text = {"URL": "pg://$(host):$(port)/$(database)", "USER": "$(username)", "PASS": "$(password)"}[what]
    assert (fact.value, fact.line, fact.reason) == (value, 16, f"{text} of db, which line 14 names")


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_what_a_client_is_told_is_what_is_rendered(tmp_path: Path, environment: str) -> None:
    (tmp_path / "service-matrix.yaml").write_text(CLIENT)
    weave_charts(tmp_path)
    rendered = render_fleet(tmp_path, environment, ["cart"], cache="")
    read: list[Any] = [read_yaml(manifest.content) for manifest in rendered.manifests]
    data = next(one["data"] for one in read if one["kind"] == "ConfigMap")
    pods = next(one["spec"]["template"]["spec"] for one in read if one["kind"] == "Deployment")
    refs = {
        variable["name"]: variable["valueFrom"]["secretKeyRef"]
        for variable in pods["containers"][0]["env"]
        if "secretKeyRef" in variable.get("valueFrom", {})
    }
    for where, what, value in TOLD:
        if where == environment:
            found = refs.get(what)
            assert value == (f"key {found['key']} of secret {found['name']}" if found else data[what])


def test_no_password_is_in_the_record(fleet: Path) -> None:
    assert "very-secret" not in str(account(fleet, "cart", "prod"))


def test_every_default_has_a_reason(fleet: Path) -> None:
    for service in ("cart", "mysql"):
        for fact in account(fleet, service, "prod").facts:
            assert fact.reason, fact


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_what_is_shown_is_what_is_woven(tmp_path: Path, environment: str) -> None:
    (tmp_path / "service-matrix.yaml").write_text((EXAMPLES / "robot-shop/service-matrix.yaml").read_text())
    result = weave_charts(tmp_path)
    charts = tmp_path / "helm" / "charts"
    for service in (each.name for each in result.inventory.services):
        facts = {fact.what: fact.value for fact in account(tmp_path, service, environment).facts}
        own = values(charts / service / "values.yaml")
        over = values(charts / service / f"values-{environment}.yaml")
        env = {**own.get("env", {}), **over.get("env", {})}
        assert {name: facts[name] for name in env if facts[name] != "not shown"} == {
            name: value for name, value in env.items() if facts[name] != "not shown"
        }
        assert facts["cpu limit"] == own["resources"]["limits"]["cpu"]
        scaled = over.get("autoscaling")
        count = over.get("replicaCount", own["replicaCount"])
        wanted = (
            f"{scaled['minReplicas']:.0f} to {scaled['maxReplicas']:.0f}, autoscaled"
            if scaled
            else f"{count:.0f}"
        )
        assert facts["replicas"] == wanted


def values(file: Path) -> dict[str, dict[str, Any]]:
    found = read_yaml(file.read_bytes())
    assert isinstance(found, dict)
    return found
