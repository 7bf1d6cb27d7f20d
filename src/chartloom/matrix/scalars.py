"""Writes one text as YAML on one line, quoted only where it must be."""

from __future__ import annotations

import json

from chartloom.yamlio.write import to_yaml

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
    # Helm's own writer leaves it bare, and as a key it would merge what it stands for.
    if text != "<<" and all(map(_is_printable, text)):
        written = to_yaml(text).removesuffix("\n")
        if "\n" not in written:
            return written
    return _on_one_line(text)


def _on_one_line(text: str) -> str:
    """``text`` in double quotes: JSON, but for the characters that YAML allows only as escapes."""
    return "".join(
        c if _is_printable(c) else f"\\u{ord(c):04x}" for c in json.dumps(text, ensure_ascii=False)
    )


def _is_printable(c: str) -> bool:
    return c < "\x7f" or (
        c >= "\xa0" and c not in "\u2028\u2029\ufeff\ufffe\uffff" and not "\ud800" <= c <= "\udfff"
    )
