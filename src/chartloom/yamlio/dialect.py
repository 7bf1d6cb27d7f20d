"""Where libyaml of today and Helm's YAML library, a descendant of an older one, do not agree.

Four points of syntax are evened out here; each was found by comparing the two on mutated documents.
What is left are tags with brackets and commas in them, and byte order marks inside a text.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from chartloom.yamlio.nodes import Node

__all__ = ["RefusedError", "check_scalar", "check_version", "compose_text", "has_odd_escape", "lines_of"]

_UNEXPECTED_COLON = "found unexpected ':'"
_MAX_REPAIRS = 200
_ODD_ESCAPE = b"\\/"


class RefusedError(Exception):
    """What libyaml accepts and Helm's library does not, in the shape of an error of libyaml."""

    context = context_mark = None

    def __init__(self, problem: str, mark: Any, *, in_scanner: bool = False) -> None:
        super().__init__(problem)
        self.problem, self.problem_mark, self.in_scanner = problem, mark, in_scanner


class Mark:
    """A line and a column, both from 0, as libyaml gives them."""

    __slots__ = ("column", "line")

    def __init__(self, line: int, column: int) -> None:
        self.line, self.column = line, column


def check_version(event: Any) -> None:
    """Refuse ``%YAML 1.2``, which libyaml takes."""
    if event.version and event.version != (1, 1):
        raise RefusedError("found incompatible YAML document", event.start_mark)


def has_odd_escape(data: bytes) -> bool:
    r"""Whether ``\/`` is anywhere in a text: an escape in double quotes only libyaml knows."""
    return _ODD_ESCAPE in data


def lines_of(data: bytes) -> list[str]:
    """The lines of a text as YAML counts them."""
    return re.split("\r\n|[\r\n\x85\u2028\u2029]", data.decode("utf-8", "replace").removeprefix("\ufeff"))


def check_scalar(event: Any, lines: list[str], closing: str) -> None:
    """Refuse a scalar that only libyaml takes; ``closing`` is the bracket of a flow collection around it.

    ``lines`` are those of the text where it has the odd escape or a question mark, otherwise none.
    """
    if lines and event.style == '"':
        _check_escapes(event, lines)
    if closing and event.implicit[0] and "?" in event.value[1:]:
        raise RefusedError(f"did not find expected ',' or '{closing}'", _question_mark(event, lines))


def _question_mark(event: Any, lines: list[str]) -> Any:
    """The place of the question mark behind the first character of a plain scalar."""
    start, end = event.start_mark, event.end_mark
    for number in range(start.line, min(end.line + 1, len(lines))):
        column = lines[number].find("?", start.column + 1 if number == start.line else 0)
        if column >= 0:
            return Mark(number, column)
    return start


def _check_escapes(event: Any, lines: list[str]) -> None:
    start, end = event.start_mark, event.end_mark
    for number in range(start.line, end.line + 1):
        begin = start.column + 1 if number == start.line else 0
        stop = end.column - 1 if number == end.line else None
        for escape in re.finditer(r"\\.", lines[number][begin:stop]):
            if escape[0] == "\\/":
                mark = Mark(number, begin + escape.start())
                raise RefusedError("found unknown escape character", mark, in_scanner=True)


def compose_text(data: bytes, compose: Callable[[bytes, str], Node | None]) -> Node | None:
    """The tree of a text in which a colon may stand before a bracket, as in ``{a:}``, where the key is "a:".

    Such a colon is hidden from libyaml behind a character that the text does not have.
    """
    from yaml.scanner import ScannerError

    hidden = ""
    for _ in range(_MAX_REPAIRS):
        try:
            return compose(data, hidden)
        except ScannerError as error:
            if error.problem != _UNEXPECTED_COLON:
                raise
            hidden = hidden or _unused_character(data)
            mark: Any = error.problem_mark
            data = _with_hidden_colon(data, mark.index, hidden)
    return compose(data, hidden)


def _unused_character(data: bytes) -> str:
    text = data.decode("utf-8", "replace")
    return next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)


def _with_hidden_colon(data: bytes, index: int, hidden: str) -> bytes:
    text = data.decode("utf-8").removeprefix("\ufeff")
    return (text[:index] + hidden + text[index + 1 :]).encode()
