"""A chart's output as linting wants it: file by file, not cut into manifests, and with ``required`` unheeded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartloom.actions.explaining.causes import Failed, pointing_at_values
from chartloom.actions.explaining.places import Places
from chartloom.chart.errors import ChartError
from chartloom.chart.lint import hold_against_schemas
from chartloom.chart.resolve import Instance, resolve, without_missing
from chartloom.chart.values import coalesce_tables, coalesce_values
from chartloom.engine.jobs import view_of
from chartloom.engine.render import is_compatible, render_files
from chartloom.provenance.layers import Layers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chartloom.chart import Chart
    from chartloom.engine.objects import Capabilities
    from chartloom.provenance.layers import Layer

__all__ = ["RenderedFiles", "places_of_one", "rendered_files"]


class RenderedFiles(NamedTuple):
    """The output of each template by its full name; ``rendering`` is for what is wrong with it to point at values."""

    texts: dict[str, str]
    rendering: Callable[[], Failed]


def rendered_files(
    chart: Chart,
    values: dict[str, Any],
    namespace: str,
    capabilities: Capabilities,
    *,
    layers: Callable[[], Sequence[Layer]],
    check_schema: bool = True,
) -> RenderedFiles | None:
    """The output of each template, or None where the values do not fit the charts.

    ``layers`` gives those of the user's values, for failures to point at. Helm says nothing of values that do not
    fit when it lints. Raises ChartloomError for a schema that refuses values and for templates that fail.
    """
    tree = _computed(chart, values)
    if tree is None:
        return None
    root, computed = tree
    common = {
        "Release": _release(namespace),
        "Capabilities": view_of(chart.profile).capabilities(capabilities),
    }

    def rendering() -> Failed:
        return Failed(root, computed, common, Places(Layers(root, computed, layers())), lenient=True)

    with pointing_at_values(rendering):
        if check_schema and any(instance.chart.schema is not None for instance in root.walk()):
            hold_against_schemas(root, computed)
        return RenderedFiles(render_files(root, computed, common, lenient=True), rendering)


def places_of_one(chart: Chart, values: dict[str, Any], layers: Sequence[Layer]) -> Places:
    """Where the values of a chart come from, those of charts inside it left out."""
    alone = Instance(chart, chart.name, chart.name, ())
    return Places(Layers(alone, coalesce_tables(values, chart.values), layers))


def _computed(chart: Chart, values: dict[str, Any]) -> tuple[Instance, dict[str, Any]] | None:
    try:
        root = resolve(without_missing(chart), values, is_compatible)
        # Helm coalesces twice here: a default that the user's null has removed comes back.
        return root, coalesce_values(root, coalesce_values(root, values))
    except ChartError:
        return None


def _release(namespace: str) -> dict[str, Any]:
    """A release that is neither an installation nor an upgrade."""
    return {
        "Name": "test-release",
        "Namespace": namespace,
        "IsUpgrade": False,
        "IsInstall": False,
        "Revision": 0,
        "Service": "Helm",
    }
