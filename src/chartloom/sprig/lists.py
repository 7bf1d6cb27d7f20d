"""The list functions of Sprig. No function but ``sortAlpha`` changes the list that it is given."""

from __future__ import annotations

from chartloom.gotmpl.errors import FunctionError
from chartloom.gotmpl.values import StringList, Uint8, go_kind
from chartloom.sprig.conversion import as_int
from chartloom.sprig.nil import NilList
from chartloom.sprig.reflection import deep_equal
from chartloom.sprig.strings import to_strings
from chartloom.sprig.text import LONGEST_LIST, byte_order, check_size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from chartloom.gotmpl.values import Value

__all__ = [
    "ListOfLists",
    "append",
    "chunk",
    "compact",
    "concat",
    "first",
    "has",
    "initial",
    "last",
    "make_list",
    "prepend",
    "rest",
    "reverse",
    "slice_list",
    "sort_alpha",
    "uniq",
    "without",
]

_NIL_POINTER = "runtime error: invalid memory address or nil pointer dereference"


class ListOfLists(list[list["Any"]]):
    """Go's ``[][]interface {}``: what ``chunk`` gives."""

    __slots__ = ()
    go_type = "[][]interface {}"


def _elements(value: Value, failure: str) -> list[Value]:
    """The elements of any Go slice; else an error that begins with the given words."""
    if value.__class__ is list or isinstance(value, list):
        return value
    if value.__class__ is bytes:
        return [Uint8(b) for b in value]
    raise FunctionError(_NIL_POINTER if value is None else f"{failure} {go_kind(value)}")


# Building


def make_list(*values: Value) -> list[Value]:
    """A list of the arguments."""
    return list(values)


def append(values: Value, value: Value) -> list[Value]:
    """A new list with the value at its end."""
    return [*_elements(values, "Cannot push on type"), value]


def prepend(values: Value, value: Value) -> list[Value]:
    """A new list with the value at its beginning."""
    return [value, *_elements(values, "Cannot prepend on type")]


def concat(*lists: Value) -> list[Value]:
    """One new list of the elements of all; nil when there are none."""
    out: list[Value] = []
    for values in lists:
        if values.__class__ is list:
            out += values
        else:
            out += _elements_to_join(values)
    check_size(len(out), LONGEST_LIST)
    return out or NilList()


def _elements_to_join(value: Value) -> list[Value]:
    if value is None or isinstance(value, list | bytes):
        return _elements(value, "")
    raise FunctionError(f"Cannot concat type {go_kind(value)} as list")


# Picking


def first(values: Value) -> Value:
    """The first element; nil for an empty list."""
    elements = _elements(values, "Cannot find first on type")
    return elements[0] if elements else None


def last(values: Value) -> Value:
    """The last element; nil for an empty list."""
    elements = _elements(values, "Cannot find last on type")
    return elements[-1] if elements else None


def rest(values: Value) -> list[Value]:
    """All elements but the first; nil for an empty list."""
    elements = _elements(values, "Cannot find rest on type")
    return list(elements[1:]) if elements else NilList()


def initial(values: Value) -> list[Value]:
    """All elements but the last; nil for an empty list."""
    elements = _elements(values, "Cannot find initial on type")
    return list(elements[:-1]) if elements else NilList()


def slice_list(values: Value, *bounds: Value) -> Value:
    """The elements from the first bound up to the second, in a list of the same type; nil for an empty list."""
    elements = _elements(values, "list should be type of slice or array but")
    if not elements:
        return None
    start = as_int(bounds[0]) if bounds else 0
    end = as_int(bounds[1]) if len(bounds) > 1 else len(elements)
    if not 0 <= start <= end <= len(elements):
        raise FunctionError("reflect.Value.Slice: slice index out of bounds")
    return values.__class__(values[start:end])


def chunk(size: int, values: Value) -> ListOfLists:
    """Lists of that many elements each, the last one perhaps shorter."""
    elements = _elements(values, "Cannot chunk type")
    if size <= 0:
        return _odd_chunks(size, elements)
    return ListOfLists(elements[i : i + size] for i in range(0, len(elements), size))


def _odd_chunks(size: int, elements: list[Value]) -> ListOfLists:
    """What Sprig's sums give for chunks of no or less than no elements."""
    if len(elements) == 1 and size < -1:
        return ListOfLists([list(elements)])
    if 1 < len(elements) <= 1 - size:
        return ListOfLists()
    raise FunctionError("runtime error: makeslice: len out of range")


# Rearranging


def reverse(values: Value) -> list[Value]:
    """A new list from the last to the first element."""
    return _elements(values, "Cannot find reverse on type")[::-1]


def sort_alpha(values: Value) -> StringList:
    """The elements as text, sorted by their bytes; a single value alone.

    Sprig sorts a list of strings in place, and the caller sees that.
    """
    texts = StringList(("<nil>",)) if values is None else to_strings(values)
    texts[:] = byte_order(texts)
    return texts


def compact(values: Value) -> list[Value]:
    """The elements that are not empty."""
    return [v for v in _elements(values, "Cannot compact on type") if v]


def uniq(values: Value) -> list[Value]:
    """The elements without repetitions, the first of equals kept."""
    elements = _elements(values, "Cannot find uniq on type")
    if all(v.__class__ is str for v in elements):
        return list(dict.fromkeys(elements))
    out: list[Value] = []
    for value in elements:
        if not _holds(out, value):
            out.append(value)
    return out


def without(values: Value, *unwanted: Value) -> list[Value]:
    """The elements that equal none of the others given."""
    elements = _elements(values, "Cannot find without on type")
    return [v for v in elements if not _holds(unwanted, v)]


def has(needle: Value, values: Value) -> bool:
    """Whether an element equals the needle; nil has none."""
    if values is None:
        return False
    return _holds(_elements(values, "Cannot find has on type"), needle)


def _holds(values: list[Value] | tuple[Value, ...], needle: Value) -> bool:
    if needle.__class__ is str:
        return needle in values  # a str equals nothing but a str
    return any(deep_equal(needle, v) for v in values)
