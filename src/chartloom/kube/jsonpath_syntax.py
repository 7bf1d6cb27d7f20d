"""The syntax of kubectl's JSONPath templates: text, and actions in braces.

.. code-block:: text

    template   := { text | "{" action "}" }
    action     := { "@" | "$" | " " | field | ".." [ name ] | "[" index "]" | "[?(" filter ")]" | literal | word }
    field      := "." ( "*" | name )
    index      := "*" | "'" name "'" | [ int ] [ ":" [ int ] [ ":" [ int ] ] ] | index "," index
    filter     := action [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) action ]
    literal    := number | "true" | "false" | quoted text
    word       := "range" | "end"
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

__all__ = [
    "Action",
    "Field",
    "Filter",
    "Identifier",
    "JsonPathError",
    "Literal",
    "Node",
    "Recursive",
    "Slice",
    "Union",
    "Wildcard",
    "parse",
]


class JsonPathError(ValueError):
    """A template that cannot be read, or that asks for what is not there; the words are kubectl's.

    ``values`` are what was found so far, and ``hint`` is the likely fix.
    """

    def __init__(self, message: str, values: list[Any] | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.values = values or []
        self.hint = hint


class Field(NamedTuple):
    """``.name``."""

    name: str


class Wildcard(NamedTuple):
    """``.*``."""


class Recursive(NamedTuple):
    """``..``: the value and all that is in it."""


class Slice(NamedTuple):
    """``[start:end:step]``; ``is_single`` for ``[start]``."""

    start: int | None
    end: int | None
    step: int | None
    is_single: bool


class Union(NamedTuple):
    """``[one,other]``."""

    parts: tuple[tuple[Any, ...], ...]


class Filter(NamedTuple):
    """``[?(left operator right)]``; without an operator what exists passes."""

    left: tuple[Any, ...]
    operator: str
    right: tuple[Any, ...]


class Literal(NamedTuple):
    """A text, number or boolean that stands for itself."""

    value: str | int | float | bool


class Identifier(NamedTuple):
    """``range`` or ``end``."""

    name: str


Node = Field | Wildcard | Recursive | Slice | Union | Filter | Literal | Identifier
Action = tuple[Node, ...]

_NAME = re.compile(r"(?:\\.|\\$|[^\\ \t\r\n.,\[\]$@{}])*", re.DOTALL)
_NUMBER = re.compile(r"[+-]?[\d.]*")
_KEY = re.compile(r"'([^']*)'")
_SLICE = re.compile(r"(-?[0-9]*)(:-?[0-9]*)?(:-?[0-9]*)?")
_COMPARISON = re.compile(r"([^!<>=]+)([!<>=]+)(.+)", re.DOTALL)


def parse(template: str) -> list[Action]:
    """The actions of a template; a text between them is an action of one literal. Raises JsonPathError."""
    return _Parser(template).template()


def _action(text: str) -> Action:
    """The first action of a text that stands in other brackets."""
    return parse(f"{{{text}}}")[0]


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.nodes: list[Node] = []

    def template(self) -> list[Action]:
        actions: list[Action] = []
        while self.at < len(self.text):
            brace = self.text.find("{", self.at)
            end = len(self.text) if brace < 0 else brace
            if end > self.at:
                actions.append((Literal(self.text[self.at : end]),))
            self.at = end + 1
            if brace >= 0:
                actions.append(self.action())
        return actions

    def action(self) -> Action:
        self.nodes = []
        while not self.text.startswith("}", self.at):
            self.node()
        self.at += 1
        return tuple(self.nodes)

    def node(self) -> None:
        first = self.text[self.at : self.at + 1]
        if first in ("", "\r", "\n"):
            raise JsonPathError("unclosed action")
        if self.text.startswith("[?(", self.at):
            self.nodes.append(self.filter())
        elif self.text.startswith("..", self.at):
            self.recursive()
        elif first in " @$":
            self.at += 1
        elif first == "[":
            self.index()
        elif first in "\"'":
            self.nodes.append(Literal(self.quoted(first)))
        elif first == ".":
            self.at += 1
            self.nodes.append(self.field())
        elif first in "+-" or first.isdecimal():
            self.nodes.append(Literal(_number(self.taken(_NUMBER))))
        elif first == "_" or first.isalnum():
            self.nodes.append(_word(self.taken(_NAME)))
        else:
            raise JsonPathError(f"unrecognized character in action: U+{ord(first):04X} '{first}'")

    def taken(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        assert found is not None  # each of them matches nothing as well
        self.at = found.end()
        return found[0]

    def field(self) -> Node:
        name = self.taken(_NAME)
        return Wildcard() if name == "*" else Field(name.replace("\\", ""))

    def recursive(self) -> None:
        if self.nodes and isinstance(self.nodes[-1], Recursive):
            raise JsonPathError("invalid multiple recursive descent")
        self.at += 2
        self.nodes.append(Recursive())
        following = self.text[self.at : self.at + 1]
        if following == "_" or following.isalnum():
            self.nodes.append(self.field())

    def quoted(self, quote: str) -> str:
        """The text in quotes; the parser stands behind them afterwards."""
        start = self.at
        end = start + 1
        while not (self.text.startswith(quote, end) and self.text[end - 1] != "\\"):
            if self.text[end : end + 1] in ("", "\n"):
                raise JsonPathError("unterminated quoted string")
            end += 1
        self.at = end + 1
        try:
            return _unescaped(self.text[start + 1 : end], quote)
        except ValueError:
            raise JsonPathError(f"unquote string {self.text[start : end + 1]} error invalid syntax") from None

    def index(self) -> None:
        end = self.text.find("]", self.at)
        if end < 0 or "\n" in self.text[self.at : end]:
            raise JsonPathError("unterminated array")
        inside = self.text[self.at + 1 : end]
        self.at = end + 1
        inside = ":" if inside == "*" else inside
        parts = inside.split(",")
        key = _KEY.fullmatch(inside)
        if len(parts) > 1:
            self.nodes.append(Union(tuple(_action(f"[{part.strip(' ')}]") for part in parts)))
        elif key:
            self.nodes += _action(f".{key[1]}")
        else:
            self.nodes.append(_slice(inside))

    def filter(self) -> Filter:
        start = self.at + len("[?(")
        end = self.filter_end(start)
        if self.text[end + 1 : end + 2] != "]":
            raise JsonPathError("unclosed array expect ]")
        self.at = end + 2
        inside = self.text[start:end]
        found = _COMPARISON.fullmatch(inside)
        if found is None:
            return Filter(_action(inside), "", ())
        return Filter(_action(found[1]), found[2], _action(found[3]))

    def filter_end(self, at: int) -> int:
        """Where the parenthesis ends; one in a quoted text does not count."""
        quote, is_closed = "", False
        while (character := self.text[at : at + 1]) != ")" or bool(quote) != is_closed:
            if character in ("", "\n"):
                raise JsonPathError("unterminated filter")
            if character in "\"'" and not quote:
                quote = character
            elif character == quote and self.text[at - 1] != "\\":
                is_closed = True
            at += 1
        return at


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        raise JsonPathError(f"cannot parse number {text}") from None


def _word(text: str) -> Node:
    return Literal(text == "true") if text in ("true", "false") else Identifier(text)


def _slice(text: str) -> Slice:
    found = _SLICE.fullmatch(text)
    if found is None:
        raise JsonPathError(f"invalid array index {text}")
    start, end, step = found.groups()
    first = _index(start)
    if end is None:
        return Slice(first, (first or 0) + 1, None, is_single=True)
    return Slice(first, _index(end[1:]), _index((step or "")[1:]), is_single=False)


def _index(text: str) -> int | None:
    try:
        number = int(text or "0")
    except ValueError:
        number = 1 << 63
    if not -(1 << 63) <= number < 1 << 63:
        raise JsonPathError(f"array index {text} is not a number")
    return number if text else None


def _unescaped(text: str, quote: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: _character(found[0], quote), text)


_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.|$)", re.DOTALL)
_CHARACTERS = {
    "\\a": "\a",
    "\\b": "\b",
    "\\f": "\f",
    "\\n": "\n",
    "\\r": "\r",
    "\\t": "\t",
    "\\v": "\v",
    "\\\\": "\\",
}


def _character(escape: str, quote: str) -> str:
    """The character that Go means by an escape in such quotes."""
    if escape == f"\\{quote}":
        return quote
    if escape in _CHARACTERS:
        return _CHARACTERS[escape]
    kind, digits = escape[1:2], escape[2:]
    number = int(digits, 16) if kind in ("x", "u", "U") and digits else None
    if kind.isdecimal() and len(escape) == 4:
        number = int(escape[1:], 8)
    if number is None or number > 0x10FFFF:
        raise ValueError(escape)
    return chr(number)
