"""What templates find beside values: the release, and what ``Chart.yaml`` says of their chart.

In origins these stand beside the leaves of values, under a key that no values have, and are taken out again before
anybody sees them: only what flowed into a field is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.chart import ChartFile, Instance
    from chartloom.diagnostics import Span
    from chartloom.engine.jobs import Jobs
    from chartloom.provenance.ledger import Ledger
    from chartloom.provenance.traced import Leaf, Leaves

__all__ = ["BuiltIn", "BuiltIns", "enter_built_ins"]

_HEAD = -1
"""Values begin with a map, never with a list. Then follow how deep the chart lies, its names, and its fields."""


class BuiltIn(NamedTuple):
    """One of them as templates name it, its line in ``Chart.yaml``, and that line; None for what no file says."""

    name: str
    span: Span | None = None
    source: str = ""


def enter_built_ins(ledger: Ledger, jobs: Jobs) -> Leaves:
    """Let a ledger know what all templates find; these leaves are no values."""
    tables = [((_HEAD, 0, "Release"), jobs.common["Release"]), *_charts(jobs.dot, ())]
    for path, table in tables:
        ledger.enter_values(table, path)
    return frozenset(leaf for path, table in tables for leaf in _below(table, path))


def _charts(dot: dict[str, Any], names: tuple[str, ...]) -> Iterator[tuple[Leaf, Any]]:
    if dot["Chart"].__class__ is dict:  # to Helm 3 it is a struct
        yield (_HEAD, len(names), *names, "Chart"), dot["Chart"]
    for name, inner in dot["Subcharts"].items():
        yield from _charts(inner, (*names, name))


def _below(value: Any, path: Leaf) -> Iterator[Leaf]:
    yield path
    if isinstance(value, dict | list):
        items = dict.items(value) if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            yield from _below(inner, (*path, key))


class BuiltIns:
    """Where they stand; a file is parsed for its positions when it is asked for the first one."""

    def __init__(self, root: Instance) -> None:
        self._root = root
        self._known: dict[Leaf, BuiltIn] = {}

    def of(self, leaf: Leaf) -> BuiltIn:
        """What a leaf stands for."""
        if leaf not in self._known:
            self._known[leaf] = self._find(leaf)
        return self._known[leaf]

    def _find(self, leaf: Leaf) -> BuiltIn:
        at = 2 + int(leaf[1])
        name = "." + ".".join(map(str, leaf[at:]))
        file = self._file(leaf[2:at]) if leaf[at] == "Chart" else None
        span, line = _place(file, tuple(map(_key, leaf[at + 1 :]))) if file else (None, "")
        return BuiltIn(name, span, line)

    def _file(self, names: Leaf) -> ChartFile | None:
        instance = self._root
        for name in names:
            instance = next(sub for sub in instance.subcharts if sub.name == name)
        return instance.chart.metadata_file


def _key(name: str | int) -> str | int:
    """A key of ``Chart.yaml``, of which Go writes the first letter in capitals."""
    if isinstance(name, int):
        return name
    return "apiVersion" if name == "APIVersion" else name[:1].lower() + name[1:]


def _place(file: ChartFile, key: Leaf) -> tuple[Span | None, str]:
    from chartloom.yamlio import read_positions

    found = read_positions(file.data, file.path).get(key)
    if found is None:
        return None, ""
    return found.key, file.text.split("\n")[found.key.line - 1].strip()
