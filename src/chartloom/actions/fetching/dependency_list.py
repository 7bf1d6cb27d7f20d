"""The dependencies of a chart and whether they are there, in the words and columns of ``helm dependency list``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from chartloom.actions.fetching.versions import constraint_problem, satisfies
from chartloom.actions.grammar import GRAMMAR
from chartloom.chart import load_chart
from chartloom.diagnostics import ChartloomError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.chart import Chart, Dependency

__all__ = ["DependencyRow", "DependencyTable", "list_dependencies", "table_text"]


class DependencyRow(NamedTuple):
    """A dependency as ``Chart.yaml`` names it, and its state."""

    name: str
    version: str
    repository: str
    status: str


class DependencyTable(NamedTuple):
    """All dependencies, and what else there is to say about ``charts/``."""

    rows: tuple[DependencyRow, ...]
    warnings: tuple[str, ...]


def list_dependencies(path: str) -> DependencyTable:
    """The dependencies of the chart in a folder or archive. Raises ChartloomError."""
    chart = load_chart(path, beside=False)
    folder = os.path.join(os.path.normpath(path), "charts")
    if not chart.metadata.dependencies:
        return DependencyTable((), (f"WARNING: no dependencies at {folder}",))
    rows = [
        DependencyRow(d.name, d.version, d.repository, _status(chart, d, folder))
        for d in chart.metadata.dependencies
    ]
    return DependencyTable(tuple(rows), tuple(_undeclared(chart, folder)))


def _status(chart: Chart, dependency: Dependency, folder: str) -> str:
    archives = _archives(dependency.name, folder)
    if len(archives) > 1:
        archives = [a for a in archives if GRAMMAR.is_strict_version(_version_in(a, dependency.name))]
        if len(archives) > 1:
            return "too many matches"
    if archives:
        return _archive_status(dependency, os.path.join(folder, archives[0]))
    present = [sub for sub in chart.subcharts if sub.name == dependency.name]
    return _version_status(dependency, present[-1]) or "unpacked" if present else "missing"


def _archives(name: str, folder: str) -> list[str]:
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    return [n for n in names if n.startswith(f"{name}-") and n.endswith(".tgz")]


def _version_in(archive: str, name: str) -> str:
    return archive.removeprefix(f"{name}-").removesuffix(".tgz")


def _archive_status(dependency: Dependency, path: str) -> str:
    try:
        chart = load_chart(path, beside=False)
    except ChartloomError:
        return "corrupt"
    if chart.name != dependency.name:
        return "misnamed"
    return _version_status(dependency, chart) or "ok"


def _version_status(dependency: Dependency, chart: Chart) -> str:
    """What is wrong with the version of a chart that is there, or ""."""
    version = chart.metadata.version
    if version == dependency.version:
        return ""
    if constraint_problem(dependency.version) or not GRAMMAR.is_version(version):
        return "invalid version"
    return "" if satisfies(dependency.version, version) else "wrong version"


def _undeclared(chart: Chart, folder: str) -> Iterator[str]:
    """A warning for each chart in ``charts/`` that ``Chart.yaml`` does not name."""
    declared = {d.name for d in chart.metadata.dependencies}
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
        path = os.path.join(folder, name)
        if not (os.path.isdir(path) or name.endswith(".tgz")):
            continue
        try:
            if load_chart(path, beside=False).name not in declared:
                yield f'WARNING: "{path}" is not in Chart.yaml.'
        except ChartloomError:
            yield f'WARNING: "{path}" is not a chart.'


def table_text(table: DependencyTable, width: int = 80) -> str:
    """The table as Helm prints it: columns separated by tabs, none wider than ``width``."""
    if not table.rows:
        return "".join(f"{line}\n" for line in table.warnings)
    rows = [("NAME", "VERSION", "REPOSITORY", "STATUS"), *table.rows]
    widths = [min(width, max(len(row[i]) for row in rows)) for i in range(4)]
    lines = ["\t".join(_cell(text, w) for text, w in zip(row, widths, strict=True)) for row in rows]
    return "".join(f"{line}\n" for line in (*lines, "", *table.warnings))


def _cell(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else f"{text[: max(width - 3, 1)]}..."
