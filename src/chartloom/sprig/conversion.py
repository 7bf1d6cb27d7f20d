"""Type conversion as spf13/cast does it for Sprig: what cannot be converted is zero."""

from __future__ import annotations

from chartloom.gotmpl.printing import sprint
from chartloom.gotmpl.values import Int32, Int64, Uint8, Uint32, Uint64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.gotmpl.values import Value

__all__ = [
    "as_float",
    "as_int",
    "atoi",
    "parse_float",
    "parse_int",
    "saturated",
    "to_decimal",
    "to_int64",
    "wrap",
]

_PLAIN_INTEGERS = frozenset((Int64, Int32, Uint8, Uint32, Uint64))
_SMALLEST = -(1 << 63)
_LARGEST = (1 << 63) - 1
_PREFIXES = {"0b": 2, "0o": 8, "0x": 16}


def wrap(number: int) -> int:
    """The number in 64 bits, as Go's arithmetic leaves it after an overflow."""
    return (number + (1 << 63)) % (1 << 64) - (1 << 63)


def as_int(value: Value) -> int:
    """The value as Go's ``int``; 0 for what is no number."""
    kind = value.__class__
    if kind is int:
        return int(value)
    if kind is float:
        return _truncate(value)
    if isinstance(value, str):
        return parse_int(_without_zero_decimals(value), 0) or 0
    if kind is bool:
        return 1 if value else 0
    return _other_int(value)


def _other_int(value: Value) -> int:
    kind = value.__class__
    if kind in _PLAIN_INTEGERS:
        return wrap(int(value))
    # A month or a weekday converts, a duration does not: cast looks at the type, not at its kind.
    return int(getattr(value, "number", 0))


def to_int64(value: Value) -> Int64:
    """The value as Go's ``int64``; 0 for what is no number."""
    return Int64(value if value.__class__ is int else as_int(value))


def as_float(value: Value) -> float:
    """The value as Go's ``float64``; 0 for what is no number."""
    kind = value.__class__
    if kind is float:
        return float(value)
    if isinstance(value, str):
        number = parse_float(value)
        return 0.0 if number is None else number
    if kind is int or kind is bool or kind in _PLAIN_INTEGERS:
        return float(value)
    return float(_other_int(value))


def _truncate(number: float) -> int:
    # What the processors that Helm runs on give for a number that has no int64.
    return int(number) if -(2.0**63) <= number < 2.0**63 else _SMALLEST


def _without_zero_decimals(text: str) -> str:
    """``1.00`` is ``1``, but ``1.`` and ``1.50`` stay."""
    whole, point, decimals = text.rpartition(".")
    return whole if point and decimals and not decimals.strip("0") else text


def parse_int(text: str, base: int) -> int | None:
    """The text as Go's ``ParseInt`` reads it into 64 bits; None where that fails.

    Base 0 takes the base from a prefix and allows underscores as Go's literals do.
    """
    body = text[1:] if text[:1] in ("+", "-") else text
    if base == 0:
        base, body = _read_prefix(body)
    elif "_" in body:
        return None
    if not _is_number(body, base):
        return None
    try:
        number = int(body, base)
    except ValueError:
        return None
    number = -number if text[0] == "-" else number
    return number if _SMALLEST <= number <= _LARGEST else None


def _is_number(body: str, base: int) -> bool:
    # Python's int() also takes blanks, a second sign, a second prefix and digits of other scripts.
    digits = body.replace("_", "")
    if not digits.isascii():
        return False
    return digits.isdigit() if base <= 10 else digits.isalnum() and "x" not in digits.lower()


def _read_prefix(body: str) -> tuple[int, str]:
    base = _PREFIXES.get(body[:2].lower()) if len(body) > 2 else None
    if base:
        return base, body[3:] if body[2] == "_" else body[2:]
    return (8 if body[:1] == "0" else 10), body


def parse_float(text: str) -> float | None:
    """The text as Go's ``ParseFloat`` reads it; None where that fails or overflows."""
    if not text.isascii() or text != text.strip():
        return None
    try:
        number = _hex_float(text.lower()) if "x" in text or "X" in text else float(text)
    except (ValueError, OverflowError):
        return None
    return _within_range(number, text)


def _hex_float(text: str) -> float:
    if "p" not in text or "__" in text:
        raise ValueError(text)
    return float.fromhex(text.replace("_", ""))


def _within_range(number: float, text: str) -> float | None:
    if number != number:
        return None if text[0] in "+-" else number
    overflowed = number in (float("inf"), float("-inf")) and text.lstrip("+-")[:1] not in "iI"
    return None if overflowed else number


def atoi(text: str) -> int:
    """The decimal number in the text, else 0."""
    return saturated(text)


def saturated(text: str) -> int:
    """The decimal number in the text, the nearest that fits for too large a one, 0 for anything else."""
    number = parse_int(text, 10)
    if number is not None:
        return number
    digits = text[1:] if text[:1] in ("+", "-") else text
    if not (digits.isascii() and digits.isdigit()):
        return 0
    return _SMALLEST if text[0] == "-" else _LARGEST


def to_decimal(value: Value) -> Int64:
    """The number that the value's text is in base 8, else 0."""
    return Int64(parse_int(sprint(value), 8) or 0)
