"""What does rendering cost in a process that has rendered the chart before, with other values?"""

from __future__ import annotations

import random
import time
from statistics import median
from typing import TYPE_CHECKING, Any

from chartloom.actions.template import template_text
from chartloom.chart import load_chart, read_values
from chartloom.chart.model import ChartFile
from chartloom.diagnostics import ChartloomError
from chartloom.engine import Release, render
from chartloom.engine.functions import FUNCTIONS
from chartloom.engine.renderer import Renderer
from chartloom.gotmpl.program import Program
from chartloom.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.subjects import Subject
    from chartloom.chart import Chart

    Values = dict[str, Any]

__all__ = ["one_value", "whole"]

_LEAVES = 30
_ROUNDS = 5


def one_value(subject: Subject) -> float:
    """Median seconds of processor time after a change of one value, over values drawn by lot."""
    chart, values = _chart(subject), _values(subject)
    renderer = Renderer(chart, Release("release"), check_schema=False)
    renderer.render(values)
    return median(_timed(lambda v: renderer.render(v), _changes(chart, values)))


def whole(subject: Subject) -> float:
    """Median seconds of processor time of a rendering of which nothing but compiled templates is kept."""
    chart, values = _chart(subject), _values(subject)
    program, memo = Program(FUNCTIONS), Memo()

    def call(values: Values) -> Any:
        return render(chart, values, Release("release"), program=program, memo=memo, check_schema=False)

    call(values)
    return median(_timed(call, ({**values, "benchmarkRound": float(n)} for n in range(_ROUNDS))))


def _chart(subject: Subject) -> Chart:
    return load_chart(str(subject.chart))


def _values(subject: Subject) -> Values:
    return read_values(ChartFile(str(subject.values), None, str(subject.values))) if subject.values else {}


def _timed(call: Callable[[Values], Any], changes: Iterator[Values]) -> Iterator[float]:
    for values in changes:
        start = time.process_time()
        try:
            template_text(call(values))
        except ChartloomError:  # some charts refuse some changes
            continue
        yield time.process_time() - start


def _changes(chart: Chart, values: Values) -> Iterator[Values]:
    leaves = sorted(_leaves(_with(_defaults(chart), values)), key=repr)
    for path, leaf in random.Random(1).sample(leaves, min(_LEAVES, len(leaves))):
        change = leaf + "x" if isinstance(leaf, str) else leaf + 1 if isinstance(leaf, float) else not leaf
        nested: Any = change
        for key in reversed(path):
            nested = {key: nested}
        yield _with(values, nested)


def _defaults(chart: Chart) -> Values:
    inner = {sub.name: _defaults(sub) for sub in chart.subcharts if not sub.metadata.is_library}
    return _with(inner, chart.values)


def _with(low: Values, high: Values) -> Values:
    merged = dict(low)
    for key, value in high.items():
        known = merged.get(key)
        merged[key] = _with(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return merged


def _leaves(table: Values, *path: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, *path, key)
        elif isinstance(value, str | float | bool):
            yield (*path, key), value
