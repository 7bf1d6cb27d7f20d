r"""Go's string, character and number literals.

Python's own literals differ in small ways (``\x`` is a byte in Go, ``0755`` is octal, ``'a'`` is a
number), so both are read here.
"""

from __future__ import annotations

import re

from chartloom.gotmpl.nodes import Number

__all__ = ["read_char", "read_number", "unquote"]

_ESCAPE = re.compile(
    rb"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([abfnrtv\\'\"]))"
)
_SIMPLE = {
    b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v",
    b"\\": b"\\", b"'": b"'", b'"': b'"',
}  # fmt: skip
_INT = re.compile(
    r"([+-]?)(?:0[xX](_?[0-9a-fA-F]+)+|0[oO](_?[0-7]+)+|0[bB](_?[01]+)+|0(_?[0-7]+)*|[1-9](_?[0-9]+)*)"
)
_FLOAT = re.compile(r"[+-]?([0-9]+(_?[0-9]+)*)?\.?([0-9]+(_?[0-9]+)*)?([eE][+-]?[0-9]+(_?[0-9]+)*)?")
_MAX_INT, _MIN_INT, _MAX_UINT = (1 << 63) - 1, -(1 << 63), (1 << 64) - 1


def unquote(literal: str) -> str:
    """The value of a string literal; raises ValueError("invalid syntax") for a bad escape."""
    inside = literal[1:-1]
    if literal[0] == "`":
        return inside.replace("\r", "")
    if "\\" not in inside:
        return inside
    return _unescape(inside, forbidden=b"'")


def _unescape(inside: str, *, forbidden: bytes) -> str:
    data = inside.encode("utf-8", "surrogateescape")
    out, pos = [], 0
    while (at := data.find(b"\\", pos)) >= 0:
        match = _ESCAPE.match(data, at)
        if match is None or match.group(5) == forbidden:
            raise ValueError("invalid syntax")
        out += [data[pos:at], _escaped(match)]
        pos = match.end()
    return b"".join([*out, data[pos:]]).decode("utf-8", "surrogateescape")


def _escaped(match: re.Match[bytes]) -> bytes:
    byte, short, long, octal, simple = match.groups()
    if simple:
        return _SIMPLE[simple]
    if byte or octal:
        number = int(byte, 16) if byte else int(octal, 8)
        if number > 255:
            raise ValueError("invalid syntax")
        return bytes((number,))
    code = int(short or long, 16)
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:
        raise ValueError("invalid syntax")
    return chr(code).encode()


def read_char(pos: int, literal: str) -> Number:
    """A character constant, which is a number; raises ValueError for a malformed one."""
    value = literal[1:-1]
    text = _unescape(value, forbidden=b'"') if "\\" in value else value
    if len(text) != 1:
        if not text:
            raise ValueError("invalid syntax")
        raise ValueError(f"malformed character constant: {literal}")
    raw = text.encode("utf-8", "surrogateescape")
    code = raw[0] if len(raw) == 1 else ord(text)
    return Number(pos, literal, code, float(code), None)


def read_number(pos: int, text: str) -> Number:
    """A number constant; raises ValueError with Go's text for one that is none or too large."""
    if text.endswith("i"):
        return Number(pos, text, None, None, _complex(text))
    if (integer := _integer(text)) is not None:
        return Number(pos, text, integer, float(integer), None)
    number = _float(text)
    if number is None:
        raise ValueError(f'illegal number syntax: "{text}"')
    if not any(c in text for c in ".eEpP"):
        raise ValueError(f'integer overflow: "{text}"')
    whole = int(number) if number.is_integer() and _MIN_INT <= number <= _MAX_INT else None
    return Number(pos, text, whole, number, None)


def _integer(text: str) -> int | None:
    if not _INT.fullmatch(text):
        return None
    digits = text.lstrip("+-").replace("_", "")
    octal = len(digits) > 1 and digits[0] == "0" and digits[1] not in "xXoObB"
    number = int(digits, 8) if octal else int(digits, 0)
    if text.startswith("-"):
        number = -number
    signed = text[:1] in "+-"
    return number if _MIN_INT <= number <= (_MAX_INT if signed else _MAX_UINT) else None


def _float(text: str) -> float | None:
    try:
        if text.lower().lstrip("+-").startswith("0x"):
            return float.fromhex(text.replace("_", "")) if "p" in text.lower() else None
        if not _FLOAT.fullmatch(text):
            return None
        number = float(text.replace("_", ""))
    except (ValueError, OverflowError):
        return None
    return None if number in (float("inf"), float("-inf")) else number


def _complex(text: str) -> complex:
    if (imaginary := _float(text[:-1])) is not None:
        return complex(0.0, imaginary)
    try:
        return complex(text.replace("_", "").replace("i", "j"))
    except ValueError:
        raise ValueError(f'illegal number syntax: "{text}"') from None
