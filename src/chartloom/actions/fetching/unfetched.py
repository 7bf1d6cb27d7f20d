"""Charts that a rendering should have and does not, because they were never fetched.

Helm insists on what the chart itself depends on, and leaves out without a word what the charts inside it depend on.
Of a woven fleet both are left out, with a warning.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from chartloom.actions.template import chart_memo, fetch, load_whole
from chartloom.chart.resolve import resolve
from chartloom.chart.user_values import read_user_values
from chartloom.diagnostics import ChartloomError, Diagnostic, Severity, Span
from chartloom.engine.render import is_compatible
from chartloom.gotmpl.values import Int64

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.actions.template import Request
    from chartloom.chart import Chart, Dependency, Instance

__all__ = ["as_errors", "unfetched_charts"]


def unfetched_charts(request: Request, services: Sequence[str] = ()) -> tuple[Diagnostic, ...]:
    """A warning for each chart that would take part and is not there; of some charts inside it, or of all.

    Raises ChartloomError for charts and values that cannot be read.
    """
    memo = chart_memo(request.chart, request.cache)
    whole = load_whole(request, memo)
    is_whole_fleet = bool(request.lines) and not services
    tops = (whole,) if is_whole_fleet else whole.subcharts
    if not any(_absent(inner) for top in tops for inner in _charts(top)):
        return ()
    values = read_user_values(request.values, memo, Int64, fetch, profile=whole.profile)
    root = resolve(whole, values, is_compatible, lenient=bool(request.lines))
    wanted = [sub for sub in root.subcharts if not services or sub.name in services]
    looked_at = [root] if is_whole_fleet else wanted
    found = (_warning(inner, each) for top in looked_at for inner in top.walk() for each in _missing(inner))
    return tuple(dict.fromkeys(found))


def as_errors(found: Sequence[Diagnostic]) -> None:
    """Raise ChartloomError if anything was found."""
    if found:
        raise ChartloomError([replace(each, severity=Severity.ERROR) for each in found])


def _charts(chart: Chart) -> Iterator[Chart]:
    yield chart
    for sub in chart.subcharts:
        yield from _charts(sub)


def _absent(chart: Chart) -> bool:
    present = {sub.name for sub in chart.subcharts}
    return any(dependency.name not in present for dependency in chart.metadata.dependencies)


def _missing(instance: Instance) -> list[Dependency]:
    """What takes part by its condition and its tags."""
    present = {sub.name for sub in instance.subcharts}
    return [each for each in instance.dependencies if each.effective_name not in present]


def _warning(instance: Instance, dependency: Dependency) -> Diagnostic:
    folder = instance.chart.path
    return Diagnostic(
        "chart-not-fetched",
        f"the chart {dependency.name} {dependency.version} is not there: what it would make is missing",
        Span(os.path.join(folder, "Chart.yaml")),
        note=f"it is a dependency of {instance.path}, and comes from {dependency.repository}",
        hint=f"run: chartloom dependency build {folder}",
        severity=Severity.WARNING,
    )
