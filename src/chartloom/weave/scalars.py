"""Writes one text as YAML on one line, quoted only where it must be."""

from __future__ import annotations

from chartloom.yamlio import to_json, to_yaml

__all__ = ["write_text"]

_FIRST = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/")
_REST = _FIRST | frozenset("0123456789_.-")
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))


def write_text(text: str) -> str:
    """``text`` as a YAML scalar that reads back as the same text.

    >>> write_text("robotshop/web"), write_text("27017"), write_text("off")
    ('robotshop/web', '"27017"', '"off"')
    """
    if text and text[0] in _FIRST and _REST.issuperset(text) and text.lower() not in _WORDS:
        return text
    written = to_yaml(text).rstrip("\n")
    return to_json(text) if "\n" in written or written[:1] in "|>" else written
