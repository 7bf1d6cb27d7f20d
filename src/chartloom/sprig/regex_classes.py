r"""Sets of characters for ``regex_syntax``: named classes, case folding, complements.

A set is a list of ranges of code points, both ends included. Python's ``re`` knows neither ``\p{Greek}``
nor ``[[:alpha:]]``, and its notion of ignoring case differs from Go's (it lets ``i`` match ``İ``), so
patterns spell out every set.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    Ranges: TypeAlias = list[tuple[int, int]]

__all__ = [
    "NOT_NEWLINE",
    "PERL_CLASSES",
    "POSIX_CLASSES",
    "clean",
    "complement",
    "fold",
    "matched",
    "pattern_of",
    "unicode_class",
]

_LAST = 0x10FFFF
_STRAY = 0xFFFD
_STRAYS = (0xDC80, 0xDCFF)
_LAST_FOLDED = 0x1E943

_DIGIT = [(0x30, 0x39)]
_UPPER = [(0x41, 0x5A)]
_LOWER = [(0x61, 0x7A)]
_WORD = [*_DIGIT, *_UPPER, (0x5F, 0x5F), *_LOWER]

_UNASSIGNED_PLANES = [(0x40000, 0xDFFFF)]
_PRIVATE_PLANES = [(0xF0000, 0xFFFFD), (0x100000, 0x10FFFD)]

NOT_NEWLINE: Ranges = [(0, 9), (11, _LAST)]
PERL_CLASSES: dict[str, Ranges] = {"d": _DIGIT, "s": [(9, 10), (12, 13), (32, 32)], "w": _WORD}
POSIX_CLASSES: dict[str, Ranges] = {
    "alnum": [*_DIGIT, *_UPPER, *_LOWER],
    "alpha": [*_UPPER, *_LOWER],
    "ascii": [(0, 0x7F)],
    "blank": [(9, 9), (32, 32)],
    "cntrl": [(0, 0x1F), (0x7F, 0x7F)],
    "digit": _DIGIT,
    "graph": [(0x21, 0x7E)],
    "lower": _LOWER,
    "print": [(0x20, 0x7E)],
    "punct": [(0x21, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0x7E)],
    "space": [(9, 13), (32, 32)],
    "upper": _UPPER,
    "word": _WORD,
    "xdigit": [*_DIGIT, (0x41, 0x46), (0x61, 0x66)],
}
_CATEGORY_NAMES = {
    "casedletter": "LC",
    "closepunctuation": "Pe",
    "cntrl": "Cc",
    "combiningmark": "M",
    "connectorpunctuation": "Pc",
    "control": "Cc",
    "currencysymbol": "Sc",
    "dashpunctuation": "Pd",
    "decimalnumber": "Nd",
    "digit": "Nd",
    "enclosingmark": "Me",
    "finalpunctuation": "Pf",
    "format": "Cf",
    "initialpunctuation": "Pi",
    "letter": "L",
    "letternumber": "Nl",
    "lineseparator": "Zl",
    "lowercaseletter": "Ll",
    "mark": "M",
    "mathsymbol": "Sm",
    "modifierletter": "Lm",
    "modifiersymbol": "Sk",
    "nonspacingmark": "Mn",
    "number": "N",
    "openpunctuation": "Ps",
    "other": "C",
    "otherletter": "Lo",
    "othernumber": "No",
    "otherpunctuation": "Po",
    "othersymbol": "So",
    "paragraphseparator": "Zp",
    "privateuse": "Co",
    "punct": "P",
    "punctuation": "P",
    "separator": "Z",
    "spaceseparator": "Zs",
    "spacingmark": "Mc",
    "surrogate": "Cs",
    "symbol": "S",
    "titlecaseletter": "Lt",
    "unassigned": "Cn",
    "uppercaseletter": "Lu",
}
_DETAILS = {"C": "cfos", "L": "lmotu", "M": "cen", "N": "dlo", "P": "cdefios", "S": "ckmo", "Z": "lps"}
_CATEGORIES = frozenset(["LC", "Cn", *_DETAILS, *(c + d for c, details in _DETAILS.items() for d in details)])


# Sets


def clean(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """The same set, its ranges in order and apart."""
    out: Ranges = []
    for low, high in sorted(ranges):
        if out and low <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return out


def complement(ranges: Ranges) -> Ranges:
    """All other characters."""
    out: Ranges = []
    start = 0
    for low, high in clean(ranges):
        if start < low:
            out.append((start, low - 1))
        start = high + 1
    return [*out, (start, _LAST)] if start <= _LAST else out


def matched(ranges: Ranges) -> Ranges:
    """The characters of our texts that the set means; a byte that is no UTF-8 counts as U+FFFD."""
    found = clean(ranges)
    if any(low <= _STRAY <= high for low, high in found):
        return clean([*found, _STRAYS])
    if any(low <= _STRAYS[0] <= high for low, high in found):
        return complement([*complement(found), _STRAYS])
    return found


def pattern_of(found: Ranges) -> str:
    """A set, its ranges in order and apart, in the syntax of Python's ``re``."""
    if not found:
        return "(?!)"
    if len(found) == 1 and found[0][0] == found[0][1]:
        return _escaped(found[0][0])
    return f"[{''.join([_range_pattern(*r) for r in found])}]"


def _range_pattern(low: int, high: int) -> str:
    return _escaped(low) if low == high else f"{_escaped(low)}-{_escaped(high)}"


def _escaped(code: int) -> str:
    if code < 0x80 and chr(code).isalnum():
        return chr(code)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


# Case


def fold(ranges: Ranges) -> Ranges:
    """The set with every character that differs from one of its own only by case."""
    found = clean(ranges)
    if found == [(0, _LAST)]:
        return found
    out = list(found)
    for low, high in found:
        for code in range(max(low, 0x41), min(high, 0x7A) + 1):
            out += _ascii_partners(chr(code))
    if found and found[-1][1] >= 0x80:
        out += _partners(found)
    return clean(out)


def _ascii_partners(char: str) -> Ranges:
    codes = [ord(char.lower()), ord(char.upper()), *{"k": (0x212A,), "s": (0x17F,)}.get(char.lower(), ())]
    return [(code, code) for code in codes]


def _partners(ranges: Ranges) -> Ranges:
    """All characters of any script that fold to the same as one of the set."""
    from bisect import bisect_right

    lows = [low for low, _ in ranges]
    out: Ranges = []
    for codes in _folding_groups():
        for code in codes:
            at = bisect_right(lows, code)
            if at and code <= ranges[at - 1][1]:
                out += [(c, c) for c in codes]
                break
    return out


def _folding_groups() -> Iterable[list[int]]:
    groups: dict[str, list[int]] = {}
    for code in range(0x41, _LAST_FOLDED + 1):
        char = chr(code)
        if char.lower() != char or char.upper() != char:
            groups.setdefault(_simple_fold(char), []).append(code)
    return groups.values()


def _simple_fold(char: str) -> str:
    folded = char.casefold()
    if len(folded) > 1:
        folded = char.lower()
    return folded if len(folded) == 1 else char


# Unicode's names


def unicode_class(name: str) -> Ranges | None:
    r"""The characters of a category or a script, as ``\p{name}`` means them; None for an unknown name."""
    plain = name.translate(dict.fromkeys(map(ord, "_- "))).lower()
    if plain == "any":
        return [(0, _LAST)]
    if plain == "ascii":
        return [(0, 0x7F)]
    if plain == "assigned":
        return complement(_category("Cn"))
    category = "LC" if plain == "lc" else plain.capitalize()
    if category in _CATEGORIES:
        return _category(category)
    script = _script(plain)
    if script is None and plain in _CATEGORY_NAMES:
        return _category(_CATEGORY_NAMES[plain])
    return script


def _category(name: str) -> Ranges:
    from unicodedata import category

    wanted = ("Lu", "Ll", "Lt") if name == "LC" else name
    found = [(code, code) for code in _scanned_codes() if category(chr(code)).startswith(wanted)]
    if "Cn".startswith(wanted):
        found += _UNASSIGNED_PLANES
    if "Co".startswith(wanted):
        found += _PRIVATE_PLANES
    return clean(found)


def _scanned_codes() -> Iterable[int]:
    """The characters that a category has to be looked up for; of the other planes it is known."""
    from itertools import chain

    return chain(range(0x40000), range(0xE0000, 0xF0000), (0xFFFFE, 0xFFFFF, _LAST - 1, _LAST))


def _script(plain: str) -> Ranges | None:
    from pathlib import Path

    table = Path(__file__).with_name("unicode_scripts.txt").read_text(encoding="ascii")
    for line in table.splitlines()[1:]:
        name, *ranges = line.split()
        if name.replace("_", "").lower() == plain:
            return [_read_range(text) for text in ranges]
    return None


def _read_range(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    return int(low, 16), int(high or low, 16)
