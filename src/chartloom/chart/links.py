"""Symbolic links in a chart's folder: where they may lead.

A chart is foreign code, and what a link leads to is in reach of its templates. A link may lead to any place of the
chart, of the repository that the chart is part of, and of a chart that lies beside it; see docs/decisions/0008.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.chart.errors import ChartError

__all__ = ["Links"]

_MOST = 1000
"""Links that lead to folders with links multiply: no chart follows more of them."""


class Links:
    """The links of one chart's folder."""

    __slots__ = ("_around", "_followed", "_home")

    def __init__(self, folder: str) -> None:
        real = os.path.realpath(folder)
        self._home = _home(real)
        self._around = os.path.dirname(real)
        self._followed = 0

    def follow(self, path: str) -> None:
        """Raise ChartError for a link that may not be followed."""
        target = os.path.realpath(path)
        self._followed += 1
        if self._followed > _MOST:
            raise _refused(path, f"is one link too many: a chart may have {_MOST}")
        if not _is_below(target, self._home) and not self._is_in_neighbour(target):
            raise _refused(path, f'is a link that leads out of the chart, to "{target}"')
        if os.path.isdir(target) and _is_below(os.path.realpath(os.path.dirname(path)), target):
            raise _refused(path, f'is a link to a folder that it lies in, "{target}"')

    def _is_in_neighbour(self, target: str) -> bool:
        """Whether the target is, or lies in, a chart beside this one: charts copied together share files so."""
        around = self._around.rstrip("/") + "/"
        name = target.removeprefix(around).partition("/")[0]
        return target.startswith(around) and os.path.isfile(f"{around}{name}/Chart.yaml")


def _home(folder: str) -> str:
    """The repository that the folder is part of, else the folder itself."""
    place = folder
    while place != (above := os.path.dirname(place)):
        if os.path.lexists(f"{place}/.git"):
            return place
        place = above
    return folder


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _refused(path: str, problem: str) -> ChartError:
    from chartloom.chart.errors import ChartError
    from chartloom.diagnostics import Diagnostic, Span

    hint = "put a copy in the place of the link, or name it in .helmignore"
    return ChartError(Diagnostic("chart-link", f'"{path}" {problem}', Span(path), hint=hint))
