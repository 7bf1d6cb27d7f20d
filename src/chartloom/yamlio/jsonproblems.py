"""What is wrong with a JSON text, in Go's words and in ours; only failures load this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.diagnostics import Diagnostic, Span
from chartloom.yamlio.errors import JsonError
from chartloom.yamlio.jsonread import TooLargeError, read_json_leniently
from chartloom.yamlio.jsonsyntax import find_problem
from chartloom.yamlio.problems import json_kind

if TYPE_CHECKING:
    from chartloom.yamlio.jsonsyntax import Problem

__all__ = ["mismatch", "refusal"]

_GO_TYPES: dict[type, str] = {dict: "map[string]interface {}", list: "[]interface {}"}


def refusal(source: str, file: str, error: Exception, wanted: str = "") -> JsonError:
    """Why a text could not be read, which should have held a value of the Go type that is wanted."""
    problem = find_problem(source.encode("utf-8", "surrogateescape"))
    if problem:
        return _syntax_error(problem, source, file)
    if isinstance(error, TooLargeError):
        value = read_json_leniently(source)
        if wanted and _GO_TYPES.get(value.__class__) != wanted:
            # Go looks at the whole before its parts. The whole may be the very number.
            return mismatch(0.0 if value is None else value, wanted, file)
        message = f"json: cannot unmarshal number {error} into Go value of type float64"
    else:
        message = "exceeded max depth"
    return JsonError(Diagnostic("json-value", message.removeprefix("json: "), _span(file)), message)


def _syntax_error(problem: Problem, source: str, file: str) -> JsonError:
    before = source.encode("utf-8", "surrogateescape")[: problem.offset].decode("utf-8", "replace")
    line = before.count("\n")
    column = len(before) - (before.rfind("\n") + 1)
    lines = source.split("\n")
    span = Span(file or "<text>", line + 1, column + 1)
    return JsonError(Diagnostic("json-syntax", problem.message, span, lines[line]), problem.message)


def mismatch(value: object, wanted: str, file: str) -> JsonError:
    """A value of another kind than was asked for."""
    expected = "an object" if wanted.startswith("map") else "an array"
    found = json_kind(value)
    article = "an" if found[0] in "ao" else "a"
    diagnostic = Diagnostic("json-type", f"expected {expected}, found {article} {found}", _span(file))
    return JsonError(diagnostic, f"json: cannot unmarshal {found} into Go value of type {wanted}")


def _span(file: str) -> Span:
    return Span(file or "<text>")
