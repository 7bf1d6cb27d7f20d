"""What explaining finds, as plain records, and as the JSON whose schema is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chartloom.actions.explaining.field_paths import FieldPath, dotted, pointer
from chartloom.actions.explaining.secrecy import shown_argument
from chartloom.provenance.built_in import BuiltIn
from chartloom.provenance.layers import Given

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chartloom.diagnostics import Span
    from chartloom.weave.origins import Origin

__all__ = [
    "BuiltIn",
    "Emission",
    "ExplainedField",
    "ExplainedObject",
    "Given",
    "ValueOrigin",
    "as_json",
    "flowed_json",
    "json_value",
]


@dataclass(frozen=True, slots=True)
class Emission:
    """The place in a template that printed a field, that line, and the includes that led there, outermost first."""

    span: Span
    source: str
    includes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueOrigin:
    """A value: its path from the root of the rendered chart, and the layers that give it, the winner first.

    There is no layer where a template reads a value that is nowhere set. ``secret`` says why it is likely a secret,
    and is empty if it is none. ``inventory`` is the line behind a woven value, in an explained fleet.
    """

    path: FieldPath
    given: tuple[Given, ...] = ()
    secret: str = ""
    inventory: Origin | None = None

    @property
    def name(self) -> str:
        """The path as text, dots joining keys."""
        return dotted(self.path)

    @property
    def key(self) -> str:
        """The key under which it stands in its file."""
        return str(self.path[-1]) if self.path else ""


@dataclass(frozen=True, slots=True)
class ExplainedField:
    """A scalar of a manifest, or an empty map or list.

    ``flowed`` are the values whose content is in it, ``decided`` those that decided that it is there and which it is:
    the nearest first if a field was asked for, otherwise by their names. ``built_in`` is what else is in it, of the
    release and of ``Chart.yaml``. ``line`` and ``last_line`` count from 1 in the manifest's text. ``secret`` says why
    it is likely a secret, and is empty if it is none.
    """

    path: FieldPath
    value: Any
    line: int
    last_line: int
    emitted: Emission | None
    flowed: tuple[ValueOrigin, ...]
    decided: tuple[ValueOrigin, ...]
    secret: str = ""
    built_in: tuple[BuiltIn, ...] = ()

    @property
    def pointer(self) -> str:
        """The path as a JSON pointer."""
        return pointer(self.path)


@dataclass(frozen=True, slots=True)
class ExplainedObject:
    """A manifest and its fields, in the order of its text; ``source`` is its template, as Helm names it."""

    source: str
    api_version: str
    kind: str
    namespace: str
    name: str
    content: str
    fields: tuple[ExplainedField, ...]

    @property
    def address(self) -> str:
        """What it is called on the command line."""
        return f"{self.kind}/{self.name}"


def as_json(objects: Iterable[ExplainedObject], *, hides_secrets: bool = False) -> dict[str, Any]:
    """The objects as JSON has them (``docs/reference/explain.schema.json``)."""
    known: dict[int, Any] = {}
    return {"documents": [_object(one, known, hides_secrets) for one in objects]}


def _object(one: ExplainedObject, known: dict[int, Any], hides: bool) -> dict[str, Any]:
    return {
        "source": one.source,
        "apiVersion": one.api_version,
        "kind": one.kind,
        "namespace": one.namespace,
        "name": one.name,
        "fields": [_field(field, known, hides) for field in one.fields],
    }


def _field(field: ExplainedField, known: dict[int, Any], hides: bool) -> dict[str, Any]:
    emitted = field.emitted
    includes = [_place(span) for span in emitted.includes] if emitted else []
    return {
        "path": field.pointer,
        "value": None if hides and field.secret else field.value,
        **_secret(field.secret),
        "emitted": {**_place(emitted.span if emitted else None), "includes": includes},
        "flowed": [flowed_json(value, hides_secrets=hides) for value in field.flowed],
        **({"built_in": [_built_in(one) for one in field.built_in]} if field.built_in else {}),
        "decided": [_once(value, known, hides) for value in field.decided],
    }


def _built_in(one: BuiltIn) -> dict[str, Any]:
    return {"name": one.name, **_place(one.span)}


def _secret(why: str) -> dict[str, str]:
    return {"secret": why} if why else {}


def _once(value: ValueOrigin, known: dict[int, Any], hides: bool) -> dict[str, Any]:
    """What decided a field, made once: the same few values decide many fields."""
    found: dict[str, Any] | None = known.get(id(value))
    if found is None:
        found = known[id(value)] = _decided(value, hides)
    return found


def _place(span: Span | None) -> dict[str, Any]:
    """A place; null in all of its parts where there is none."""
    if span is None:
        return {"file": None, "line": None, "column": None}
    return {"file": span.file, "line": span.line, "column": span.column}


def flowed_json(value: ValueOrigin, *, hides_secrets: bool = False) -> dict[str, Any]:
    """A value with the layer that won and those that it overrode."""
    hides = hides_secrets and value.secret != ""
    overrides = [
        {
            **_given_place(g, value, hides_secrets),
            "layer": g.layer,
            "value": None if hides else json_value(g.value),
        }
        for g in value.given[1:]
    ]
    return {
        **_value_place(value, hides_secrets),
        "layer": value.given[0].layer if value.given else None,
        **_secret(value.secret),
        "overrides": overrides,
        **_inventory(value.inventory),
    }


def _decided(value: ValueOrigin, hides: bool) -> dict[str, Any]:
    return {**_value_place(value, hides), **_inventory(value.inventory)}


def _value_place(value: ValueOrigin, hides: bool) -> dict[str, Any]:
    place = _given_place(value.given[0], value, hides) if value.given else _place(None)
    return {"path": value.name, **place}


def _inventory(origin: Origin | None) -> dict[str, Any]:
    """The line of the inventory behind a woven value; a number is null where only the file is known."""
    if origin is None:
        return {}
    also = {"also": [_place(span) for span in origin.also]} if origin.also else {}
    span = origin.span
    place = {"file": span.file, "line": span.line or None, "column": span.column or None}
    return {"inventory": {**place, "reason": origin.reason, **also}}


def _given_place(given: Given, value: ValueOrigin, hides: bool) -> dict[str, Any]:
    place = _place(given.span)
    if hides and given.is_argument:
        place["file"] = shown_argument(place["file"], secret=value.secret != "", key=value.key)
    return place


def json_value(value: Any) -> Any:
    """A value as JSON writes it: whole numbers without a point, and as text what JSON has no words for.

    >>> json_value({"replicas": 3.0, "ratio": 0.5, "limit": float("inf")})
    {'replicas': 3, 'ratio': 0.5, 'limit': 'inf'}
    """
    if isinstance(value, dict):
        return {key: json_value(inner) for key, inner in dict.items(value)}
    if isinstance(value, list):
        return [json_value(inner) for inner in value]
    if isinstance(value, float):
        if value - value != 0:
            return str(value)
        return int(value) if value.is_integer() else value
    return value
