"""Where each key and each value of a YAML text stands, under the keys that ``read_yaml`` gives it.

Nothing here is on the way of a render: positions are asked for when something must be explained.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chartloom.diagnostics import Span
from chartloom.yamlio.stream import to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chartloom.yamlio.nodes import Node

__all__ = ["Path", "Place", "read_positions"]

Path = tuple[str | int, ...]
"""The keys and the indexes that lead to a value."""


class Place(NamedTuple):
    """Where a value stands, and its key if it is in a mapping (otherwise the value's own place)."""

    key: Span
    value: Span


def read_positions(text: str | bytes, file: str = "") -> Mapping[Path, Place]:
    r"""The place of every value of the first document, by its path; ``()`` is the document itself.

    Of equal keys the last one counts, as it does for the value. What comes through a merge key or an
    alias stands where it was written. Raises YamlError as ``read_yaml`` does.

    >>> str(read_positions("a:\n- b: 1\n", "v.yaml")["a", 0, "b"].value)
    'v.yaml:2:6'
    """
    from chartloom.yamlio.nodes import compose
    from chartloom.yamlio.read import read_exactly

    data = to_bytes(text)
    read_exactly(data, file)  # so that what follows walks over a document without faults
    root = compose(data)
    if root is None:
        return {}
    here = _span(root, file)
    found: dict[Path, Place] = {(): Place(here, here)}
    for path, place in _walk(root, (), file):
        if path in found:  # and so is what was below it
            found = {other: found[other] for other in found if other[: len(path)] != path}
        found[path] = place
    return found


def _walk(node: Node, path: Path, file: str) -> Iterator[tuple[Path, Place]]:
    node = node.target or node
    if node.kind == "sequence":
        for index, item in enumerate(node.children):
            here = _span(item, file)
            yield (*path, index), Place(here, here)
            yield from _walk(item, (*path, index), file)
    elif node.kind == "mapping":
        yield from _walk_mapping(node, path, file)


def _walk_mapping(node: Node, path: Path, file: str) -> Iterator[tuple[Path, Place]]:
    from chartloom.yamlio.convert import key_text
    from chartloom.yamlio.decode import is_merge, pairs, scalar_value

    for key, value in pairs(node):
        if is_merge(key):
            yield from _walk_merged(value, path, file)
            continue
        name = key_text(scalar_value(key.target or key))
        yield (*path, name), Place(_span(key, file), _span(value, file))
        yield from _walk(value, (*path, name), file)


def _walk_merged(value: Node, path: Path, file: str) -> Iterator[tuple[Path, Place]]:
    target = value.target or value
    parts = reversed(target.children) if target.kind == "sequence" else [target]
    for part in parts:
        yield from _walk(part, path, file)


def _span(node: Node, file: str) -> Span:
    return Span(file or "<text>", node.line + 1, node.column + 1, max(1, len(node.text.split("\n", 1)[0])))
