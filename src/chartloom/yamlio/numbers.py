"""Numbers as Go's ``strconv`` and its YAML library read and print them."""

from __future__ import annotations

import re
from math import inf, isinf, isnan

__all__ = [
    "INT64_MAX",
    "INT64_MIN",
    "UINT64_MAX",
    "format_float32",
    "format_general",
    "format_json_float",
    "parse_number",
]

INT64_MIN, INT64_MAX, UINT64_MAX = -(1 << 63), (1 << 63) - 1, (1 << 64) - 1

_INTEGER = r"([-+]?)(?:0([xX][0-9a-fA-F]+|[bB][01]+|[oO][0-7]+|[0-7]+)|(0|[1-9][0-9]*))"
_FLOAT = r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"


def parse_number(text: str) -> int | float | None:
    """The number that a plain scalar stands for, or None when it is just text.

    ``text`` begins with a digit, a sign or a point. Octal is ``0755`` as well as ``0o755``; underscores
    are skipped; base 60 does not exist. What fits neither int64 nor uint64 is a float.

    >>> [parse_number(t) for t in ("0755", "1_000", "089", "1e3", "1:30", "1e999")]
    [493, 1000, 89.0, 1000.0, None, None]
    """
    if text.isdecimal() and text.isascii() and text[0] != "0" and len(text) < 19:
        return int(text)
    if text[0] == ".":
        return _parse_float(_without_separators(text))
    digits = text.replace("_", "") if "_" in text else text
    found = _parse_int(digits)
    return _parse_float(digits) if found is None else found


def _without_separators(text: str) -> str:
    """After a leading point the library leaves underscores to ``strconv``: between digits only."""
    return re.sub(r"(?<=[0-9])_(?=[0-9])", "", text) if "_" in text else text


def _parse_int(text: str) -> int | None:
    match = re.fullmatch(_INTEGER, text)
    if not match:
        return _signed_binary(text)
    sign, prefixed, decimal = match.groups()
    if decimal and len(decimal) > 20:  # beyond uint64, and Python refuses huge decimals
        return None
    size = int(decimal) if decimal else _based(prefixed)
    if sign == "-":
        return -size if -size >= INT64_MIN else None
    return size if size <= (INT64_MAX if sign else UINT64_MAX) else None


def _based(prefixed: str) -> int:
    base = {"x": 16, "b": 2, "o": 8}.get(prefixed[0].lower())
    return int(prefixed[1:], base) if base else int(prefixed, 8)


def _signed_binary(text: str) -> int | None:
    """``0b-101``: the library cuts the prefix off and reads what is left, sign and all."""
    if not re.fullmatch(r"0b[-+][01]+", text):
        return None
    value = int(text[2:], 2)  # noqa: FURB166 - the sign stands behind the prefix
    return value if INT64_MIN <= value <= INT64_MAX else None


def _parse_float(text: str) -> float | None:
    if not re.fullmatch(_FLOAT, text):
        return None
    value = float(text)
    return None if isinf(value) else value


def format_general(value: float) -> str:
    """A float in the shortest form that reads back, as YAML prints it: ``%g`` with Go's threshold.

    >>> [format_general(v) for v in (0.5, 1234567.5, 1e21, 0.00001)]
    ['0.5', '1.2345675e+06', '1e+21', '1e-05']
    """
    if isnan(value) or isinf(value):
        return _unbounded(value)
    sign, digits, exponent = _decompose(repr(value))
    if -4 <= exponent < 6:
        return sign + _positional(digits, exponent)
    return f"{sign}{_scientific(digits)}e{exponent:+03d}"


def format_float32(value: float) -> str:
    """A float as a Go ``float32`` prints: what YAML keys and coerced strings become.

    >>> [format_float32(v) for v in (1.1, 16777217.0, 1e100)]
    ['1.1', '1.6777216e+07', '+Inf']
    """
    from struct import pack, unpack

    try:
        (narrow,) = unpack("f", pack("f", value))
    except OverflowError:
        return "+Inf" if value > 0 else "-Inf"
    if isnan(narrow) or isinf(narrow) or narrow == 0:
        return {inf: "+Inf", -inf: "-Inf", 0.0: str(narrow).removesuffix(".0")}.get(narrow, "NaN")
    for precision in range(9):
        text = f"{narrow:.{precision}e}"
        if unpack("f", pack("f", float(text))) == (narrow,):
            break
    sign, digits, exponent = _decompose(text)
    if -4 <= exponent < 6:
        return sign + _positional(digits, exponent)
    return f"{sign}{_scientific(digits)}e{exponent:+03d}"


def format_json_float(value: float) -> str:
    """A finite float as JSON: positional from 1e-6 up to 1e21, otherwise with a short exponent.

    >>> [format_json_float(v) for v in (1e6, 1e20, 1e21, 1e-7, -0.0)]
    ['1000000', '100000000000000000000', '1e+21', '1e-7', '-0']
    """
    if value.is_integer() and -1e15 < value < 1e15:
        return str(int(value)) if value else _zero(value)
    sign, digits, exponent = _decompose(repr(value))
    if -6 <= exponent < 21:
        return sign + _positional(digits, exponent)
    return f"{sign}{_scientific(digits)}e{exponent:+d}"


def _zero(value: float) -> str:
    return "-0" if str(value)[0] == "-" else "0"


def _unbounded(value: float) -> str:
    return ".nan" if isnan(value) else ".inf" if value > 0 else "-.inf"


def _decompose(text: str) -> tuple[str, str, int]:
    """Sign, digits without zeros around them, and the exponent of the first digit."""
    sign = "-" if text[0] == "-" else ""
    mantissa, _, exponent = text.lstrip("-").partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    leading = len(whole + fraction) - len(digits)
    digits = digits.rstrip("0")
    if not digits:
        return sign, "0", 0
    return sign, digits, int(exponent or 0) + len(whole) - leading - 1


def _positional(digits: str, exponent: int) -> str:
    if exponent < 0:
        return "0." + "0" * (-exponent - 1) + digits
    whole = digits[: exponent + 1].ljust(exponent + 1, "0")
    fraction = digits[exponent + 1 :]
    return f"{whole}.{fraction}" if fraction else whole


def _scientific(digits: str) -> str:
    return f"{digits[0]}.{digits[1:]}" if len(digits) > 1 else digits
