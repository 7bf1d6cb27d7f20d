"""Where everything is drawn: boxes in columns, arrows through the gaps between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from chartloom.diagram.columns import band_columns, place_in_columns
from chartloom.diagram.heights import placed
from chartloom.diagram.order import ordered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chartloom.diagram.model import Edge, Graph, Node

__all__ = ["Arrow", "Band", "Box", "Layout", "lay_out"]

_MARGIN = 24.0
_HEAD = 132.0
_BAND_TITLE = 22.0
_HEIGHT = 50.0
_GAP = 20.0
_LANE = 14.0
_COLUMN_GAP = 84.0
_PADDING = 20.0
_TITLE = 9.0
_SUBTITLE = 7.0
_NARROWEST = 112.0


@dataclass(frozen=True, slots=True)
class Box:
    """A node and its place: left, top, width, height."""

    node: Node
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Band:
    """The panel behind the columns of a band."""

    title: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow through points, from left to right unless it leads back."""

    edge: Edge
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything with its place."""

    width: float
    height: float
    bands: tuple[Band, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class _Route:
    """An edge with the lanes that it takes through the columns between its ends."""

    edge: Edge
    stops: tuple[str, ...]


def lay_out(graph: Graph) -> Layout:
    """The graph with a place for everything. What the graph says twice is drawn once."""
    column_of = place_in_columns(graph)
    routes = [_route(edge, column_of) for edge in graph.edges if edge.start != edge.end]
    columns: list[list[str]] = [[] for _ in range(1 + max(column_of.values(), default=0))]
    for node in graph.nodes:
        columns[column_of[node.name]].append(node.name)
    for route in routes:
        first = min(column_of[route.stops[0]], column_of[route.stops[-1]])
        for i, lane in enumerate(route.stops[1:-1], 1):
            columns[first + i].append(lane)
    links = [link for route in routes for link in pairwise(route.stops)]
    real = {node.name for node in graph.nodes}
    columns = ordered(columns, links)
    middles = placed(columns, links, lambda a, b: _size(a, real) / 2 + _size(b, real) / 2)
    return _drawn(graph, routes, _places(graph, columns, column_of, middles))


def _size(name: str, real: set[str]) -> float:
    return _HEIGHT + _GAP if name in real else _LANE


def _route(edge: Edge, column_of: Mapping[str, int]) -> _Route:
    """The stops of an edge, the leftmost first; lanes have names that no node has."""
    ends = sorted((edge.start, edge.end), key=lambda name: column_of[name])
    between = range(column_of[ends[0]] + 1, column_of[ends[1]])
    lanes = (f"{edge.start}\0{edge.end}\0{column}" for column in between)
    return _Route(edge, (ends[0], *lanes, ends[1]))


@dataclass(frozen=True, slots=True)
class _Places:
    """Where columns, boxes and lanes are."""

    column_of: Mapping[str, int]
    lefts: Sequence[float]
    widths: Sequence[float]
    down: Mapping[str, float]
    boxes: Mapping[str, Box]
    bottom: float


def _places(
    graph: Graph, columns: Sequence[Sequence[str]], column_of: Mapping[str, int], middles: Mapping[str, float]
) -> _Places:
    nodes = {node.name: node for node in graph.nodes}
    widths = [max([_NARROWEST, *(_width(nodes[n]) for n in column if n in nodes)]) for column in columns]
    lefts = list(_lefts(widths))
    top = min(middles.values(), default=0.0)
    down = {name: middle - top + _HEAD + _HEIGHT / 2 for name, middle in middles.items()}
    boxes = {
        name: Box(node, lefts[column_of[name]], down[name] - _HEIGHT / 2, widths[column_of[name]], _HEIGHT)
        for name, node in nodes.items()
    }
    return _Places(column_of, lefts, widths, down, boxes, max(down.values(), default=_HEAD) + _HEIGHT / 2)


def _drawn(graph: Graph, routes: Sequence[_Route], places: _Places) -> Layout:
    ports = _ports(routes, places)
    arrows = tuple(_arrow(number, route, places, ports) for number, route in enumerate(routes))
    width = places.lefts[-1] + places.widths[-1] + _PADDING + _MARGIN
    boxes = tuple(places.boxes[node.name] for node in graph.nodes)
    return Layout(width, places.bottom + _PADDING + _MARGIN, tuple(_bands(graph, places)), boxes, arrows)


def _bands(graph: Graph, places: _Places) -> Iterator[Band]:
    top = _HEAD - _PADDING - _BAND_TITLE
    for title, (first, last) in band_columns(graph, places.column_of).items():
        left, right = places.lefts[first] - _PADDING, places.lefts[last] + places.widths[last] + _PADDING
        yield Band(title, left, top, right - left, places.bottom + _PADDING - top)


def _width(node: Node) -> float:
    return max(_TITLE * len(node.title), _SUBTITLE * len(node.subtitle)) + 32


def _lefts(widths: Sequence[float]) -> Iterator[float]:
    x = _MARGIN + _PADDING
    for width in widths:
        yield x
        x += width + _COLUMN_GAP


Ports = dict[tuple[int, bool], float]


def _ports(routes: Sequence[_Route], places: _Places) -> Ports:
    """How high each route leaves on the right of a box and enters on the left of one: in the order of its way."""
    sides: dict[tuple[str, bool], list[int]] = {}
    for number, route in enumerate(routes):
        sides.setdefault((route.stops[0], True), []).append(number)
        sides.setdefault((route.stops[-1], False), []).append(number)
    found: Ports = {}
    for (name, is_right), numbers in sides.items():
        next_stop = {number: places.down[routes[number].stops[1 if is_right else -2]] for number in numbers}
        box, step = places.boxes[name], min(9.0, (_HEIGHT - 14) / len(numbers))
        for i, number in enumerate(sorted(numbers, key=lambda each: (next_stop[each], each))):
            found[number, is_right] = box.y + box.height / 2 + (i - (len(numbers) - 1) / 2) * step
    return found


def _arrow(number: int, route: _Route, places: _Places, ports: Ports) -> Arrow:
    """The way of a route: out of the first box, straight through its lanes, into the last box."""
    first, last = places.boxes[route.stops[0]], places.boxes[route.stops[-1]]
    points = [(first.x + first.width, ports[number, True])]
    for column, lane in enumerate(route.stops[1:-1], places.column_of[route.stops[0]] + 1):
        left, height = places.lefts[column], places.down[lane]
        points += [(left, height), (left + places.widths[column], height)]
    points.append((last.x, ports[number, False]))
    return Arrow(route.edge, tuple(points if route.edge.start == route.stops[0] else points[::-1]))
