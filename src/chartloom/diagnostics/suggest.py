"""The name that was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["did_you_mean", "nearest"]


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like ``name``, or None when none is like it.

    >>> nearest("catalog", ["cart", "catalogue", "web"])
    'catalogue'

    Of names that are equally like it, one with the same letters is meant, or the same beginning.

    >>> nearest("prot", ["port", "spot"])
    'port'
    """
    from difflib import SequenceMatcher, get_close_matches  # only failures pay for its import

    def likeness(other: str) -> tuple[float, bool, bool]:
        ratio = SequenceMatcher(None, other, name).ratio()
        return ratio, sorted(other) == sorted(name), other[:1] == name[:1]

    return max(get_close_matches(name, sorted(known), n=3, cutoff=0.6), key=likeness, default=None)


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """A question for the hint of a diagnostic, or None when no known name is like ``name``."""
    found = nearest(name, known)
    return f'did you mean "{found}"?' if found else None
