"""A drawing can be read: nothing lies on anything else, all arrows arrive, and the bytes are the same each time."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest

from chartloom.diagram import Edge, Graph, Node, Shape, draw
from chartloom.diagram import layout as layouts
from chartloom.diagram.order import crossings, ordered
from chartloom.matrix import parse_inventory
from chartloom.testing import sample_inventory
from chartloom.weave.drawing import fleet_drawing, fleet_graph

if TYPE_CHECKING:
    from chartloom.diagram.layout import Box, Layout

lay_out = cache(layouts.lay_out)
SVG = "{http://www.w3.org/2000/svg}"


def fleet(count: int) -> Graph:
    return fleet_graph(parse_inventory(sample_inventory(count)))


def chain(*names: str) -> Graph:
    nodes = tuple(Node(name, name, "Go :80", "all") for name in names)
    return Graph("chain", nodes, tuple(Edge(a, b) for a, b in pairwise(names)))


def wide(count: int) -> Graph:
    """One caller of many, in another band, and a circle."""
    callees = tuple(Node(f"b{i}", f"b{i}" * 10, "", "back", Shape.STORE) for i in range(count))
    edges = (*(Edge("a", node.name) for node in callees), Edge("b0", "b1"), Edge("b1", "b0"))
    return Graph("wide", (*callees, Node("a", "a", "", "front", badge="public")), edges)


GRAPHS = {
    "one": chain("a"),
    "chain": chain("a", "b", "c", "d"),
    "wide": wide(30),
    "12": fleet(12),
    "42": fleet(42),
    "300": fleet(300),
}
graphs = pytest.mark.parametrize("graph", GRAPHS.values(), ids=GRAPHS)


def overlap(one: Box, other: Box) -> bool:
    apart = (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )
    return not apart


@graphs
def test_no_box_lies_on_another(graph: Graph) -> None:
    layout = lay_out(graph)
    assert [(a.node.name, b.node.name) for a, b in combinations(layout.boxes, 2) if overlap(a, b)] == []


@graphs
def test_every_box_is_inside_its_band_and_every_band_inside_the_drawing(graph: Graph) -> None:
    layout = lay_out(graph)
    bands = {band.title: band for band in layout.bands}
    for box in layout.boxes:
        band = bands[box.node.band]
        assert band.x < box.x
        assert box.x + box.width < band.x + band.width
        assert band.y + 24 < box.y
        assert box.y + box.height < band.y + band.height
    for band in layout.bands:
        assert band.x > 0
        assert band.x + band.width < layout.width
        assert band.y + band.height < layout.height


@graphs
def test_no_text_is_wider_than_its_box(graph: Graph) -> None:
    for box in lay_out(graph).boxes:
        # The widest fonts that readers have take 0.7 of their size for a letter.
        assert 14 + 0.68 * 13 * len(box.node.title) < box.width
        assert 14 + 0.62 * 11 * len(box.node.subtitle) < box.width


@graphs
def test_arrows_begin_and_end_at_their_boxes(graph: Graph) -> None:
    layout = lay_out(graph)
    boxes = {box.node.name: box for box in layout.boxes}
    assert len(layout.arrows) == len([edge for edge in graph.edges if edge.start != edge.end])
    for arrow in layout.arrows:
        for name, (x, y) in ((arrow.edge.start, arrow.points[0]), (arrow.edge.end, arrow.points[-1])):
            box = boxes[name]
            assert x in (box.x, box.x + box.width)
            assert box.y < y < box.y + box.height


@pytest.mark.parametrize("graph", [GRAPHS[name] for name in ("chain", "12", "42", "300")])
def test_no_arrow_runs_through_a_box(graph: Graph) -> None:
    layout = lay_out(graph)
    assert [arrow.edge for arrow in layout.arrows if runs_through(layout, arrow.points)] == []


def runs_through(layout: Layout, points: tuple[tuple[float, float], ...]) -> bool:
    """Arrows pass columns of boxes on straight level lines only: the second to the third point, and so on."""
    lanes = list(zip(points[1:-1:2], points[2:-1:2], strict=True))
    return any(
        box.x < (start[0] + end[0]) / 2 < box.x + box.width and box.y <= start[1] <= box.y + box.height
        for start, end in lanes
        for box in layout.boxes
    )


def test_callers_stand_left_of_callees() -> None:
    boxes = {box.node.name: box for box in lay_out(chain("c", "a", "b")).boxes}
    assert boxes["c"].x < boxes["a"].x < boxes["b"].x


def test_columns_are_put_in_an_order_without_needless_crossings() -> None:
    columns, links = [["a", "b", "c"], ["x", "y", "z"]], [("a", "z"), ("b", "y"), ("c", "x")]
    right = {"a": ["z"], "b": ["y"], "c": ["x"], "x": [], "y": [], "z": []}
    assert crossings(columns, right) == 3
    assert crossings(ordered(columns, links), right) == 0


@graphs
def test_it_is_xml_that_says_everything(graph: Graph) -> None:
    root = ET.fromstring(draw(graph, "a note with <brackets> & signs"))
    texts = {text.text for text in root.iter(f"{SVG}text")}
    assert {node.title for node in graph.nodes} | {"a note with <brackets> & signs", graph.title} <= texts
    assert len([path for path in root.iter(f"{SVG}path") if "marker-end" in path.attrib]) == len(
        [edge for edge in graph.edges if edge.start != edge.end]
    )


def test_a_large_fleet_shows_by_name_what_matters_most() -> None:
    graph = fleet(300)
    piles = [node for node in graph.nodes if node.title.endswith(" more")]
    named = [node for node in graph.nodes if node not in piles]
    assert (len(named), sum(int(node.title.split()[0]) for node in piles)) == (24, 276)
    assert {node.band for node in named} == {"frontend", "backend", "database", "messaging"}
    bands = {node.name: node.band for node in graph.nodes}
    assert all(bands[edge.start] != bands[edge.end] for edge in graph.edges)


CHARTS = """\
name: shop
services: [{name: web, language: go, dependencies: [redis]}, {name: redis}]
charts: [{name: prometheus, version: 29.27.0, repository: "https://example.com"}]
"""


def test_third_party_charts_stand_apart_behind_all_others() -> None:
    graph = fleet_graph(parse_inventory(CHARTS))
    (chart,) = (node for node in graph.nodes if node.shape is Shape.FOREIGN)
    assert (chart.title, chart.subtitle, chart.band) == ("prometheus", "chart 29.27.0", "charts")
    assert [band.title for band in lay_out(graph).bands][-1] == "charts"
    assert 'class="foreign"' in draw(graph)


PROGRAM = """
from chartloom.matrix import parse_inventory
from chartloom.testing import sample_inventory
from chartloom.weave.drawing import fleet_drawing
print(fleet_drawing(parse_inventory(sample_inventory(42))), end="")
"""


def test_the_same_inventory_gives_the_same_bytes_in_another_process() -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, check=True)
    assert done.stdout.decode() == fleet_drawing(parse_inventory(sample_inventory(42)))
