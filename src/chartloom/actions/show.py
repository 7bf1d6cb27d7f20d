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


def show(path: str, part: str, helm_version: int = 4) -> bytes:
    """One of ``PARTS`` of the chart in a folder or archive, or ``all``. Raises ChartloomError."""
    chart = load_chart(path, beside=False, helm_version=helm_version)
    if part != "all":
        return PARTS[part](chart)
    # Only the definition is not preceded by a separator; the CRDs may bring theirs.
    texts = {name: PARTS[name](chart) for name in PARTS}
    separated = (_SEPARATOR + texts[name] if texts[name] else b"" for name in ("values", "readme"))
    crds = _separated(texts["crds"]) if texts["crds"] else b""
    return texts["chart"] + b"".join(separated) + crds


_SEPARATOR = b"---\n"


def _separated(text: bytes) -> bytes:
    return text if text.startswith(b"---") else _SEPARATOR + text


def _definition(chart: Chart) -> bytes:
    return metadata_yaml(chart.metadata).encode("utf-8", "surrogateescape") + b"\n"


def _values(chart: Chart) -> bytes:
    return chart.values_file.data + b"\n" if chart.values_file else b""


def _readme(chart: Chart) -> bytes:
    found = next((f for f in chart.files if f.name.lower() in _README_NAMES), None)
    return found.data + b"\n" if found else b""


def _crds(chart: Chart) -> bytes:
    texts = [file.data + b"\n" for file in _crd_files(chart)]
    return b"".join(map(_separated, texts) if chart.profile.parts_crds else texts)


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
