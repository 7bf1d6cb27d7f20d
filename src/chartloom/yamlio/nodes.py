"""One YAML document as a tree, as Helm's library has it before anything is decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "ALIAS",
    "MAPPING",
    "MAX_DEPTH",
    "SCALAR",
    "SEQUENCE",
    "Node",
    "RefusedError",
    "UnknownAnchorError",
    "compose",
]

MAX_DEPTH = 10_000
"""How deep the library lets collections nest."""

SCALAR, SEQUENCE, MAPPING, ALIAS = "scalar", "sequence", "mapping", "alias"


class UnknownAnchorError(Exception):
    """An alias before or without its anchor."""

    def __init__(self, name: str, node: Node) -> None:
        super().__init__(name)
        self.name, self.node = name, node


class RefusedError(Exception):
    """What libyaml accepts and Helm's library does not, in the shape of an error of libyaml."""

    context = context_mark = None

    def __init__(self, problem: str, mark: Any, *, in_scanner: bool = False) -> None:
        super().__init__(problem)
        self.problem, self.problem_mark, self.in_scanner = problem, mark, in_scanner


class Node:
    """A scalar, a sequence, a mapping (keys and values in turn) or an alias.

    ``plain`` says that a scalar may be resolved; ``target`` is what an alias stands for; ``line``
    and ``column`` count from 0.
    """

    __slots__ = ("children", "column", "kind", "line", "plain", "tag", "target", "text")

    def __init__(self, kind: str, event: Any, text: str = "") -> None:
        self.kind = kind
        self.text = text
        self.tag: str = ""
        self.plain = False
        self.children: list[Node] = []
        self.target: Node | None = None
        self.line: int = event.start_mark.line
        self.column: int = event.start_mark.column


def compose(get_event: Callable[[], Any]) -> Node | None:
    """The root of the first document, or None for a stream without one."""
    get_event()  # the start of the stream
    start = get_event()
    if type(start).__name__ == "StreamEndEvent":
        return None
    if start.version and start.version != (1, 1):
        raise RefusedError("found incompatible YAML document", start.start_mark)
    anchors: dict[str, Node] = {}
    top: list[Node] = []
    open_nodes = [top]
    while open_nodes:
        event = get_event()
        kind = type(event).__name__
        if kind in ("MappingEndEvent", "SequenceEndEvent"):
            open_nodes.pop()
        else:
            node = _alias(event, anchors) if kind == "AliasEvent" else _node(event, kind, anchors)
            open_nodes[-1].append(node)
            if kind in ("MappingStartEvent", "SequenceStartEvent"):
                open_nodes.append(node.children)
                _check_depth(len(open_nodes) - 1, event)
        if len(open_nodes) == 1:
            break
    get_event()  # the end of the document, which the scanner may refuse to see
    return top[0]


def _check_depth(depth: int, event: Any) -> None:
    if depth > MAX_DEPTH:
        raise RefusedError(f"exceeded max depth of {MAX_DEPTH}", event.start_mark, in_scanner=True)


def _alias(event: Any, anchors: dict[str, Node]) -> Node:
    node = Node(ALIAS, event, event.anchor)
    node.target = anchors.get(event.anchor)
    if node.target is None:
        raise UnknownAnchorError(event.anchor, node)
    return node


def _node(event: Any, kind: str, anchors: dict[str, Node]) -> Node:
    if kind == "ScalarEvent":
        node = Node(SCALAR, event, event.value)
        node.plain = event.implicit[0]
    else:
        node = Node(MAPPING if kind == "MappingStartEvent" else SEQUENCE, event)
    node.tag = event.tag or ""
    if event.anchor is not None:
        anchors[event.anchor] = node
    return node
