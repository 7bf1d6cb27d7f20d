"""Diagnostics for a terminal: the place, the line with a caret, the way there, the fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.diagnostics.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chartloom.diagnostics.diagnostic import Diagnostic

__all__ = ["format_diagnostic", "format_diagnostics", "format_line"]

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def format_diagnostics(diagnostics: Iterable[Diagnostic], *, colour: bool = False) -> str:
    """All diagnostics one after the other, a blank line between them, ending in a newline."""
    return "\n".join(format_diagnostic(d, colour=colour) for d in diagnostics)


def format_diagnostic(diagnostic: Diagnostic, *, colour: bool = False) -> str:
    """One diagnostic as lines that end in a newline.

    ```text
    error[unknown-dependency]: service "web" depends on "catalog", which is no service
      --> service-matrix.yaml:9:9
       |
     9 |       - catalog
       |         ^^^^^^^
       = note: known services: catalogue, web
       = help: did you mean "catalogue"?
    ```
    """
    return "".join(f"{line}\n" for line in _lines(diagnostic, colour=colour))


def format_line(diagnostic: Diagnostic, *, colour: bool = False) -> str:
    """One diagnostic in one line, without what is said to repair it.

    ```text
    service-matrix.yaml:9:9: error[unknown-dependency]: service "web" depends on "catalog", which is no service
    ```
    """
    severity, place = diagnostic.severity, f"{diagnostic.span}: " if diagnostic.span else ""
    head = _painted(f"{severity.value}[{diagnostic.code}]", _COLOURS[severity], colour)
    return f"{place}{head}: {diagnostic.message}"


def _lines(d: Diagnostic, *, colour: bool) -> Iterator[str]:
    yield f"{_painted(f'{d.severity.value}[{d.code}]', _COLOURS[d.severity], colour)}: {d.message}"
    margin = " " * (len(str(d.span.line)) if d.span and d.source is not None else 0)
    if d.span:
        yield f" {margin}--> {d.span}"
    if d.span and d.source is not None:
        yield f" {margin} |"
        yield f" {d.span.line} | {_expanded(d.source)}"
        if d.span.column:
            yield f" {margin} | {_painted(_caret(d), _COLOURS[d.severity], colour)}".rstrip()
    yield from (f" {margin} = via {step}" for step in d.trail)
    related = ((each.label, str(each)) for each in d.related)
    for label, text in (*related, ("note", d.note), ("help", d.hint)):
        if text:
            yield from _labelled(f" {margin} = {label}: ", text)


def _labelled(label: str, text: str) -> Iterator[str]:
    first, *rest = text.splitlines()
    yield label + first
    yield from (" " * len(label) + line for line in rest)


def _caret(d: Diagnostic) -> str:
    assert d.span is not None
    assert d.source is not None
    before = len(_expanded(d.source[: d.span.column - 1]))
    width = max(1, min(d.span.length, len(d.source) - d.span.column + 1))
    return " " * before + "^" * width


def _expanded(source: str) -> str:
    return source.rstrip("\r\n").expandtabs(4)


def _painted(text: str, code: str, colour: bool) -> str:
    return f"\x1b[1;{code}m{text}\x1b[0m" if colour else text
