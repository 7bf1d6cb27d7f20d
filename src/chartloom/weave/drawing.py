"""The fleet as a drawing: every service, or for a large fleet how many of which kind call which."""

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
        return f"{count} services by tier and technology; an arrow is thick where many calls are"
    dotted = "; dotted: no dependency declares it" if any(e.inferred_from for e in inventory.edges) else ""
    return f"{count} service{'s' * (count != 1)}; an arrow leads from caller to callee{dotted}"


def _services(inventory: Inventory) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    nodes = tuple(_node(service) for service in inventory.services)
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


def _overview(inventory: Inventory) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """A node for each technology of each tier, and an arrow for all calls between two of them."""
    groups: dict[str, list[Service]] = {}
    for service in inventory.services:
        groups.setdefault(_group(service), []).append(service)
    nodes = tuple(_group_node(name, members) for name, members in groups.items())
    by_name = inventory.by_name()
    calls = Counter(
        (_group(by_name[e.caller]), _group(by_name[e.callee]))
        for e in inventory.edges
        if by_name[e.caller].tier != by_name[e.callee].tier
    )
    return nodes, tuple(_calls(calls))


def _calls(calls: Counter[tuple[str, str]]) -> Iterator[Edge]:
    for (start, end), count in calls.items():
        yield Edge(start, end, weight=count, title=f"{start} to {end}: {count} calls")


def _group(service: Service) -> str:
    return f"{service.tier}, {service.technology.title}"


def _group_node(name: str, members: list[Service]) -> Node:
    first, public = members[0], sum(service.exposed for service in members)
    return Node(
        name,
        first.technology.title,
        f"{len(members)} service{'s' * (len(members) != 1)}",
        first.tier,
        Shape.STORE if first.is_stateful else Shape.BOX,
        f"{public} public" if public else "",
    )
