"""Rules on ``Chart.yaml``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from chartloom.chart.lint.addresses import is_email, is_host_url, is_request_url
from chartloom.chart.lint.finding import error, failures, note, warning
from chartloom.chart.metadata_shape import METADATA
from chartloom.chart.structs import StructValue, read_struct
from chartloom.diagnostics import ChartloomError, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from chartloom.chart.lint.finding import Finding
    from chartloom.chart.lint.grammar import Grammar
    from chartloom.yamlio import Place

    _Rule = Callable[["_ChartFile"], Iterator[Finding]]

__all__ = ["check_chart_file"]

_NAME = "Chart.yaml"


def check_chart_file(folder: str, grammar: Grammar, *, strictly: bool = True) -> Iterator[Finding]:
    """What is wrong with the ``Chart.yaml`` in a folder; ``strictly`` also what Helm gets along with."""
    path = os.path.join(folder, _NAME)
    if os.path.isdir(path):
        yield error(_NAME, "chart-yaml-folder", "should be a file, not a folder", span=Span(path))
        return
    from chartloom.yamlio import read_yaml

    try:
        with open(path, "rb") as file:
            data = file.read()
        document = read_yaml(data, path)
    except OSError as failure:
        yield error(_NAME, "file-unreadable", f"cannot be read: {failure.strerror}", span=Span(path))
    except ChartloomError as failure:
        yield from failures(_NAME, failure)
    else:
        rules = (*_STRICT_RULES, *_RULES, _check_strict_version) if strictly else _RULES
        yield from _check_document(_ChartFile(path, data, document, grammar), rules)


class _ChartFile:
    """A ``Chart.yaml`` that is YAML, and what is asked of it."""

    def __init__(self, path: str, data: bytes, document: Any, grammar: Grammar) -> None:
        self.path = path
        self.data = data
        self.document = document
        self.grammar = grammar
        self.read: StructValue = read_struct(document, METADATA)
        self.fields = self.read.fields

    def text(self, name: str) -> str:
        return str(self.fields.get(name, ""))

    def place(self, *way: str | int) -> Place | None:
        """Where a value and its key stand, if they are there."""
        from chartloom.yamlio import read_positions

        return read_positions(self.data, self.path).get(way) if way else None

    def details(self, *way: str | int, of_key: bool = False) -> dict[str, Any]:
        """Where a value or its key stands, with its line; without one, the file."""
        found = self.place(*way)
        span = (found.key if of_key else found.value) if found else Span(self.path)
        if not span.line:
            return {"span": span}
        lines = self.data.decode("utf-8", "replace").splitlines()
        return {"span": span, "source": lines[span.line - 1] if span.line <= len(lines) else None}


def _check_document(chart: _ChartFile, rules: Iterable[_Rule]) -> Iterator[Finding]:
    if chart.read.mismatches:
        for problem in chart.read.mismatches:
            yield error(_NAME, "chart-yaml-type", problem, **chart.details())
        return
    for rule in rules:
        yield from rule(chart)


def _check_unknown(chart: _ChartFile) -> Iterator[Finding]:
    from chartloom.diagnostics.suggest import did_you_mean

    for name in chart.read.unknown:
        hint = did_you_mean(name.rsplit(".", 1)[-1], METADATA)
        details = chart.details(name, of_key=True)
        yield warning(_NAME, "chart-yaml-unknown", f"unknown field `{name}`", hint=hint, **details)


def _check_doubles(chart: _ChartFile) -> Iterator[Finding]:
    from chartloom.chart.lint.doubles import doubled_keys

    for key, line in doubled_keys(chart.data):
        span = Span(chart.path, line)
        yield warning(_NAME, "chart-yaml-double", f"`{key}` is given more than once", span=span)


def _check_name(chart: _ChartFile) -> Iterator[Finding]:
    name = chart.text("name")
    if not name:
        yield error(_NAME, "chart-name", "name is required", **chart.details())
    elif "/" in name.rstrip("/") or (name.endswith("/") and name != "/"):
        yield error(_NAME, "chart-name", f'the name "{name}" must not be a path', **chart.details("name"))


def _check_api_version(chart: _ChartFile) -> Iterator[Finding]:
    found = chart.text("apiVersion")
    if found not in ("v1", "v2"):
        message = f'apiVersion must be "v1" or "v2", but it is {found or "missing"}'
        yield error(_NAME, "chart-api-version", message, **chart.details("apiVersion"))


def _check_version_types(chart: _ChartFile) -> Iterator[Finding]:
    document = chart.document if isinstance(chart.document, dict) else {}
    for key in ("version", "appVersion"):
        value = document.get(key, "")
        if value is None:
            yield error(_NAME, "chart-version-type", f"{key} has no value", **chart.details(key))
        elif not isinstance(value, str):
            found = "true or false" if isinstance(value, bool) else "a number"
            hint = f'put it in quotes, or 1.10 becomes 1.1: {key}: "…"'
            details = chart.details(key)
            yield error(
                _NAME, "chart-version-type", f"{key} should be a text, not {found}", hint=hint, **details
            )


def _check_version(chart: _ChartFile) -> Iterator[Finding]:
    version, details = chart.text("version"), chart.details("version")
    if not version:
        yield error(_NAME, "chart-version", "version is required", **details)
    elif not chart.grammar.is_version(version):
        yield error(_NAME, "chart-version", f"version '{version}' is not a valid SemVer", **details)
    elif not chart.grammar.satisfies(">0.0.0-0", version):
        yield error(_NAME, "chart-version", f"version {version} must be greater than 0.0.0-0", **details)


def _check_strict_version(chart: _ChartFile) -> Iterator[Finding]:
    version = chart.text("version")
    if not chart.grammar.is_strict_version(version):
        hint = "write it as MAJOR.MINOR.PATCH, without a v and without leading zeros"
        message = f"version '{version}' is not a valid SemVerV2"
        yield warning(_NAME, "chart-version-strict", message, hint=hint, **chart.details("version"))


def _check_maintainers(chart: _ChartFile) -> Iterator[Finding]:
    for index, person in enumerate(chart.fields.get("maintainers", ())):
        problem = _person_problem(person, chart.grammar)
        if problem:
            yield error(_NAME, "chart-maintainer", problem, **chart.details("maintainers", index))


def _person_problem(person: dict[str, str] | None, grammar: Grammar) -> str | None:
    if person is None:
        return "a maintainer entry is empty"
    name, email, url = (person.get(key, "") for key in ("name", "email", "url"))
    if not name:
        return "each maintainer requires a name"
    if email and not is_email(email):
        return f"invalid email '{email}' for maintainer '{name}'"
    if url and not is_host_url(url, grammar.parse_url):
        return f"invalid url '{url}' for maintainer '{name}'"
    return None


def _check_sources(chart: _ChartFile) -> Iterator[Finding]:
    for index, source in enumerate(chart.fields.get("sources", ())):
        if not source or not is_request_url(source, chart.grammar.parse_url):
            message = f"invalid source URL '{source or ''}'"
            yield error(_NAME, "chart-source", message, **chart.details("sources", index))


def _check_icon(chart: _ChartFile) -> Iterator[Finding]:
    icon = chart.text("icon")
    if not icon:
        yield note(_NAME, "chart-icon", "icon is recommended", span=Span(chart.path))
    elif not is_request_url(icon, chart.grammar.parse_url):
        yield error(_NAME, "chart-icon", f"invalid icon URL '{icon}'", **chart.details("icon"))


def _check_second_version(chart: _ChartFile) -> Iterator[Finding]:
    """What only charts of ``apiVersion: v2`` may say."""
    for key in ("type", "dependencies"):
        if chart.fields.get(key) and chart.text("apiVersion") != "v2":
            message = f"`{key}` is not valid in apiVersion '{chart.text('apiVersion')}', only in 'v2'"
            yield error(_NAME, "chart-api-version", message, **chart.details(key))


_STRICT_RULES: tuple[_Rule, ...] = (_check_unknown, _check_doubles)
_RULES: tuple[_Rule, ...] = (
    _check_name,
    _check_api_version,
    _check_version_types,
    _check_version,
    _check_maintainers,
    _check_sources,
    _check_icon,
    _check_second_version,
)
