"""What a chart says of itself: its definition, values, README and CRDs, as ``helm show`` prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartloom.chart import load_chart
from chartloom.chart.load import load_archive
from chartloom.chart.metadata_yaml import metadata_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chartloom.actions.fetching.locate import Origin
    from chartloom.chart import Chart, ChartFile

__all__ = ["PARTS", "JsonPathResult", "show", "show_values_at"]

_README_NAMES = frozenset(("readme.md", "readme.txt", "readme"))


def show(path: str, part: str, origin: Origin | None = None, helm_version: int = 4) -> bytes:
    """One of ``PARTS`` of a chart, or ``all``. Raises ChartloomError.

    The chart is in the folder or archive of the path; with an ``origin``, where that says.
    """
    chart = _load(path, origin, helm_version)
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


class JsonPathResult(NamedTuple):
    """What a JSONPath template found, and why it found nothing, or ""; ``hint`` is the likely fix."""

    data: bytes
    problem: str = ""
    hint: str | None = None


def show_values_at(
    path: str, template: str, origin: Origin | None = None, helm_version: int = 4
) -> JsonPathResult:
    """What a JSONPath template of kubectl's dialect finds in a chart's values. Raises ChartloomError.

    Values that the template misses are no error: Helm prints nothing for them.
    """
    from chartloom.kube.jsonpath import JsonPathError, evaluate, parse

    try:
        actions = parse(template)
    except JsonPathError as error:
        raise _bad_template(template, error) from None
    chart = _load(path, origin, helm_version)
    try:
        found = evaluate(actions, chart.values)
    except JsonPathError as error:
        return JsonPathResult(b"", str(error), error.hint)
    text = "".join(" ".join(map(_text, values)) for values in found)
    return JsonPathResult(text.encode("utf-8", "surrogateescape"))


def _text(value: Any) -> str:
    from chartloom.gotmpl.printing import printed
    from chartloom.yamlio import to_json

    return to_json(value) if value is None or isinstance(value, dict | list) else printed(value)


def _bad_template(template: str, error: Exception) -> Exception:
    from chartloom.diagnostics import ChartloomError, Diagnostic

    message = f"cannot read the JSONPath template {template}: {error}"
    return ChartloomError(Diagnostic("jsonpath-syntax", message, hint="write it as '{.image.tag}'"))


def _load(path: str, origin: Origin | None, helm_version: int) -> Chart:
    if origin is None:
        return load_chart(path, beside=False, helm_version=helm_version)
    from chartloom.actions.fetching.locate import fetch_chart

    return load_archive(*fetch_chart(path, origin), helm_version=helm_version)


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
