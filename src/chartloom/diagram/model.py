"""What is drawn: nodes in bands, and arrows between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = ["Edge", "Graph", "Node", "Shape"]


class Shape(Enum):
    """How a node is drawn."""

    BOX = "box"
    STORE = "store"
    FOREIGN = "foreign"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Node:
    """Something with a name and a line below it; ``badge`` is a word on its corner."""

    name: str
    title: str
    subtitle: str
    band: str
    shape: Shape = Shape.BOX
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow; ``weight`` makes it thicker, ``title`` is what a pointer over it shows."""

    start: str
    end: str
    is_dotted: bool = False
    weight: int = 1
    title: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes, arrows, and what they are a drawing of."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
