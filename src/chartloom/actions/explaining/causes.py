"""The lines of values behind a failure: what a schema refuses, and what made a template fail.

A failure is found by the plain rendering, which knows no places. Once there is one, time does not matter any more:
values are read again with their positions, and a template that failed is run again in a dialect that keeps origins.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from chartloom.actions.explaining.behind import conditions, named, operands
from chartloom.actions.explaining.places import Places
from chartloom.chart.resolve import resolve
from chartloom.chart.values import coalesce_values
from chartloom.diagnostics import ChartloomError, Related
from chartloom.engine import Release
from chartloom.engine import capabilities as default_capabilities
from chartloom.engine.errors import ManifestError
from chartloom.engine.jobs import view_of
from chartloom.engine.render import is_compatible
from chartloom.engine.templating import AuthorError
from chartloom.gotmpl.errors import ExecError
from chartloom.provenance.layers import Layer, Layers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from chartloom.actions.explaining.inventory_lines import InventoryLines
    from chartloom.chart import Chart, Instance
    from chartloom.engine.objects import Capabilities
    from chartloom.provenance.broken import OutputLine
    from chartloom.provenance.trace import Trace

__all__ = ["Failed", "add_causes", "add_line", "explain_error", "failed", "has_causes", "pointing_at_values"]


class Failed(NamedTuple):
    """A rendering that failed: its charts, the values that they saw, and where these come from.

    ``common`` is what all templates see; a ``lenient`` rendering lets ``required`` pass.
    """

    root: Instance
    tree: dict[str, Any]
    common: dict[str, Any]
    places: Places
    lenient: bool = False


def failed(
    chart: Chart,
    values: dict[str, Any],
    release: Release,
    cluster: Capabilities,
    layers: Sequence[Layer],
    lines: InventoryLines | None = None,
) -> Failed:
    """The rendering of a chart with its user's values, in layers; ``lines`` are those of a woven fleet's inventory."""
    root = resolve(chart, values, is_compatible)
    tree = coalesce_values(root, values)
    common = {"Release": release.as_map(), "Capabilities": view_of(chart.profile).capabilities(cluster)}
    return Failed(root, tree, common, Places(Layers(root, tree, layers), lines))


def explain_error(
    error: ChartloomError,
    chart: Chart,
    values: dict[str, Any] | None = None,
    release: Release | None = None,
    capabilities: Capabilities | None = None,
) -> ChartloomError:
    r"""The error that ``render`` raised for these arguments, whose diagnostics now point at the values behind it.

    >>> import pathlib, tempfile, chartloom
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> (folder / "templates").mkdir()
    >>> _ = (folder / "Chart.yaml").write_text("apiVersion: v2\nname: web\nversion: 1.0.0\n")
    >>> _ = (folder / "values.yaml").write_text("db:\n  host: mysql\n")
    >>> _ = (folder / "templates" / "a.yaml").write_text("kind: {{ required \"say who\" .Values.db.user }}\n")
    >>> chart = chartloom.load_chart(str(folder))
    >>> try:
    ...     chartloom.render(chart)
    ... except chartloom.ChartloomError as error:
    ...     [found] = explain_error(error, chart).diagnostics
    >>> found.message, [(one.label, one.text, one.span.line) for one in found.related]
    ('say who', [('value', 'db.user is nowhere set; it belongs below', 1)])
    """
    given = values or {}
    if has_causes(error):
        cluster = capabilities or default_capabilities()
        add_causes(error, failed(chart, given, release or Release(), cluster, [Layer("values", given)]))
    return error


@contextmanager
def pointing_at_values(rendering: Callable[[], Failed]) -> Iterator[None]:
    """Let errors of what is done here point at values; only a failure asks for the ``rendering``."""
    try:
        yield
    except ChartloomError as error:
        if has_causes(error):
            add_causes(error, rendering())
        raise


def has_causes(error: Exception) -> bool:
    """Whether values may be behind an error."""
    if isinstance(error, ManifestError):
        return error.line > 0
    if not isinstance(error, ChartloomError):
        return False
    return isinstance(error.__cause__, ExecError) or any(d.subject is not None for d in error.diagnostics)


def add_causes(error: ChartloomError, rendering: Failed) -> None:
    """Let the diagnostics of an error point at the values behind it."""
    if isinstance(error, ManifestError):
        _add(error, _behind_line(error, rendering))
    elif isinstance(error.__cause__, ExecError):
        _add(error, _behind_action(error.__cause__, rendering))
    else:
        from chartloom.actions.explaining.refused import pointed

        error.diagnostics = pointed(error.diagnostics, rendering.places)


def _add(error: ChartloomError, related: Iterable[Related]) -> None:
    first, *others = error.diagnostics
    error.diagnostics = (replace(first, related=(*first.related, *related)), *others)


def _behind_action(failure: ExecError, rendering: Failed) -> tuple[Related, ...]:
    """What an action failed on, and what decided that it ran."""
    from chartloom.provenance.failing import values_behind

    root, tree, common, places, lenient = rendering
    behind = values_behind(failure, root, tree, common, lenient=lenient)
    if behind is None:
        return ()
    told = (*behind.operands, *behind.texts)
    by_author = isinstance(failure.cause, AuthorError)
    return (
        *operands(behind.operands, places),
        *operands(behind.texts, places, "text"),
        *(named(failure.cause.message, _chart(failure), told, places) if by_author else ()),
        *conditions(behind.conditions, told, places, failure.cause.message),
    )


def _chart(failure: ExecError) -> tuple[str, ...]:
    """The names of the charts that lead to the one whose template failed."""
    return tuple(failure.frames[0].file.partition("/templates/")[0].split("/charts/")[1:])


def add_line(error: ChartloomError, rendering: Failed, source: str) -> None:
    """Let an error about a line of a template's whole output point at what printed it, and at the values in it."""
    from chartloom.provenance.broken import output_line

    span = error.diagnostics[0].span
    if span is not None and span.line:
        _add(error, _printed(rendering, lambda traced: output_line(traced, source, span.line)))


def _behind_line(error: ManifestError, rendering: Failed) -> tuple[Related, ...]:
    """What printed a line that is no YAML, and the values in it."""
    from chartloom.provenance.broken import broken_line

    return _printed(rendering, lambda traced: broken_line(traced, error.source, error.line))


def _printed(rendering: Failed, find: Callable[[Trace], OutputLine | None]) -> tuple[Related, ...]:
    from chartloom.provenance.trace import traced_files

    root, tree, common, places, lenient = rendering
    try:
        found = find(traced_files(root, tree, common, lenient=lenient))
    except ChartloomError:  # it is something else, when it is rendered again
        return ()
    if found is None:
        return ()
    printed = [Related("printed by", "", found.printed)] if found.printed else []
    return (*printed, *operands(found.flowed, places))
