"""Layered drawings of graphs as SVG: bands of columns, few crossings, the same bytes every time."""

from chartloom.diagram.model import Edge, Graph, Node, Shape
from chartloom.diagram.svg import draw

__all__ = ["Edge", "Graph", "Node", "Shape", "draw"]
