"""What a plain YAML scalar stands for, in the words of YAML 1.1 as Helm's library has them."""

from __future__ import annotations

from math import inf, nan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NUMERIC", "WORDS", "is_timestamp", "resolve"]

Resolved = str | int | float | bool | None

NUMERIC = frozenset("0123456789+-.")
"""What a plain scalar begins with that may be a number."""

WORDS: Mapping[str, bool | float | None] = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), nan),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -inf),
}
"""The plain scalars that are no text and no ordinary number."""


def resolve(text: str) -> Resolved:
    """The value of a plain scalar without a tag.

    >>> [resolve(t) for t in ("on", "0755", "~", "2001-01-01", "ON!")]
    [True, 493, None, '2001-01-01', 'ON!']
    """
    if text in WORDS:
        return WORDS[text]
    if text[0] in NUMERIC:
        from chartloom.yamlio.numbers import parse_number

        number = parse_number(text)
        return text if number is None else number
    return text


def is_timestamp(text: str) -> bool:
    """Whether Helm's library takes a plain scalar for a date: it reads them as text, but quotes such texts.

    >>> [is_timestamp(t) for t in ("2001-1-2", "2001-01-02T03:04:05Z", "2001-02-30", "2001-01-02 3:4:5")]
    [True, True, False, True]
    """
    if len(text) < 8 or text[4] != "-" or not (text[:4].isascii() and text[:4].isdecimal()):
        return False
    from chartloom.yamlio.timestamps import is_go_timestamp

    return is_go_timestamp(text)
