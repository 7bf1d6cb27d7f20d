"""The functions of Sprig whose results nobody can foretell, from the operating system's randomness."""

from __future__ import annotations

from os import urandom

from chartloom.gotmpl.errors import FunctionError
from chartloom.sprig.text import LONGEST_TEXT, check_size, to_runes

__all__ = [
    "rand_alpha",
    "rand_alpha_num",
    "rand_ascii",
    "rand_bytes",
    "rand_int",
    "rand_numeric",
    "random_bytes",
    "shuffle",
    "uuidv4",
]

_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ASCII = "".join(map(chr, range(32, 127)))


def rand_alpha_num(count: int) -> str:
    """That many letters and digits."""
    return _pick(_LETTERS + _DIGITS, count)


def rand_alpha(count: int) -> str:
    """That many letters."""
    return _pick(_LETTERS, count)


def rand_numeric(count: int) -> str:
    """That many digits."""
    return _pick(_DIGITS, count)


def rand_ascii(count: int) -> str:
    """That many printable characters."""
    return _pick(_ASCII, count)


def _pick(alphabet: str, count: int) -> str:
    check_size(count, LONGEST_TEXT)
    size = len(alphabet)
    fair = 256 - 256 % size  # larger bytes would favour the first characters
    out: list[str] = []
    while len(out) < count:
        out += [alphabet[byte % size] for byte in urandom(count) if byte < fair]
    return "".join(out[: max(count, 0)])


def rand_int(low: int, high: int) -> int:
    """A number from ``low`` up to, but not, ``high``."""
    if high <= low:
        raise FunctionError("invalid argument to Intn")
    return low + _below(high - low)


def _below(limit: int) -> int:
    # Of so many bits the remainder is as good as fair.
    return int.from_bytes(urandom(32), "big") % limit


def rand_bytes(count: int) -> str:
    """That many bytes, in base64."""
    from binascii import b2a_base64

    return b2a_base64(random_bytes(count), newline=False).decode("ascii")


def random_bytes(count: int) -> bytes:
    """That many bytes."""
    if count < 0:
        raise FunctionError("runtime error: makeslice: len out of range")
    check_size(count, LONGEST_TEXT)
    return urandom(count)


def shuffle(text: str) -> str:
    """The characters of the text in another order."""
    chars = list(to_runes(text))
    for last in range(len(chars) - 1, 0, -1):
        other = _below(last + 1)
        chars[last], chars[other] = chars[other], chars[last]
    return "".join(chars)


def uuidv4() -> str:
    """A random UUID."""
    data = bytearray(urandom(16))
    data[6] = data[6] & 0x0F | 0x40  # the version
    data[8] = data[8] & 0x3F | 0x80  # the variant
    text = data.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
