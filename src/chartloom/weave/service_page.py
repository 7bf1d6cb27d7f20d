"""A page for each service: what it is, who calls it, what it calls, and how it runs in each environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.matrix.diagram import neighbourhood
from chartloom.weave.markdown import joined, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chartloom.matrix.model import Edge, Inventory, Service
    from chartloom.weave.standing import Standing, Standings

__all__ = ["calls_by_callee", "service_page"]


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
    found: Standings,
) -> str:
    """The page of one service; ``found`` is how it stands in each environment."""
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
                (_environment(each.name, found[service.name, each.name]) for each in inventory.environments),
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


def _environment(name: str, standing: Standing) -> tuple[str, ...]:
    addresses = (*standing.addresses, *(f"{address} (to {other})" for address, other in standing.routes))
    reached = standing.elsewhere or "<br>".join(addresses)
    pods = "" if standing.elsewhere else standing.pods
    return name, pods, reached, standing.storage, standing.log_level


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
