"""One YAML document as a tree, as Helm's library has it before anything is decoded."""

from __future__ import annotations

from chartloom.yamlio.dialect import (
    RefusedError,
    check_scalar,
    check_version,
    compose_text,
    has_odd_escape,
    lines_of,
)
from chartloom.yamlio.stream import event_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["ALIAS", "MAPPING", "MAX_DEPTH", "SCALAR", "SEQUENCE", "Node", "UnknownAnchorError", "compose"]

MAX_DEPTH = 10_000
"""How deep the library lets collections nest."""

SCALAR, SEQUENCE, MAPPING, ALIAS = "scalar", "sequence", "mapping", "alias"


class UnknownAnchorError(Exception):
    """An alias before or without its anchor."""

    def __init__(self, name: str, node: Node) -> None:
        super().__init__(name)
        self.name, self.node = name, node


class Node:
    """A scalar, a sequence, a mapping (keys and values in turn) or an alias.

    ``plain`` says that a scalar may be resolved; ``target`` is what an alias stands for; ``line``
    and ``column`` count from 0.
    """

    __slots__ = ("children", "closing", "column", "kind", "line", "plain", "tag", "target", "text")

    def __init__(self, kind: str, event: Any, text: str = "") -> None:
        self.kind = kind
        self.text = text
        self.tag: str = ""
        self.plain = False
        self.closing = ""  # the bracket that ends a flow collection
        self.children: list[Node] = []
        self.target: Node | None = None
        self.line: int = event.start_mark.line
        self.column: int = event.start_mark.column


def compose(data: bytes) -> Node | None:
    """The root of the first document, or None for a stream without one."""
    lines = lines_of(data) if has_odd_escape(data) or b"?" in data else []
    return compose_text(data, lambda text, hidden: _Composer(lines, hidden).root(event_source(text)))


class _Composer:
    """One run over the events; ``hidden`` is a character that stands for a colon."""

    def __init__(self, lines: list[str], hidden: str) -> None:
        self._lines, self._hidden = lines, hidden
        self._anchors: dict[str, Node] = {}

    def root(self, get_event: Callable[[], Any]) -> Node | None:
        get_event()  # the start of the stream
        start = get_event()
        if type(start).__name__ == "StreamEndEvent":
            return None
        check_version(start)
        root = self._tree(get_event)
        get_event()  # the end of the document, which the scanner may refuse to see
        return root

    def _tree(self, get_event: Callable[[], Any]) -> Node:
        event = get_event()
        root = self._node(event, "")
        open_nodes = [root] if root.kind in (SEQUENCE, MAPPING) else []
        while open_nodes:
            event = get_event()
            if type(event).__name__ in ("MappingEndEvent", "SequenceEndEvent"):
                open_nodes.pop()
                continue
            node = self._node(event, open_nodes[-1].closing)
            open_nodes[-1].children.append(node)
            if node.kind in (SEQUENCE, MAPPING):
                open_nodes.append(node)
                _check_depth(len(open_nodes), event)
        return root

    def _node(self, event: Any, closing: str) -> Node:
        kind = type(event).__name__
        if kind == "AliasEvent":
            return self._alias(event)
        if kind == "ScalarEvent":
            check_scalar(event, self._lines, closing)
            node = Node(SCALAR, event, self._shown(event.value))
            node.plain = event.implicit[0]
        else:
            node = Node(MAPPING if kind == "MappingStartEvent" else SEQUENCE, event)
            node.closing = ("}" if node.kind == MAPPING else "]") if event.flow_style else ""
        node.tag = event.tag or ""
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _alias(self, event: Any) -> Node:
        node = Node(ALIAS, event, event.anchor)
        node.target = self._anchors.get(event.anchor)
        if node.target is None:
            raise UnknownAnchorError(event.anchor, node)
        return node

    def _shown(self, text: str) -> str:
        return text.replace(self._hidden, ":") if self._hidden else text


def _check_depth(depth: int, event: Any) -> None:
    if depth > MAX_DEPTH:
        raise RefusedError(f"exceeded max depth of {MAX_DEPTH}", event.start_mark, in_scanner=True)
