"""Rules on ``values.yaml``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from chartloom.chart.errors import ChartError
from chartloom.chart.lint.finding import error, failures, note
from chartloom.chart.model import Chart, Metadata
from chartloom.chart.resolve import Instance
from chartloom.chart.values import coalesce_tables
from chartloom.diagnostics import ChartloomError, Diagnostic, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

from chartloom.chart.lint.finding import Finding

__all__ = ["check_values", "hold_against_schemas"]

_NAME = "values.yaml"


def check_values(folder: str, name: str, given: dict[str, Any], *, check_schema: bool) -> Iterator[Finding]:
    """What is wrong with the values in a folder, under those that a user gives; ``name`` is the chart's.

    As in Helm, the schema is held against the chart's own values only, and not at all where there is no file.
    """
    path = os.path.join(folder, _NAME)
    if not os.path.exists(path):
        yield note(_NAME, "values-missing", "file does not exist", span=Span(path))
        return
    from chartloom.yamlio import read_yaml_map

    try:
        with open(path, "rb") as file:
            own = read_yaml_map(file.read(), path) or {}
        schema = _read_schema(folder) if check_schema else b""
        if schema:
            _check_schema(folder, name, schema, coalesce_tables(given, own))
    except OSError as failure:
        yield error(_NAME, "file-unreadable", f"cannot be read: {failure.strerror}", span=Span(path))
    except ChartloomError as failure:
        yield from failures(_NAME, failure)


def _read_schema(folder: str) -> bytes:
    try:
        with open(os.path.join(folder, "values.schema.json"), "rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""


def _check_schema(folder: str, name: str, schema: bytes, values: dict[str, Any]) -> None:
    """Raise ChartloomError for values that the schema of one chart refuses."""
    chart = Chart(folder, Metadata({"Name": name}, ()), {}, schema, (), (), ())
    hold_against_schemas(Instance(chart, name, name, ()), values)


def hold_against_schemas(root: Instance, values: dict[str, Any]) -> None:
    """Raise ChartError for values that a schema refuses, and for a schema that is no JSON."""
    from chartloom.chart.schema import check_schemas

    try:
        check_schemas(root, values)
    except ValueError as failure:
        message = f"values.schema.json is no JSON: {failure}"
        raise ChartError(Diagnostic("schema-invalid", message, Span(root.chart.path))) from None
