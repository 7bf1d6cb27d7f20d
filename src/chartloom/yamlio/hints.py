"""What a person should know of a YAML mistake: in the scanner's words it is found late and said darkly.

Each rule looks at the place and either knows the mistake or passes; the first that knows it is believed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Advice", "Fault", "braces", "explain"]


_NO_SPACE = r"\s*[\w./-]+:[^\s:/]"


class Fault(NamedTuple):
    """A mistake as libyaml reports it; lines and columns count from 0.

    ``opened`` is the line where the collection or the text began that the mistake is in.
    """

    problem: str
    context: str
    lines: list[str]
    line: int
    column: int
    opened: int

    @property
    def text(self) -> str:
        """The line of the mistake."""
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def before(self) -> str:
        """What stands before the mistake in its line."""
        return self.text[: self.column]


class Advice(NamedTuple):
    """What was found, and the likely fix."""

    message: str
    hint: str | None = None


def explain(fault: Fault) -> Advice:
    """A message for a person and, for the frequent mistakes, what to do."""
    found = (rule(fault) for rule in _RULES)
    return next((advice for advice in found if advice), Advice(_plain_words(fault)))


def _plain_words(fault: Fault) -> str:
    return f"{fault.problem} ({fault.context})" if fault.context else fault.problem


def _tab(fault: Fault) -> Advice | None:
    leading = re.match(r"[ \t]*", fault.text)
    if leading and "\t" in leading[0]:
        return Advice("a tab in the indentation", "YAML is indented with spaces only")
    return None


def _template(fault: Fault) -> Advice | None:
    if "{{" in fault.text and "expected" in fault.problem:
        return braces()
    return None


def braces() -> Advice:
    """What to say of a template that has not been rendered."""
    return Advice(
        "the braces of a template, which YAML reads as a mapping",
        'quote a value that begins with braces: "{{ ... }}"',
    )


def _first_character(fault: Fault) -> Advice | None:
    if fault.problem != "found character that cannot start any token":
        return None
    char = fault.text[fault.column : fault.column + 1]
    return Advice(f'a plain value cannot begin with "{char}"', "put the value in quotes")


def _second_colon(fault: Fault) -> Advice | None:
    if fault.problem != "mapping values are not allowed in this context":
        return None
    if re.search(r":\s", fault.before):
        return Advice('a second ": " in one line', "put the value in quotes if the colon belongs to it")
    above = next((line for line in reversed(fault.lines[: fault.line]) if line.strip()), "")
    if re.match(_NO_SPACE, above):
        return Advice("the line above has no space after its colon", 'write "key: value"')
    return Advice(
        "a key under a line that has a value of its own",
        "indent it like the key above, or end the line above with a colon",
    )


def _missing_colon(fault: Fault) -> Advice | None:
    if fault.problem != "could not find expected ':'":
        return None
    if re.match(_NO_SPACE, fault.text):
        return Advice("no space after the colon", 'write "key: value"')
    return Advice('a line without ": " among the keys of a mapping', "end the key with a colon")


def _open_quote(fault: Fault) -> Advice | None:
    if fault.context != "while scanning a quoted scalar" or "unexpected" not in fault.problem:
        return None
    hint = r"""add the closing quote; a quote within is written '' in single and \" in double quotes"""
    return Advice("a quote that opens here and is never closed", hint)


def _escape(fault: Fault) -> Advice | None:
    if fault.problem != "found unknown escape character" and "hexdecimal" not in fault.problem:
        return None
    return Advice(
        "a backslash in double quotes that begins no known escape",
        "double the backslash, or use single quotes",
    )


def _open_bracket(fault: Fault) -> Advice | None:
    closing = re.fullmatch(r"did not find expected ',' or '(.)'", fault.problem)
    if not closing:
        return None
    kind = "list" if closing[1] == "]" else "mapping"
    message = f'expected "," or "{closing[1]}" in the {kind} that opens in line {fault.opened + 1}'
    return Advice(message, f'close the {kind} with "{closing[1]}"; quote values with brackets, commas or ?')


def _stray_character(fault: Fault) -> Advice | None:
    char = fault.text[fault.column : fault.column + 1]
    if fault.problem == "did not find expected key" and char in ("]", "}"):
        return Advice(f'a "{char}" that closes nothing', "take it away, or put the value in quotes")
    if fault.problem == "did not find expected node content" and char:
        return Advice(f'expected a value, found "{char}"', "put the value in quotes if it begins so")
    return None


def _after_quote(fault: Fault) -> Advice | None:
    if fault.problem == "did not find expected key" and fault.before.rstrip().endswith(('"', "'")):
        return Advice(
            "more text after a closing quote",
            "put the whole value in quotes; a quote within is written twice",
        )
    return None


def _indentation(fault: Fault) -> Advice | None:
    begins = f"that begins in line {fault.opened + 1}"
    if fault.problem == "did not find expected key":
        message = f"a line that does not fit the mapping {begins}"
        return Advice(message, "give all keys of a mapping the same indentation")
    if fault.problem == "did not find expected '-' indicator":
        message = f'a line without "- " within the list {begins}'
        return Advice(message, "indent it deeper to belong to the item, or less to end the list")
    return None


def _list_beside_key(fault: Fault) -> Advice | None:
    if fault.problem != "block sequence entries are not allowed in this context":
        return None
    return Advice('a "- " that cannot begin a list here', 'put the first "- " on a line of its own')


_RULES: tuple[Callable[[Fault], Advice | None], ...] = (
    _tab,
    _template,
    _first_character,
    _second_colon,
    _missing_colon,
    _open_quote,
    _escape,
    _open_bracket,
    _stray_character,
    _after_quote,
    _indentation,
    _list_beside_key,
)
