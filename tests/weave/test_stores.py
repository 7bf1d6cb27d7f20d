"""A store is run by the library, by a third-party chart or by somebody else; one value switches, its clients follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from chartloom.actions.template import Release, Request, ValueSources, template, template_text
from chartloom.weave import weave_fleet
from tests.weave.inventories import inventory_of
from tests.weave.standins import place_standins

if TYPE_CHECKING:
    from pathlib import Path

INVENTORY = """
name: shop
services:
  - name: api
    language: python
    dependencies: [orders-db]
    optional_dependencies: [redis]
    connections:
      orders-db:
        DB_HOST: $(host)
        DB_PORT: $(port)
        DB_NAME: $(database)
        DB_USER: $(username)
        DB_PASSWORD: $(password)
      redis: {REDIS_HOST: $(host), REDIS_PASSWORD: $(password)}
  - name: orders-db
    language: postgresql
    database: orders
    user: clerk
    chart: {version: 17.1.0, values: {architecture: standalone}}
    chart_source: {staging: bitnami}
    external:
      prod:
        host: pg.example.com
        port: 6432
        database: orders_prod
        cidrs: [10.20.0.0/16]
        auth: {secret: db-credentials, password: pass}
  - name: redis
    chart: {version: 23.1.1}
    auth: {secret: redis-credentials, password: redis-password}
"""
Document = dict[str, Any]
Objects = dict[str, Document]


@pytest.fixture(scope="module")
def helm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("stores")
    for path, content in weave_fleet(inventory_of(INVENTORY)).files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    place_standins(root / "helm")
    return root / "helm"


def render(helm: Path, environment: str, *switches: str, chart: str = "shop") -> Objects:
    values = ValueSources([str(helm / chart / f"values-{environment}.yaml")], sets=switches)
    text = template_text(template(Request(str(helm / chart), Release("r", "store"), values, cache="")))
    documents = [document for document in yaml.safe_load_all(text) if document]
    return {f"{document['kind']}/{document['metadata']['name']}": document for document in documents}


def told(objects: Objects) -> dict[str, Any]:
    """What the container of the client is told: plain settings, and Secrets as ``secret/key``."""
    container = objects["Deployment/api"]["spec"]["template"]["spec"]["containers"][0]
    secrets = ((e["name"], e["valueFrom"]["secretKeyRef"]) for e in container.get("env", []))
    read = {name: f"{ref['name']}/{ref['key']}{'?' if ref.get('optional') else ''}" for name, ref in secrets}
    plain: dict[str, Any] = objects["ConfigMap/api-config"]["data"]
    return {name: text for name, text in {**plain, **read}.items() if name.startswith(("DB_", "REDIS_"))}


def test_the_library_runs_them_in_development(helm: Path) -> None:
    objects = render(helm, "dev")
    assert told(objects) == {
        "DB_HOST": "orders-db",
        "DB_PORT": "5432",
        "DB_NAME": "orders",
        "DB_USER": "clerk",
        "DB_PASSWORD": "orders-db-auth/password?",
        "REDIS_HOST": "redis",
        "REDIS_PASSWORD": "redis-credentials/redis-password?",
    }
    store = objects["StatefulSet/orders-db"]["spec"]["template"]["spec"]["containers"][0]
    assert store["image"].startswith("postgres:")
    assert objects["ConfigMap/orders-db-config"]["data"] == {
        "PGDATA": "/var/lib/postgresql/data/pgdata",
        "POSTGRES_DB": "orders",
        "POSTGRES_HOST_AUTH_METHOD": "trust",
        "POSTGRES_USER": "clerk",
    }


def test_a_chart_runs_one_in_staging(helm: Path) -> None:
    objects = render(helm, "staging")
    assert objects["StatefulSet/orders-db"]["spec"]["template"]["spec"]["containers"][0]["image"] == (
        "example.com/postgresql:17.1.0"
    )
    assert {name: text for name, text in told(objects).items() if name.startswith("DB_")} == {
        "DB_HOST": "orders-db",
        "DB_PORT": "5432",
        "DB_NAME": "orders",
        "DB_USER": "clerk",
        "DB_PASSWORD": "orders-db-auth/password",
    }


def test_a_managed_service_stands_in_for_one_in_production(helm: Path) -> None:
    objects = render(helm, "prod")
    assert [name for name in objects if name.endswith("/orders-db")] == ["Service/orders-db"]
    assert {name: text for name, text in told(objects).items() if name.startswith("DB_")} == {
        "DB_HOST": "pg.example.com",
        "DB_PORT": "6432",
        "DB_NAME": "orders_prod",
        "DB_USER": "clerk",
        "DB_PASSWORD": "db-credentials/pass",
    }


def test_one_value_switches_from_the_library_to_the_chart(helm: Path) -> None:
    objects = render(helm, "dev", "global.chartServices.redis.enabled=true")
    assert objects["StatefulSet/redis"]["spec"]["template"]["spec"]["containers"][0]["image"] == (
        "example.com/redis:23.1.1"
    )
    assert told(objects)["REDIS_HOST"] == "redis-master"
    assert told(objects)["REDIS_PASSWORD"] == "redis-credentials/redis-password"
    policy = objects["NetworkPolicy/redis"]["spec"]
    assert policy["podSelector"]["matchLabels"] == {"app.kubernetes.io/name": "redis"}
    assert objects["Service/redis"]["spec"]["selector"]["app.kubernetes.io/component"] == "master"


def test_one_value_switches_back_from_the_managed_service(helm: Path) -> None:
    objects = render(helm, "prod", "global.externalServices.orders-db.enabled=false")
    assert told(objects)["DB_HOST"] == "orders-db"
    assert objects["StatefulSet/orders-db"]["spec"]["template"]["spec"]["containers"][0]["image"].startswith(
        "postgres:"
    )


@pytest.mark.parametrize("store", ["redis", "orders-db"])
def test_a_store_that_is_switched_off_takes_its_chart_along(helm: Path, store: str) -> None:
    switches = ("api.enabled=false", f"{store}.enabled=false", f"global.chartServices.{store}.enabled=true")
    objects = render(helm, "dev", *switches)
    assert [name for name in objects if f"/{store}" in name] == []


def test_an_optional_store_leaves_nothing_behind(helm: Path) -> None:
    objects = render(helm, "dev", "redis.enabled=false")
    # The ConfigMap's checksum is the only text that could hold the word by chance.
    assert [name for name, document in objects.items() if "redis" in str(document).lower()] == []


def test_a_client_alone_follows_as_well(helm: Path) -> None:
    alone = render(helm, "staging", chart="charts/api")
    assert told(alone) == told(render(helm, "staging"))


def test_values_of_the_chart() -> None:
    files = weave_fleet(inventory_of(INVENTORY)).files
    values = yaml.safe_load(files["helm/charts/orders-db/values.yaml"])
    assert values["postgresql"] == {
        "nameOverride": "orders-db",
        "fullnameOverride": "orders-db",
        "architecture": "standalone",
        "auth": {"existingSecret": "orders-db-auth", "username": "clerk", "database": "orders"},
        "primary": {
            "resources": {
                "requests": {"cpu": "500m", "memory": "1Gi"},
                "limits": {"cpu": "2000m", "memory": "2Gi"},
            },
            "networkPolicy": {"enabled": False},
        },
        "networkPolicy": {"enabled": False},
    }
    development = yaml.safe_load(files["helm/charts/orders-db/values-dev.yaml"])
    assert development["postgresql"] == {"primary": {"persistence": {"enabled": False}}}
