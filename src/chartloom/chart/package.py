"""A chart as one archive that Helm loads: the same chart gives the same bytes, whoever packs it and when."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections import Counter
from typing import TYPE_CHECKING

from chartloom.chart.errors import ChartError
from chartloom.chart.lock import lock_yaml, read_lock
from chartloom.chart.metadata_yaml import metadata_yaml
from chartloom.chart.model import Metadata
from chartloom.diagnostics import Diagnostic, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.chart.model import Chart

__all__ = ["FIXED_TIME", "archive_name", "pack", "with_versions"]

FIXED_TIME = 315532800
"""1980-01-01, the time of all files in an archive unless another is given: some tools mistrust earlier ones."""

_MODE = 0o644


def archive_name(chart: Chart) -> str:
    """The file name of the chart's archive. Raises ChartError for a version that would lead elsewhere."""
    name = f"{chart.name}-{chart.metadata.version}.tgz"
    if "/" in name or "\0" in name:
        message = f'"{name}" cannot be the name of an archive'
        raise ChartError(Diagnostic("chart-version", message, Span(f"{chart.path}/Chart.yaml")))
    return name


def with_versions(chart: Chart, version: str = "", app_version: str = "") -> Chart:
    """The chart under another version, of another version of what it installs; "" leaves them."""
    fields = dict(chart.metadata.fields)
    fields.update({"Version": version} if version else {})
    fields.update({"AppVersion": app_version} if app_version else {})
    return chart.changed(metadata=Metadata(fields, chart.metadata.dependencies))


def pack(chart: Chart, when: int = FIXED_TIME) -> bytes:
    """The archive of a chart and all charts inside it. Raises ChartError for a schema that is no JSON."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in sorted(_entries(chart, chart.name, when)):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode, entry.mtime = len(data), _MODE, when
            archive.addfile(entry, io.BytesIO(data))
    return gzip.compress(raw.getvalue(), mtime=0)


def _entries(chart: Chart, base: str, when: int) -> Iterator[tuple[str, bytes]]:
    """The files of a chart by their names in the archive."""
    is_first = chart.metadata.fields["APIVersion"] == "v1"
    definition = metadata_yaml(chart.metadata, with_dependencies=not is_first)
    yield f"{base}/Chart.yaml", definition.encode("utf-8", "surrogateescape")
    if chart.lock is not None and not is_first:
        yield f"{base}/Chart.lock", lock_yaml(read_lock(chart.lock)).encode()
    if chart.values_file is not None:
        yield f"{base}/values.yaml", chart.values_file.data
    if chart.schema is not None:
        yield f"{base}/values.schema.json", _checked_schema(chart, chart.schema)
    for file in (*chart.templates, *chart.files):
        if is_first or file.name not in _OF_V1:
            yield f"{base}/{file.name}", file.data
    yield from _subcharts(chart, base, when)


_OF_V1 = frozenset(("requirements.yaml", "requirements.lock"))


def _subcharts(chart: Chart, base: str, when: int) -> Iterator[tuple[str, bytes]]:
    """Charts inside the chart, unpacked; two of one name, whose files would mix, as archives."""
    counts = Counter(sub.name for sub in chart.subcharts)
    for sub in chart.subcharts:
        if counts[sub.name] == 1:
            yield from _entries(sub, f"{base}/charts/{sub.name}", when)
        else:
            yield f"{base}/charts/{archive_name(sub)}", pack(sub, when)


def _checked_schema(chart: Chart, schema: bytes) -> bytes:
    from json import loads

    try:
        loads(schema)
    except ValueError as error:
        message = f"values.schema.json is no JSON: {error}"
        span = Span(f"{chart.path}/values.schema.json")
        raise ChartError(Diagnostic("schema-invalid", message, span)) from None
    return schema
