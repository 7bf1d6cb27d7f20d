"""Keys that stand more than once in a mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.yamlio.convert import key_text
from chartloom.yamlio.decode import is_merge, pairs, scalar_value
from chartloom.yamlio.nodes import MAPPING, SCALAR, compose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.yamlio.nodes import Node

__all__ = ["doubled_keys"]


def doubled_keys(data: bytes) -> Iterator[tuple[str, int]]:
    r"""The second places of keys that a mapping of the first document has already, with their lines.

    >>> list(doubled_keys(b"a: 1\nb: {c: 1, c: 2}\na: 3\n"))
    [('c', 2), ('a', 3)]
    """
    root = compose(data)
    return _in(root) if root is not None else iter(())


def _in(node: Node) -> Iterator[tuple[str, int]]:
    if node.kind != MAPPING:
        for item in node.children:
            yield from _in(item)
        return
    seen: set[str] = set()
    for key, value in pairs(node):
        yield from _in(value)
        if key.kind != SCALAR or is_merge(key):
            continue
        name = key_text(scalar_value(key))
        if name in seen:
            yield name, key.line + 1
        seen.add(name)
