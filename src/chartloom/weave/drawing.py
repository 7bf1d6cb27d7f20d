"""The fleet as a drawing: every service, or for a large fleet those that matter most, and how many others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from chartloom.diagram import Edge, Graph, Node, Shape, draw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.matrix.model import Inventory, Service

__all__ = ["fleet_drawing", "fleet_graph", "is_small"]

_MOST = 60
"""More services than this are too many boxes for one page."""

_KEPT = 24
"""So many services of a large fleet have a box of their own."""


def fleet_drawing(inventory: Inventory) -> str:
    """The text of an SVG file that shows the fleet."""
    return draw(fleet_graph(inventory), _note(inventory))


def fleet_graph(inventory: Inventory) -> Graph:
    """What is drawn of the fleet: its services, or groups of them."""
    nodes, edges = _services(inventory) if is_small(inventory) else _overview(inventory)
    return Graph(inventory.name, nodes, edges)


def is_small(inventory: Inventory) -> bool:
    """Whether every service has a box of its own in the drawing."""
    return len(inventory.services) <= _MOST


def _note(inventory: Inventory) -> str:
    count = len(inventory.services)
    if not is_small(inventory):
        return (
            f"{count} services, {_KEPT} that matter most by name; calls between tiers, thick where many are"
        )
    dotted = "; dotted: no dependency declares it" if any(e.inferred_from for e in inventory.edges) else ""
    return f"{count} service{'s' * (count != 1)}; an arrow leads from caller to callee{dotted}"


def _services(inventory: Inventory) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    nodes = (*(_node(service) for service in inventory.services), *_charts(inventory))
    edges = tuple(
        Edge(e.caller, e.callee, bool(e.inferred_from), title=f"{e.caller} calls {e.callee}:{e.port}")
        for e in inventory.edges
    )
    return nodes, edges


def _node(service: Service) -> Node:
    return Node(
        service.name,
        service.name,
        service.label,
        service.tier,
        Shape.STORE if service.is_stateful else Shape.BOX,
        "public" if service.exposed else "",
    )


def _charts(inventory: Inventory) -> Iterator[Node]:
    """What is installed beside the services; nobody says who calls it."""
    for chart in inventory.charts:
        yield Node(f"chart {chart.name}", chart.name, f"chart {chart.version}", "charts", Shape.FOREIGN)


def _overview(inventory: Inventory) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """The services that matter most, and for all others a node for each technology of each tier.

    Only calls between tiers are drawn: those within one would make many columns of it, and hide the others.
    """
    kept = _kept(inventory)
    group_of = {s.name: s.name if s.name in kept else _group(s) for s in inventory.services}
    groups: dict[str, list[Service]] = {}
    for service in inventory.services:
        groups.setdefault(group_of[service.name], []).append(service)
    split = {_group(service) for service in inventory.services if service.name in kept}
    nodes = (
        *(
            _node(members[0]) if name in kept else _group_node(name, members, is_rest=name in split)
            for name, members in groups.items()
        ),
        *_charts(inventory),
    )
    by_name = inventory.by_name()
    calls = Counter(
        (group_of[e.caller], group_of[e.callee])
        for e in inventory.edges
        if by_name[e.caller].tier != by_name[e.callee].tier
    )
    return nodes, tuple(_calls(calls))


def _kept(inventory: Inventory) -> set[str]:
    """Those with most callers and callees: a quarter is reached from outside, a quarter keeps data."""
    weight = Counter(name for edge in inventory.edges for name in (edge.caller, edge.callee))
    by_weight = sorted(inventory.services, key=lambda service: -weight[service.name])
    doors = [each for each in by_weight if each.exposed][: _KEPT // 4]
    stores = [each for each in by_weight if each.is_stateful][: _KEPT // 4]
    kept = dict.fromkeys(each.name for each in (*doors, *stores, *by_weight))
    return set(list(kept)[:_KEPT])


def _calls(calls: Counter[tuple[str, str]]) -> Iterator[Edge]:
    for (start, end), count in calls.items():
        yield Edge(start, end, weight=count, title=f"{start} to {end}: {count} call{'s' * (count != 1)}")


def _group(service: Service) -> str:
    return f"{service.tier}, {service.technology.title}"


def _group_node(name: str, members: list[Service], *, is_rest: bool) -> Node:
    first, public = members[0], sum(service.exposed for service in members)
    return Node(
        name,
        f"{len(members)} more" if is_rest else f"{len(members)} service{'s' * (len(members) != 1)}",
        first.technology.title,
        first.tier,
        Shape.STORE if first.is_stateful else Shape.GROUP,
        f"{public} public" if public else "",
    )
