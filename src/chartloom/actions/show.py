"""What a chart says of itself: its definition, values, README and CRDs, as ``helm show`` prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.chart import load_chart
from chartloom.chart.metadata_yaml import metadata_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chartloom.chart import Chart, ChartFile

__all__ = ["PARTS", "show"]

_README_NAMES = frozenset(("readme.md", "readme.txt", "readme"))


def show(path: str, part: str) -> bytes:
    """One of ``PARTS`` of the chart in a folder or archive, or ``all``. Raises ChartloomError."""
    chart = load_chart(path, beside=False)
    if part != "all":
        return PARTS[part](chart)
    # Only the definition and the CRDs, which bring their own separators, are not preceded by one.
    texts = {name: PARTS[name](chart) for name in PARTS}
    separated = (b"---\n" + texts[name] if texts[name] else b"" for name in ("values", "readme"))
    return texts["chart"] + b"".join(separated) + texts["crds"]


def _definition(chart: Chart) -> bytes:
    return metadata_yaml(chart.metadata).encode("utf-8", "surrogateescape") + b"\n"


def _values(chart: Chart) -> bytes:
    return chart.values_file.data + b"\n" if chart.values_file else b""


def _readme(chart: Chart) -> bytes:
    found = next((f for f in chart.files if f.name.lower() in _README_NAMES), None)
    return found.data + b"\n" if found else b""


def _crds(chart: Chart) -> bytes:
    texts = (file.data for file in _crd_files(chart))
    return b"".join((b"" if text.startswith(b"---") else b"---\n") + text + b"\n" for text in texts)


def _crd_files(chart: Chart) -> Iterator[ChartFile]:
    yield from chart.crds
    for sub in chart.subcharts:
        yield from _crd_files(sub)


PARTS: dict[str, Callable[[Chart], bytes]] = {
    "chart": _definition,
    "values": _values,
    "readme": _readme,
    "crds": _crds,
}
