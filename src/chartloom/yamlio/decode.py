"""A tree of nodes as Go values: tags, merge keys, aliases, with the limits that the library sets.

This is the exact and slow way; ``read`` takes it for what its short way does not cover.
"""

from __future__ import annotations

from math import isfinite

from chartloom.yamlio.nodes import ALIAS, MAPPING, SCALAR
from chartloom.yamlio.numbers import INT64_MAX
from chartloom.yamlio.scalars import is_timestamp, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.yamlio.nodes import Node

__all__ = ["DecodeError", "GoMap", "decode", "go_syntax", "is_merge", "pairs", "scalar_value"]

GoMap = dict[tuple[type, object], tuple[object, object]]
"""Go's ``map[interface {}]interface {}``: 1, 1.0 and true are three keys; each holds (key, value)."""

_PREFIX = "tag:yaml.org,2002:"
_RESOLVABLE = frozenset(("", *(_PREFIX + t for t in ("str", "bool", "int", "float", "null", "timestamp"))))
_WANT_MAP = "yaml: map merge requires map or sequence of maps as the value"
_MAX_DEPTH = 200  # of the exact way only, which recurses; the library stops at 10000


class DecodeError(Exception):
    """A node that stands for no value."""

    def __init__(self, go_message: str, node: Node) -> None:
        super().__init__(go_message)
        self.go_message, self.node = go_message, node


def decode(root: Node) -> object:
    """The value of a document: scalars, lists, and a ``GoMap`` for every mapping."""
    return _Decoder().value(root)


class _Decoder:
    """The state of one decoding: how much work aliases have caused so far."""

    def __init__(self) -> None:
        self._steps = 1  # the document itself
        self._alias_steps = 0
        self._open: list[Node] = []
        self._depth = 0

    def value(self, node: Node) -> object:
        self._count(node)
        if node.kind == SCALAR:
            return scalar_value(node)
        if node.kind == ALIAS:
            with_target = self._enter(node)
            value = self.value(with_target)
            self._open.pop()
            return value
        self._descend(node)
        value = self._mapping(node, {}) if node.kind == MAPPING else [self.value(c) for c in node.children]
        self._depth -= 1
        return value

    def _mapping(self, node: Node, into: GoMap) -> GoMap:
        for key_node, value_node in pairs(node):
            if is_merge(key_node):
                self._merge(value_node, into)
                continue
            key = self.value(key_node)
            if isinstance(key, dict | list):
                raise DecodeError(f"yaml: invalid map key: {go_syntax(key)}", key_node)
            into[key.__class__, key] = (key, self.value(value_node))
        return into

    def _merge(self, node: Node, into: GoMap) -> None:
        parts = [node] if node.kind in (MAPPING, ALIAS) else reversed(node.children)
        if node.kind == SCALAR:
            raise DecodeError(_WANT_MAP, node)
        for part in parts:
            target = part.target if part.kind == ALIAS else part
            if target is None or target.kind != MAPPING:
                raise DecodeError(_WANT_MAP, part)
            self._merge_one(part, into)

    def _merge_one(self, node: Node, into: GoMap) -> None:
        self._count(node)
        if node.kind == ALIAS:
            self._merge_one(self._enter(node), into)
            self._open.pop()
            return
        self._descend(node)
        self._mapping(node, into)
        self._depth -= 1

    def _enter(self, node: Node) -> Node:
        assert node.target is not None
        if any(node is other for other in self._open):
            raise DecodeError(f"yaml: anchor '{node.text}' value contains itself", node)
        self._open.append(node)
        return node.target

    def _descend(self, node: Node) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise DecodeError("yaml: exceeded max depth of 10000", node)

    def _count(self, node: Node) -> None:
        self._steps += 1
        if not self._open:
            return
        self._alias_steps += 1
        enough = self._alias_steps > 100 and self._steps > 1000
        if enough and self._alias_steps / self._steps > _allowed_ratio(self._steps):
            raise DecodeError("yaml: document contains excessive aliasing", node)


def _allowed_ratio(steps: int) -> float:
    """The share of aliases that is let through: 99 % of a small document, 10 % of a huge one."""
    low, high = 400_000, 4_000_000
    if steps <= low:
        return 0.99
    return 0.10 if steps >= high else 0.99 - 0.89 * ((steps - low) / (high - low))


def pairs(node: Node) -> Iterator[tuple[Node, Node]]:
    """The keys of a mapping with their values."""
    children = iter(node.children)
    return zip(children, children, strict=True)


def is_merge(node: Node) -> bool:
    """Whether a key is ``<<``, which takes the entries of other mappings in."""
    return node.kind == SCALAR and node.text == "<<" and (node.plain or node.tag == _PREFIX + "merge")


def scalar_value(node: Node) -> object:
    """The value of a scalar, by its tag if it has one."""
    if not node.tag:
        return resolve(node.text) if node.plain else node.text
    if node.tag == _PREFIX + "binary":
        return _binary(node)
    if node.tag == _PREFIX + "str" or node.tag not in _RESOLVABLE:
        return node.text
    return _tagged(node, node.tag.removeprefix(_PREFIX))


def _tagged(node: Node, wanted: str) -> object:
    value = resolve(node.text)
    found = "timestamp" if wanted == "timestamp" and is_timestamp(node.text) else _type_name(value)
    if wanted == "float" and value.__class__ is int and value <= INT64_MAX:
        return float(value)
    if wanted != found:
        message = f"yaml: cannot decode !!{found} `{node.text}` as a !!{wanted}"
        raise DecodeError(message, node)
    return value


def _type_name(value: object) -> str:
    names = {bool: "bool", int: "int", float: "float", str: "str"}
    return names.get(value.__class__, "null")


def _binary(node: Node) -> str:
    from base64 import b64decode

    text = node.text.replace("\n", "").replace("\r", "")
    try:
        data = b64decode(text, validate=True)
    except ValueError:
        raise DecodeError("yaml: !!binary value contains invalid base64 data", node) from None
    return replace_invalid(data)


def replace_invalid(data: bytes) -> str:
    r"""Bytes as the text that Go's JSON makes of them: U+FFFD for every byte that is no UTF-8.

    >>> replace_invalid(b"a\xe2\x82")
    'a��'
    """
    text = data.decode("utf-8", "surrogateescape")
    return text if text.isascii() else "".join("\ufffd" if "\udc80" <= c <= "\udcff" else c for c in text)


def go_syntax(value: object) -> str:
    """A value as Go's ``%#v`` prints it, which a few messages of the library contain."""
    if value is None:
        return "interface {}(nil)"
    if isinstance(value, dict):
        pairs = sorted(value.values(), key=_print_order)
        inner = ", ".join(f"{go_syntax(k)}:{go_syntax(v)}" for k, v in pairs)
        return "map[interface {}]interface {}{" + inner + "}"
    if isinstance(value, list):
        return "[]interface {}{" + ", ".join(map(go_syntax, value)) + "}"
    return _scalar_syntax(value)


def _scalar_syntax(value: object) -> str:
    if value.__class__ is bool:
        return "true" if value else "false"
    if value.__class__ is int:
        return hex(value) if value > INT64_MAX else str(value)
    if isinstance(value, float):
        return _float_syntax(value)
    import json

    return json.dumps(value, ensure_ascii=False)


def _float_syntax(value: float) -> str:
    if not isfinite(value):
        return {"inf": "+Inf", "-inf": "-Inf"}.get(str(value), "NaN")
    from chartloom.yamlio.numbers import format_general

    return format_general(value)


def _print_order(pair: tuple[object, object]) -> tuple[int, object]:
    """Go prints maps in the order of their keys; keys of unlike types in an order of its own."""
    order = {str: 0, int: 1, float: 2, bool: 3}
    key = pair[0]
    return order.get(key.__class__, -1), 0 if key is None else key
