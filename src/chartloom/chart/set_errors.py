"""What can be wrong with a flag of the ``--set`` family, in our words and in Helm's.

Passwords come this way, and messages end in logs: what follows a name that looks like that of a secret is not shown.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from chartloom.diagnostics import ChartloomError, Diagnostic, Span

__all__ = [
    "Line",
    "SetError",
    "Word",
    "bad_index",
    "bad_json",
    "index_out_of_range",
    "misfit",
    "no_item",
    "no_name",
    "no_value",
    "open_list",
    "too_deep",
    "too_many_indexes",
    "without_secrets",
]


class SetError(ChartloomError):
    """A flag of the ``--set`` family that cannot be understood, or does not fit the values it is for.

    ``go_message`` is Helm's own wording, which shows secrets as well. The values may have been changed by what
    stands before the mistake.
    """

    def __init__(self, diagnostic: Diagnostic, go_message: str) -> None:
        super().__init__(diagnostic)
        self.go_message = go_message


class Line(NamedTuple):
    """A flag and its text, and Helm's whole message where it gives no reason."""

    flag: str
    text: str
    go_message: str | None = None


class Word(NamedTuple):
    """Text without its escapes, the character that ended it ("" at the end of the line), and its place."""

    text: str
    stop: str
    start: int
    end: int


def no_value(line: Line, name: Word) -> SetError:
    """A name that no ``=`` follows."""
    ending = " (cannot end with ,)" if name.stop else ""
    return _error(
        line,
        name,
        f"key {_quoted(name.text)} has no value{ending}",
        f'"{_shown(line, name)}" has no value: expected "=" after it'
        if name.text
        else 'expected a name before ","',
        hint=r'a comma that belongs to a value is written "\,"'
        if name.stop or _shown(line, name) == _HIDDEN
        else None,
    )


def no_name(line: Line, name: Word) -> SetError:
    """A name and a dot, and nothing that could be set inside it."""
    return _error(
        line, name, f"key map {_quoted(name.text)} has no value", f'no name follows "{_shown(line, name)}."'
    )


def no_item(line: Line, rest: Word) -> SetError:
    """Text between ``]`` and what may follow it."""
    # Helm shows a list of characters here.
    characters = " ".join(_quoted(c, "'") for c in rest.text)
    return _error(
        line,
        rest,
        f"unexpected data at end of array index: [{characters}]",
        f'"{_shown(line, rest)}" follows a list index: expected "=", "." or "["',
    )


def bad_index(line: Line, word: Word, largest: int) -> SetError:
    """An index that is no 64-bit integer."""
    digits = word.text[1:] if word.text.startswith(("+", "-")) else word.text
    reason = "value out of range" if digits.isascii() and digits.isdigit() else "invalid syntax"
    return _error(
        line,
        word,
        f"error parsing index: strconv.Atoi: parsing {_quoted(word.text)}: {reason}",
        f'"{_shown(line, word)}" is no list index: expected a number from 0 to {largest}',
    )


def index_out_of_range(line: Line, word: Word, number: int, largest: int) -> SetError:
    """An index below 0 or above the limit."""
    return _error(
        line,
        word,
        f"negative {number} index not allowed"
        if number < 0
        else f"index of {number} is greater than maximum supported index of {largest}",
        f"list index {number} is too {'small' if number < 0 else 'large'}: expected a number from 0 to {largest}",
    )


def too_deep(line: Line, name: Word, most: int) -> SetError:
    """More names inside each other than Helm allows."""
    return _error(
        line,
        name,
        f"value name nested level is greater than maximum supported nested level of {most}",
        f"this name is nested too deeply: at most {most} dots are allowed",
        hint=r'a dot that belongs to a name is written "\."',
    )


def too_many_indexes(line: Line, word: Word, most: int) -> SetError:
    """More lists inside each other than we allow; Helm has no words for it."""
    return _error(
        line,
        word,
        f"more than {most} list indexes in one name",
        f"this name is nested too deeply: at most {most} list indexes are allowed",
    )


def open_list(line: Line, word: Word) -> SetError:
    """A list without its end."""
    return _error(line, word, "list must terminate with '}'", 'the list has no "}" at its end')


def misfit(line: Line, word: Word, value: Any, wanted: str) -> SetError:
    """Something inside a value that has no inside, or the wrong one."""
    go_type, kind = _kind(value)
    go_wanted = next(go for _, go, words in _KINDS if words == wanted)
    name = f"item {_shown(line, word)}" if word.stop == "]" else f'"{_shown(line, word)}"'
    return _error(
        line,
        word,
        f"unable to parse key: interface conversion: interface {{}} is {go_type}, not {go_wanted}",
        f"{name} is {kind}, but {wanted} is needed to set something inside it",
    )


def bad_json(line: Line, at: int, message: str, hint: str | None = None) -> SetError:
    """A value that is no JSON."""
    return _error(line, Word("", "", at, at + 1), "", message, hint)


def _error(line: Line, word: Word, go_reason: str, message: str, hint: str | None = None) -> SetError:
    secret, text = _secret_start(line.text), without_secrets(line.text)
    start, end = min(word.start, secret), min(word.end, secret + 1)
    before = text[:start].split("\n")
    span = Span(line.flag, len(before), len(before[-1]) + 1, max(1, end - start))
    source = text.split("\n")[len(before) - 1]
    diagnostic = Diagnostic("set-syntax", message, span, source, hint=hint)
    return SetError(diagnostic, line.go_message or f"failed parsing {line.flag} data: {go_reason}")


def without_secrets(text: str) -> str:
    """An argument up to its first secret."""
    secret = _secret_start(text)
    return text[:secret] + _HIDDEN if secret < len(text) else text


_HIDDEN = "…"
_SECRET = re.compile(r"(?:pass|pwd|secret|token|key|cred|auth)[^=:,]*[=:]|://[^,/@]*:", re.IGNORECASE)


def _secret_start(text: str) -> int:
    """Where the first secret may begin. All that follows may belong to it: a comma in a password ends no password."""
    found = _SECRET.search(text)
    return found.end() if found else len(text)


def _shown(line: Line, word: Word) -> str:
    return _HIDDEN if word.start >= _secret_start(line.text) else word.text


def _kind(value: Any) -> tuple[str, str]:
    """The value's type in Go's words and in plain ones."""
    for kind, go_type, words in _KINDS:
        if isinstance(value, kind):
            return go_type, words
    return "nil", "null"


# A bool is an int as well. All integers come from --set: Helm reads those of files as floats.
_KINDS = (
    (bool, "bool", "a boolean"),
    (str, "string", "text"),
    (float, "float64", "a number"),
    (int, "int64", "a number"),
    (dict, "map[string]interface {}", "a mapping"),
    (list, "[]interface {}", "a list"),
)


def _quoted(text: str, quote: str = '"') -> str:
    """The text as Go's ``%q`` shows it."""
    return quote + "".join(_escaped(c, quote) for c in text) + quote


def _escaped(character: str, quote: str) -> str:
    if character in (quote, "\\"):
        return f"\\{character}"
    if character.isprintable():
        return character
    return _ESCAPES.get(character) or _numbered(ord(character))


_ESCAPES = {"\a": r"\a", "\b": r"\b", "\f": r"\f", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\v": r"\v"}


def _numbered(code: int) -> str:
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
