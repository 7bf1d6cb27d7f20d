"""Who reaches a workload within the cluster, and how: Services, network policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.importers.document import listed, mapping
from chartloom.importers.naming import dns_label
from chartloom.importers.objects import is_selected
from chartloom.matrix.check import matches
from chartloom.matrix.fields import PORT_NAME

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from chartloom.importers.document import Record
    from chartloom.importers.objects import Objects, Resource

__all__ = [
    "aliases",
    "balanced",
    "container_ports",
    "controller_namespace",
    "main_service",
    "policy_calls",
    "service_ports",
    "services_of",
]


def services_of(objects: Objects, workload: Resource) -> list[Resource]:
    """The Services that select the pods of a workload."""
    return [
        s for s in objects.of("Service") if is_selected(workload.pod_labels, mapping(s.spec.get("selector")))
    ]


def main_service(services: Sequence[Resource], workload: Resource) -> Resource | None:
    """The one under which clients know it: of its own name, or the first that has an address."""
    own = next((service for service in services if service.name == workload.name), None)
    usual = [service for service in services if service.spec.get("clusterIP") != "None"]
    return own or next(iter([*usual, *services]), None)


def aliases(services: Sequence[Resource], main: Resource | None, name: str) -> list[str]:
    """The further names, without those of headless Services, which are made anyway."""
    others = (s for s in services if s is not main and s.spec.get("type") != "LoadBalancer")
    names = [service.name for service in others if service.spec.get("clusterIP") != "None"]
    return [alias for alias in names if alias not in ("", name) and alias == dns_label(alias)]


def balanced(services: Sequence[Resource]) -> Resource | None:
    """The Service that leads from outside of the cluster straight to the pods."""
    return next((service for service in services if service.spec.get("type") == "LoadBalancer"), None)


def container_ports(container: Record) -> dict[str, int]:
    """The ports of a container by name; those without one by their number."""
    found: dict[str, int] = {}
    for port in map(mapping, listed(container.get("ports"))):
        number = port.get("containerPort")
        if isinstance(number, float) and 0 < number < 65536:
            found[str(port.get("name", int(number)))] = int(number)
    return found


def service_ports(service: Resource | None, container: Record) -> list[Record]:
    """The ports of a Service in the words of the library: name, port, targetPort, protocol; the main one first."""
    named = container_ports(container)
    if service is None:
        return [
            {"name": _port_name(name, number), "port": number, "targetPort": number}
            for name, number in named.items()
        ]
    found: list[Record] = []
    for port in map(mapping, listed(service.spec.get("ports"))):
        number, target = port.get("port"), port.get("targetPort", port.get("port"))
        if isinstance(number, float) and 0 < number < 65536:
            aim = (
                named.get(str(target), int(number))
                if isinstance(target, str)
                else int(_number(target, number))
            )
            protocol = port.get("protocol", "TCP")
            record: Record = {
                "name": _port_name(port.get("name"), number),
                "port": int(number),
                "targetPort": aim,
            }
            found.append(record if protocol == "TCP" else {**record, "protocol": protocol})
    # The same number may be served by two protocols, but has one name in an inventory.
    return [port for index, port in enumerate(found) if not _is_there(port, found[:index])]


def _is_there(port: Record, before: list[Record]) -> bool:
    return any(port["port"] == other["port"] or port["name"] == other["name"] for other in before)


def _port_name(said: object, number: float) -> str:
    return said if isinstance(said, str) and matches(PORT_NAME, said) else f"port-{number:.0f}"


def _number(value: object, otherwise: float) -> float:
    return value if isinstance(value, float) and 0 < value < 65536 else otherwise


def policy_calls(objects: Objects, workloads: Mapping[str, Resource]) -> Iterator[tuple[str, str]]:
    """Pairs of caller and callee that network policies let through; peers that are many tell nothing."""
    for policy in objects.of("NetworkPolicy"):
        own = _matched(workloads, mapping(policy.spec.get("podSelector")))
        for name in own:
            yield from ((name, callee) for callee in _peers(policy, "egress", "to", workloads))
            yield from ((caller, name) for caller in _peers(policy, "ingress", "from", workloads))


def controller_namespace(objects: Objects, workloads: Mapping[str, Resource], exposed: Container[str]) -> str:
    """The namespace that policies let reach exposed services and no others: that of what leads to them, or ""."""
    let_in: dict[bool, set[str]] = {True: set(), False: set()}
    for policy in objects.of("NetworkPolicy"):
        for name in _matched(workloads, mapping(policy.spec.get("podSelector"))):
            let_in[name in exposed].update(_namespaces(policy))
    found = let_in[True] - let_in[False]
    return found.pop() if len(found) == 1 else ""


def _namespaces(policy: Resource) -> Iterator[str]:
    for rule in map(mapping, listed(policy.spec.get("ingress"))):
        for peer in map(mapping, listed(rule.get("from"))):
            labels = mapping(mapping(peer.get("namespaceSelector")).get("matchLabels"))
            if "podSelector" not in peer and "kubernetes.io/metadata.name" in labels:
                yield str(labels["kubernetes.io/metadata.name"])


def _peers(policy: Resource, rules: str, direction: str, workloads: Mapping[str, Resource]) -> Iterator[str]:
    for rule in map(mapping, listed(policy.spec.get(rules))):
        for peer in map(mapping, listed(rule.get(direction))):
            found = _matched(workloads, mapping(peer.get("podSelector")))
            yield from found if len(found) == 1 else ()


def _matched(workloads: Mapping[str, Resource], selector: Record) -> list[str]:
    return [name for name, workload in workloads.items() if is_selected(workload.pod_labels, selector)]
