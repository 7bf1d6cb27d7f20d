"""Reading and rounding Go's durations. Their text is ``gotmpl.printing.duration_text``."""

from __future__ import annotations

from chartloom.gotmpl.printing import duration_text
from chartloom.gotmpl.values import Duration, GoMethod, Int64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import ClassVar

__all__ = ["DurationError", "Span", "counted", "parse_duration", "quote", "quotient", "round_duration"]

_UNITS = {
    "ns": 1,
    "us": 1_000,
    "µs": 1_000,
    "μs": 1_000,
    "ms": 1_000_000,
    "s": 1_000_000_000,
    "m": 60_000_000_000,
    "h": 3_600_000_000_000,
}
_LIMIT = 1 << 63


class DurationError(ValueError):
    """A text that is no duration; the message is Go's."""


def parse_duration(text: str) -> int:
    """The nanoseconds of a text such as ``-1h15m30.5s``; raises DurationError.

    >>> parse_duration("1.5s")
    1500000000
    """
    rest = text[1:] if text[:1] in ("+", "-") else text
    if rest == "0":
        return 0
    if not rest:
        raise _invalid(text)
    total = 0
    while rest:
        amount, rest = _leading_amount(rest, text)
        total += amount
        if total > _LIMIT:
            raise _invalid(text)
    if text[0] == "-":
        return -total
    if total == _LIMIT:
        raise _invalid(text)
    return total


def _leading_amount(rest: str, text: str) -> tuple[int, str]:
    """The nanoseconds of the first number with its unit, and what follows."""
    whole, rest = _digits(rest)
    fraction = ""
    if rest.startswith("."):
        fraction, rest = _digits(rest[1:])
    if not (whole or fraction) or int(whole or 0) > _LIMIT:
        raise _invalid(text)
    length = next((i for i, c in enumerate(rest) if c in ".0123456789"), len(rest))
    unit, rest = rest[:length], rest[length:]
    if not unit:
        raise DurationError(f"time: missing unit in duration {quote(text)}")
    if unit not in _UNITS:
        raise DurationError(f"time: unknown unit {quote(unit)} in duration {quote(text)}")
    amount = int(whole or 0) * _UNITS[unit] + _fraction(fraction, _UNITS[unit])
    if amount > _LIMIT:
        raise _invalid(text)
    return amount, rest


def _digits(text: str) -> tuple[str, str]:
    rest = text.lstrip("0123456789")
    return text[: len(text) - len(rest)], rest


def _fraction(digits: str, unit: int) -> int:
    value, scale = 0, 1.0
    for digit in digits:
        if value > (_LIMIT - 1) // 10 or value * 10 + int(digit) > _LIMIT:
            break
        value, scale = value * 10 + int(digit), scale * 10
    return int(float(value) * (unit / scale))


def _invalid(text: str) -> DurationError:
    return DurationError(f"time: invalid duration {quote(text)}")


def quote(text: str) -> str:
    """The text in quotes, as Go's ``time`` package writes it: bytes beyond ASCII in hexadecimal."""
    out = []
    for byte in text.encode("utf-8", "surrogateescape"):
        char = chr(byte)
        out.append(
            f"\\x{byte:02x}" if byte >= 0x80 or byte < 0x20 else f"\\{char}" if char in '"\\' else char
        )
    return f'"{"".join(out)}"'


def round_duration(nanoseconds: int, unit: int) -> int:
    """The nearest multiple of the unit, halves away from zero."""
    rounded = (2 * abs(nanoseconds) + unit) // (2 * unit) * unit
    return -rounded if nanoseconds < 0 else rounded


def quotient(amount: int, unit: int) -> int:
    """The whole units in an amount, towards zero as Go divides."""
    return amount // unit if amount >= 0 else -(-amount // unit)


def counted(nanoseconds: int, unit: int) -> float:
    """The duration in a unit; Go adds the fraction to the whole units."""
    whole = quotient(nanoseconds, unit)
    return float(whole) + float(nanoseconds - whole * unit) / unit


def _truncated(span: Duration, unit: int) -> Span:
    return Span(quotient(span, unit) * unit if unit > 0 else span)


def _rounded(span: Duration, unit: int) -> Span:
    if unit <= 0:
        return Span(span)
    return Span(max(-_LIMIT, min(round_duration(span, unit), _LIMIT - 1)))


class Span(Duration):
    """A duration with the methods that templates may call."""

    __slots__ = ()
    go_methods: ClassVar[Mapping[str, GoMethod]] = {
        "Abs": GoMethod(lambda span: Span(min(abs(span), _LIMIT - 1))),
        "Hours": GoMethod(lambda span: counted(span, _UNITS["h"])),
        "Microseconds": GoMethod(lambda span: Int64(quotient(span, _UNITS["us"]))),
        "Milliseconds": GoMethod(lambda span: Int64(quotient(span, _UNITS["ms"]))),
        "Minutes": GoMethod(lambda span: counted(span, _UNITS["m"])),
        "Nanoseconds": GoMethod(lambda span: Int64(span)),
        "Round": GoMethod(_rounded, "time.Duration"),
        "Seconds": GoMethod(lambda span: counted(span, _UNITS["s"])),
        "String": GoMethod(duration_text),
        "Truncate": GoMethod(_truncated, "time.Duration"),
    }
