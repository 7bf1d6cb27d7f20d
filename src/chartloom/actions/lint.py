"""Examine charts as ``helm lint`` does: the same rules, the same verdicts, better pointed at."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chartloom.actions.explaining.causes import add_line
from chartloom.actions.explaining.refused import pointed
from chartloom.actions.fetching.locate import fetch_text
from chartloom.actions.grammar import GRAMMAR
from chartloom.actions.lint_rendering import places_of_one, rendered_files
from chartloom.chart import load_chart
from chartloom.chart.lint import (
    Finding,
    check_chart_file,
    check_crds,
    check_dependencies,
    check_extension,
    check_outdated,
    check_output,
    check_values,
    error,
    failures,
    is_yaml_name,
    warning,
)
from chartloom.chart.profile import Profile, profile_of
from chartloom.chart.user_values import Reader, ValueSources, read_user_values
from chartloom.diagnostics import ChartloomError, Severity, Span
from chartloom.engine import capabilities
from chartloom.gotmpl.values import Int64
from chartloom.provenance.layers import Layer, user_layers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.actions.lint_rendering import RenderedFiles
    from chartloom.chart import Chart
    from chartloom.engine.objects import Capabilities

__all__ = ["LintRequest", "LintResult", "lint"]


@dataclass(frozen=True, slots=True)
class LintRequest:
    """Which charts to examine, with which values, and whether warnings fail them.

    ``with_subcharts`` examines the charts in their ``charts/`` folders as well.
    """

    paths: Sequence[str]
    values: ValueSources = field(default_factory=ValueSources)
    namespace: str = "default"
    kube_version: str = ""
    strict: bool = False
    with_subcharts: bool = False
    check_schema: bool = True
    helm_version: int = 4


@dataclass(frozen=True, slots=True)
class LintResult:
    """What was found in one chart."""

    path: str
    findings: tuple[Finding, ...]
    failed: bool

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing but notes."""
        return all(f.severity is Severity.NOTE for f in self.findings)


def lint(request: LintRequest) -> tuple[LintResult, ...]:
    """What is wrong with each chart. Raises ChartloomError for values that cannot be read."""
    profile = profile_of(request.helm_version)
    reader = Reader(fetch_text)
    values = read_user_values(request.values, None, Int64, profile=profile, reader=reader)
    settings = _Settings(request, profile, values, reader, capabilities(request.kube_version))
    paths = [*request.paths]
    if request.with_subcharts:
        paths += [inner for path in request.paths for inner in _charts_below(path)]
    return tuple(_lint_one(path, settings) for path in paths)


@dataclass(frozen=True, slots=True)
class _Settings:
    request: LintRequest
    profile: Profile
    values: dict[str, Any]
    reader: Reader
    capabilities: Capabilities

    def layers(self) -> list[Layer]:
        """The values again, with their places: for charts that refuse them."""
        return user_layers(self.request.values, self.profile, reader=self.reader.again())

    @property
    def kube_version(self) -> tuple[int, int]:
        found = self.capabilities.go_fields()["KubeVersion"].go_fields()
        return int(found["Major"]), int(found["Minor"])


def _charts_below(path: str) -> Iterator[str]:
    """All charts in ``charts/``, at any depth, in lexical order."""
    for folder, folders, files in os.walk(os.path.join(path, "charts")):
        folders.sort()
        for name in sorted(files):
            if name == "Chart.yaml":
                yield folder
            elif name.endswith((".tgz", ".tar.gz")):
                yield os.path.join(folder, name)


def _lint_one(path: str, settings: _Settings) -> LintResult:
    try:
        with _as_folder(path) as folder:
            # Two rules may meet the same obstacle.
            findings = tuple({f.diagnostic: f for f in reversed([*_findings(folder, settings)])}.values())[
                ::-1
            ]
    except ChartloomError as failure:
        findings = tuple(failures(path, failure))
    fatal = {Severity.ERROR, Severity.WARNING} if settings.request.strict else {Severity.ERROR}
    return LintResult(path, findings, any(f.severity in fatal for f in findings))


@contextmanager
def _as_folder(path: str) -> Iterator[str]:
    """The chart's folder: that of an archive lasts as long as the context."""
    if not path.endswith((".tgz", ".tar.gz")):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="chartloom-lint-") as folder:
        _expand(path, folder)
        yield folder


def _expand(path: str, folder: str) -> None:
    from chartloom.chart.archive import read_archive
    from chartloom.chart.errors import unreadable

    try:
        with open(path, "rb") as archive:
            data = archive.read()
    except OSError as failure:
        raise unreadable(path, failure.strerror or str(failure)) from None
    for name, content in read_archive(data, path):
        target = os.path.join(folder, *name.split("/"))
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(content)


def _findings(folder: str, settings: _Settings) -> Iterator[Finding]:
    if not os.path.exists(os.path.join(folder, "Chart.yaml")):
        yield error("Chart.yaml", "chart-yaml-missing", f'"{folder}" is no chart: Chart.yaml is missing')
        return
    profile = settings.profile
    found = [*check_chart_file(folder, GRAMMAR, strictly=profile.lints_strictly)]
    chart, problems = _load(folder, settings.request.helm_version)
    name = chart.name if chart else ""
    check_schema = settings.request.check_schema or profile.lints_for_helm_2
    found += _pointed(check_values(folder, name, settings.values, check_schema=check_schema), chart, settings)
    yield from found
    yield from _not_yet_told(problems, found)
    yield from _check_templates(folder, chart, settings)
    if chart is not None:
        yield from check_dependencies(chart)
    if profile.lints_strictly:
        yield from _check_crds(folder, chart)


def _pointed(found: Iterator[Finding], chart: Chart | None, settings: _Settings) -> Iterator[Finding]:
    """The findings on values, of which those on values that a schema refuses point at them."""
    findings = list(found)
    if chart is None or not any(f.diagnostic.subject for f in findings):
        return iter(findings)
    places = places_of_one(chart, settings.values, settings.layers())
    return (Finding(findings[0].path, d) for d in pointed((f.diagnostic for f in findings), places))


def _not_yet_told(problems: list[Finding], found: list[Finding]) -> Iterator[Finding]:
    """Why the chart cannot be loaded, without files whose errors the rules have found themselves."""
    told = {f.diagnostic.span.file for f in found if f.severity is Severity.ERROR and f.diagnostic.span}
    return (p for p in problems if p.diagnostic.span is None or p.diagnostic.span.file not in told)


def _load(folder: str, helm_version: int) -> tuple[Chart | None, list[Finding]]:
    """The chart, or why Helm could not load it."""
    from chartloom.chart.lock import read_lock_of

    try:
        chart = load_chart(folder, beside=False, helm_version=helm_version)
        read_lock_of(chart)
    except ChartloomError as failure:
        return None, list(failures("", failure))
    return chart, []


def _check_templates(folder: str, chart: Chart | None, settings: _Settings) -> Iterator[Finding]:
    path, is_strict = os.path.join(folder, "templates"), settings.profile.lints_strictly
    if is_strict and not os.path.exists(path):
        yield warning("templates/", "templates-missing", "folder does not exist", span=Span(path))
    elif os.path.exists(path) and not os.path.isdir(path):
        is_worth = error if is_strict else warning
        yield is_worth("templates/", "templates-no-folder", "not a folder", span=Span(path))
    elif chart is not None:
        try:
            outputs = rendered_files(
                chart,
                settings.values,
                settings.request.namespace,
                settings.capabilities,
                check_schema=settings.request.check_schema,
                layers=settings.layers,
            )
        except ChartloomError as failure:
            yield from failures("templates/", failure)
        else:
            if outputs is not None:
                yield from _check_outputs(chart, outputs, settings.kube_version)


def _check_outputs(chart: Chart, outputs: RenderedFiles, kube_version: tuple[int, int]) -> Iterator[Finding]:
    """Rules on each template; stops at the first output that is no YAML, as Helm does."""
    for template in chart.templates:
        yield from check_extension(template.name)
        if chart.profile.lints_for_helm_2:
            yield from check_outdated(template)
        source = f"{chart.name}/{template.name}"
        output = outputs.texts.get(source, "")
        if not is_yaml_name(template.name, strictly=chart.profile.lints_strictly) or not output.strip():
            continue
        try:
            yield from check_output(template.name, output, kube_version)
        except ChartloomError as failure:
            add_line(failure, outputs.rendering(), source)
            yield from failures(template.name, failure)
            return


def _check_crds(folder: str, chart: Chart | None) -> Iterator[Finding]:
    path = os.path.join(folder, "crds")
    if os.path.exists(path) and not os.path.isdir(path):
        yield error("crds/", "crds-no-folder", "not a folder", span=Span(path))
    elif chart is not None and os.path.exists(path):  # without CRDs of its own Helm looks at no others
        yield from check_crds(chart)
