"""What may speak to what in each environment of each example: all that is declared, and nothing else.

The policies are evaluated by the rules that Kubernetes documents (``traffic``), on the objects that the charts render.
"""

from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.examples.cluster import Cluster, Pod, cluster
from tests.examples.fleets import EXAMPLES, NAMES, PLACES, fleet, weave
from tests.examples.traffic import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chartloom.matrix.model import Edge, Environment

everywhere = pytest.mark.parametrize(("name", "environment"), PLACES)
DNS = Place("the cluster's DNS", "kube-system", {"k8s-app": "kube-dns"})
STRANGER = Place("a stranger", "elsewhere", {"app.kubernetes.io/name": "stranger"})
AN_ADDRESS = Place("some address", address="203.0.113.7")


class Examples:
    """Each environment, rendered once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._umbrellas: dict[str, Path] = {}
        self._clusters: dict[tuple[str, str], Cluster] = {}

    def __call__(self, name: str, environment: str) -> Cluster:
        if name not in self._umbrellas:
            self._umbrellas[name] = weave(name, self._root / name)
        if (name, environment) not in self._clusters:
            self._clusters[name, environment] = cluster(self._umbrellas[name], environment)
        return self._clusters[name, environment]


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    return Examples(tmp_path_factory.mktemp("reachability"))


def environment_of(name: str, environment: str) -> Environment:
    return next(each for each in fleet(name).environments if each.name == environment)


def ours(found: Cluster) -> list[Pod]:
    return [pod for pod in found.pods if "chartloom.dev/service" in pod.place.labels]


def edges(found: Cluster, name: str, environment: str) -> Iterator[tuple[Pod, Edge, list[Place], int]]:
    """Each pod that acts for a caller, the places that its callee is reached at, and the port there."""
    inventory = fleet(name)
    services = inventory.by_name()
    for edge in inventory.edges:
        external = services[edge.callee].external.get(environment)
        pods = found.serving(edge.callee)
        if external:
            targets = [Place(edge.callee, address=str(ip_network(cidr)[1])) for cidr in external.cidrs]
            port = external.port
        elif pods:
            targets, port = [pod.place for pod in pods], _port(found, edge, pods[0])
        else:
            continue
        for pod in ours(found):
            if pod.service == edge.caller:
                yield pod, edge, targets, port


def _port(found: Cluster, edge: Edge, callee: Pod) -> int:
    if "chartloom.dev/service" not in callee.place.labels:
        return edge.port  # that of a stand-in
    return found.target_port(edge.callee, callee.place.namespace, edge.port)


@everywhere
def test_each_declared_call_gets_through(examples: Examples, name: str, environment: str) -> None:
    """Also those of migrations, hooks, tests and backups, which act for the caller."""
    found = examples(name, environment)
    blocked = [
        f"{pod.place.name} cannot reach {target.name}:{port}"
        for pod, _, targets, port in edges(found, name, environment)
        for target in targets
        if not found.policies.allow(pod.place, target, port)
    ]
    assert blocked == []


@everywhere
def test_nothing_else_gets_through(examples: Examples, name: str, environment: str) -> None:
    found = examples(name, environment)
    declared = {(edge.caller, edge.callee) for edge in fleet(name).edges}
    leaks = []
    for target in (pod for pod in found.pods if pod.serves and pod.service):
        places = [(pod.service, pod.place) for pod in ours(found)] + [("", STRANGER)]
        for service, place in places:
            if service == target.service or (service, target.service) in declared:
                continue
            leaks += [
                f"{place.name} reaches {target.place.name}:{port}"
                for port in target.ports.values() or (80,)
                if found.policies.allow(place, target.place, port)
            ]
    assert leaks == []


@everywhere
def test_no_pod_reaches_the_world_that_need_not(examples: Examples, name: str, environment: str) -> None:
    found = examples(name, environment)
    world = {pod.service for pod in ours(found) if found.policies.allow(pod.place, AN_ADDRESS, 443)}
    assert world == {service for service, rule in declared_egress(name) if rule.get("cidr") == "0.0.0.0/0"}


@everywhere
def test_what_is_called_beside_services_is_reached(examples: Examples, name: str, environment: str) -> None:
    found = examples(name, environment)
    for service, rule in declared_egress(name):
        inside = Place("another fleet", rule["namespace"]) if "namespace" in rule else AN_ADDRESS
        for pod in (pod for pod in ours(found) if pod.service == service):
            assert all(found.policies.allow(pod.place, inside, port) for port in rule["ports"])
            assert not found.policies.allow(pod.place, inside, 12345)


def declared_egress(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the text of the inventory says that services call besides each other."""
    said = yaml.safe_load((EXAMPLES / name / "service-matrix.yaml").read_text("utf-8"))
    return ((each["name"], rule) for each in said["services"] for rule in each.get("egress", ()))


@everywhere
def test_everything_may_ask_for_names(examples: Examples, name: str, environment: str) -> None:
    found = examples(name, environment)
    lost = [
        f"{pod.place.name} {protocol}"
        for pod in ours(found)
        for protocol in ("UDP", "TCP")
        if not found.policies.allow(pod.place, DNS, 53, protocol)
    ]
    assert lost == []
    assert not any(found.policies.allow(pod.place, DNS, 443) for pod in ours(found))


@everywhere
def test_what_acts_for_a_service_reaches_the_service(examples: Examples, name: str, environment: str) -> None:
    """Tests ask it, backups dump it, migrations change it, the pods of a store speak to each other."""
    found = examples(name, environment)
    lost = [
        f"{pod.place.name} cannot reach {target.place.name}:{port}"
        for pod in ours(found)
        if not pod.serves
        for target in found.serving(pod.service)
        for port in target.ports.values()
        if not found.policies.allow(pod.place, target.place, port)
    ]
    assert lost == []


@everywhere
def test_prometheus_sees_the_metrics_and_nothing_else(
    examples: Examples, name: str, environment: str
) -> None:
    found = examples(name, environment)
    watcher = Place("Prometheus", fleet(name).prometheus.namespace or "monitoring")
    scraped = {pod.place: port for pod in ours(found) if (port := _scraped(found, pod))}
    blocked = [
        place.name for place, port in scraped.items() if not found.policies.allow(watcher, place, port)
    ]
    assert blocked == []
    for pod in ours(found):
        wanted = {scraped[pod.place]} if pod.place in scraped else set()
        # Without metrics of its own the main port of a deployment is open: most serve them there.
        usual = {next(iter(pod.ports.values()), 0)} if pod.kind == "Deployment" else set()
        seen = {port for port in pod.ports.values() if found.policies.allow(watcher, pod.place, port)}
        assert seen <= (wanted or usual), pod.place.name


def _scraped(found: Cluster, pod: Pod) -> int:
    """The port at which a ServiceMonitor or the annotations of the pod say that the metrics are; 0 without any."""
    if not pod.serves:
        return 0
    for monitor in found.of_kind("ServiceMonitor"):
        if monitor["metadata"]["labels"].get("chartloom.dev/service") == pod.service:
            return pod.ports[monitor["spec"]["endpoints"][0]["port"]]
    kind, _, title = pod.place.name.partition("/")
    (document,) = (
        each
        for each in found.of_kind(kind)
        if (each["metadata"]["name"], each["metadata"]["namespace"]) == (title, pod.place.namespace)
    )
    annotations = document["spec"]["template"]["metadata"].get("annotations", {})
    return int(annotations.get("prometheus.io/port", 0))


@everywhere
def test_the_way_in_leads_to_what_is_exposed_and_no_further(
    examples: Examples, name: str, environment: str
) -> None:
    found = examples(name, environment)
    exposure = environment_of(name, environment).exposure
    usual = "ingress-nginx" if exposure.kind == "ingress" else found.namespace
    entrance = Place("the way in", exposure.namespace or usual)
    led_to = set(_led_to(found))
    for pod in (pod for pod in ours(found) if pod.serves):
        for port in pod.ports.values():
            let_in = found.policies.allow(entrance, pod.place, port)
            assert let_in == ((pod.service, port) in led_to), f"{pod.place.name}:{port}"


def _led_to(found: Cluster) -> Iterator[tuple[str, int]]:
    for ingress in found.of_kind("Ingress"):
        for rule in ingress["spec"]["rules"]:
            for path in rule["http"]["paths"]:
                service, namespace = path["backend"]["service"], ingress["metadata"]["namespace"]
                port = service["port"].get("number") or service["port"]["name"]
                yield service["name"], found.target_port(service["name"], namespace, port)
    for route in found.of_kind("HTTPRoute"):
        for rule in route["spec"]["rules"]:
            for backend in rule["backendRefs"]:
                namespace = backend.get("namespace", route["metadata"]["namespace"])
                yield backend["name"], found.target_port(backend["name"], namespace, backend["port"])


def test_the_examples_have_what_this_is_about(examples: Examples) -> None:
    """Calls across namespaces, migrations, tests, backups: else the tests above would see nothing."""
    crossing, tasks = set(), set()
    for name, environment in PLACES:
        found = examples(name, environment)
        for pod, _, targets, _ in edges(found, name, environment):
            crossing |= {
                name for place in targets if not place.address and place.namespace != pod.place.namespace
            }
        tasks |= {pod.place.labels["app.kubernetes.io/component"] for pod in ours(found) if not pod.serves}
    assert crossing
    assert {"migrate", "test", "backup", "restore", "seed"} <= tasks
    assert set(NAMES) == {name for name, _ in PLACES}
