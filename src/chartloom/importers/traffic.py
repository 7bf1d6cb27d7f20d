"""Who reaches a workload, and how: Services, Ingresses, HTTPRoutes, network policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.importers.document import listed, mapping
from chartloom.importers.naming import dns_label
from chartloom.importers.objects import is_selected
from chartloom.importers.report import Kind
from chartloom.matrix.check import matches
from chartloom.matrix.fields import PORT_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chartloom.importers.document import Record
    from chartloom.importers.objects import Objects, Resource
    from chartloom.importers.report import Remark

__all__ = [
    "Route",
    "aliases",
    "balanced",
    "container_ports",
    "main_service",
    "policy_calls",
    "routes",
    "service_ports",
    "services_of",
]

Route = tuple[str, str, "Resource"]
"""Host, path, and the object that says so."""


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


def routes(objects: Objects, names: Mapping[str, str], remarks: list[Remark]) -> dict[str, Route]:
    """By Service that is reached from outside: the first route to it; further ones are reported."""
    found: dict[str, Route] = {}
    for backend, host, path, resource in (*_ingress_routes(objects), *_http_routes(objects)):
        owner = names.get(backend)
        if owner is None:
            why = f'it leads to "{backend}", which is not imported'
            remarks.append(resource.remark(Kind.LEFT_OUT, why))
        elif found.setdefault(owner, (host, path, resource))[:2] != (host, path):
            why = f"{host}{path} is a further route; give it under values: ingress: hosts"
            remarks.append(resource.remark(Kind.LEFT_OUT, why, service=owner))
    return found


def _ingress_routes(objects: Objects) -> Iterator[tuple[str, str, str, Resource]]:
    for ingress in objects.of("Ingress"):
        default = mapping(mapping(ingress.spec.get("defaultBackend")).get("service")).get("name")
        if default:
            yield str(default), "", "/", ingress
        for rule in map(mapping, listed(ingress.spec.get("rules"))):
            for path in map(mapping, listed(mapping(rule.get("http")).get("paths"))):
                backend = mapping(mapping(path.get("backend")).get("service")).get("name", "")
                yield str(backend), str(rule.get("host", "")), str(path.get("path", "/")), ingress


def _http_routes(objects: Objects) -> Iterator[tuple[str, str, str, Resource]]:
    for route in objects.of("HTTPRoute"):
        hosts = [str(host) for host in listed(route.spec.get("hostnames"))] or [""]
        for rule in map(mapping, listed(route.spec.get("rules"))):
            matches = [
                mapping(mapping(m).get("path")).get("value", "/") for m in listed(rule.get("matches"))
            ] or ["/"]
            for backend in map(mapping, listed(rule.get("backendRefs"))):
                yield from ((str(backend.get("name", "")), h, str(p), route) for h in hosts for p in matches)


def policy_calls(objects: Objects, workloads: Mapping[str, Resource]) -> Iterator[tuple[str, str]]:
    """Pairs of caller and callee that network policies let through; peers that are many tell nothing."""
    for policy in objects.of("NetworkPolicy"):
        own = _matched(workloads, mapping(policy.spec.get("podSelector")))
        for name in own:
            yield from ((name, callee) for callee in _peers(policy, "egress", "to", workloads))
            yield from ((caller, name) for caller in _peers(policy, "ingress", "from", workloads))


def _peers(policy: Resource, rules: str, direction: str, workloads: Mapping[str, Resource]) -> Iterator[str]:
    for rule in map(mapping, listed(policy.spec.get(rules))):
        for peer in map(mapping, listed(rule.get(direction))):
            found = _matched(workloads, mapping(peer.get("podSelector")))
            yield from found if len(found) == 1 else ()


def _matched(workloads: Mapping[str, Resource], selector: Record) -> list[str]:
    return [name for name, workload in workloads.items() if is_selected(workload.pod_labels, selector)]
