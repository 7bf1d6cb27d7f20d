"""A page for each service: what it is, who calls it, what it calls, and how it runs in each environment."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from chartloom.matrix.build import deep_merge
from chartloom.matrix.diagram import neighbourhood
from chartloom.weave.markdown import joined, table
from chartloom.weave.profiles import environment_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chartloom.matrix.model import Edge, Environment, Inventory, Service

__all__ = ["calls_by_callee", "service_page"]

Values = dict[str, object]


def calls_by_callee(inventory: Inventory) -> dict[str, list[Edge]]:
    """For each service the calls that are made to it."""
    found: dict[str, list[Edge]] = {service.name: [] for service in inventory.services}
    for edge in inventory.edges:
        found[edge.callee].append(edge)
    return found


def service_page(
    inventory: Inventory,
    service: Service,
    calls: Sequence[Edge],
    callers: Sequence[Edge],
    services: Mapping[str, Service],
) -> str:
    """The page of one service."""
    return joined(
        [
            f"# {service.name}",
            "",
            f"{service.description}. Part of [{inventory.name}](../fleet.md);"
            f" its chart is [helm/charts/{service.name}](../../helm/charts/{service.name}/README.md).",
            "",
            *table(("", ""), _facts(service)),
            "",
            *_neighbours(service, calls, callers),
            "## Environments",
            "",
            *table(
                ("Environment", "Replicas", "Reached at", "Storage", "Log level"),
                (_environment(service, each, calls, services) for each in inventory.environments),
            ),
            *_watched(service),
        ]
    )


def _facts(service: Service) -> Iterator[tuple[str, str]]:
    resources = service.resources
    yield "Technology", service.technology.title
    yield "Tier", service.tier
    yield "Workload", service.kind
    yield "Version", service.version
    yield "Image", f"`{service.image.repository}:{service.image.tag}`"
    ports = (f"{port} ({name})" if name else str(port) for name, port in service.ports)
    yield "Ports", ", ".join(ports) or "none"
    yield "CPU", f"{resources.cpu} requested, {resources.cpu_limit} at most"
    yield "Memory", f"{resources.memory} requested, {resources.memory_limit} at most"
    if service.aliases:
        yield "Also reached as", ", ".join(service.aliases)
    if service.tasks:
        yield "Tasks", ", ".join(name for name, _ in service.tasks)


def _neighbours(service: Service, calls: Sequence[Edge], callers: Sequence[Edge]) -> Iterator[str]:
    if not (calls or callers):
        return
    yield from ("## Who calls it, and what it calls", "", "```mermaid")
    yield neighbourhood(service, calls, callers).rstrip("\n")
    yield from ("```", "")
    yield from table(("", "Service", "Port", "As"), (*_rows("called by", callers), *_rows("calls", calls)))
    yield ""


def _rows(how: str, edges: Iterable[Edge]) -> Iterator[tuple[str, str, str, str]]:
    for edge in edges:
        other = edge.caller if how == "called by" else edge.callee
        kind = "optional" if edge.is_optional else "needed"
        said = f"{kind}, as `{edge.inferred_from}` gives away" if edge.inferred_from else kind
        yield how, f"[{other}]({other}.md)", str(edge.port), said


def _environment(
    service: Service, environment: Environment, calls: Sequence[Edge], services: Mapping[str, Service]
) -> tuple[str, ...]:
    if environment.name in service.external:
        external = service.external[environment.name]
        return environment.name, "", f"{external.host}:{external.port}, outside of the cluster", "", ""
    given = environment.values.get(service.name)
    own = environment_values(service, environment, calls, services)
    over = deep_merge(own, cast("Values", given) if isinstance(given, dict) else {})
    values = deep_merge(service.values, over)
    return (
        environment.name,
        _replicas(values),
        _addresses(values),
        _storage(service, values),
        _level(service, values),
    )


def _replicas(values: Values) -> str:
    if values.get("enabled") is False:
        return "off"
    scaling = _mapping(values, "autoscaling")
    if scaling.get("enabled") is True:
        return f"{_whole(scaling.get('minReplicas'))} to {_whole(scaling.get('maxReplicas'))}"
    return _whole(values.get("replicaCount", 1))


def _addresses(values: Values) -> str:
    ingress = _mapping(values, "ingress")
    hosts = ingress.get("hosts")
    if ingress.get("enabled") is not True or not isinstance(hosts, list):
        return ""
    scheme = "https" if ingress.get("tls") else "http"
    return ", ".join(
        f"{scheme}://{host['host']}" for host in hosts if isinstance(host, dict) and "host" in host
    )


def _storage(service: Service, values: Values) -> str:
    if not (service.is_stateful and service.technology.data_path):
        return ""
    persistence = _mapping(values, "persistence")
    return str(persistence.get("size", service.storage)) if persistence.get("enabled") is True else "none"


def _level(service: Service, values: Values) -> str:
    usual = "" if service.technology.is_store else "info"
    return str(_mapping(values, "env").get("LOG_LEVEL") or dict(service.env).get("LOG_LEVEL", usual))


def _watched(service: Service) -> Iterator[str]:
    watched = service.monitoring
    if not watched.metrics:
        return
    yield from ("", "## What is watched", "")
    yield f"- metrics at `{watched.metrics.path}`"
    if watched.dashboard:
        yield "- a Grafana dashboard: request rate, latency, errors"
    if watched.alerts:
        yield "- alerts, but for development"


def _mapping(values: Mapping[str, object], key: str) -> Values:
    found = values.get(key)
    return cast("Values", found) if isinstance(found, dict) else {}


def _whole(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
