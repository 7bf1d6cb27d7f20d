"""The dictionary functions of Sprig. A dict is passed by reference, as in Go: ``set`` changes the caller's."""

from __future__ import annotations

from chartloom.gotmpl.errors import FunctionError
from chartloom.gotmpl.values import StringList, go_type
from chartloom.sprig.text import byte_order, strval

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.gotmpl.values import Value

__all__ = [
    "dig",
    "get",
    "has_key",
    "keys",
    "make_dict",
    "omit",
    "pick",
    "pluck",
    "set_key",
    "unset",
    "values",
]


def make_dict(*pairs: Value) -> dict[str, Value]:
    """A dict of keys and values in turn; a last key alone has the empty text."""
    out: dict[str, Value] = {}
    rest = iter(pairs)
    for key in rest:
        out[key if key.__class__ is str else strval(key)] = next(rest, "")
    return out


def get(mapping: dict[str, Value], key: str) -> Value:
    """The value of the key; the empty text when it is missing."""
    return mapping.get(key, "")


def set_key(mapping: dict[str, Value], key: str, value: Value) -> dict[str, Value]:
    """The same dict, in which the key now has this value."""
    mapping[key] = value
    return mapping


def unset(mapping: dict[str, Value], key: str) -> dict[str, Value]:
    """The same dict, from which the key is gone."""
    mapping.pop(key, None)
    return mapping


def has_key(mapping: dict[str, Value], key: str) -> bool:
    """Whether the dict has the key, be its value nil."""
    return key in mapping


def pluck(key: str, *mappings: dict[str, Value]) -> list[Value]:
    """The values of the key in those dicts that have it."""
    return [m[key] for m in mappings if key in m]


def keys(*mappings: dict[str, Value]) -> StringList:
    """The keys of all dicts, sorted in each; Go gives them in any order."""
    return StringList([key for m in mappings for key in byte_order(list(m))])


def values(mapping: dict[str, Value]) -> list[Value]:
    """The values in the order of their keys; Go gives them in any order."""
    return [mapping[key] for key in byte_order(list(mapping))]


def pick(mapping: dict[str, Value], *wanted: str) -> dict[str, Value]:
    """A new dict with these keys only."""
    return {key: mapping[key] for key in wanted if key in mapping}


def omit(mapping: dict[str, Value], *unwanted: str) -> dict[str, Value]:
    """A new dict without these keys."""
    return {key: value for key, value in mapping.items() if key not in unwanted}


def dig(*path_default_mapping: Value) -> Value:
    """The value under a path of keys, then a default for a missing one, then the dict to look in."""
    if len(path_default_mapping) < 3:
        raise FunctionError("dig needs at least three arguments")
    *path, default, found = path_default_mapping
    _must_be_dict(found)
    for key in path:
        if key.__class__ is not str:
            raise FunctionError(f"interface conversion: interface {{}} is {_dynamic(key)}, not string")
    for key in path:
        _must_be_dict(found)
        if key not in found:
            return default
        found = found[key]
    return found


def _must_be_dict(value: Value) -> None:
    wanted = "map[string]interface {}"
    if value.__class__ is not dict and _dynamic(value) != wanted:
        raise FunctionError(f"interface conversion: interface {{}} is {_dynamic(value)}, not {wanted}")


def _dynamic(value: Value) -> str:
    return "nil" if value is None else go_type(value)
