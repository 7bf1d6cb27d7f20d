"""What must hold of third-party charts beside the services; each rule is one function that yields findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.diagnostics.suggest import did_you_mean
from chartloom.matrix.environments import environment_names
from chartloom.matrix.fields import RESERVED_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chartloom.diagnostics import Diagnostic
    from chartloom.matrix.entries import Entry
    from chartloom.matrix.source import Source

__all__ = ["CHART_RULES", "chart_roots"]


def chart_roots(inventory: object) -> tuple[str, ...]:
    """The keys of the umbrella's values that belong to charts: their names, and where their conditions begin."""
    return tuple(root for _, chart in _charts(inventory) for root, _ in _keys(chart))


def _charts(inventory: object) -> Iterator[tuple[int, Mapping[str, object]]]:
    charts = inventory.get("charts") if isinstance(inventory, dict) else None
    for index, chart in enumerate(charts if isinstance(charts, list) else ()):
        if isinstance(chart, dict) and isinstance(chart.get("name"), str):
            yield index, chart


def _keys(chart: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The keys that a chart takes in the values of the umbrella, each with the key of the inventory that says so."""
    yield str(chart["name"]), "name"
    condition = chart.get("condition")
    if isinstance(condition, str):
        yield condition.partition(".")[0], "condition"


def _taken_names(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    services = {entry.name for entry in entries}
    names: set[str] = set()
    for index, chart in _charts(source.value):
        for key, field in _keys(chart):
            path = ("charts", index, field)
            if key in RESERVED_NAMES:
                message = f'"{key}" cannot be a key of a chart: it is a key of every umbrella\'s values'
                yield source.finding(path, "reserved-name", message)
            elif key in services:
                message = f'"{key}" is the name of a service, and {_words(field)} of chart "{chart["name"]}"'
                hint = (
                    "rename the service; a store of yours has its chart at the service: chart: {version: ...}"
                )
                yield source.finding(path, "duplicate-name", message, hint=hint)
        if str(chart["name"]) in names:
            message = f'chart "{chart["name"]}" is listed twice'
            yield source.finding(
                ("charts", index, "name"), "duplicate-name", message, hint="remove one of the two"
            )
        names.add(str(chart["name"]))


def _words(field: str) -> str:
    return "the name" if field == "name" else "the beginning of the condition"


def _unknown_environments(source: Source, _: Sequence[Entry]) -> Iterator[Diagnostic]:
    known = environment_names(source.value)
    for index, chart in _charts(source.value):
        only, by_name = chart.get("only"), chart.get("environments")
        listed = enumerate(only if isinstance(only, list) else ())
        said = [
            *((("charts", index, "only", number), name, False) for number, name in listed),
            *(
                (("charts", index, "environments", n), n, True)
                for n in (by_name if isinstance(by_name, dict) else ())
            ),
        ]
        for path, name, is_key in said:
            if name not in known and isinstance(name, str):
                message = f'chart "{chart["name"]}" names "{name}", which is no environment'
                note, hint = f"known environments: {', '.join(known)}", did_you_mean(name, known)
                yield source.finding(path, "unknown-environment", message, key=is_key, note=note, hint=hint)


CHART_RULES = (_taken_names, _unknown_environments)
