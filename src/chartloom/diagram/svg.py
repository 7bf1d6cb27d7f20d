"""A layout as SVG: light or dark as the reader's screen is, and readable without either."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from chartloom.diagram.layout import lay_out
from chartloom.diagram.model import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.diagram.layout import Arrow, Band, Box, Layout
    from chartloom.diagram.model import Graph

__all__ = ["draw"]

_INKS = ("#3b6fb6", "#b4533c", "#3d8559", "#8a5aa8", "#a9781d", "#2c8a94", "#b0487c", "#6b6f2a")
"""One ink for the arrows of each caller: strong enough on white, bright enough on black."""

_STYLE = """\
text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: #1f2733; }
.title { font-size: 19px; font-weight: 600; }
.note { font-size: 12px; fill: #5c6675; }
.band { fill: #f4f6f9; stroke: #dde3ea; }
.band-title { font-size: 11px; font-weight: 600; letter-spacing: 0.08em; fill: #5c6675; }
.box { fill: #ffffff; stroke: #8b97a8; stroke-width: 1.2; }
.foreign { fill: none; stroke: #8b97a8; stroke-width: 1.2; stroke-dasharray: 5 4; }
.group { fill: #eef2f7; stroke: #8b97a8; stroke-width: 1.2; }
.store { fill: #fdf6e6; stroke: #b08a3a; stroke-width: 1.2; }
.name { font-size: 13px; font-weight: 600; }
.what { font-size: 11px; fill: #5c6675; }
.badge { fill: #1f6f4a; }
.badge-text { font-size: 9.5px; font-weight: 600; fill: #ffffff; text-anchor: middle; }
.paper { fill: #ffffff; }
.arrow { fill: none; stroke-opacity: 0.85; }
.dotted { stroke-dasharray: 2 4; stroke-linecap: round; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6ebf2; }
  .note, .band-title, .what { fill: #9aa6b6; }
  .paper { fill: #0f141b; }
  .band { fill: #161d27; stroke: #273142; }
  .box { fill: #1e2733; stroke: #6d7b8f; }
  .group { fill: #263244; stroke: #6d7b8f; }
  .store { fill: #2c2718; stroke: #b08a3a; }
  .badge { fill: #2f9467; }
}
"""


def draw(graph: Graph, note: str = "") -> str:
    """The graph as the text of an SVG file; ``note`` is a line below its title."""
    layout = lay_out(graph)
    width, height = max(layout.width, 9.0 * max(len(graph.title), 0.75 * len(note)) + 48), layout.height
    return "".join(f"{line}\n" for line in _lines(graph, note, layout, width, height))


def _lines(graph: Graph, note: str, layout: Layout, width: float, height: float) -> Iterator[str]:
    size = f'width="{_n(width)}" height="{_n(height)}" viewBox="0 0 {_n(width)} {_n(height)}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">'
    yield f"<title>{escape(graph.title)}</title>"
    yield f"<style>\n{_STYLE}</style>"
    inks = {box.node.name: i % len(_INKS) for i, box in enumerate(layout.boxes)}
    yield "<defs>"
    yield from (_head(i, ink) for i, ink in enumerate(_INKS) if i in inks.values())
    yield "</defs>"
    yield f'<rect class="paper" width="{_n(width)}" height="{_n(height)}"/>'
    yield _text("title", 24, 36, graph.title)
    yield _text("note", 24, 58, note)
    yield from (line for band in layout.bands for line in _band(band))
    yield from (line for arrow in layout.arrows for line in _arrow(arrow, inks[arrow.edge.start]))
    yield from (line for box in layout.boxes for line in _box(box))
    yield "</svg>"


def _head(number: int, ink: str) -> str:
    return (
        f'<marker id="head-{number}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.5 L8 4 L0 7.5 Z" fill="{ink}"/></marker>'
    )


def _band(band: Band) -> Iterator[str]:
    size = f'width="{_n(band.width)}" height="{_n(band.height)}"'
    yield f'<rect class="band" x="{_n(band.x)}" y="{_n(band.y)}" {size} rx="10"/>'
    yield _text("band-title", band.x + 14, band.y + 20, band.title.upper())


def _arrow(arrow: Arrow, ink: int) -> Iterator[str]:
    (x, y), *_ = arrow.points
    way = f"M{_n(x)} {_n(y)}" + "".join(_bend(*pair) for pair in pairwise(arrow.points))
    kind = "arrow dotted" if arrow.edge.is_dotted else "arrow"
    width = _n(min(6.0, 1.3 + 0.35 * (arrow.edge.weight - 1) ** 0.5))
    look = f'class="{kind}" stroke="{_INKS[ink]}" stroke-width="{width}" marker-end="url(#head-{ink})"'
    yield f'<path {look} d="{way}"><title>{escape(arrow.edge.title)}</title></path>'


def _bend(start: tuple[float, float], end: tuple[float, float]) -> str:
    """A line to the next point, level at both ends."""
    (x, y), (to_x, to_y) = start, end
    if abs(y - to_y) < 0.05:
        return f" L{_n(to_x)} {_n(to_y)}"
    half = (to_x - x) / 2
    return f" C{_n(x + half)} {_n(y)} {_n(to_x - half)} {_n(to_y)} {_n(to_x)} {_n(to_y)}"


def _box(box: Box) -> Iterator[str]:
    node = box.node
    yield "<g>"
    yield f"<title>{escape(f'{node.name}: {node.subtitle}')}</title>"
    if node.shape is Shape.GROUP:
        yield _rectangle(replace(box, x=box.x + 4, y=box.y - 4))  # a pile of boxes
    yield _cylinder(box) if node.shape is Shape.STORE else _rectangle(box)
    drop = 4 if node.shape is Shape.STORE else 0
    yield _text("name", box.x + 14, box.y + 22 + drop, node.title)
    yield _text("what", box.x + 14, box.y + 38 + drop, node.subtitle)
    if node.badge:
        yield from _badge(box)
    yield "</g>"


def _rectangle(box: Box) -> str:
    size = f'width="{_n(box.width)}" height="{_n(box.height)}"'
    return f'<rect class="{box.node.shape.value}" x="{_n(box.x)}" y="{_n(box.y)}" {size} rx="7"/>'


_LID = 5.0


def _cylinder(box: Box) -> str:
    left, right, top, bottom = box.x, box.x + box.width, box.y, box.y + box.height
    radii = f"{_n(box.width / 2)} {_n(_LID)} 0 0"
    return (
        f'<path class="store" d="M{_n(left)} {_n(top + _LID)} A{radii} 1 {_n(right)} {_n(top + _LID)}'
        f" V{_n(bottom - _LID)} A{radii} 1 {_n(left)} {_n(bottom - _LID)} Z"
        f' M{_n(left)} {_n(top + _LID)} A{radii} 0 {_n(right)} {_n(top + _LID)}"/>'
    )


def _badge(box: Box) -> Iterator[str]:
    width = 6.2 * len(box.node.badge) + 12.0
    x = box.x + box.width - width - 8
    yield f'<rect class="badge" x="{_n(x)}" y="{_n(box.y - 7)}" width="{_n(width)}" height="14" rx="7"/>'
    yield _text("badge-text", x + width / 2, box.y + 3.5, box.node.badge)


def _text(kind: str, x: float, y: float, text: str) -> str:
    return f'<text class="{kind}" x="{_n(x)}" y="{_n(y)}">{escape(text)}</text>' if text else ""


def _n(number: float) -> str:
    """A number with one digit after the point at most, so that all machines write the same.

    >>> _n(12.0), _n(3.14159), _n(-0.01)
    ('12', '3.1', '0')
    """
    return f"{round(number, 1) + 0.0:.1f}".removesuffix(".0")
