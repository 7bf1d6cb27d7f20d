"""An HTTPRoute of one namespace leads to a Service of another one, as the Gateway API has it: if that one allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.examples.cluster import Cluster, cluster
from tests.examples.fleets import weave_inventory
from tests.examples.traffic import Place
from tests.weave.inventories import inventory_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INVENTORY = """\
name: shop
domain: acme.org
environments: [dev, prod]
exposure: {kind: gateway, gateway: public}
namespaces: {frontend: edge}
services:
  - name: web
    language: go
    tier: frontend
    exposed: true
    routes: {/api/cart: cart, /help: help}
    dependencies: [cart]
  - {name: cart, language: go}
  - {name: help, language: go, tier: frontend}
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Cluster:
    umbrella: Path = weave_inventory(inventory_of(INVENTORY), tmp_path_factory.mktemp("grants"))
    return cluster(umbrella, "prod")


def backends(found: Cluster) -> Iterator[tuple[str, str, str]]:
    """For each backend: the namespace of its route, its own, its name."""
    for route in found.of_kind("HTTPRoute"):
        home = route["metadata"]["namespace"]
        for rule in route["spec"]["rules"]:
            yield from ((home, each.get("namespace", home), each["name"]) for each in rule["backendRefs"])


def grants(found: Cluster, home: str, namespace: str, name: str) -> bool:
    """Whether a ReferenceGrant in the namespace of the Service lets routes of another one lead to it."""
    return any(
        grant["metadata"]["namespace"] == namespace
        and {"group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "namespace": home}
        in grant["spec"]["from"]
        and {"group": "", "kind": "Service", "name": name} in grant["spec"]["to"]
        for grant in found.of_kind("ReferenceGrant")
    )


def test_each_backend_is_there_and_may_be_led_to(found: Cluster) -> None:
    services = {
        (each["metadata"]["namespace"], each["metadata"]["name"]) for each in found.of_kind("Service")
    }
    assert set(backends(found)) == {
        ("edge", "edge", "web"),
        ("edge", "edge", "help"),
        ("edge", "shop", "cart"),
    }
    for home, namespace, name in backends(found):
        assert (namespace, name) in services
        assert home == namespace or grants(found, home, namespace, name)


def test_nothing_more_is_granted(found: Cluster) -> None:
    specs: list[Any] = [(each["metadata"]["name"], each["spec"]) for each in found.of_kind("ReferenceGrant")]
    assert [name for name, _ in specs] == ["cart"]


def test_the_gateway_beside_the_route_is_let_in(found: Cluster) -> None:
    gateway = Place("the Gateway", "edge")
    (cart,) = found.serving("cart")
    assert found.policies.allow(gateway, cart.place, 8080)
    assert not found.policies.allow(Place("a stranger", "elsewhere"), cart.place, 8080)
