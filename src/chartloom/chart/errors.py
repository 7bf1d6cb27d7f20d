"""What can be wrong with a chart or with values, in words."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from chartloom.diagnostics import ChartloomError, Diagnostic, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "ChartError",
    "dependency_cycle",
    "dependency_not_found",
    "invalid_metadata",
    "missing_dependencies",
    "no_chart_file",
    "not_found",
    "set_file_unreadable",
    "stray_file",
    "unreadable",
    "values_mismatch",
    "values_not_a_mapping",
    "values_unreadable",
]


class ChartError(ChartloomError):
    """A chart that cannot be loaded, or values that do not fit it."""


def not_found(path: str) -> ChartError:
    """The chart's path leads nowhere."""
    return ChartError(
        Diagnostic(
            "chart-not-found",
            f'no chart at "{path}": there is no such file or folder',
            Span(path),
            hint="give the path of a chart's folder or of its .tgz archive",
        )
    )


def no_chart_file(path: str) -> ChartError:
    """The folder or archive is no chart."""
    return ChartError(
        Diagnostic(
            "chart-yaml-missing",
            f'"{path}" is no chart: Chart.yaml is missing',
            Span(path),
            hint="give the folder that holds Chart.yaml",
        )
    )


def stray_file(path: str) -> ChartError:
    """A file directly in ``charts/``, which Helm takes for a chart."""
    return ChartError(
        Diagnostic(
            "chart-yaml-missing",
            "a file in charts/ that is no .tgz archive is taken for a chart, and this one is none",
            Span(path),
            hint="move it elsewhere, name it in .helmignore, or let its name begin with `_` or `.`",
        )
    )


def unreadable(path: str, reason: str) -> ChartError:
    """A file that cannot be read."""
    return ChartError(Diagnostic("file-unreadable", f'cannot read "{path}": {reason}', Span(path)))


def invalid_metadata(path: str, message: str, hint: str | None = None) -> ChartError:
    """``Chart.yaml`` says something that no chart may say."""
    return ChartError(Diagnostic("chart-yaml-invalid", message, Span(path), hint=hint))


def values_unreadable(path: str, reason: str) -> ChartError:
    """A values file that cannot be read."""
    return ChartError(
        Diagnostic(
            "values-unreadable",
            f'cannot read the values file "{path}": {reason}',
            Span(path),
            hint="give the path of a YAML file, or - for standard input",
        )
    )


def set_file_unreadable(path: str, reason: str) -> ChartError:
    """A file that ``--set-file`` names and that cannot be read."""
    return ChartError(
        Diagnostic(
            "set-file-unreadable",
            f'cannot read "{path}", which --set-file names: {reason}',
            Span(path),
            hint='write it as name=path; a comma that belongs to a path is written "\\,"',
        )
    )


def values_not_a_mapping(path: str, found: Any) -> ChartError:
    """A values file whose top is no mapping."""
    kind = "a list" if isinstance(found, list) else f"{found!r}"
    return ChartError(
        Diagnostic(
            "values-not-a-mapping",
            f"values must be a mapping of names to values, but this file holds {kind}",
            Span(path, 1, 1),
            hint="write `name: value` lines at the top level",
        )
    )


def values_mismatch(chart: str, name: str, found: Any) -> ChartError:
    """A scalar or list where the values of a subchart belong."""
    return ChartError(
        Diagnostic(
            "subchart-values-not-a-mapping",
            f'"{name}" is a chart inside "{chart}", so its values must be a mapping, but they are {found!r}',
            hint=f"write the settings of the chart below `{name}:`, or `{name}.enabled` to switch it",
        )
    )


def missing_dependencies(path: str, names: Sequence[str]) -> ChartError:
    """Dependencies that are declared and not there."""
    return ChartError(
        Diagnostic(
            "dependency-missing",
            f"found in Chart.yaml, but missing in charts/ directory: {', '.join(names)}",
            Span(path),
            hint="run `chartloom dependency build`, or name a chart beside this one with `repository: file://…`",
        )
    )


def dependency_not_found(path: str, wanted_by: str, repository: str) -> ChartError:
    """A dependency on a chart beside this one leads nowhere."""
    return ChartError(
        Diagnostic(
            "dependency-missing",
            f'no chart at "{path}", where `repository: {repository}` looks for it',
            Span(wanted_by),
            hint="the path is taken from the folder of this chart; correct it, or remove the dependency",
        )
    )


def _short(path: str) -> str:
    """The path from the working folder, where that is shorter."""
    return min(path, os.path.relpath(path), key=len)


def dependency_cycle(paths: Iterable[str]) -> ChartError:
    """Charts that depend on themselves."""
    way = " -> ".join(map(_short, paths))
    return ChartError(
        Diagnostic(
            "dependency-cycle",
            f"charts depend on each other in a circle: {way}",
            hint="remove one of these dependencies from its Chart.yaml",
        )
    )
