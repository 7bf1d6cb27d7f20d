"""The first mistake in a JSON text, in the words of Go's scanner."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Problem", "find_problem"]

_SPACE = rb"[ \t\r\n]*"
_TOKENS = {0x74: b"true", 0x66: b"false", 0x6E: b"null"}
_MAX_DEPTH = 10_000
_END = "unexpected end of JSON input"


class Problem(NamedTuple):
    """What is wrong, and at which byte."""

    offset: int
    message: str


class _Stop(Exception):  # noqa: N818 - it ends the search with its result
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def find_problem(data: bytes) -> Problem | None:
    """The first mistake, or None in a text that Go takes.

    >>> find_problem(b'{"a" 1}')
    Problem(offset=5, message="invalid character '1' after object key")
    """
    try:
        _Search(data).document()
    except _Stop as stop:
        return stop.problem
    return None


class _Search:
    """A walk over a text without recursion; ``open`` holds the brackets that are open."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0
        self._open: list[int] = []

    def document(self) -> None:
        self._value()
        while self._open:
            self._rest_of_collection()
        self._space()
        if self._at < len(self._data):
            self._fail("after top-level value")

    def _rest_of_collection(self) -> None:
        """After a value within a collection."""
        closing = self._open[-1]
        found = self._peek()
        if found == closing:
            self._open.pop()
            self._at += 1
        elif found != ord(","):
            self._fail("after object key:value pair" if closing == ord("}") else "after array element")
        else:
            self._at += 1
            if closing == ord("}"):
                self._key()
            self._value()

    def _value(self) -> None:
        """A value; of a collection only what comes before the end of its first value."""
        found = self._peek()
        while found in b"{[":
            self._at += 1
            if len(self._open) >= _MAX_DEPTH:
                self._at -= 1
                self._fail("exceeded max depth")
            self._open.append(found + 2)  # the closing bracket is two further on in ASCII
            if self._peek() == self._open[-1]:
                self._open.pop()
                self._at += 1
                return
            if found == ord("{"):
                self._key()
            found = self._peek()
        self._scalar(found)

    def _scalar(self, found: int) -> None:
        if found == ord('"'):
            self._string()
        elif found in _TOKENS:
            self._word(_TOKENS[found])
        elif found in b"-0123456789":
            self._number()
        else:
            self._fail("looking for beginning of value")

    def _key(self) -> None:
        if self._peek() != ord('"'):
            self._fail("looking for beginning of object key string")
        self._string()
        if self._peek() != ord(":"):
            self._fail("after object key")
        self._at += 1

    def _string(self) -> None:
        self._at += 1
        while True:
            self._skip(rb'[^"\\\x00-\x1f]*')
            found = self._here()
            self._at += 1
            if found == ord('"'):
                return
            if found != ord("\\"):
                self._at -= 1
                self._fail("in string literal")
            self._escape()

    def _escape(self) -> None:
        found = self._within()
        if found not in b'bfnrt\\/"u':
            self._fail("in string escape code")
        self._at += 1
        for _ in range(4 if found == ord("u") else 0):
            if self._within() not in b"0123456789abcdefABCDEF":
                self._fail("in \\u hexadecimal character escape")
            self._at += 1

    def _word(self, word: bytes) -> None:
        for expected in word[1:]:
            self._at += 1
            if self._within() != expected:
                self._fail(f"in literal {word.decode()} (expecting '{chr(expected)}')")
        self._at += 1

    def _number(self) -> None:
        if self._here() == ord("-"):
            self._at += 1
            self._digit("in numeric literal")
        self._skip(rb"0|[0-9]+")
        if self._data[self._at : self._at + 1] == b".":
            self._at += 1
            self._digit("after decimal point in numeric literal")
            self._skip(rb"[0-9]+")
        if self._data[self._at : self._at + 1] in (b"e", b"E"):
            self._at += 1
            if self._within() in b"+-":
                self._at += 1
            self._digit("in exponent of numeric literal")
            self._skip(rb"[0-9]+")

    def _digit(self, context: str) -> None:
        if self._within() not in b"0123456789":
            self._fail(context)

    def _peek(self) -> int:
        self._space()
        return self._here()

    def _here(self) -> int:
        if self._at >= len(self._data):
            raise _Stop(Problem(self._at, _END))
        return self._data[self._at]

    def _within(self) -> int:
        """The next byte of a token; Go ends a text with a space, and a token cannot go on with that."""
        return self._data[self._at] if self._at < len(self._data) else ord(" ")

    def _space(self) -> None:
        self._skip(_SPACE)

    def _skip(self, pattern: bytes) -> None:
        match = re.compile(pattern).match(self._data, self._at)
        self._at = match.end() if match else self._at

    def _fail(self, context: str) -> None:
        message = f"invalid character {_quoted(self._within())} {context}"
        raise _Stop(Problem(self._at, message))


def _quoted(byte: int) -> str:
    """A byte as Go quotes it: as if it were the character of that number."""
    char = chr(byte)
    named = {7: "a", 8: "b", 12: "f", 10: "n", 13: "r", 9: "t", 11: "v", 92: "\\", 39: "'"}
    if byte in named:
        return f"'\\{named[byte]}'"
    if char.isprintable():
        return f"'{char}'"
    return f"'\\x{byte:02x}'" if byte < 0x80 else f"'\\u{byte:04x}'"
