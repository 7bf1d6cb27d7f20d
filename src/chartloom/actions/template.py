"""Render one chart and print it as ``helm template`` does."""

from __future__ import annotations

import os

from chartloom.chart import load_chart
from chartloom.chart.profile import profile_of
from chartloom.chart.resolve import without_missing
from chartloom.chart.user_values import Reader, ValueSources, read_user_values
from chartloom.engine import Release, Rendered, capabilities, render
from chartloom.engine.functions import FUNCTIONS
from chartloom.engine.manifests import split_documents
from chartloom.gotmpl.values import Int64
from chartloom.memo import Memo, open_memo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from chartloom.actions.explaining.inventory_lines import InventoryLines
    from chartloom.actions.fetching.locate import Origin
    from chartloom.chart import Chart
    from chartloom.engine.objects import Capabilities
    from chartloom.kube import Manifest

__all__ = [
    "Release",
    "Rendered",
    "Request",
    "ValueSources",
    "chart_memo",
    "fetch",
    "generated_name",
    "load",
    "manifest_text",
    "select_files",
    "template",
    "template_text",
]


class Request:
    """What to render: a chart, the values of its user, the release and the cluster that is assumed.

    ``origin`` says where the chart is that is not on this disk; without it ``chart`` is a path. ``cache`` is the
    folder of the memo: None for the usual one, "" for none on disk. ``helm_version`` is 4 or 3. ``lines`` are those of
    the inventory from which the chart and its first values file are woven.
    """

    __slots__ = (
        "api_versions",
        "cache",
        "chart",
        "check_schema",
        "helm_version",
        "kube_version",
        "lines",
        "origin",
        "release",
        "values",
    )

    def __init__(
        self,
        chart: str,
        release: Release | None = None,
        values: ValueSources | None = None,
        *,
        kube_version: str = "",
        api_versions: Sequence[str] = (),
        check_schema: bool = True,
        cache: str | None = None,
        helm_version: int = 4,
        origin: Origin | None = None,
        lines: InventoryLines | None = None,
    ) -> None:
        self.chart = chart
        self.release = release or Release()
        self.values = values or ValueSources()
        self.kube_version = kube_version
        self.api_versions = tuple(api_versions)
        self.check_schema = check_schema
        self.cache = cache
        self.helm_version = helm_version
        self.origin = origin
        self.lines = lines


def template(request: Request, memo: Memo | None = None) -> Rendered:
    """Render the chart. Raises ChartloomError, which says what is wrong and where."""
    own = memo or chart_memo(request.chart, request.cache)
    chart = load(request, own)
    reader = Reader(fetch)
    values = read_user_values(request.values, own, Int64, profile=chart.profile, reader=reader)
    _check_name(request.release.name)
    cluster = capabilities(request.kube_version, request.api_versions)
    try:
        rendered = render(
            chart, values, request.release, cluster, memo=own, check_schema=request.check_schema
        )
    except Exception as error:
        _add_causes(error, request, chart, values, cluster, reader)
        raise
    own.save()
    return rendered


def _add_causes(
    error: Exception,
    request: Request,
    chart: Chart,
    values: dict[str, Any],
    cluster: Capabilities,
    reader: Reader,
) -> None:
    """Let an error point at the values behind it, for which those of the user are read again."""
    from chartloom.actions.explaining.causes import add_causes, failed, has_causes  # only failures pay for it
    from chartloom.diagnostics import ChartloomError
    from chartloom.provenance.layers import user_layers

    if isinstance(error, ChartloomError) and has_causes(error):
        own = request.values.files[:1] if request.lines else ()
        layers = user_layers(request.values, chart.profile, reader=reader.again(), environments=own)
        add_causes(error, failed(chart, values, request.release, cluster, layers, request.lines))


def load(request: Request, memo: Memo) -> Chart:
    """The chart of a request; a fleet's without the charts that were never fetched. Raises ChartloomError."""
    chart = load_whole(request, memo)
    return without_missing(chart) if request.lines else chart


def load_whole(request: Request, memo: Memo) -> Chart:
    """The chart of a request with all that it names. Raises ChartloomError."""
    if request.origin is None:
        return load_chart(request.chart, memo, helm_version=request.helm_version)
    from chartloom.actions.fetching.locate import fetch_chart  # most charts are on this disk
    from chartloom.chart.load import load_archive

    found = fetch_chart(request.chart, request.origin)
    return load_archive(found.name, found.data, memo, helm_version=request.helm_version)


def fetch(url: str) -> bytes:
    """What an address of values holds. Raises ChartloomError."""
    from chartloom.actions.fetching.locate import fetch_text  # most values are on this disk

    return fetch_text(url)


def chart_memo(subject: str, cache: str | None = None) -> Memo:
    """What rendering the charts of a subject, such as a folder, has found out before."""
    return open_memo(subject, cache, _stamp())


_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_LONGEST_NAME = 53


def _check_name(name: str) -> None:
    """Refuse what Helm takes for no name of a release: it will be part of names in Kubernetes."""
    labels = name.split(".")
    if len(name) <= _LONGEST_NAME and all(map(_is_label, labels)):
        return
    from chartloom.diagnostics import ChartloomError, Diagnostic

    raise ChartloomError(
        Diagnostic(
            "bad-release-name",
            f'"{name}" cannot be the name of a release' if name else "the release has no name",
            note=f"names have small letters, digits, - and . between them, and at most {_LONGEST_NAME} characters",
        )
    )


def _is_label(text: str) -> bool:
    return bool(text) and _LETTERS.issuperset(text[0] + text[-1]) and (_LETTERS | {"-"}).issuperset(text)


def generated_name(name_template: str) -> str:
    """The name of a release that a template without data gives. Raises ChartloomError."""
    from chartloom.diagnostics import ChartloomError, Diagnostic
    from chartloom.gotmpl.errors import TemplateError
    from chartloom.gotmpl.template import Template

    try:
        return Template({"name-template": name_template}, FUNCTIONS).execute("name-template", None)
    except TemplateError as error:
        raise ChartloomError(Diagnostic("bad-name-template", f"--name-template: {error}")) from error


def _stamp() -> bytes:
    """What the memo's content depends on besides its keys: this version of the engine, edited or not."""
    from chartloom import __file__ as package
    from chartloom import __version__

    folder = package.rpartition("/")[0]
    states = (os.stat(f"{folder}/{name}") for name in _SOURCES)
    edited = " ".join(f"{s.st_mtime_ns} {s.st_size}" for s in states)
    return f"{__version__} {FUNCTIONS.fingerprint} {edited}".encode()


_SOURCES = (
    "gotmpl/lexer.py",
    "gotmpl/constants.py",
    "gotmpl/parser.py",
    "gotmpl/compiler.py",
    "gotmpl/expressions.py",
    "yamlio/read.py",
)


def template_text(
    rendered: Rendered, *, include_crds: bool = False, hooks: bool = True, tests: bool = True
) -> str:
    """The objects, then the hooks, as ``helm template`` prints them."""
    crds = "".join(f"---\n# Source: {name}\n{text}\n" for name, text in rendered.crds) if include_crds else ""
    body = (crds + manifest_text(rendered.manifests)).strip() + "\n"
    if hooks:
        body += manifest_text(h for h in rendered.hooks if tests or not (h.hook and h.hook.is_test))
    return body


def manifest_text(manifests: Iterable[Manifest]) -> str:
    """Manifests as one stream, each under the name of its template."""
    return "".join([f"---\n# Source: {m.source}\n{m.content}\n" for m in manifests])


def select_files(text: str, patterns: Sequence[str], helm_version: int = 4) -> str:
    """The documents of a printed stream whose templates match the patterns of ``--show-only``.

    Raises ChartloomError for a pattern that matches none.
    """
    from chartloom.chart.glob import path_match  # few renders select files

    documents = split_documents(text, profile_of(helm_version))
    chosen: list[str] = []
    for pattern in patterns:
        found = [d for d in documents if path_match(pattern, _template_of(d))]
        if not found:
            raise _no_such_template(pattern, documents)
        chosen += found
    return "".join(f"---\n{d}\n" for d in chosen)


def _template_of(document: str) -> str:
    """The template below the chart's folder, as the comment over the document names it."""
    _, _, rest = document.partition("# Source: ")
    return rest.partition("\n")[0].partition("/")[2]


def _no_such_template(pattern: str, documents: Sequence[str]) -> Exception:
    from chartloom.diagnostics import ChartloomError, Diagnostic
    from chartloom.diagnostics.suggest import did_you_mean

    known = sorted({_template_of(d) for d in documents} - {""})
    shown = [*known[:8], f"and {len(known) - 8} more"] if len(known) > 9 else known
    return ChartloomError(
        Diagnostic(
            "template-not-found",
            f"could not find template {pattern} in chart",
            note=f"templates with output: {', '.join(shown) or 'none'}",
            hint=did_you_mean(pattern, known),
        )
    )
