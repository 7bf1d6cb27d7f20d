"""Sprig's ``wrap`` and ``wrapWith``: long lines broken at blanks. Columns are bytes."""

from __future__ import annotations

from chartloom.sprig.text import from_bytes, to_bytes

__all__ = ["wrap", "wrap_with"]


def wrap(width: int, text: str) -> str:
    """The text with a newline for a blank where a line would be longer; a long word stays whole."""
    return _wrapped(text, width, b"\n", break_words=False)


def wrap_with(width: int, separator: str, text: str) -> str:
    """The text with the separator for a blank where a line would be longer; a long word is broken."""
    return _wrapped(text, width, to_bytes(separator) or b"\n", break_words=True)


def _wrapped(text: str, width: int, newline: bytes, *, break_words: bool) -> str:
    data = to_bytes(text)
    width = max(width, 1)
    lines: list[bytes] = []
    at = 0
    while len(data) - at > width:
        if data[at] == 0x20:
            at += 1
            continue
        end, after = _break(data, at, width, break_words)
        lines.append(data[at:end])
        at = after
        if end == len(data):
            return from_bytes(newline.join(lines))
    return from_bytes(newline.join([*lines, data[at:]]))


def _break(data: bytes, at: int, width: int, break_words: bool) -> tuple[int, int]:
    """Where the line that begins here ends, and where the next one begins."""
    blank = data.rfind(b" ", at, at + width + 1)
    if blank < 0 and break_words:
        return at + width, at + width
    if blank < 0:
        blank = data.find(b" ", at + width)
    return (blank, blank + 1) if blank >= 0 else (len(data), len(data))
