"""Which column each node stands in: bands from callers to callees, in each as many columns as its calls need."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chartloom.diagram.model import Graph

__all__ = ["band_columns", "place_in_columns"]


def place_in_columns(graph: Graph) -> dict[str, int]:
    """The column of each node, counted from the left."""
    bands = _bands_in_order(graph)
    depths = {node.name: 0 for node in graph.nodes}
    band_of = {node.name: node.band for node in graph.nodes}
    inner = [(e.start, e.end) for e in graph.edges if band_of[e.start] == band_of[e.end] and e.start != e.end]
    _deepen(depths, inner)
    deepest = {band: max(depths[name] for name in depths if band_of[name] == band) for band in bands}
    _move_to_callees(depths, graph, inner, {name: deepest[band_of[name]] for name in depths})
    columns, first = {}, 0
    for band in bands:
        members = [name for name in depths if band_of[name] == band]
        columns.update({name: first + depths[name] for name in members})
        first += 1 + deepest[band]
    return columns


def _deepen(depths: dict[str, int], edges: Sequence[tuple[str, str]]) -> None:
    """Each callee behind its callers; on a circle that ends after as many rounds as there are nodes."""
    for _ in depths:
        moved = [(a, b) for a, b in edges if depths[b] <= depths[a] < len(depths)]
        for start, end in moved:
            depths[end] = max(depths[end], depths[start] + 1)
        if not moved:
            return


def _move_to_callees(
    depths: dict[str, int], graph: Graph, inner: Sequence[tuple[str, str]], deepest: Mapping[str, int]
) -> None:
    """What calls more than it is called stands right before what it calls: its arrows are the more."""
    pull = dict.fromkeys(depths, 0)
    for edge in graph.edges:
        pull[edge.start] += 1
        pull[edge.end] -= 1
    callees: dict[str, list[str]] = {name: [] for name in depths}
    for start, end in inner:
        callees[start].append(end)
    for name in sorted(depths, key=lambda each: -depths[each]):
        if pull[name] > 0:
            nearest = min((depths[callee] for callee in callees[name]), default=deepest[name] + 1)
            depths[name] = max(depths[name], nearest - 1)


def _bands_in_order(graph: Graph) -> list[str]:
    """The bands, those that call before those that are called; as they come where that says nothing."""
    bands = list(dict.fromkeys(node.band for node in graph.nodes))
    band_of = {node.name: node.band for node in graph.nodes}
    pairs = [(band_of[e.start], band_of[e.end]) for e in graph.edges]
    balance = {band: _balance(band, pairs) for band in bands}
    return sorted(bands, key=lambda band: (-balance[band], bands.index(band)))


def _balance(band: str, pairs: Sequence[tuple[str, str]]) -> float:
    """From 1 for a band that only calls to -1 for one that is only called; less for one without any arrows."""
    out = sum(a == band != b for a, b in pairs)
    into = sum(b == band != a for a, b in pairs)
    return (out - into) / (out + into) if out + into else -2.0


def band_columns(graph: Graph, columns: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """The first and the last column of each band, from left to right."""
    found: dict[str, tuple[int, int]] = {}
    for node in sorted(graph.nodes, key=lambda node: columns[node.name]):
        first, _ = found.get(node.band, (columns[node.name], 0))
        found[node.band] = (first, columns[node.name])
    return found
