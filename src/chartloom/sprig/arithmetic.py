"""The math functions of Sprig, on 64-bit integers; those on decimal numbers are in ``decimals``."""

from __future__ import annotations

from chartloom.gotmpl.errors import FunctionError
from chartloom.gotmpl.values import Int64
from chartloom.sprig.conversion import as_float, as_int, to_int64, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.gotmpl.values import Value

__all__ = [
    "add",
    "add1",
    "ceil",
    "div",
    "floor",
    "maxf",
    "maximum",
    "minf",
    "minimum",
    "mod",
    "mul",
    "round_to",
    "sub",
]


def add(*values: Value) -> Int64:
    """The sum."""
    return Int64(wrap(sum([v if v.__class__ is int else as_int(v) for v in values])))


def add1(value: Value) -> Int64:
    """One more."""
    return Int64(wrap(as_int(value) + 1))


def sub(value: Value, other: Value) -> Int64:
    """The difference."""
    return Int64(wrap(as_int(value) - as_int(other)))


def mul(value: Value, *others: Value) -> Int64:
    """The product."""
    product = as_int(value)
    for other in others:
        product = wrap(product * as_int(other))
    return Int64(product)


def div(value: Value, other: Value) -> Int64:
    """The quotient, cut towards zero."""
    numerator, denominator = as_int(value), _divisor(other)
    quotient = abs(numerator) // abs(denominator)
    return Int64(wrap(quotient if (numerator < 0) == (denominator < 0) else -quotient))


def mod(value: Value, other: Value) -> Int64:
    """The remainder of ``div``; it has the sign of the first number."""
    numerator, denominator = as_int(value), _divisor(other)
    remainder = abs(numerator) % abs(denominator)
    return Int64(-remainder if numerator < 0 else remainder)


def _divisor(value: Value) -> int:
    divisor = as_int(value)
    if not divisor:
        raise FunctionError("runtime error: integer divide by zero")
    return divisor


def maximum(value: Value, *others: Value) -> Int64:
    """The largest of the integers."""
    return max([to_int64(value), *map(to_int64, others)])


def minimum(value: Value, *others: Value) -> Int64:
    """The smallest of the integers."""
    return min([to_int64(value), *map(to_int64, others)])


def maxf(value: Value, *others: Value) -> float:
    """The largest of the numbers; infinity wins over NaN, NaN over all else."""
    return _extreme([as_float(v) for v in (value, *others)], float("inf"))


def minf(value: Value, *others: Value) -> float:
    """The smallest of the numbers; infinity wins over NaN, NaN over all else."""
    return _extreme([as_float(v) for v in (value, *others)], float("-inf"))


def _extreme(numbers: list[float], limit: float) -> float:
    if limit in numbers:
        return limit
    for number in numbers:
        if number != number:
            return number
    # A positive zero is larger than a negative one, which Python's comparison cannot tell.
    return (max if limit > 0 else min)(numbers, key=lambda n: (n, str(n)[0] != "-"))


def floor(value: Value) -> float:
    """The largest whole number that is not above."""
    return _whole(as_float(value), up=False)


def ceil(value: Value) -> float:
    """The smallest whole number that is not below."""
    return _whole(as_float(value), up=True)


def _whole(number: float, *, up: bool) -> float:
    if number - number != 0:  # NaN, infinity
        return number
    whole = float(-(-number // 1.0) if up else number // 1.0)
    return whole or number * 0.0


def round_to(value: Value, places: int, *round_on: float) -> float:
    """The number rounded to so many decimals, upwards from a fraction of ``round_on`` or a half.

    The fraction of a negative number is negative, so that it is always rounded down.
    """
    power = _power_of_ten(places)
    shifted = power * as_float(value)
    fraction = shifted - float(int(shifted)) if shifted - shifted == 0 else shifted - shifted
    whole = _whole(shifted, up=fraction >= (round_on[0] if round_on else 0.5))
    return _divide(whole, power)


def _power_of_ten(exponent: int) -> float:
    """``math.Pow(10, exponent)``: Go multiplies up halves, so it is not the nearest float for large ones."""
    from math import frexp, ldexp

    mantissa, scale = 1.0, 0
    base, base_scale = frexp(10.0)
    rest = min(abs(exponent), 1 << 13)
    while rest:
        if rest & 1:
            mantissa, scale = mantissa * base, scale + base_scale
        base, shift = frexp(base * base)
        base_scale, rest = 2 * base_scale + shift, rest >> 1
    if exponent < 0:
        mantissa, scale = 1.0 / mantissa, -scale
    try:
        return ldexp(mantissa, scale)
    except OverflowError:
        return float("inf")


def _divide(number: float, divisor: float) -> float:
    return number / divisor if divisor else number * float("inf")
