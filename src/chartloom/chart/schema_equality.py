"""Equality and multiples of JSON values as Helm's validator computes them: numbers by value, nothing else converted."""

from __future__ import annotations

from chartloom.chart.schema_doubt import DoubtError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["are_equal", "exact", "has_twins", "is_multiple", "is_number"]

_EXACT = 1 << 53
"""Up to here a float and the decimal that Go prints for it are the same number."""
_MANY = 200
"""Items that are compared each with each."""


def is_number(value: Any) -> bool:
    """Whether a value is a number, which a boolean is not."""
    kind = type(value)
    return kind is int or kind is float


def exact(number: float) -> float:
    """The number, if it is surely the one that Go computes with; raises DoubtError."""
    if not -_EXACT <= number <= _EXACT:
        raise DoubtError
    return number


def are_equal(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same; 1 is 1.0 and not true."""
    if is_number(one) and is_number(other):
        return exact(one) == exact(other)
    if type(one) is not type(other):
        return False
    if type(one) is dict:
        return len(one) == len(other) and all(k in other and are_equal(v, other[k]) for k, v in one.items())
    if type(one) is list:
        return len(one) == len(other) and all(map(are_equal, one, other))
    return bool(one == other)


def has_twins(items: list[Any]) -> bool:
    """Whether two items are the same."""
    if all(type(item) is str for item in items):
        return len(set(items)) < len(items)
    if len(items) > _MANY:
        raise DoubtError
    return any(are_equal(item, before) for at, item in enumerate(items) for before in items[:at])


def is_multiple(number: float, unit: float) -> bool:
    """Whether a number is a multiple of the unit, as the decimals that are written: 0.3 is three times 0.1."""
    if type(number) is int and type(unit) is int:
        return exact(number) % unit == 0
    (digits, places), (unit_digits, unit_places) = _decimal(exact(number)), _decimal(unit)
    common = max(places, unit_places)
    rest: int = digits * 10 ** (common - places) % (unit_digits * 10 ** (common - unit_places))
    return not rest


def _decimal(number: float) -> tuple[int, int]:
    """The digits of a number and how many of them are behind the point."""
    mantissa, _, exponent = repr(number).partition("e")
    whole, _, fraction = mantissa.partition(".")
    places = len(fraction) - int(exponent or 0)
    digits = int(whole + fraction)
    return (digits, places) if places >= 0 else (digits * 10**-places, 0)
