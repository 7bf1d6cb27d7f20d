"""Pack a chart's folder into an archive, as ``helm package`` does."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.actions.grammar import is_version
from chartloom.actions.replace import replace_file
from chartloom.chart.errors import ChartError, missing_dependencies, not_found
from chartloom.chart.load import load_chart
from chartloom.chart.package import FIXED_TIME, archive_name, pack, with_versions
from chartloom.diagnostics import Diagnostic, Span

if TYPE_CHECKING:
    from chartloom.chart import Chart

__all__ = ["FIXED_TIME", "PackageRequest", "load_complete", "package"]


@dataclass(frozen=True, slots=True)
class PackageRequest:
    """Which folder to pack, under which versions ("" for those of the chart), and where to put the archive.

    ``when`` is the time of the files in it, in seconds since 1970.
    """

    path: str
    destination: str = "."
    version: str = ""
    app_version: str = ""
    when: int = FIXED_TIME


def package(request: PackageRequest) -> str:
    """The path of the archive that was written, in one step. Raises ChartloomError."""
    chart = with_versions(load_complete(request.path), request.version, request.app_version)
    _require_version(chart)
    destination = os.getcwd() if request.destination == "." else request.destination
    target = os.path.join(destination, archive_name(chart))
    replace_file(target, pack(chart, request.when))
    return target


def load_complete(path: str) -> Chart:
    """The chart in a folder with all its dependencies in ``charts/``. Raises ChartloomError."""
    if not os.path.exists(path):
        raise not_found(path)
    if not os.path.isdir(path):
        message = f'"{path}" is a file: only the folder of a chart can be packed'
        raise ChartError(Diagnostic("chart-no-folder", message, Span(path)))
    chart = load_chart(path, beside=False)
    present = {sub.name for sub in chart.subcharts}
    missing = [d.name for d in chart.metadata.dependencies if d.name not in present]
    if missing:
        raise missing_dependencies(path, missing)
    return chart


def _require_version(chart: Chart) -> None:
    version = chart.metadata.version
    if not is_version(version):
        message = f'the version "{version}" of the chart "{chart.name}" is no semantic version'
        hint = "write it as MAJOR.MINOR.PATCH"
        raise ChartError(Diagnostic("chart-version", message, Span(f"{chart.path}/Chart.yaml"), hint=hint))
