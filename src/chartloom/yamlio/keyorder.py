"""The order in which Helm's YAML library writes the keys of a map: numbers within them by their size."""

from __future__ import annotations

import re
from functools import cmp_to_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["natural", "natural_pretty"]

# ASCII in the order that holds where no two digits are neighbours: signs, digits, letters.
_RANKS = "".join(sorted(map(chr, range(128)), key=lambda c: (c.isalpha(), c.isdigit(), c)))
_ASCII_ORDER = {ord(char): rank for rank, char in enumerate(_RANKS)}


def natural(keys: Iterable[str]) -> list[str]:
    """The keys sorted as ``toYaml`` does.

    >>> natural(["a10", "a9", "B", "a_b", "ab", "10"])
    ['10', 'B', 'a_b', 'a9', 'a10', 'ab']
    """
    found = list(keys)
    if len(found) < 2:
        return found
    joined = "".join(found)
    if joined.isascii():
        if joined.isalpha():
            found.sort()
            return found
        if not re.search("[0-9][0-9]", joined):
            return sorted(found, key=_ascii_rank)
    return sorted(found, key=cmp_to_key(_compare))


def natural_pretty(keys: Iterable[str]) -> list[str]:
    """The keys sorted as ``toYamlPretty`` does: after a digit, letters go first."""
    return sorted(keys, key=cmp_to_key(_compare_pretty))


def _ascii_rank(key: str) -> str:
    return key.translate(_ASCII_ORDER)


def _compare(a: str, b: str) -> int:
    return _compare_from(a, b, after_digit=_letters_last)


def _compare_pretty(a: str, b: str) -> int:
    return _compare_from(a, b, after_digit=_letters_first_after_digits)


def _letters_last(_previous: str) -> bool:
    return False


def _letters_first_after_digits(previous: str) -> bool:
    return previous.isdecimal()


def _compare_from(a: str, b: str, after_digit: Callable[[str], bool]) -> int:
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if at is None:
        return len(a) - len(b)
    x, y = a[at], b[at]
    if x.isalpha() and y.isalpha():
        return -1 if x < y else 1
    if x.isalpha() or y.isalpha():
        first = x if after_digit(a[at - 1] if at else "") else y
        return -1 if first.isalpha() else 1
    return _compare_numbers(a, b, at)


def _compare_numbers(a: str, b: str, at: int) -> int:
    """Keys that differ at ``at``, where neither has a letter: by number, its length, character."""
    start = 1 if "0" in (a[at], b[at]) and _has_leading_digit(a, at) else 0
    (x, x_end), (y, y_end) = _number(a, at, start), _number(b, at, start)
    if x != y:
        return -1 if x < y else 1
    if x_end != y_end:
        return -1 if x_end < y_end else 1
    return -1 if a[at] < b[at] else 1


def _has_leading_digit(text: str, end: int) -> bool:
    """Whether the digits right before ``end`` are more than zeros."""
    at = end - 1
    while at >= 0 and text[at].isdecimal():
        if text[at] != "0":
            return True
        at -= 1
    return False


def _number(text: str, at: int, value: int) -> tuple[int, int]:
    """The number at ``at`` after the digits that the keys share, in Go's 64 bits, and where it ends."""
    while at < len(text) and text[at].isdecimal():
        value = value * 10 + ord(text[at]) - ord("0")
        at += 1
    value &= (1 << 64) - 1
    return value - (1 << 64) if value >> 63 else value, at
