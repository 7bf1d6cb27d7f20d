"""The README of a chart tells a stranger what must be there, how it is installed, what is on, and what is watched."""

from __future__ import annotations

from chartloom.matrix import parse_inventory
from chartloom.weave import weave_fleet

FLEET = """\
name: shop
registry: registry.example.com
namespace: shop
environments: {dev: {}, staging: {}, prod: {}}
prometheus: {operator: true}
services:
  - name: api
    language: go
    port: 8000
    extra_ports: [{name: admin, port: 9000}]
    namespace: backends
    dependencies: [db]
    optional_dependencies: [cache]
    connections:
      db: {DB_HOST: $(host), DB_USER: $(username), DB_PASSWORD: $(password)}
      cache: {CACHE_PASSWORD: $(password)}
    secrets:
      TOKEN: {secret: api-token, dev: plain}
      EXTRA: {secret: api-extra, optional: true}
    metrics: {port: 9000, interval: 15s}
    alerts: {errors: 2}
    dashboard: true
    tests: true
    migration: migrate
  - {name: db, language: postgresql, database: shop, external: {prod: {host: db.example.org, auth: {secret: managed}}}}
  - {name: cache, language: redis, auth: {secret: cache-auth}, chart: {version: 23.1.1}, chart_source: {prod: bitnami}}
  - {name: worker, language: go, port: false, replicas: 1}
"""
FILES = weave_fleet(parse_inventory(FLEET)).files


def section(service: str, title: str, text: str = FLEET) -> str:
    files = FILES if text == FLEET else weave_fleet(parse_inventory(text)).files
    page = files[f"helm/charts/{service}/README.md"].decode()
    return page.partition(f"## {title}\n\n")[2].partition("\n\n## ")[0]


def test_how_it_is_installed_alone() -> None:
    where = "--namespace backends --create-namespace"
    assert section("api", "Install it alone") == "\n".join(
        [
            "It waits for what it depends on: install that first, or the fleet as a whole.",
            "",
            "```sh",
            "helm dependency build .",
            *(
                f"helm upgrade --install api . {where} -f values-{name}.yaml"
                for name in ("dev", "staging", "prod")
            ),
            "```",
            "",
            "To look at it:",
            "",
            "```sh",
            "helm test api --namespace backends",
            "kubectl port-forward --namespace backends service/api 8000:8000",
            "```",
        ]
    )
    assert "port-forward" not in section("worker", "Install it alone")


def test_the_secrets_that_must_be_there() -> None:
    """Development needs none: there is a plain value, and stores without passwords."""
    assert section("api", "Secrets that must be there").splitlines() == [
        "| Secret | Key | Read as | Environments |",
        "| --- | --- | --- | --- |",
        "| `api-token` | `TOKEN` | `TOKEN` | staging, prod |",
        "| `db-auth` | `password` | `DB_PASSWORD` | staging |",
        "| `cache-auth` | `password` | `CACHE_PASSWORD` | staging |",
        "| `managed` | `password` | `DB_PASSWORD` | prod |",
        "| `cache-auth` | `redis-password` | `CACHE_PASSWORD` | prod |",
        "",
        "By hand they are made like this:",
        "",
        "```sh",
        "kubectl create secret generic api-token --from-literal=TOKEN=...",
        "kubectl create secret generic db-auth --from-literal=password=...",
        "kubectl create secret generic cache-auth --from-literal=password=... --from-literal=redis-password=...",
        "kubectl create secret generic managed --from-literal=password=...",
        "```",
    ]
    assert section("worker", "Secrets that must be there") == ""


def test_a_store_needs_its_secret_where_its_own_pods_run() -> None:
    assert section("db", "Secrets that must be there").splitlines()[2] == (
        "| `db-auth` | `password` | `POSTGRES_PASSWORD` | staging |"
    )


def test_a_store_that_only_names_a_source_of_charts_runs_its_own_pods() -> None:
    text = "name: shop\nservices: [{name: mysql, chart_source: bitnami}]"
    assert "| `mysql-auth` | `root-password` | `MYSQL_ROOT_PASSWORD` | staging, prod |" in section(
        "mysql", "Secrets that must be there", text
    )


def test_secrets_that_an_operator_makes() -> None:
    text = FLEET.replace("namespace: shop\n", "namespace: shop\nsecret_store: vault\n", 1)
    found = section("api", "Secrets that must be there", text).splitlines()
    assert found[-1] == "The operator of external-secrets.io makes them in staging, prod."


def test_switches() -> None:
    assert section("api", "Switches").splitlines()[2:] == [
        "| Switch | dev | staging | prod | What it does |",
        "| --- | --- | --- | --- | --- |",
        "| `autoscaling.enabled` | off | off | on | Whether a HorizontalPodAutoscaler owns the number of pods. |",
        "| `podDisruptionBudget.enabled` | off | on | on | Whether drains are held back. |",
        "| `migration.enabled` | on | on | on | Whether the data is migrated, by a hook or, with mode: init, by each "
        "pod; takes the keys of taskDefaults. |",
        "| `networkPolicy.enabled` | on | on | on | Whether everything undeclared is denied, in both directions. |",
        "| `monitoring.enabled` | on | on | on | Whether Prometheus scrapes the service. |",
        "| `monitoring.prometheusRule.enabled` | off | on | on | Whether there are alerts; the Prometheus Operator "
        "reads them. |",
        "| `monitoring.dashboard.enabled` | on | on | on | Whether Grafana gets a dashboard, in a ConfigMap that its "
        "sidecar finds. |",
        "| `tests.enabled` | on | on | on | Whether `helm test` has pods to run. |",
    ]


def test_what_is_watched() -> None:
    assert section("api", "What is watched").splitlines() == [
        "- Metrics at `/metrics`, port 9000, each 15s.",
        "- Alerts, but in environments like dev: no pod answers, more than 2 % errors, 95 of 100 requests slower than "
        "1000 ms.",
        "- A Grafana dashboard in the ConfigMap `api-dashboard`: request rate, latency, errors.",
    ]
    assert section("worker", "What is watched") == ""


def test_all_ports_and_the_whole_image() -> None:
    page = FILES["helm/charts/api/README.md"].decode()
    assert "| Ports | 8000, 9000 (admin) |" in page
    assert "| Image | `registry.example.com/shop/api:1.0.0` |" in page
    assert "| Ports | none |" in FILES["helm/charts/worker/README.md"].decode()
