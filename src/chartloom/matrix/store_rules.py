"""What must hold of stores and of what their clients are told; each rule is one function that yields findings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chartloom.diagnostics.suggest import did_you_mean
from chartloom.matrix.entries import connections
from chartloom.matrix.logins import MADE_BY_BITNAMI
from chartloom.matrix.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.diagnostics import Diagnostic
    from chartloom.matrix.entries import Entry
    from chartloom.matrix.source import Source

__all__ = ["PLACEHOLDERS", "STORE_RULES"]

PLACEHOLDERS = ("host", "port", "database", "username", "password")


def _unknown_callees(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    known = [entry.name for entry in entries]
    for entry in entries:
        for callee in connections(entry):
            if callee not in known:
                message = f'connections of service "{entry.name}" name "{callee}", which is no service'
                path, hint = entry.path("connections", callee), did_you_mean(callee, known)
                yield source.finding(path, "unknown-dependency", message, key=True, hint=hint)


def _placeholders(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    for entry in entries:
        for callee, told in connections(entry).items():
            for variable, text in told.items():
                yield from _in_text(source, entry, (callee, variable), text)


def _in_text(source: Source, entry: Entry, where: tuple[str, str], text: str) -> Iterator[Diagnostic]:
    path = entry.path("connections", *where)
    found = re.findall(r"\$\(([^)]*)\)", text)
    for name in found:
        if name not in PLACEHOLDERS:
            message = (
                f'variable "{where[1]}" of service "{entry.name}" asks for $({name}), which is not known'
            )
            note = f"known: {', '.join(f'$({known})' for known in PLACEHOLDERS)}"
            hint = did_you_mean(name, PLACEHOLDERS)
            yield source.finding(path, "unknown-placeholder", message, note=note, hint=hint)
    if "password" in found and text != "$(password)":
        message = f'variable "{where[1]}" of service "{entry.name}" mixes a password with other text'
        note = "such a text would lie in a ConfigMap, where everyone can read it"
        hint = "give the password in a variable of its own: NAME: $(password)"
        yield source.finding(path, "password-in-text", message, note=note, hint=hint)


def _missing_database(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    without = {entry.name for entry in entries if "database" not in entry.record}
    for entry in entries:
        for callee, told in connections(entry).items():
            for variable in (v for v, text in told.items() if "$(database)" in text and callee in without):
                message = (
                    f'variable "{variable}" of service "{entry.name}" asks for the database of "{callee}",'
                    " which names none"
                )
                path = entry.path("connections", callee, variable)
                hint = f"say it at {callee}: database: NAME"
                yield source.finding(path, "no-database", message, hint=hint)


def _store_charts(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Third-party charts, which we know for some stores only, and which must be pinned."""
    for entry in entries:
        technology = recognise(entry.record).technology
        if "chart" in entry.record and technology.name not in MADE_BY_BITNAMI:
            message = (
                f'service "{entry.name}" is made with {technology.title}: no chart is known to take its place'
            )
            note = f"charts are known for {', '.join(MADE_BY_BITNAMI)}"
            hint = "charts that are no store of yours are listed under charts:"
            yield source.finding(
                entry.path("chart"), "no-store-chart", message, key=True, note=note, hint=hint
            )
        by_environment = isinstance(entry.record.get("chart_source"), dict)
        if by_environment and "chart" not in entry.record:
            message = f'chart_source of service "{entry.name}" differs by environment, but no chart is pinned'
            hint = 'pin one: chart: {version: "1.2.3"}'
            yield source.finding(entry.path("chart_source"), "no-store-chart", message, key=True, hint=hint)


STORE_RULES = (_unknown_callees, _placeholders, _missing_database, _store_charts)
