"""The lines of values behind a failure: what a schema refuses, and what made a template fail.

A failure is found by the plain rendering, which knows no places. Once there is one, time does not matter any more:
values are read again with their positions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.chart.resolve import resolve
from chartloom.chart.values import coalesce_values
from chartloom.diagnostics import ChartloomError
from chartloom.engine.render import is_compatible
from chartloom.provenance.layers import Layers, user_layers

if TYPE_CHECKING:
    from chartloom.actions.template import Request
    from chartloom.chart import Chart
    from chartloom.chart.user_values import Reader

__all__ = ["add_causes"]


def add_causes(
    error: Exception, request: Request, chart: Chart, values: dict[str, Any], reader: Reader
) -> None:
    """Let an error of a rendering point at the values behind it; ``reader`` reads the user's files again.

    Errors that no value has caused stay as they are.
    """
    if not isinstance(error, ChartloomError) or not _has_causes(error):
        return
    root = resolve(chart, values, is_compatible)
    tree = coalesce_values(root, values)
    layers = Layers(root, tree, user_layers(request.values, chart.profile, reader=reader))
    point_at_values(error, layers)


def point_at_values(error: ChartloomError, layers: Layers) -> None:
    """Let the diagnostics of an error that speak of values point at them, in the order of the files."""
    from chartloom.actions.refused import pointed

    error.diagnostics = pointed(error.diagnostics, layers)


def _has_causes(error: ChartloomError) -> bool:
    return any(d.subject is not None for d in error.diagnostics)
