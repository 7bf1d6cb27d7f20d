"""What can be wrong with dependencies, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.chart.errors import ChartError, dependency_cycle
from chartloom.diagnostics import Diagnostic, Span
from chartloom.repository import without_secrets

if TYPE_CHECKING:
    from chartloom.chart.model import Chart, Dependency

__all__ = [
    "alias",
    "cycle",
    "invalid_constraint",
    "lock_is_link",
    "lock_out_of_date",
    "no_folder",
    "no_local_folder",
    "no_url",
    "no_version",
    "not_present",
    "wrong_name",
    "wrong_version",
]

cycle = dependency_cycle


def _of(chart: Chart, code: str, message: str, hint: str | None = None) -> ChartError:
    return ChartError(Diagnostic(code, message, Span(f"{chart.path}/Chart.yaml"), hint=hint))


def alias(chart: Chart, dependency: Dependency) -> ChartError:
    """A repository by a name that nobody has given it."""
    return _of(
        chart,
        "repository-alias",
        f'the repository "{dependency.repository}" of "{dependency.name}" is a name that Helm does not know here',
        "`helm repo add` makes it known; or write the address: https://…, oci://… or file://…",
    )


def no_url(chart: Chart, dependency: Dependency) -> ChartError:
    """A repository that is no address."""
    return _of(
        chart,
        "repository-address",
        f'the repository "{dependency.repository}" of "{dependency.name}" is no address',
        "write it as https://…, oci://… or file://…",
    )


def no_local_folder(chart: Chart, dependency: Dependency, folder: str) -> ChartError:
    """A chart beside this one that is not there."""
    message = f'the chart "{dependency.name}" is not where its repository says: there is no folder "{folder}"'
    return _of(
        chart, "dependency-folder", message, f"{dependency.repository} is relative to the chart's folder"
    )


def invalid_constraint(chart: Chart, dependency: Dependency, reason: str) -> ChartError:
    """A version of a dependency that is neither a version nor a range."""
    message = f'the version "{dependency.version}" of "{dependency.name}" is neither a version nor a range: {reason}'
    return _of(chart, "dependency-version", message, "write it as 1.2.3, ^1.2 or >=1.2 <2")


def no_version(chart: Chart, dependency: Dependency) -> ChartError:
    """A range that no published version meets."""
    return _of(
        chart,
        "dependency-version",
        f'no version of "{dependency.name}" in {without_secrets(dependency.repository)} meets "{dependency.version}"',
        "change the version in Chart.yaml; prereleases count only for ranges that name one, such as >=1.0.0-0",
    )


def wrong_version(chart: Chart, dependency: Dependency, found: str) -> ChartError:
    """A chart that is there in another version."""
    message = (
        f'the chart "{dependency.name}" has the version {found}, which does not meet "{dependency.version}"'
    )
    return _of(
        chart, "dependency-version", message, "run `chartloom dependency update`, or change Chart.yaml"
    )


def not_present(chart: Chart, dependency: Dependency) -> ChartError:
    """A dependency without a repository that is not in ``charts/``."""
    message = f'the chart "{dependency.name}" has no repository and is not in charts/'
    return _of(chart, "dependency-missing", message, "put it there, or give its `repository` in Chart.yaml")


def wrong_name(dependency: Dependency, found: str) -> ChartError:
    """A chart that calls itself by another name than the dependency."""
    message = f'{dependency.repository} has a chart "{found}" where "{dependency.name}" was expected'
    return ChartError(Diagnostic("dependency-name", message))


def lock_out_of_date(chart: Chart, name: str) -> ChartError:
    """A lock file that was made for other dependencies."""
    message = f"{name} is out of date: the dependencies have changed since it was written"
    diagnostic = Diagnostic(
        "lock-out-of-date", message, Span(f"{chart.path}/{name}"), hint="run `chartloom dependency update`"
    )
    return ChartError(diagnostic)


def lock_is_link(path: str) -> ChartError:
    """A lock file that would be written elsewhere."""
    return ChartError(Diagnostic("lock-is-link", "the lock file is a link, and is not written", Span(path)))


def no_folder(path: str) -> ChartError:
    """An archive where a folder is needed."""
    message = f'"{path}" is a file: only the folder of a chart has a charts/ to fill'
    return ChartError(Diagnostic("chart-no-folder", message, Span(path)))
