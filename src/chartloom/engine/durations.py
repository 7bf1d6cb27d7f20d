"""Helm's functions on durations. Wherever they take one, a text or a number of seconds will do."""

from __future__ import annotations

from chartloom.gotmpl.errors import FunctionError
from chartloom.gotmpl.printing import float_text, go_quote
from chartloom.gotmpl.values import Duration, GoObject, Int64, go_kind, go_type
from chartloom.sprig.conversion import parse_float, wrap
from chartloom.sprig.durations import DurationError, Span, counted, parse_duration, quotient

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.gotmpl.values import Value

__all__ = [
    "days",
    "hours",
    "microseconds",
    "milliseconds",
    "minutes",
    "must_to_duration",
    "nanoseconds",
    "round_to",
    "seconds",
    "truncate_to",
    "weeks",
]

_MICROSECOND, _MILLISECOND, _SECOND = 1_000, 1_000_000, 1_000_000_000
_MINUTE, _HOUR = 60 * _SECOND, 3_600 * _SECOND
_LONGEST = (1 << 63) - 1


def must_to_duration(value: Value) -> Span:
    """The value as a duration, or an error."""
    try:
        return Span(_nanoseconds(value))
    except ValueError as error:
        raise FunctionError(str(error)) from error


def seconds(value: Value) -> float:
    """The duration in seconds; 0 for what is none."""
    return counted(_lenient(value), _SECOND)


def minutes(value: Value) -> float:
    """The duration in minutes; 0 for what is none."""
    return counted(_lenient(value), _MINUTE)


def hours(value: Value) -> float:
    """The duration in hours; 0 for what is none."""
    return counted(_lenient(value), _HOUR)


def days(value: Value) -> float:
    """The duration in days of 24 hours; 0 for what is none."""
    return hours(value) / 24.0


def weeks(value: Value) -> float:
    """The duration in weeks; 0 for what is none."""
    return days(value) / 7.0


def milliseconds(value: Value) -> Int64:
    """The whole milliseconds of a duration; 0 for what is none."""
    return Int64(quotient(_lenient(value), _MILLISECOND))


def microseconds(value: Value) -> Int64:
    """The whole microseconds of a duration; 0 for what is none."""
    return Int64(quotient(_lenient(value), _MICROSECOND))


def nanoseconds(value: Value) -> Int64:
    """The nanoseconds of a duration; 0 for what is none."""
    return Int64(_lenient(value))


def round_to(value: Value, unit: Value) -> Span:
    """The nearest multiple of a unit, halves away from zero; the duration itself when the unit is none."""
    found: Span = Span.go_methods["Round"].call(_lenient(value), _lenient(unit))
    return found


def truncate_to(value: Value, unit: Value) -> Span:
    """The nearest multiple of a unit that is no further from zero; the duration itself when the unit is none."""
    found: Span = Span.go_methods["Truncate"].call(_lenient(value), _lenient(unit))
    return found


# Reading what templates give


def _lenient(value: Value) -> int:
    try:
        return _nanoseconds(value)
    except ValueError:
        return 0


def _nanoseconds(value: Value) -> int:
    """The nanoseconds that the value stands for; raises ValueError."""
    if isinstance(value, Duration):
        return int(value)
    if isinstance(value, str):
        return _of_text(value)
    if value is None:
        raise ValueError("invalid duration")
    if isinstance(value, float):
        return _of_float(value)
    if go_kind(value).startswith(("int", "uint")):
        return _of_whole(int(getattr(value, "number", 0) if isinstance(value, GoObject) else value))
    raise ValueError(f"unsupported duration type {go_type(value)}")


def _of_text(text: str) -> int:
    trimmed = text.strip()
    if not trimmed:
        raise ValueError("empty duration")
    try:
        return parse_duration(trimmed)
    except DurationError:
        number = parse_float(trimmed)
    if number is None:
        raise ValueError(f"could not parse duration {go_quote(text)}")
    return _of_float(number)


def _of_whole(number: int) -> int:
    if abs(number) > _LONGEST // _SECOND:
        raise ValueError(f"duration seconds overflow: {number}")
    return number * _SECOND


def _of_float(number: float) -> int:
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError(f"invalid duration seconds: {float_text(number)}")
    if abs(number) > float(_LONGEST) / _SECOND:
        raise ValueError(f"duration seconds overflow: {float_text(number)}")
    return wrap(int(number * _SECOND))
