"""Sprig's ``camelcase``, ``snakecase`` and ``kebabcase``: names as their words.

What a word is follows the library that Sprig uses: ``HTTPServer`` has two, ``http2xx`` has ``http`` and
``2xx``, but ``bld4Floor`` has ``bld4`` and ``Floor``.
"""

from __future__ import annotations

from chartloom.sprig.casing import category, lower_rune, upper_rune
from chartloom.sprig.text import LONGEST_NAME, SPACES, check_size, from_bytes, to_bytes, to_runes

__all__ = ["kebab_case", "pascal_case", "snake_case"]

_CONNECTORS = "-_" + SPACES
_CHINESE = ((0x3400, 0x4D85), (0x4E00, 0x9FCC), (0x20000, 0x2B81D))


def pascal_case(text: str) -> str:
    """``some_words`` and ``some words`` as ``SomeWords``; connectors at the beginning stay."""
    runes = to_runes(text)
    body = runes.lstrip(_CONNECTORS)
    if not body:
        return runes + runes[-1:]  # the library writes the last connector twice
    return runes[: len(runes) - len(body)] + "".join(_pascal_runes(body))


def _pascal_runes(body: str) -> list[str]:
    out: list[str] = []
    before = upper_rune(body[0])
    in_capitals = _is_upper(body[0])
    for rune in body[1:]:
        char = rune
        if before not in _CONNECTORS:
            in_capitals = in_capitals and _is_upper(char)
            char = lower_rune(char) if in_capitals else char
            out.append(before)
        elif char in _CONNECTORS:
            out.append(before)
        else:  # the connector goes, the word begins with a capital
            in_capitals = _is_upper(char)
            char = upper_rune(char)
        before = char
    return [*out, before]


def _is_upper(char: str) -> bool:
    return category(char) == "Lu"


def snake_case(text: str) -> str:
    """``FirstName`` as ``first_name``."""
    return _joined(text, "_")


def kebab_case(text: str) -> str:
    """``FirstName`` as ``first-name``."""
    return _joined(text, "-")


def _joined(text: str, connector: str) -> str:
    check_size(len(text), LONGEST_NAME)
    out = ""
    kind_before = "_"
    for kind, word in _words(text):
        if kind not in "_p" and kind_before not in "_p":
            out += connector
        out += "".join([c if c == "\ufffd" else connector for c in word]) if kind == "_" else word
        kind_before = kind
    return out


def _words(text: str) -> list[tuple[str, str]]:
    """The words in lower case, numbers joined to the words that they belong to."""
    tokens = _tokens(text)
    words: list[tuple[str, str]] = []
    at = 0
    while at < len(tokens):
        kind, word = tokens[at]
        at += 1
        if kind == "n" and at < len(tokens) and tokens[at][0] == "a":
            while at < len(tokens) and tokens[at][0] in "an":
                word += tokens[at][1]
                at += 1
        elif kind == "n" and words and words[-1][0] not in "_p":
            kind, word = words[-1][0], words.pop()[1] + word
        words.append((kind, word))
    return words


def _tokens(text: str) -> list[tuple[str, str]]:
    """Runs of one kind of character: ``_`` connectors, ``p`` punctuation, ``U`` capitals and the small
    letters after them, ``a`` other letters, ``n`` numbers, ``o`` anything else.
    """
    import re

    units = _units(text)
    kinds = "".join([kind for kind, _ in units])
    found = []
    for match in re.finditer("Ua+|U+(?!a)|[_-]+|p[p-]*|a+|n+|o+", kinds):
        word = "".join([unit for _, unit in units[match.start() : match.end()]])
        kind = match.group()[0].replace("-", "_")
        found.append(
            (kind, _lower_capitals(word) if kind == "U" else to_runes(word) if kind == "_" else word)
        )
    return found


def _lower_capitals(word: str) -> str:
    return "".join([lower_rune(c) if _is_upper(c) else c for c in to_runes(word)])


def _units(text: str) -> list[tuple[str, str]]:
    """Each character with its kind. What is no UTF-8 belongs to the next character, or to the last one."""
    units: list[tuple[str, str]] = []
    strays = ""
    for char in from_bytes(to_bytes(text)):
        if char == "\ufffd" or "\udc80" <= char <= "\udcff":
            strays += char
        else:
            units.append((_kind(char), strays + char))
            strays = ""
    if strays:
        units.append((units[-1][0] if units else "o", strays))
    return units


def _kind(char: str) -> str:
    if char in "-_":
        return "-"  # a connector, but part of the punctuation that it follows
    if char in SPACES:
        return "_"
    kind = category(char)
    if kind[0] == "L":
        return "U" if kind == "Lu" else "o" if any(a <= ord(char) <= b for a, b in _CHINESE) else "a"
    return {"P": "p", "N": "n"}.get(kind[0], "o")
