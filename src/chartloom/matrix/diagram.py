"""The fleet as a Mermaid flowchart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chartloom.matrix.model import Edge, Inventory, Service

__all__ = ["mermaid", "neighbourhood"]


def mermaid(inventory: Inventory) -> str:
    """A flowchart: tiers as boxes, stores as cylinders, exposed services round, inferred calls dotted."""
    return "".join(f"{line}\n" for line in _lines(inventory))


def neighbourhood(service: Service, calls: Iterable[Edge], callers: Iterable[Edge]) -> str:
    """A flowchart of one service between those that call it and those that it calls."""
    edges = [*callers, *calls]
    others = dict.fromkeys(
        name for edge in edges for name in (edge.caller, edge.callee) if name != service.name
    )
    nodes = (f'  {_id(name)}["{name}"]' for name in others)
    lines = ["flowchart LR", f"  {_node(service)}", *nodes, *(f"  {_arrow(edge)}" for edge in edges)]
    return "".join(f"{line}\n" for line in lines)


def _lines(inventory: Inventory) -> Iterator[str]:
    yield "flowchart LR"
    for tier in dict.fromkeys(service.tier for service in inventory.services):
        # "end" and the like are words of Mermaid; with a prefix no tier can be one.
        yield f'  subgraph tier-{tier}["{tier}"]'
        yield from (f"    {_node(service)}" for service in inventory.services if service.tier == tier)
        yield "  end"
    if inventory.charts:
        yield '  subgraph charts["third-party charts"]'
        yield from (f'    chart-{each.name}["{each.name}<br/>{each.version}"]' for each in inventory.charts)
        yield "  end"
    yield from (f"  {_arrow(edge)}" for edge in inventory.edges)


def _node(service: Service) -> str:
    label = f"{service.name}<br/>{service.label}"
    if service.is_stateful:
        return f'{_id(service.name)}[("{label}")]'
    return f'{_id(service.name)}(["{label}"])' if service.exposed else f'{_id(service.name)}["{label}"]'


def _arrow(edge: Edge) -> str:
    arrow = "-.->" if edge.inferred_from else "-->"
    return f"{_id(edge.caller)} {arrow} {_id(edge.callee)}"


def _id(name: str) -> str:
    return f"svc-{name}"
