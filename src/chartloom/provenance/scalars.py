"""Where the scalars stand in YAML that ``toYaml`` or ``toJson`` has written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["scalar_ranges"]

_KEY = r"[\w./-]+:(?: |$)"
_PLAIN = r"(?!-? )[\w/$(.+~^;\\-](?:[!-\"$-9;-~]| (?!#)|:(?! |$)|(?<! )#)*"
_LINE = re.compile(
    rf""" *(?:(?:- )+|(?:- )*{_KEY})({_PLAIN}|"[^"\\\n]*"|'[^'\n]*'|\{{\}}|\[\])?$""", re.ASCII | re.MULTILINE
)
"""A line with an item or a key, and at most one scalar, which ends with it. All else is for a parser to read."""


def scalar_ranges(text: str, count: int) -> Sequence[tuple[int, int]] | None:
    """Where the scalars, and empty maps and lists, begin and end; None for a text that has not so many of them."""
    found = _ranges_of_lines(text) if text.isascii() else None
    if found is None or len(found) != count:
        found = _ranges_by_events(text)
    return found if found is not None and len(found) == count else None


def _ranges_of_lines(text: str) -> list[tuple[int, int]] | None:
    found = []
    at = 0
    while at < len(text):
        line = _LINE.match(text, at)
        if line is None:
            return None
        if line[1]:
            found.append(line.span(1))
        at = line.end() + 1
    return found


def _ranges_by_events(text: str) -> list[tuple[int, int]] | None:
    from chartloom.provenance.documents import locate

    located = locate(text)
    return None if located is None else [(one.start, one.end) for one in located]
