"""What to do about a template that failed: from Go's words to what a person has to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chartloom.gotmpl.errors import ExecError, ParseError

__all__ = ["failure_hint", "syntax_hint"]


# Texts that are no templates


def syntax_hint(error: ParseError, text: str, functions: Iterable[str]) -> str | None:
    """How to make the text a template; ``functions`` are the names that may be called."""
    message = error.message
    if message.startswith("function "):
        return _did_you_mean(message.split('"')[1], functions)
    if message == "unexpected EOF":
        return _unclosed(error.name, text)
    return next((hint for start, hint in _SYNTAX if message.startswith(start)), None)


_SYNTAX = (
    ("unexpected {{end}}", "there is one {{ end }} too many, or the action that it closes is missing"),
    ("unexpected {{else}}", "there is no {{ if }}, {{ with }} or {{ range }} that it belongs to"),
    ("bad character U+002D", 'a name with a dash cannot follow a dot: write `index .Values "my-name"`'),
    ('unexpected "}"', "an action ends with }}"),
    ("unclosed action", "an action ends with }}"),
    ("unclosed comment", "a comment ends with */}}"),
    ("missing value for command", "write a value between {{ and }}"),
    ("missing value for", "write a value or a condition behind the word"),
    ("undefined variable", "a variable is known from its `:=` to the end of the block that holds it"),
    ("unterminated quoted string", 'close the text with " on the same line'),
)


def _unclosed(name: str, text: str) -> str:
    """Which action lacks its end: the innermost one that is open where the text ends."""
    from chartloom.gotmpl.lexer import tokenize

    open_actions: list[tuple[str, int]] = []
    kinds = ["", ""]
    for token in tokenize(text):
        if kinds[-1] == "left" and token.kind in ("if", "with", "range", "define", "block"):
            open_actions.append((token.kind, text.count("\n", 0, token.pos) + 1))
        elif kinds[-1] == "left" and token.kind == "end" and open_actions:
            open_actions.pop()
        kinds.append(token.kind)
    if not open_actions:
        return f"the last action of {name} is not complete"
    word, line = open_actions[-1]
    return f"the {{{{ {word} }}}} in line {line} is not closed: add {{{{ end }}}}"


# Templates that fail


def failure_hint(error: ExecError, definitions: Iterable[str]) -> str | None:
    """How to let the template succeed; ``definitions`` are the names of all templates."""
    message, context = error.cause.message, error.frames[-1].context if error.frames else ""
    for start, hint in _FAILURES:
        if message.startswith(start):
            return hint(message, context)
    if message.startswith(("template: no template ", 'template "')):
        return _did_you_mean(message.split('"')[1], definitions)
    if "nested reference name" in message or message == "templates are nested too deeply":
        return _circle(error)
    return None


def _not_set(message: str, context: str) -> str:
    parent, name = _parent(message.rpartition(".")[2], context)
    if not parent:
        return "a value on the way is not set: set it in values.yaml, or write `(.a).b` to allow its absence"
    return f"`{parent}` is not set: set it in values.yaml, or write `({parent}).{name}` to allow its absence"


def _no_mapping(message: str, context: str) -> str | None:
    parent, name = _parent(message.removeprefix("can't evaluate field ").partition(" in type ")[0], context)
    return f"`{parent}` is set, but to something that has no `{name}`" if parent else None


def _parent(name: str, context: str) -> tuple[str, str]:
    """The part of a chain of fields before a name; "" where the context is no such chain."""
    names = context.split(".")
    if name not in names[1:] or not all(n.isidentifier() for n in names[1:]):
        return "", name
    return ".".join(names[: names.index(name, 1)]), name


def _no_value(message: str, context: str) -> str:
    subject = f"`{context}`" if context.startswith((".", "$")) and " " not in context else "the value"
    default = next((word for sign, word in _DEFAULTS if sign in message), '""')
    return f"{subject} is not set: set it in values.yaml, or give it a default with `default {default}`"


_DEFAULTS = (("map[", "(dict)"), ("[]", "(list)"), ("len of", "(list)"), ("index of", "(list)"))


def _wrong_type(message: str, context: str) -> str | None:
    wanted, _, got = message.removeprefix("wrong type for value; expected ").partition("; got ")
    if got == "interface {}":
        return _no_value(message, context)
    if wanted == "string":
        return "convert the value with `toString`, `toYaml` or `join`"
    if wanted == "int" and got in ("float64", "int64"):
        return f"numbers of values are {got}: convert them with `int`"
    return None


def _unlike(message: str, _context: str) -> str | None:
    kinds = set(message.partition("comparison: ")[2].split(" and "))
    if kinds in ({"float64", "int"}, {"int64", "float64"}):
        return "numbers of values are float64: compare with `5.0`, or convert both with `int`"
    if "string" in kinds:
        return "one of them is text: convert the other with `toString`, or put the constant in quotes"
    return None


def _too_short(_message: str, _context: str) -> str:
    return "the list is shorter than that: test it with `len` or `if` first"


_FAILURES: tuple[tuple[str, Callable[[str, str], str | None]], ...] = (
    ("nil pointer evaluating", _not_set),
    ("can't evaluate field", _no_mapping),
    ("invalid value; expected", _no_value),
    ("wrong type for value; expected", _wrong_type),
    ("incompatible types for comparison", _unlike),
    ("non-comparable type", lambda _m, _c: "lists and mappings are compared with `deepEqual`"),
    ("len of nil pointer", _no_value),
    ("index of nil pointer", _no_value),
    ("index of untyped nil", _no_value),
    ("index out of range", _too_short),
    ("reflect: slice index out of range", _too_short),
)


def _circle(error: ExecError) -> str:
    names = [frame.template for frame in error.frames]
    last = names[-1]
    way = names[len(names) - 2 - names[-2::-1].index(last) :] if last in names[:-1] else names[-2:]
    return f"these templates include each other without an end: {' -> '.join(way)}"


def _did_you_mean(name: str, known: Iterable[str]) -> str | None:
    from chartloom.diagnostics.suggest import did_you_mean

    return did_you_mean(name, known)
