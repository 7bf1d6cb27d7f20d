"""The encoding functions of Sprig. A text that cannot be decoded gives Go's error message as the result."""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64

from chartloom.sprig.text import from_bytes, to_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

__all__ = ["b32dec", "b32enc", "b64dec", "b64enc", "decode_base64"]

_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BASE32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_NEWLINES = b"\r\n"
_PAD = 0x3D


def b64enc(text: str) -> str:
    """The text in base64."""
    return b2a_base64(to_bytes(text), newline=False).decode("ascii")


def b64dec(text: str) -> str:
    """The text out of base64."""
    try:
        return from_bytes(decode_base64(text))
    except ValueError as error:
        return str(error)


def decode_base64(text: str) -> bytes:
    """The bytes out of base64, in which newlines are ignored; ValueError with Go's message for anything else.

    >>> decode_base64("aGk=")
    b'hi'
    >>> decode_base64("aGk")
    Traceback (most recent call last):
    ValueError: illegal base64 data at input byte 0
    """
    data = to_bytes(text)
    digits = data.translate(None, _NEWLINES)
    body = digits.rstrip(b"=")
    if len(digits) % 4 or len(digits) - len(body) > 2 or body.translate(None, _BASE64):
        _find_fault(data)
    return a2b_base64(digits)


def _find_fault(data: bytes) -> NoReturn:
    """Go's complaint about a text that is no base64."""
    count = 0
    for at, byte in enumerate(data):
        if byte == _PAD:
            _find_padding_fault(data, at, count % 4)
        if byte in _BASE64:
            count += 1
        elif byte not in _NEWLINES:
            _refuse("base64", at)
    _refuse("base64", len(data) - count % 4)


def _find_padding_fault(data: bytes, at: int, digits: int) -> NoReturn:
    if digits < 2:
        _refuse("base64", at)
    after = _skip_newlines(data, at + 1)
    if digits == 2:
        if after == len(data):
            _refuse("base64", after)
        if data[after] != _PAD:
            _refuse("base64", after - 1)
        after = _skip_newlines(data, after + 1)
    _refuse("base64", after)


def _skip_newlines(data: bytes, at: int) -> int:
    while at < len(data) and data[at] in _NEWLINES:
        at += 1
    return at


def b32enc(text: str) -> str:
    """The text in base32."""
    from base64 import b32encode

    return b32encode(to_bytes(text)).decode("ascii")


def b32dec(text: str) -> str:
    """The text out of base32."""
    from base64 import b32decode

    data = to_bytes(text).translate(None, _NEWLINES)
    try:
        digits = data[: _base32_end(data)]
    except ValueError as error:
        return str(error)
    return from_bytes(b32decode(digits + b"=" * (-len(digits) % 8)))


def _base32_end(data: bytes) -> int:
    """Where the digits end; what follows complete padding is ignored, as in Go."""
    for at, byte in enumerate(data):
        if byte == _PAD and at % 8 >= 2 and len(data) - at <= 8:
            _check_base32_padding(data, at, at % 8)
            return at
        if byte not in _BASE32:
            _refuse("base32", at)
    if len(data) % 8:
        _refuse("base32", len(data) - len(data) % 8)
    return len(data)


def _check_base32_padding(data: bytes, at: int, digits: int) -> None:
    end = at + 8 - digits
    if len(data) < end:
        _refuse("base32", len(data))
    for other in range(at + 1, end):
        if data[other] != _PAD:
            _refuse("base32", other - 1)
    if digits in (3, 6):
        _refuse("base32", at)


def _refuse(name: str, at: int) -> NoReturn:
    raise ValueError(f"illegal {name} data at input byte {at}")
