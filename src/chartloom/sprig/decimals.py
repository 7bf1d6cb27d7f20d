"""Sprig's math on decimal numbers: exact sums and products, quotients of sixteen decimals.

A number is a pair of integers, digits and a power of ten, like in the library that Sprig uses;
Python's own ``decimal`` would need a precision and costs more to import than all of this.
"""

from __future__ import annotations

from chartloom.gotmpl.errors import FunctionError
from chartloom.gotmpl.printing import float_text
from chartloom.sprig.conversion import as_float

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from chartloom.gotmpl.values import Value

    Number: TypeAlias = tuple[int, int]
    """Digits, and the power of ten that they are to be multiplied by."""

__all__ = ["add1f", "addf", "divf", "mulf", "subf"]

_QUOTIENT_DECIMALS = 16


def add1f(value: Value) -> float:
    """One more."""
    return _nearest_float(_sum(_number(value), (1, 0)))


def addf(*values: Value) -> float:
    """The sum."""
    total = (0, 0)
    for value in values:
        total = _sum(total, _number(value))
    return _nearest_float(total)


def subf(value: Value, *others: Value) -> float:
    """The difference."""
    rest = _number(value)
    for other in others:
        digits, power = _number(other)
        rest = _sum(rest, (-digits, power))
    return _nearest_float(rest)


def mulf(value: Value, *others: Value) -> float:
    """The product."""
    digits, power = _number(value)
    for other in others:
        more_digits, more_power = _number(other)
        digits, power = digits * more_digits, power + more_power
    return _nearest_float((digits, power))


def divf(value: Value, *others: Value) -> float:
    """The quotient, rounded to sixteen decimals after each division."""
    rest = _number(value)
    for other in others:
        rest = _quotient(rest, _number(other))
    return _nearest_float(rest)


def _number(value: Value) -> Number:
    number = as_float(value)
    if number - number != 0:
        raise FunctionError(f"Cannot create a Decimal from {float_text(number)}")
    mantissa, _, exponent = repr(number).partition("e")
    whole, _, fraction = mantissa.partition(".")
    return int(whole + fraction), int(exponent or 0) - len(fraction)


def _sum(one: Number, other: Number) -> Number:
    power = min(one[1], other[1])
    digits = one[0] * 10 ** (one[1] - power) + other[0] * 10 ** (other[1] - power)
    return digits, power


def _quotient(one: Number, other: Number) -> Number:
    if not other[0]:
        raise FunctionError("decimal division by 0")
    shift = one[1] - other[1] + _QUOTIENT_DECIMALS
    top, bottom = abs(one[0]) * 10 ** max(shift, 0), abs(other[0]) * 10 ** max(-shift, 0)
    digits = (2 * top + bottom) // (2 * bottom)  # halves go away from zero
    return (digits if (one[0] < 0) == (other[0] < 0) else -digits), -_QUOTIENT_DECIMALS


def _nearest_float(number: Number) -> float:
    digits, power = number
    try:
        return float(digits * 10**power) if power >= 0 else digits / 10**-power
    except OverflowError:
        return float("inf") if digits > 0 else float("-inf")
