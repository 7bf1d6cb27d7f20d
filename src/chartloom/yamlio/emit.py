"""One text as a YAML scalar, exactly as the emitter of Helm's library writes it.

This is the slow way, for the texts that are not obviously plain: quotes, escapes, folding, block
scalars. ``write`` and ``pretty`` hold the short ways around it.
"""

from __future__ import annotations

import re
from collections import namedtuple

from chartloom.yamlio.numbers import parse_number
from chartloom.yamlio.scalars import NUMERIC, WORDS, is_timestamp

__all__ = ["NO_FOLDING", "Place", "is_simple_key", "is_text", "scalar"]

_BREAKS = "\r\n\x85\u2028\u2029"
_BASE_60 = r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
# What is escaped wherever it stands, but for the line break itself; said by what it is, because a class
# of all the rest takes Python's re two milliseconds to compile.
_SPECIAL = "[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\U00010000-\U0010ffff]"
_BLANKS = " " + _BREAKS
_ESCAPED = f'{_SPECIAL[:-1]}\n"\\\\{_BREAKS}]'
_MAX_KEY = 128  # bytes
NO_FOLDING = 1 << 31
_FIRST_INDICATORS = frozenset("#,[]{}&*!|>'\"%@`")
_ESCAPES = {
    "\0": "0", "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e",
    '"': '"', "\\": "\\", "\x85": "N", "\xa0": "_", "\u2028": "L", "\u2029": "P",
}  # fmt: skip


class Place(namedtuple("Place", "column indent width is_key tabs_in_blocks", defaults=(80, False, False))):
    """Where a scalar goes: the column of its first character, and the indent of its further lines.

    ``width`` is the column after which lines fold; ``is_key`` forbids several lines;
    ``tabs_in_blocks`` is what the two versions of the library differ in.
    """

    __slots__ = ()
    column: int
    indent: int
    width: int
    is_key: bool
    tabs_in_blocks: bool


def is_text(value: str) -> bool:
    """Whether ``value``, unquoted, would be read back as this text and nothing else."""
    if value in WORDS:
        return False
    if value[0] not in NUMERIC:
        return True
    if is_timestamp(value) or parse_number(value) is not None:
        return False
    return ":" not in value or value[0] == "." or not re.fullmatch(_BASE_60, value)


def is_simple_key(value: str) -> bool:
    """Whether a key can stand before its colon; longer ones and those of several lines need a ``?``."""
    return len(value.encode("utf-8", "surrogateescape")) <= _MAX_KEY and not _has_break(value)


def _has_break(value: str) -> bool:
    if value.isascii():
        return "\n" in value or "\r" in value
    return re.search(f"[{_BREAKS}]", value) is not None


def scalar(value: str, place: Place, *, plain: bool) -> str:
    """``value`` as a scalar; ``plain`` says that it need not be quoted to stay a text."""
    if "\n" in value and not place.is_key and _block_allowed(value, place):
        return _literal(value, place)
    if "\n" not in value and plain and value and _plain_allowed(value):
        return _fold(value, place.column, place)
    if "\n" not in value and plain and _single_allowed(value):
        return _single_quoted(value, place)
    return _double_quoted(value, place)


def _block_allowed(value: str, place: Place) -> bool:
    if value[-1] == " " or re.search(f" [{_BREAKS}]", value):
        return False
    return not _has_special(value.replace("\t", "") if place.tabs_in_blocks else value)


def _has_special(value: str) -> bool:
    if value.isascii():
        return not value.replace("\n", "").isprintable()
    return re.search(_SPECIAL, value) is not None


def _plain_allowed(value: str) -> bool:
    if value[0] == " " or value[-1] == " " or _has_special(value) or _has_break(value):
        return False
    if value.startswith(("---", "...")) or value[0] in _FIRST_INDICATORS:
        return False
    if value[0] in "?-" and (len(value) == 1 or value[1] == " "):
        return False
    return value[-1] != ":" and ": " not in value and " #" not in value


def _single_allowed(value: str) -> bool:
    if _has_special(value):
        return False
    return value.isascii() or not re.search(f" [{_BREAKS}]|[{_BREAKS}] ", value)


def _fold(text: str, column: int, place: Place) -> str:
    """``text`` with a line break for every single space after which the line would be too long."""
    limit = NO_FOLDING if place.is_key else place.width
    if column + len(text) <= limit and text.isascii():
        return text
    words = re.findall("[\u2028\u2029]+| +|[^ \u2028\u2029]+", text)
    out, pad, last = [], " " * place.indent, len(words) - 1
    for number, word in enumerate(words):
        if word[0] in _BREAKS:
            out.append(word + pad * (number < last))
            column = place.indent
        elif word == " " and column > limit and 0 < number < last:
            out.append("\n" + pad)
            column = place.indent
        else:
            out.append(word)
            column += len(word)
    return "".join(out)


def _single_quoted(value: str, place: Place) -> str:
    return "'" + _fold(value.replace("'", "''"), place.column + 1, place) + "'"


def _double_quoted(value: str, place: Place) -> str:
    limit = NO_FOLDING if place.is_key else place.width
    if value.startswith("\ufeff"):  # the library then takes every character for a byte order mark
        return '"' + "".join(map(_escape, value)) + '"'
    words = re.findall(" +|[^ ]+", value)
    out, column, last = ['"'], place.column + 1, len(words) - 1
    for number, word in enumerate(words):
        fits = column <= limit or number == 0 or (number == last and len(word) == 1)
        if word[0] == " " and not fits:
            rest = "\\" + word[1:] if len(word) > 1 else ""
            out.append("\n" + " " * place.indent + rest)
            column = place.indent + len(rest)
        else:
            out.append(re.sub(_ESCAPED, lambda char: _escape(char[0]), word))
            column += len(out[-1])
    return "".join(out) + '"'


def _escape(char: str) -> str:
    if char in _ESCAPES:
        return "\\" + _ESCAPES[char]
    code = ord(char)
    return f"\\x{code:02X}" if code <= 0xFF else f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def _literal(value: str, place: Place) -> str:
    hint = "2" if value[0] in _BLANKS else ""
    pad = " " * place.indent
    body = re.sub(f"[^{_BREAKS}]+", lambda line: pad + line[0], value)
    return f"|{hint}{_chomping(value)}\n{body}"


def _chomping(value: str) -> str:
    if value[-1] not in _BREAKS:
        return "-"
    return "+" if len(value) == 1 or value[-2] in _BREAKS else ""
