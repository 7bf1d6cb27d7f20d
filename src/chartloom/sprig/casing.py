"""The functions of Sprig that change upper and lower case and the words of a name.

Go maps one character to one character, so ``ß`` has no upper case and ``İ`` becomes a plain ``i``.
"""

from __future__ import annotations

from chartloom.sprig.text import LONGEST_NAME, SPACES, check_size, to_runes

__all__ = ["category", "lower", "lower_rune", "swapcase", "title", "untitle", "upper", "upper_rune"]


def upper(text: str) -> str:
    """The text in upper case."""
    return text.upper() if text.isascii() else "".join(map(upper_rune, to_runes(text)))


def lower(text: str) -> str:
    """The text in lower case."""
    return text.lower() if text.isascii() else "".join(map(lower_rune, to_runes(text)))


def upper_rune(char: str) -> str:
    """The one upper-case character of a character."""
    found = char.upper()
    if len(found) == 1:
        return found
    found = char.title()  # Greek letters with an iota below: one character in title case only
    return found if len(found) == 1 and found.lower() == char else char


def lower_rune(char: str) -> str:
    """The one lower-case character of a character."""
    return char.lower()[0]


def title_rune(char: str) -> str:
    """The one title-case character of a character."""
    found = char.title()
    return found if len(found) == 1 else char


def category(char: str) -> str:
    """The Unicode category of a character, such as ``Lu``."""
    from unicodedata import category as unicode_category  # a library of its own that few templates need

    return unicode_category(char)


def title(text: str) -> str:
    """The text with each word's first letter in title case."""
    out, inside = [], False
    for char in to_runes(text):
        out.append(char if inside else title_rune(char))
        inside = _is_part_of_word(char)
    return "".join(out)


def _is_part_of_word(char: str) -> bool:
    if char.isascii():
        return char.isalnum() or char == "_"
    # Of other scripts Go takes only white space for a gap between words.
    return char.isalpha() or char.isdecimal() or char not in SPACES


def untitle(text: str) -> str:
    """The text with each word's first letter in lower case."""
    out, inside = [], False
    for char in to_runes(text):
        gap = char in SPACES
        out.append(char if inside or gap else lower_rune(char))
        inside = not gap
    return "".join(out)


def swapcase(text: str) -> str:
    """The text with the other case; a small letter that begins a word gets title case."""
    check_size(len(text), LONGEST_NAME)
    out, gap = [], True
    for char in to_runes(text):
        kind = category(char)
        if kind in ("Lu", "Lt"):
            out.append(lower_rune(char))
            gap = False
        elif kind == "Ll":
            out.append(title_rune(char) if gap else upper_rune(char))
            gap = False
        else:
            out.append(char)
            gap = char in SPACES
    return "".join(out)
