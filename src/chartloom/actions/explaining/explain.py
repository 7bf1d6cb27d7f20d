"""Explain fields of manifests: what emitted them, what flowed into them, what decided that they are there."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from chartloom.actions.explaining.causes import failed, pointing_at_values
from chartloom.actions.explaining.explained import (
    Emission,
    ExplainedField,
    ExplainedObject,
    ValueOrigin,
    json_value,
)
from chartloom.actions.explaining.field_paths import concrete_paths, dotted, kubectl_path, parse_path
from chartloom.actions.explaining.layered import Layered, layered, value_origin
from chartloom.actions.explaining.nearness import Nearness
from chartloom.actions.explaining.secrecy import name_beside, why_field_is_secret
from chartloom.actions.explaining.template_places import TemplatePlaces, line_starts
from chartloom.actions.template import Release, Request, ValueSources, chart_memo
from chartloom.diagnostics import ChartloomError, Diagnostic
from chartloom.diagnostics.suggest import did_you_mean
from chartloom.engine import capabilities
from chartloom.kube.kinds import is_kind
from chartloom.provenance.built_in import BuiltIns
from chartloom.provenance.layers import Layers
from chartloom.provenance.narrowed import part_of
from chartloom.provenance.trace import Document, Trace, trace
from chartloom.yamlio.scalars import resolve as scalar_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager

    from chartloom.actions.explaining.field_paths import AskedPath
    from chartloom.actions.explaining.inventory_lines import InventoryLines
    from chartloom.chart import Chart
    from chartloom.engine.objects import Capabilities
    from chartloom.kube import Manifest
    from chartloom.provenance.documents import Field, Located
    from chartloom.provenance.traced import Leaf

__all__ = ["explain", "explain_request", "explain_some", "object_names", "traced_request"]


def explain(
    chart: str,
    target: str = "",
    field: str = "",
    *,
    values: ValueSources | dict[str, Any] | None = None,
    release: Release | None = None,
    kube_version: str = "",
    helm_version: int = 4,
    cache: str | None = None,
    environment: str = "",
) -> tuple[ExplainedObject, ...]:
    r"""The objects of a chart, and for each of their fields where it comes from.

    ``target`` limits them to those of a ``KIND/NAME``, ``field`` their fields to those at a path, as kubectl writes
    it or as a JSON pointer. ``cache`` is the folder of the memo: None for the usual one, "" for none. With an
    ``environment``, ``chart`` is the inventory of a woven fleet, or its folder: woven values have their line of it, and
    a ``release`` gives only the namespace.

    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp()) / "web"
    >>> (folder / "templates").mkdir(parents=True)
    >>> _ = (folder / "Chart.yaml").write_text("apiVersion: v2\nname: web\nversion: 1.0.0\n")
    >>> _ = (folder / "values.yaml").write_text("greeting: hello\n")
    >>> _ = (folder / "templates" / "map.yaml").write_text(
    ...     "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  text: {{ .Values.greeting }}, world\n"
    ... )
    >>> [found] = explain(str(folder), "ConfigMap/web", "data.text", values={"greeting": "good day"}, cache="")
    >>> [text] = found.fields
    >>> text.value
    'good day, world'
    >>> text.emitted.span.line, text.emitted.span.column
    (6, 12)
    >>> [greeting] = text.flowed
    >>> greeting.name, [(given.layer, given.value) for given in greeting.given]
    ('greeting', [('values', 'good day'), ('chart default', 'hello')])

    Raises ChartloomError for an object or a field that is not there, and what rendering raises.
    """
    sources = ValueSources(tables=[values]) if isinstance(values, dict) else values
    if environment:
        return _explain_fleet(
            chart, environment, target, field, sources, release, kube_version, helm_version, cache
        )
    request = Request(
        chart, release, sources, kube_version=kube_version, helm_version=helm_version, cache=cache
    )
    return explain_request(request, target, field)


def _explain_fleet(
    inventory: str,
    environment: str,
    target: str,
    field: str,
    values: ValueSources | None,
    release: Release | None,
    kube_version: str,
    helm_version: int,
    cache: str | None,
) -> tuple[ExplainedObject, ...]:
    from pathlib import Path

    from chartloom.actions.render import fleet_request

    namespace = release.namespace if release else ""
    request = fleet_request(
        Path(inventory),
        environment,
        values=values,
        namespace=namespace,
        kube_version=kube_version,
        cache=cache,
    )
    request.helm_version = helm_version
    own = request.values.files[:1]
    return explain_request(request, target, field, environments=own, lines=request.lines)


def explain_request(
    request: Request,
    target: str = "",
    field: str = "",
    *,
    environments: Sequence[str] = (),
    lines: InventoryLines | None = None,
) -> tuple[ExplainedObject, ...]:
    """As ``explain``; ``environments`` are the values files of an environment, ``lines`` those of its inventory."""
    called = (lambda manifest: _is_called(manifest, target)) if target else None
    inputs, traced, layers, _ = traced_request(request, environments, lambda _: called)
    with _pointing_at_values(request, inputs):
        if called and not any(called(d.manifest) for d in traced.documents()):
            _, traced, layers, _ = traced_request(request, environments)
        documents = traced.documents()
    explainer = _Explainer(layers, traced, lines)
    chosen = _chosen(documents, target)
    found = [explainer.object(document, parse_path(field)) for document in chosen]
    if layers.memo:
        layers.memo.save()  # with the places of values, which are known by now
    if field and not any(one.fields for one in found):
        raise _unknown_field(field, found, explainer, chosen)
    return tuple(one for one in found if one.fields or not field)


def explain_some(
    request: Request, choose: Choice, *, environments: Sequence[str] = ()
) -> tuple[tuple[ExplainedObject, ...], tuple[Manifest, ...]]:
    """The objects that are chosen and perhaps more, explained, and everything that is rendered."""
    inputs, traced, layers, manifests = traced_request(request, environments, choose)
    with _pointing_at_values(request, inputs):
        documents = traced.documents()
    explainer = _Explainer(layers, traced, None)
    found = tuple(explainer.object(document, ()) for document in documents)
    return found, manifests or tuple(document.manifest for document in documents)


Choice: TypeAlias = "Callable[[Chart], Callable[[Manifest], bool] | None]"
"""Which manifests of a chart are asked for; None means all."""


class TracedRequest(NamedTuple):
    """What a request renders, traced, and its layers of values; ``manifests`` are all, also those not traced."""

    inputs: Layered
    trace: Trace
    layers: Layers
    manifests: tuple[Manifest, ...]


def traced_request(
    request: Request, environments: Sequence[str], choose: Choice | None = None
) -> TracedRequest:
    """What a request renders, traced: all of it, or what is chosen and whatever its templates print besides."""
    # Its own file: rendering reads all of the chart's, and has no use for traced code.
    memo = chart_memo(f"{request.chart} explained", request.cache)
    rendered = chart_memo(request.chart, request.cache) if choose else memo
    inputs = layered(request, rendered, environments)
    wanted = choose(inputs.chart) if choose else None
    given = inputs.chart, inputs.values, request.release, _cluster(request)
    with _pointing_at_values(request, inputs):
        part = part_of(wanted, *given, memo=rendered) if wanted else None
        traced = trace(*given, memo=memo, part=part)
    for one in {rendered, memo}:
        one.save()
    layers = Layers(traced.root, traced.tree, inputs.layers, memo)
    return TracedRequest(inputs, traced, layers, part.manifests if part else ())


def _cluster(request: Request) -> Capabilities:
    return capabilities(request.kube_version, request.api_versions)


def _pointing_at_values(request: Request, inputs: Layered) -> AbstractContextManager[None]:
    chart, values, layers = inputs
    lines = request.lines
    return pointing_at_values(
        lambda: failed(chart, values, request.release, _cluster(request), layers, lines)
    )


def object_names(request: Request) -> list[str]:
    """What can be explained: the ``KIND/NAME`` of each object, in the order of the output."""
    from chartloom.actions.template import template

    rendered = template(request)
    return [f"{m.kind}/{m.name}" for m in (*rendered.manifests, *rendered.hooks)]


def _chosen(documents: Sequence[Document], target: str) -> list[Document]:
    found = [d for d in documents if not target or _is_called(d.manifest, target)]
    if not found and target:
        names = [f"{d.manifest.kind}/{d.manifest.name}" for d in documents]
        raise _unknown_object(target, names)
    return found


def _is_called(manifest: Manifest, target: str) -> bool:
    kind, _, name = target.partition("/")
    return name in ("", manifest.name) and is_kind(kind, manifest.kind, manifest.api_version)


class _Explainer:
    """What all fields of a rendering need to know: its layers, and where the lines of its templates begin."""

    def __init__(self, layers: Layers, traced: Trace, lines: InventoryLines | None) -> None:
        self.layers = layers
        self.lines = lines
        self.tree = traced.tree
        self.built_ins = BuiltIns(traced.root)
        self.places = TemplatePlaces()
        self._known: dict[frozenset[Leaf], tuple[ValueOrigin, ...]] = {}
        self._origins: dict[str, ValueOrigin] = {}

    def object(self, document: Document, at: AskedPath) -> ExplainedObject:
        manifest = document.manifest
        starts = line_starts(manifest.content)
        everything = document.fields()
        meant = concrete_paths(at, {f.located.path: f.located.text for f in everything})
        fields = [f for f in everything if f.located.path[: len(at)] in meant]
        explained = [self.field(one, starts, manifest.kind, everything) for one in fields]
        if at:
            nearness = Nearness(everything, lambda leaf: self.layers.of(leaf).path)
            explained = [replace(f, decided=nearness.ordered(f.decided, f.flowed)) for f in explained]
        return ExplainedObject(
            manifest.source,
            manifest.api_version,
            manifest.kind,
            _namespace(everything),
            manifest.name,
            manifest.content,
            tuple(explained),
        )

    def field(
        self, field: Field, starts: Sequence[int], kind: str, everything: Sequence[Field]
    ) -> ExplainedField:
        located, flowed = field.located, self._values(field.flow)
        value, beside = _value(located), name_beside(located.path)
        name = next((f.located.text for f in everything if f.located.path == beside), "") if beside else ""
        return ExplainedField(
            located.path,
            value,
            bisect_right(starts, located.start),
            bisect_right(starts, max(located.end - 1, located.start)),
            self._emission(field),
            flowed,
            self._values(field.control - field.flow),
            why_field_is_secret(kind, located.path, value, flowed, name),
            tuple(sorted(map(self.built_ins.of, field.built_in), key=lambda one: one.name)),
        )

    def _values(self, leaves: frozenset[Leaf]) -> tuple[ValueOrigin, ...]:
        """The values behind leaves, in the order of their names; most sets of leaves are those of many fields."""
        known = self._known.get(leaves)
        if known is None:
            found = dict(self._value(leaf) for leaf in leaves if leaf)
            known = self._known[leaves] = tuple(found[name] for name in sorted(found))
        return known

    def _value(self, leaf: Leaf) -> tuple[str, ValueOrigin]:
        origins = self.layers.of(leaf)
        name = dotted(origins.path)
        if name not in self._origins:
            self._origins[name] = value_origin(origins, self.tree, self.lines)
        return name, self._origins[name]

    def _emission(self, field: Field) -> Emission | None:
        segment = field.segment
        if segment is None or segment.emitted is None:
            return None
        includes = tuple(self.places.of(emitted)[0] for emitted in segment.chain)
        return Emission(*self.places.of(segment.emitted), includes)


def _namespace(fields: Iterable[Field]) -> str:
    return next((f.located.text for f in fields if f.located.path == ("metadata", "namespace")), "")


def _value(located: Located) -> Any:
    """What the scalar stands for in YAML."""
    if located.style in ("{", "["):
        return {} if located.style == "{" else []
    if located.style:
        return located.text
    return json_value(scalar_value(located.text))


def _unknown_object(target: str, names: Sequence[str]) -> ChartloomError:
    shown = list(dict.fromkeys(names))
    few = f"there are {', '.join(shown)}" if shown else "there are no objects"
    many = f"{len(shown)} objects are rendered; without KIND/NAME they are listed"
    return ChartloomError(
        Diagnostic(
            "unknown-object",
            f"nothing that is rendered is called {target}",
            note=few if len(shown) < 9 else many,
            hint=did_you_mean(target, names),
        )
    )


def _unknown_field(
    field: str, objects: Sequence[ExplainedObject], explainer: _Explainer, documents: Sequence[Document]
) -> ChartloomError:
    paths = [f.path for d in documents for f in explainer.object(d, ()).fields]
    names = {kubectl_path(path[:depth]) for path in paths for depth in range(1, len(path) + 1)}
    called = objects[0].address if len(objects) == 1 else "any of these objects"
    return ChartloomError(
        Diagnostic(
            "unknown-field",
            f"{called} has no field {field}"
            if len(objects) == 1
            else f"there is no field {field} in {called}",
            hint=did_you_mean(kubectl_path(parse_path(field)), names),
        )
    )
