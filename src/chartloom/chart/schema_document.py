"""A schema made ready: its draft, what it refers to, and a validator with the verdicts of Helm's.

Helm compiles a schema whole before it looks at any value, so a reference that leads nowhere is an error even where
no value follows it. Python's validator would find it late or never.
"""

from __future__ import annotations

import json
import re
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote

from jsonschema import FormatChecker, validators
from jsonschema.exceptions import ValidationError
from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]
from referencing import Registry, Resource
from referencing.exceptions import NoSuchResource, Unresolvable
from referencing.jsonschema import DRAFT202012, Schema

from chartloom.chart.schema_formats import FORMATS, has_format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Load = Callable[[str], bytes]
    Matches = Callable[[str, str], bool]

__all__ = ["SchemaError", "UnknownKeyError", "validator_of"]

_DRAFTS = {
    "schema": validators.Draft202012Validator,
    "draft/2020-12/schema": validators.Draft202012Validator,
    "draft/2019-09/schema": validators.Draft201909Validator,
    "draft-07/schema": validators.Draft7Validator,
    "draft-06/schema": validators.Draft6Validator,
    "draft-04/schema": validators.Draft4Validator,
}
_CHOICES = {"enum": {"type": "array", "minItems": 1, "uniqueItems": True}}
# Where the metaschemas that Helm's validator has ask for something else than the published ones.
_OTHERWISE: dict[Any, dict[str, Any]] = {
    validators.Draft7Validator: {**_CHOICES, "writeOnly": {"type": "boolean"}},
    validators.Draft6Validator: {**_CHOICES, "examples": {}},
    validators.Draft4Validator: {"$ref": {"type": "string"}},
}
_INSIST_ON_FORMATS = (validators.Draft7Validator, validators.Draft6Validator, validators.Draft4Validator)
_SCHEMA = (
    *("additionalItems", "additionalProperties", "contains", "else", "if", "items", "not", "propertyNames"),
    *("then", "unevaluatedItems", "unevaluatedProperties"),
)
_LIST = ("allOf", "anyOf", "items", "oneOf", "prefixItems")
_MAP = ("dependencies", "dependentSchemas", "patternProperties", "properties")


class SchemaError(Exception):
    """A schema that is none, or that is not whole; the text says why."""


class UnknownKeyError(ValidationError):
    """A key that no rule of its map knows."""

    def __init__(self, key: str) -> None:
        super().__init__(f"unknown key {json.dumps(key)}")
        self.key = key


class Validator(Protocol):
    """What finds out which values a schema refuses."""

    def iter_errors(self, instance: Any) -> Iterator[ValidationError]: ...


def validator_of(schema: bytes, matches: Matches, load: Load | None = None) -> Validator:
    """The validator of a schema.

    ``load`` reads what the schema refers to by http and https; ``matches(pattern, text)`` searches. Raises
    SchemaError.
    """
    document = _parse(schema, "values.schema.json")
    draft = _draft(document)
    _check(document, draft, matches)
    registry = _registry(load)
    _check_references(document, registry)
    checker = _format_checker(matches) if draft in _INSIST_ON_FORMATS else None
    kind = validators.extend(draft, _keywords(matches))  # type: ignore[no-untyped-call]
    found: Validator = kind(document, registry=registry, format_checker=checker)
    return found


def _parse(data: bytes, name: str) -> Any:
    try:
        return json.loads(data.decode("utf-8", "replace"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise SchemaError(f"{name} is no JSON: {error}") from None


def _refuse_constant(text: str) -> None:
    raise ValueError(f"{text} is no number")


def _draft(document: Any) -> Any:
    url = document.get("$schema") if isinstance(document, dict) else None
    if not isinstance(url, str) or url.startswith("urn:"):
        return validators.Draft202012Validator
    known = re.fullmatch(r"(?:https?://)?json-schema\.org/(.*?)#?", url)
    if known is None or known[1] not in _DRAFTS:
        raise SchemaError(f'there is no draft "{url}" of JSON Schema')
    return _DRAFTS[known[1]]


def _check(document: Any, draft: Any, matches: Matches) -> None:
    checker = _format_checker(matches)
    errors = draft(_metaschema(draft), format_checker=checker).iter_errors(document)
    for error in sorted(errors, key=lambda e: len(e.absolute_path), reverse=True):
        raise SchemaError(f"is not valid against its metaschema: `{error.json_path[2:]}`: {error.message}")


def _metaschema(draft: Any) -> dict[str, Any]:
    whole: dict[str, Any] = draft.META_SCHEMA
    if draft not in _OTHERWISE:
        return whole
    return {**whole, "properties": {**whole["properties"], **_OTHERWISE[draft]}}


def _format_checker(matches: Matches) -> FormatChecker:
    checker = FormatChecker(formats=())
    for name in (*FORMATS, "regex"):
        checker.checks(name)(_verdict(name, matches))
    return checker


def _verdict(name: str, matches: Matches) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or has_format(name, value, matches)


def _registry(load: Load | None) -> Registry[Schema]:
    @cache
    def retrieve(uri: str) -> Resource[Schema]:
        if uri.startswith("urn:"):
            return Resource.from_contents(True, DRAFT202012)  # as Helm, which warns
        if load is None or not uri.startswith(("http://", "https://")):
            raise NoSuchResource(uri)
        return Resource.from_contents(_parse(load(uri), uri), DRAFT202012)

    found: Registry[Schema] = REGISTRY.combine(Registry(retrieve=retrieve))  # type: ignore[call-arg]
    return found


def _check_references(document: Any, registry: Registry[Schema]) -> None:
    resource: Resource[Schema] = Resource.from_contents(document, DRAFT202012)
    base = resource.id() or ""
    resolver = registry.with_resource(base, resource).crawl().resolver(base)
    for reference in _references(document, document):
        try:
            resolver.lookup(reference)
        except Unresolvable:
            raise SchemaError(f'cannot load "{reference}", which the schema refers to') from None


def _references(document: Any, node: Any) -> Iterator[str]:
    """What the parts of a schema that take part refer to."""
    todo, seen = [node], set[int]()
    while todo:
        node = todo.pop()
        if not isinstance(node, dict) or id(node) in seen:
            continue
        seen.add(id(node))
        reference = node.get("$ref")
        if isinstance(reference, str):
            yield reference
            todo.append(_local(document, reference))
        todo += _parts(node)


def _parts(node: Mapping[str, Any]) -> Iterator[Any]:
    """The schemas right inside a schema."""
    yield from (node.get(key) for key in _SCHEMA)
    for key in _LIST:
        if isinstance(node.get(key), list):
            yield from node[key]
    for key in _MAP:
        if isinstance(node.get(key), dict):
            yield from node[key].values()


def _local(document: Any, reference: str) -> Any:
    """What a pointer into the document leads to; None for any other reference."""
    if not reference.startswith("#/"):
        return document if reference == "#" else None
    for part in unquote(reference[2:]).split("/"):
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(document, list) and key.isdecimal() and int(key) < len(document):
            document = document[int(key)]
        else:
            document = document.get(key) if isinstance(document, dict) else None
    return document


# Patterns are Go's, which Python's validator does not know.


def _keywords(matches: Matches) -> dict[str, Any]:
    def pattern(_: Any, wanted: str, value: Any, __: Any) -> Iterator[ValidationError]:
        if isinstance(value, str) and not matches(wanted, value):
            yield ValidationError(f"{value!r} does not match {wanted!r}")

    def pattern_properties(own: Any, table: dict[str, Any], value: Any, _: Any) -> Iterator[ValidationError]:
        for wanted, schema in table.items() if isinstance(value, dict) else ():
            for key in (k for k in value if matches(wanted, k)):
                yield from own.descend(value[key], schema, path=key, schema_path=wanted)

    def additional(own: Any, schema: Any, value: Any, whole: dict[str, Any]) -> Iterator[ValidationError]:
        named, patterns = whole.get("properties", {}), whole.get("patternProperties", {})
        keys = value if isinstance(value, dict) else ()
        extra = [k for k in keys if k not in named and not any(matches(p, k) for p in patterns)]
        for key in extra:
            if schema is False:
                yield UnknownKeyError(key)
            else:
                yield from own.descend(value[key], schema, path=key)

    return {
        "additionalProperties": additional,
        "dependencies": validators.Draft7Validator.VALIDATORS["dependencies"],  # also in later drafts
        "multipleOf": _multiple_of,
        "pattern": pattern,
        "patternProperties": pattern_properties,
    }


def _multiple_of(own: Any, unit: float, value: Any, _: Any) -> Iterator[ValidationError]:
    """Of the decimals as they are written: 0.3 is three times 0.1."""
    if own.is_type(value, "number") and Fraction(repr(value)) % Fraction(repr(unit)):
        yield ValidationError(f"{value!r} is not a multiple of {unit!r}")
