"""Rules on what a chart says of the charts inside it, and on CRDs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from chartloom.chart.lint.documents import read_objects
from chartloom.chart.lint.finding import error, failures, warning
from chartloom.diagnostics import ChartloomError, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.chart import Chart, ChartFile
    from chartloom.chart.lint.documents import ObjectHead
    from chartloom.chart.lint.finding import Finding

__all__ = ["check_crds", "check_dependencies"]


def check_dependencies(chart: Chart) -> Iterator[Finding]:
    """Charts in ``charts/`` that ``Chart.yaml`` does not name, and the other way round."""
    declared = [d.name for d in chart.metadata.dependencies]
    present = [c.name for c in chart.subcharts]
    undeclared = [name for name in present if name not in declared]
    missing = [name for name in declared if name not in present]
    span = Span(os.path.join(chart.path, "Chart.yaml"))
    if undeclared:
        message = f"charts/ holds charts that Chart.yaml does not name: {', '.join(undeclared)}"
        yield error(
            "Chart.yaml", "dependency-undeclared", message, span=span, hint="add them to `dependencies`"
        )
    if missing:
        message = f"charts/ lacks charts that Chart.yaml names: {', '.join(missing)}"
        hint = "run `chartloom dependency build`"
        yield warning("Chart.yaml", "dependency-missing", message, span=span, hint=hint)


def check_crds(chart: Chart) -> Iterator[Finding]:
    """Files in ``crds/`` that hold something else than definitions; stops at the first that is no YAML."""
    for file in _crd_files(chart):
        try:
            for head in read_objects(file.text, file.path):
                yield from _check_crd(file, head)
        except ChartloomError as failure:
            yield from failures(file.name, failure)
            return


def _crd_files(chart: Chart) -> Iterator[ChartFile]:
    yield from chart.crds
    for sub in chart.subcharts:
        yield from _crd_files(sub)


def _check_crd(file: ChartFile, head: ObjectHead) -> Iterator[Finding]:
    span = Span(file.path, head.line)
    if not head.api_version.startswith("apiextensions.k8s.io"):
        yield error(file.name, "crd-api-version", "apiVersion is not in 'apiextensions.k8s.io'", span=span)
    if head.kind != "CustomResourceDefinition":
        yield error(file.name, "crd-kind", "object kind is not 'CustomResourceDefinition'", span=span)
