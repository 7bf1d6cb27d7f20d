r"""JSONPath as kubectl reads it: templates such as ``{range .ports[*]}{.name}={.port}{"\n"}{end}``.

What is asked for is found as kubectl finds it, oddities included: a field of a null is not found, numbers are compared
with numbers of their own kind only, and a missing field fails the whole template. Only the order of the entries of a
mapping, which is any order there, is that of the keys here.
"""

from __future__ import annotations

from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING, Any, NamedTuple

from chartloom.kube.jsonpath_syntax import (
    Field,
    Filter,
    Identifier,
    JsonPathError,
    Literal,
    Recursive,
    Slice,
    Union,
    Wildcard,
    parse,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from chartloom.kube.jsonpath_syntax import Action, Node

__all__ = ["JsonPathError", "evaluate", "parse"]


def evaluate(template: Sequence[Action], document: Any) -> list[list[Any]]:
    """What each piece of the template finds in the document: text finds itself. Raises JsonPathError.

    >>> evaluate(parse("{.a[*].b}!"), {"a": [{"b": 1}, {"b": 2}]})
    [[1, 2], ['!']]
    """
    try:
        return _block(template, 0, document, is_inner=False)[0]
    except RecursionError:
        raise JsonPathError("nested too deeply") from None


class _Marks(NamedTuple):
    """What an action found, and whether it begins or ends a range."""

    values: list[Any]
    begins: bool
    ends: bool


def _block(
    actions: Sequence[Action], at: int, document: Any, *, is_inner: bool
) -> tuple[list[list[Any]], int]:
    """What the actions from ``at`` on find, up to the end of the template or of the range; and where that is."""
    found: list[list[Any]] = []
    while at < len(actions):
        values, begins, ends = _act(actions[at], document)
        if ends:
            if not is_inner:
                raise JsonPathError("not in range, nothing to end")
            break
        if begins:
            # A range over nothing is walked once as well, for an end must be found; what it finds does not count.
            for value in values or [None]:
                inner, end = _block(actions, at + 1, value, is_inner=True)
                found += inner if values else []
            # Without an end the actions are walked once more, for the whole document.
            at = end if end < len(actions) else at
        else:
            found.append(values)
        at += 1
    return found, at


def _act(action: Action, document: Any) -> _Marks:
    values, begins, ends = [document], False, False
    for node in action:
        if isinstance(node, Identifier):
            begins, ends = begins or node.name == "range", ends or node.name == "end"
            if node.name not in ("range", "end"):
                raise JsonPathError(f"unrecognized identifier {node.name}")
            values = [] if node.name == "end" else values
        else:
            values = _STEPS[type(node)](values, node)
    return _Marks(values, begins, ends)


def _walk(nodes: Action, value: Any) -> list[Any]:
    values = [value]
    for node in nodes:
        if isinstance(node, Identifier):
            raise JsonPathError(f"unrecognized identifier {node.name}")
        values = _STEPS[type(node)](values, node)
    return values


def _literal(values: list[Any], node: Literal) -> list[Any]:
    return [node.value] if isinstance(node.value, str) else [node.value for _ in values]


def _field(values: list[Any], node: Field) -> list[Any]:
    found = [value[node.name] for value in values if isinstance(value, dict) and node.name in value]
    if values and not found:
        raise JsonPathError(f"{node.name} is not found")
    return found


def _wildcard(values: list[Any], _: Wildcard) -> list[Any]:
    return [inner for value in values for inner in _inside(value)]


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [value[key] for key in sorted(value)]
    if isinstance(value, str):
        return list(value.encode("utf-8", "surrogateescape"))
    return value if isinstance(value, list) else []


def _recursive(values: list[Any], _: Recursive) -> list[Any]:
    return [inner for value in values for inner in _descended(value)]


def _descended(value: Any) -> Iterator[Any]:
    inside = _inside(value)
    if inside:
        yield value
        for inner in inside:
            yield from _descended(inner)


def _slice(values: list[Any], node: Slice) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if value is None:
            continue
        if not isinstance(value, list):
            raise JsonPathError(f"{_kind(value)} is not array or slice", values)
        start, end, step = _bounds(node, len(value), values)
        if start == end:
            return found
        found += value[start:end:step]
    return found


def _bounds(node: Slice, size: int, values: list[Any]) -> tuple[int, int, int]:
    start = 0 if node.start is None else node.start
    start += size if start < 0 else 0
    end = size if node.end is None else node.end
    end += size if end < 0 or (end == 0 and node.is_single) else 0
    if start == end:
        return start, end, 1
    if not 0 <= start < size:
        raise JsonPathError(f"array index out of bounds: index {start}, length {size}", values)
    if not 0 <= end <= size:
        raise JsonPathError(f"array index out of bounds: index {end - 1}, length {size}", values)
    if start > end:
        raise JsonPathError(f"starting index {start} is greater than ending index {end}", values)
    step = 1 if node.step is None else node.step
    if step <= 0:
        raise JsonPathError("step must be > 0", values)
    return start, end, step


def _union(values: list[Any], node: Union) -> list[Any]:
    found: list[Any] = []
    for nodes in node.parts:
        part = values
        for inner in nodes:
            part = _STEPS[type(inner)](part, inner)
        found += part
    return found


def _filter(values: list[Any], node: Filter) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if not isinstance(value, list):
            raise JsonPathError(f"{_kind(value)} is not array or slice and cannot be filtered", values)
        found += [item for item in value if _passes(item, node)]
    return found


def _passes(item: Any, node: Filter) -> bool:
    if not node.operator:
        return _exists(item, node.left)
    left, right = _walk(node.left, item), None
    if not left:
        return False
    right = _walk(node.right, item) if len(left) == 1 else left
    if len(right) > 1:
        raise JsonPathError("can only compare one element at a time")
    return bool(right) and _compared(left[0], node.operator, right[0])


def _exists(item: Any, path: Action) -> bool:
    try:
        return bool(_walk(path, item))
    except JsonPathError as error:
        # A list that is too short counts as found, for kubectl looks at no more than whether there is a result.
        return bool(error.values)


def _compared(left: Any, operator: str, right: Any) -> bool:
    if operator not in _OPERATORS:
        raise JsonPathError(f"unrecognized filter operator {operator}")
    kinds = _kind(left), _kind(right)
    if not set(kinds) <= _COMPARABLE or ("bool" in kinds and operator not in ("==", "!=")):
        raise JsonPathError("invalid type for comparison")
    if kinds[0] != kinds[1]:
        raise JsonPathError("incompatible types for comparison", hint=_hint(kinds))
    return _OPERATORS[operator](left, right)


def _hint(kinds: tuple[str, str]) -> str | None:
    is_number = set(kinds) == {"int", "float64"}
    return "numbers of values are no integers to Helm: write 80.0 for 80" if is_number else None


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "==": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}
_COMPARABLE = {"bool", "int", "float64", "string"}


def _kind(value: Any) -> str:
    """The type of a value in Go's words."""
    for kind, name in _KINDS:
        if isinstance(value, kind):
            return name
    return "<nil>"


_KINDS = (
    (bool, "bool"),
    (int, "int"),
    (float, "float64"),
    (str, "string"),
    (dict, "map[string]interface {}"),
    (list, "[]interface {}"),
)

_STEPS: dict[type[Node], Callable[[list[Any], Any], list[Any]]] = {
    Field: _field,
    Filter: _filter,
    Literal: _literal,
    Recursive: _recursive,
    Slice: _slice,
    Union: _union,
    Wildcard: _wildcard,
}
