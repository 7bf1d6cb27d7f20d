"""What compiled templates call: fields, methods, ranges and the checks of argument types.

The short paths answer for the exact classes of the value model; everything else, errors included,
goes the long way. Each error is worded as Go words it.
"""

from __future__ import annotations

from chartloom.gotmpl.errors import EvalError
from chartloom.gotmpl.limits import LimitError
from chartloom.gotmpl.printing import sorted_keys, sprint
from chartloom.gotmpl.values import (
    AnyMap,
    GoInt,
    GoObject,
    Int32,
    Int64,
    StringList,
    Uint8,
    Uint32,
    Uint64,
    go_type,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from chartloom.gotmpl.values import GoMethod, Value

__all__ = [
    "as_bool",
    "as_float",
    "as_int",
    "as_list",
    "as_map",
    "as_string",
    "as_type",
    "fail",
    "field",
    "field2",
    "field3",
    "field4",
    "field5",
    "field_of_element",
    "fields",
    "fields_of_element",
    "integer",
    "method",
    "method_of_element",
    "pairs",
    "sequence",
]

_ANY = "interface {}"


def fail(message: str) -> NoReturn:
    """Raise what the compiler already knew to be wrong, when it is reached."""
    raise EvalError(message)


# Fields


def field(value: Value, name: str) -> Value:
    """``value.name`` at the start of a chain; nil reads as nil there."""
    if value.__class__ is dict or isinstance(value, AnyMap):
        return value.get(name)
    return fields(value, name)


def field2(value: Value, first: str, second: str) -> Value:
    """``value.first.second``."""
    try:
        return value[first].get(second)
    except (KeyError, TypeError, AttributeError, IndexError):
        return fields(value, first, second)


def field3(value: Value, first: str, second: str, third: str) -> Value:
    """``value.first.second.third``."""
    try:
        return value[first][second].get(third)
    except (KeyError, TypeError, AttributeError, IndexError):
        return fields(value, first, second, third)


def field4(value: Value, first: str, second: str, third: str, fourth: str) -> Value:
    """``value.first.second.third.fourth``."""
    try:
        return value[first][second][third].get(fourth)
    except (KeyError, TypeError, AttributeError, IndexError):
        return fields(value, first, second, third, fourth)


def field5(value: Value, first: str, second: str, third: str, fourth: str, fifth: str) -> Value:
    """``value.first.second.third.fourth.fifth``."""
    try:
        return value[first][second][third][fourth].get(fifth)
    except (KeyError, TypeError, AttributeError, IndexError):
        return fields(value, first, second, third, fourth, fifth)


def fields(value: Value, *names: str) -> Value:
    """A chain of fields from a value that is not held in an interface (``$x``, a result)."""
    return _chain(value, names, "")


def fields_of_element(source: Value, value: Value, *names: str) -> Value:
    """A chain of fields from an element of a list or map, which Go holds in an interface if that is of any values.

    Only there does reading a field of nil fail at once.
    """
    return _chain(value, names, _element_type(source))


def field_of_element(source: Value, value: Value, name: str) -> Value:
    """``value.name`` of an element of a list or map."""
    if value.__class__ is dict:
        return value.get(name)
    return _chain(value, (name,), _element_type(source))


def _element_type(source: Value) -> str:
    """The type that Go knows of the elements of what a range runs over."""
    if source.__class__ is list or source.__class__ is dict:
        return _ANY
    if isinstance(source, int):
        return go_type(source)
    zero = getattr(source, "go_zero", None)
    if zero is not None:
        return go_type(zero)
    if isinstance(source, StringList):
        return "string"
    name = go_type(source)
    return name[2:] if name.startswith("[]") else _ANY


def _chain(value: Value, names: tuple[str, ...], held_as: str) -> Value:
    for name in names:
        if value.__class__ is dict:
            value, held_as = value.get(name), _ANY
        elif value is not None:
            value, held_as = _step(value, name, held_as)
        elif held_as:
            raise EvalError(f"nil pointer evaluating {held_as}.{name}")
    return value


def _step(value: Value, name: str, held_as: str) -> tuple[Value, str]:
    """One field of a value that is there, and the static type that Go knows of it."""
    found = _method_of(value, name)
    if found is not None:
        _check_count(name, found, 0)
        return found.call(value), ""
    if isinstance(value, dict):
        zero = getattr(value, "go_zero", None)
        return value.get(name, zero), _ANY if zero is None else go_type(zero)
    if isinstance(value, GoObject) and name in (known := value.go_fields()):
        return known[name], ""
    raise EvalError(f"can't evaluate field {name} in type {held_as or go_type(value)}")


def _method_of(value: Value, name: str) -> GoMethod | None:
    known = getattr(value.__class__, "go_methods", None)
    return known.get(name) if known else None


def method(value: Value, name: str, *args: Value) -> Value:
    """``value.name args``: only a method takes arguments."""
    return None if value is None else _call_method(value, name, args, "")


def method_of_element(source: Value, value: Value, name: str, *args: Value) -> Value:
    """``value.name args`` for a value that was read from a map or list: nil has no method there."""
    held_as = _element_type(source)
    if value is None:
        raise EvalError(f"nil pointer evaluating {held_as}.{name}")
    return _call_method(value, name, args, held_as)


def _call_method(value: Value, name: str, args: tuple[Value, ...], held_as: str) -> Value:
    found = _method_of(value, name)
    if found is None:
        _refuse_arguments(value, name, held_as)
    _check_count(name, found, len(args))
    return found.call(value, *(as_type(t, a) for t, a in zip(found.params, args, strict=True)))


def _refuse_arguments(value: Value, name: str, held_as: str) -> NoReturn:
    if isinstance(value, dict):
        raise EvalError(f"{name} is not a method but has arguments")
    if isinstance(value, GoObject) and name in value.go_fields():
        raise EvalError(f"{name} has arguments but cannot be invoked as function")
    if getattr(value.__class__, "go_methods", None):
        held_as = ""  # such values are fields of structs, whose types Go knows
    raise EvalError(f"can't evaluate field {name} in type {held_as or go_type(value)}")


def _check_count(name: str, found: GoMethod, given: int) -> None:
    if len(found.params) != given:
        raise EvalError(f"wrong number of args for {name}: want {len(found.params)} got {given}")


# Ranges


def sequence(value: Value) -> list[Value] | range:
    """What ``range`` runs over, with one variable or none."""
    kind = value.__class__
    if kind is list:
        return list(value)
    if kind is dict:
        return [value[k] for k in sorted_keys(value)]
    return _sequence(value)


def _sequence(value: Value) -> list[Value] | range:
    if value is None:
        return []
    if isinstance(value, dict):
        return [value[k] for k in sorted_keys(value)]
    if isinstance(value, list | bytes):
        return list(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _numbers(value) if isinstance(value, GoInt) else range(value)
    raise EvalError(f"range can't iterate over {sprint(value)}")


_MOST_NUMBERS = 1 << 20


def _numbers(count: GoInt) -> list[Value]:
    """The numbers below one of an integer type of its own, each of that type."""
    if count > _MOST_NUMBERS:
        raise LimitError(f"result too large: {int(count)}")
    kind = count.__class__
    return [kind(number) for number in range(count)]


def pairs(value: Value) -> list[tuple[Value, Value]]:
    """What ``range`` runs over with two variables: index or key, and element."""
    if isinstance(value, dict):
        return [(k, value[k]) for k in sorted_keys(value)]
    if isinstance(value, int) and not isinstance(value, bool):
        raise EvalError(f"can't use {sprint(value)} to iterate over more than one variable")
    return list(enumerate(_sequence(value)))


# Arguments. ``held`` is what the value was read from, if that is not nil too: Go knows a nil from there as an
# ``interface {}``, which is not the nil that stands for no map or list.


def as_string(value: Value, held: Value = None) -> str:
    """The argument of a ``string`` parameter."""
    if value.__class__ is str:
        return str(value)
    _mismatch("string", value, held)


def as_int(value: Value, held: Value = None) -> int:
    """The argument of an ``int`` parameter."""
    if value.__class__ is int:
        return int(value)
    _mismatch("int", value, held)


def as_float(value: Value, held: Value = None) -> float:
    """The argument of a ``float64`` parameter."""
    if value.__class__ is float:
        return float(value)
    _mismatch("float64", value, held)


def as_bool(value: Value, held: Value = None) -> bool:
    """The argument of a ``bool`` parameter."""
    if value.__class__ is bool:
        return bool(value)
    _mismatch("bool", value, held)


def as_map(value: Value, held: Value = None) -> dict[str, Value]:
    """The argument of a ``map[string]interface {}`` parameter; nil is an empty map."""
    if value.__class__ is dict or (isinstance(value, dict) and not hasattr(value, "go_zero")):
        return value
    if value is None and held is None:
        return {}
    _mismatch("map[string]interface {}", value, held)


def as_list(value: Value, held: Value = None) -> list[Value]:
    """The argument of an ``[]interface {}`` parameter; nil is an empty list."""
    if value.__class__ is list or (isinstance(value, list) and go_type(value) == "[]interface {}"):
        return value
    if value is None and held is None:
        return []
    _mismatch("[]interface {}", value, held)


def integer(wanted: str, value: int) -> int:
    """A constant as an integer of another type than ``int``."""
    return _INTEGERS[wanted](value)


def as_type(wanted: str, value: Value, held: Value = None) -> Value:
    """The argument of a parameter of any other type, by the word that catalogues use."""
    check = _CHECKS.get(wanted)
    if check is not None:
        return check(value, held)
    if wanted in _OPEN or go_type(value) == wanted:
        return value
    if value is None and held is None and wanted.startswith(("[]", "map[")):
        return None
    _mismatch(wanted, value, held)


def _mismatch(wanted: str, value: Value, held: Value) -> NoReturn:
    if value is None and held is None:
        raise EvalError(f"invalid value; expected {wanted}")
    got = _ANY if value is None else go_type(value)
    raise EvalError(f"wrong type for value; expected {wanted}; got {got}")


_INTEGERS = {kind.go_type: kind for kind in (Int32, Int64, Uint8, Uint32, Uint64)}
_OPEN = frozenset(("any", "reflect.Value"))
_CHECKS = {
    "string": as_string,
    "int": as_int,
    "float64": as_float,
    "bool": as_bool,
    "map": as_map,
    "[]any": as_list,
}
