"""The functions that Go's ``text/template`` has by itself.

``and``, ``or`` and ``not`` are compiled to Python's own; they stand here for their signatures.
"""

from __future__ import annotations

from chartloom.gotmpl.errors import FunctionError
from chartloom.gotmpl.printing import join_printed, sprint
from chartloom.gotmpl.values import GoInt, Uint8, go_kind, go_type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from chartloom.gotmpl.values import Value

__all__ = ["BUILTINS"]

BUILTINS: dict[str, str] = {
    "and": "builtins.and_(any, ...any) any",
    "call": "builtins.call(any, ...any) any",
    "eq": "builtins.eq(any, ...any) bool",
    "ge": "builtins.ge(any, any) bool",
    "gt": "builtins.gt(any, any) bool",
    "html": "builtins.html(...any) string",
    "index": "builtins.index(any, ...any) any",
    "js": "builtins.js(...any) string",
    "le": "builtins.le(any, any) bool",
    "len": "builtins.length(any) int",
    "lt": "builtins.lt(any, any) bool",
    "ne": "builtins.ne(any, any) bool",
    "not": "builtins.not_(any) bool",
    "or": "builtins.or_(any, ...any) any",
    "print": "printing.join_printed(...any) string",
    "printf": "printf.sprintf(string, ...any) string",
    "println": "printing.sprintln(...any) string",
    "slice": "builtins.slice_(any, ...any) any",
    "urlquery": "builtins.urlquery(...any) string",
}


# Comparison


def eq(first: Value, *others: Value) -> bool:
    """Whether the first value equals any of the others; classes must agree as Go's kinds must."""
    if first.__class__ is str:
        for other in others:
            if other.__class__ is str:
                if first == other:
                    return True
            elif _equal(first, other):
                return True
        if others:
            return False
    if not others:
        raise FunctionError("missing argument for comparison")
    return any(_equal(first, other) for other in others)


def _equal(first: Value, other: Value) -> bool:
    one, two = _basic(first), _basic(other)
    if one == two:
        return bool(first == other) if one else _same_object(first, other)
    if {one, two} == {"int", "uint"}:
        return bool(first == other)
    if first is None or other is None:
        return False
    raise FunctionError(f"incompatible types for comparison: {go_type(first)} and {go_type(other)}")


def _same_object(first: Value, other: Value) -> bool:
    """Equality of what has no basic kind: nil, maps, lists and structs."""
    if first is not None and other is not None and go_kind(first) != go_kind(other):
        shown = f"{_formatted(first)}: {go_type(first)}, {go_type(other)}: {sprint(other)}"
        raise FunctionError(f"non-comparable types {shown}")
    if _is_nil(first) or _is_nil(other):
        return _is_nil(first) == _is_nil(other)
    if isinstance(other, dict | list | bytes):
        raise FunctionError(f"non-comparable type {_formatted(other)}: {go_type(other)}")
    return bool(first is other)


def _is_nil(value: Value) -> bool:
    return value is None or getattr(value, "go_nil", False)


def _formatted(value: Value) -> str:
    from chartloom.gotmpl.printf import sprintf  # only failures need it

    return sprintf("%s", value)


def _basic(value: Value) -> str:
    """Go's basic kind of a value: int, uint, float, string, bool, complex, or "" for none of them."""
    kind = value.__class__
    if kind is str:
        return "string"
    if kind is bool:
        return "bool"
    if kind is int:
        return "int"
    if kind is float:
        return "float"
    if isinstance(value, GoInt):
        return "uint" if value.go_kind.startswith("uint") else "int"
    return "complex" if kind is complex else ""


def ne(first: Value, second: Value) -> bool:
    """Whether two values differ."""
    return not eq(first, second)


_PLAINLY_ORDERED = (int, float, str)


def lt(first: Value, second: Value) -> bool:
    """Whether the first value is less than the second."""
    if first.__class__ is second.__class__ and first.__class__ in _PLAINLY_ORDERED:
        return bool(first < second)
    _require_ordered(first, second)
    return bool(first < second)


def le(first: Value, second: Value) -> bool:
    """Whether the first value is at most the second."""
    return lt(first, second) or eq(first, second)


def gt(first: Value, second: Value) -> bool:
    """Whether the first value is greater than the second."""
    return not le(first, second)


def ge(first: Value, second: Value) -> bool:
    """Whether the first value is at least the second."""
    return not lt(first, second)


def _require_ordered(first: Value, second: Value) -> None:
    one, two = _required_kind(first), _required_kind(second)
    if one != two and {one, two} != {"int", "uint"}:
        raise FunctionError(f"incompatible types for comparison: {go_type(first)} and {go_type(second)}")
    if one in ("bool", "complex"):
        raise FunctionError("invalid type for comparison")


def _required_kind(value: Value) -> str:
    kind = _basic(value)
    if not kind:
        raise FunctionError("invalid type for comparison")
    return kind


# Lists, maps and strings


def length(value: Value) -> int:
    """The number of items, or of bytes of a string."""
    if value.__class__ is str:
        return len(value) if value.isascii() else len(value.encode("utf-8", "surrogateescape"))
    if isinstance(value, dict | list | bytes):
        return len(value)
    if value is None:
        raise FunctionError("len of nil pointer")
    raise FunctionError(f"len of type {_pointed_to(value)}")


def index(value: Value, *keys: Value) -> Value:
    """The item under the first key, in it the item under the next, and so on."""
    if value is None:
        raise FunctionError("index of untyped nil")
    for key in keys:
        if value is None:
            raise FunctionError("index of nil pointer")
        value = _item(value, key)
    return value


def _item(value: Value, key: Value) -> Value:
    if isinstance(value, dict):
        if key is None:
            raise FunctionError("value is nil; should be of type string")
        if not isinstance(key, str):
            raise FunctionError(f"value has type {go_type(key)}; should be string")
        return value.get(key, getattr(value, "go_zero", None))
    if isinstance(value, str):
        value = value.encode("utf-8", "surrogateescape")
        return Uint8(_element(value, key, "string"))
    if isinstance(value, list | bytes):
        found = _element(value, key, "slice")
        return Uint8(found) if isinstance(value, bytes) else found
    raise FunctionError(f"can't index item of type {_pointed_to(value)}")


def _pointed_to(value: Value) -> str:
    """The type of the value, or of what it points to."""
    return go_type(value).removeprefix("*")


def _element(value: Value, key: Value, kind: str) -> Value:
    position = _position(key, len(value))
    if position == len(value):
        raise FunctionError(f"reflect: {kind} index out of range")
    return value[position]


def _position(key: Value, size: int) -> int:
    """A place in a list, or behind its last item."""
    if key is None:
        raise FunctionError("cannot index slice/array with nil")
    if not isinstance(key, int) or isinstance(key, bool):
        raise FunctionError(f"cannot index slice/array with type {go_type(key)}")
    if not 0 <= key <= size:
        raise FunctionError(f"index out of range: {int(key)}")
    return int(key)


def slice_(value: Value, *bounds: Value) -> Value:
    """``value[1:2]``, of a list or a string."""
    if value is None:
        raise FunctionError("slice of untyped nil")
    if len(bounds) > 3:
        raise FunctionError(f"too many slice indexes: {len(bounds)}")
    if isinstance(value, str):
        if len(bounds) == 3:
            raise FunctionError("cannot 3-index slice a string")
        data = value.encode("utf-8", "surrogateescape")
        return _cut(data, bounds).decode("utf-8", "surrogateescape")
    if isinstance(value, list | bytes):
        return _cut(value, bounds)
    raise FunctionError(f"can't slice item of type {_pointed_to(value)}")


def _cut(value: Value, bounds: tuple[Value, ...]) -> Value:
    given = [_position(bound, len(value)) for bound in bounds]
    places = given + [0, len(value)][len(given) :]
    for i in range(1, len(places)):
        if places[i - 1] > places[i]:
            raise FunctionError(f"invalid slice index: {places[i - 1]} > {places[i]}")
    cut = value[places[0] : places[1]]
    return type(value)(cut) if isinstance(value, list) else cut


# Escapes

_HTML = {"\0": "\ufffd", '"': "&#34;", "'": "&#39;", "&": "&amp;", "<": "&lt;", ">": "&gt;"}
_JS = {
    "\\": "\\\\", "'": "\\'", '"': '\\"', "<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "=": "\\u003D",
}  # fmt: skip


def html(*values: Value) -> str:
    """The printed values, safe inside HTML."""
    return "".join([_HTML.get(c, c) for c in join_printed(*_printable(values))])


def js(*values: Value) -> str:
    """The printed values, safe inside a JavaScript string."""
    return "".join([_js_char(c) for c in join_printed(*_printable(values))])


def _js_char(char: str) -> str:
    if char in _JS:
        return _JS[char]
    if char.isprintable() or char == "\x7f" or "\udc80" <= char <= "\udcff":
        return char
    return f"\\u{ord(char):04X}"


def urlquery(*values: Value) -> str:
    """The printed values, safe in the query of a URL."""
    safe = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~"
    data = join_printed(*_printable(values)).encode("utf-8", "surrogateescape")
    return "".join(["+" if b == 32 else chr(b) if b in safe else f"%{b:02X}" for b in data])


def _printable(values: tuple[Value, ...]) -> list[Value]:
    return ["<no value>" if v is None else v for v in values]


def call(function: Value, *_args: Value) -> NoReturn:
    """Fail: no value of a template is a function."""
    if function is None:
        raise FunctionError("call of nil")
    raise FunctionError(f"non-function {sprint(function)} of type {go_type(function)}")


def and_(*_values: Value) -> NoReturn:
    """Compiled to Python's ``and``."""
    raise NotImplementedError


def or_(*_values: Value) -> NoReturn:
    """Compiled to Python's ``or``."""
    raise NotImplementedError


def not_(*_values: Value) -> NoReturn:
    """Compiled to Python's ``not``."""
    raise NotImplementedError
