"""A chart as Helm sees it: what Helm refuses is refused, and charts beside this one are not looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chartloom.chart.errors import ChartError
from chartloom.chart.load import _Loader
from chartloom.diagnostics import Diagnostic, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chartloom.chart.model import Chart, ChartFile
    from chartloom.memo import Memo

__all__ = ["Vendored", "load_vendored"]


class Vendored(NamedTuple):
    """A chart, and the lock files of it and of the charts inside it, by the path of their chart."""

    chart: Chart
    locks: Mapping[str, ChartFile]


def load_vendored(path: str, memo: Memo | None = None) -> Vendored:
    """The chart in a folder or archive with what lies in its ``charts/``, and nothing else.

    Raises what ``load_chart`` raises, and ChartError for files in ``charts/`` that are no charts.
    """
    loader = _VendoredLoader(memo)
    chart = loader.load(path, ())
    return Vendored(chart, loader.locks)


class _VendoredLoader(_Loader):
    def __init__(self, memo: Memo | None) -> None:
        super().__init__(memo)
        self.locks: dict[str, ChartFile] = {}

    def assemble(
        self, path: str, files: Sequence[ChartFile], way: tuple[str, ...], folder: str | None
    ) -> Chart:
        """The chart whose files these are; its lock is remembered."""
        for file in files:
            _refuse_stray(file)
        self.locks.update((path, file) for file in files if file.name == "Chart.lock")
        return super().assemble(path, files, way, folder)

    def beside(self, *_: object) -> list[Chart]:
        """No charts: those beside this one are not looked for."""
        return []


def _refuse_stray(file: ChartFile) -> None:
    """Helm takes every file in ``charts/`` for a chart, but for these."""
    folder, _, name = file.name.rpartition("/")
    if folder == "charts" and name[0] not in "_." and not name.endswith((".tgz", ".prov")):
        message = f"{file.name} is no chart, and Helm takes it for one"
        hint = "move it elsewhere, or name it in .helmignore"
        raise ChartError(Diagnostic("charts-stray-file", message, Span(file.path), hint=hint))
