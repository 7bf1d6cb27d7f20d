"""Values against ``values.schema.json``, of the chart and of every chart inside it.

Two validators know the answer. Ours, ``schema_verdict``, is quick, follows Helm's, and says only whether values are
good, or that it is not sure; the other one, ``schema_document``, costs more to load than most charts cost to render,
and says what is wrong. The verdict for a schema and its values is kept between processes.
"""

from __future__ import annotations

import marshal

# Validators are loaded for values whose verdict is not known yet; the others should not pay for anything.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TypedDict, Unpack

    from chartloom.chart.resolve import Instance
    from chartloom.chart.schema_document import Load, Matches, Validator
    from chartloom.chart.schema_rules import Judge
    from chartloom.diagnostics import Diagnostic
    from chartloom.memo import Memo

    class Outside(TypedDict, total=False):
        """What a verdict needs that this package does not have."""

        load: Load | None
        matches: Matches


__all__ = ["check_schemas"]


def check_schemas(
    root: Instance, values: dict[str, Any], memo: Memo | None = None, **outside: Unpack[Outside]
) -> None:
    """Raise ChartError with every value that a schema refuses, of all charts that take part.

    ``load`` reads the schemas that others refer to by http and https, which are errors without it;
    ``matches(pattern, text)`` searches for a regular expression.
    """
    validators = _Validators(outside)
    places = _with_values(root, values, ())
    found = [d for place in places for d in _findings(place, memo, validators)]
    if found:
        from chartloom.chart.errors import ChartError

        raise ChartError(found)


class _Validators:
    """One validator for each schema: the charts of a fleet have all the same."""

    def __init__(self, outside: Outside) -> None:
        self.load = outside.get("load")
        self.matches = outside.get("matches", _python_matches)
        self.known: dict[bytes, Validator] = {}
        self.judges: dict[bytes, Judge | None] = {}

    def verdict(self, schema: bytes, values: dict[str, Any]) -> bool | None:
        """Whether the values are good, by our own validator; None if it is not sure."""
        from chartloom.chart.schema_verdict import judge_of, takes

        if schema not in self.judges:
            self.judges[schema] = judge_of(schema, self.matches)
        judge = self.judges[schema]
        return None if judge is None else takes(judge, values)

    def of(self, schema: bytes) -> Validator:
        """The validator of a schema. Raises SchemaError."""
        from chartloom.chart.schema_document import validator_of

        if schema not in self.known:
            self.known[schema] = validator_of(schema, self.matches, self.load)
        return self.known[schema]


def _python_matches(pattern: str, text: str) -> bool:
    """Whether the pattern occurs in the text; raises ValueError for a pattern that is none."""
    import re

    try:
        return re.search(pattern, text) is not None
    except re.error as error:
        raise ValueError(str(error)) from None


class _Place:
    """A chart with a schema, its values, and the path that leads there from the values of the root."""

    __slots__ = ("instance", "path", "schema", "values")

    def __init__(
        self, instance: Instance, schema: bytes, values: dict[str, Any], path: tuple[str, ...]
    ) -> None:
        self.instance = instance
        self.schema = schema
        self.values = values
        self.path = path


def _with_values(instance: Instance, values: dict[str, Any], path: tuple[str, ...]) -> Iterator[_Place]:
    if instance.chart.schema is not None:
        yield _Place(instance, instance.chart.schema, values, path)
    for sub in instance.subcharts:
        inner = values.get(sub.name)
        if isinstance(inner, dict):
            yield from _with_values(sub, inner, (*path, sub.name))


def _findings(place: _Place, memo: Memo | None, validators: _Validators) -> list[Diagnostic]:
    if memo is None or _refers_elsewhere(place.schema):
        return _validate(place, validators)
    key = place.schema + b"\0" + _bytes_of(place.values)
    if memo.value(b"schema", key, lambda: not _validate(place, validators)):
        return []
    return _validate(place, validators)


def _refers_elsewhere(schema: bytes) -> bool:
    """Whether the verdict depends on documents that may change."""
    return any(
        b"://" in after.split(b'"', 2)[1:2][0] for after in schema.split(b'"$ref"')[1:] if b'"' in after
    )


def _bytes_of(values: dict[str, Any]) -> bytes:
    """The same bytes for the same values: later versions of the format depend on how strings are held."""
    try:
        return marshal.dumps(values, 0)
    except ValueError:  # an integer of --set, which has a class of its own
        return marshal.dumps(_plain(values), 0)


def _plain(value: Any) -> Any:
    """The value as JSON's own types, whole numbers as integers."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    if isinstance(value, str):
        return str.__str__(value)  # of a kind that remembers more, the text
    if isinstance(value, bool) or value is None:
        return value
    return int(value) if float(value).is_integer() else float(value)


def _validate(place: _Place, validators: _Validators) -> list[Diagnostic]:
    from chartloom.chart.schema_doubt import TooManyStepsError

    plain = _plain(place.values)
    try:
        verdict = validators.verdict(place.schema, plain)
    except TooManyStepsError:
        return [_no_schema(place, "its references take too many steps to follow")]
    if verdict is True:
        return []
    found = _worded(place, plain, validators)
    if not found and verdict is not None:
        # A few values are refused by rules that are Helm's alone.
        from chartloom.chart.schema_words import refused_somehow

        return [refused_somehow(place.instance, place.path)]
    return found


def _worded(place: _Place, values: dict[str, Any], validators: _Validators) -> list[Diagnostic]:
    """What the validator says that is slower to load, and knows reasons."""
    from chartloom.chart.schema_document import SchemaError
    from chartloom.chart.schema_words import refusals

    try:
        validator = validators.of(place.schema)
        errors = sorted(validator.iter_errors(values), key=lambda e: list(map(str, e.absolute_path)))
    except SchemaError as error:
        return [_no_schema(place, str(error))]
    except RecursionError:
        return [_no_schema(place, "its references never end")]
    return refusals(place.instance, place.path, place.schema, errors)


def _no_schema(place: _Place, reason: str) -> Diagnostic:
    from chartloom.diagnostics import Diagnostic, Span

    return Diagnostic(
        "schema-invalid",
        f'schema of chart "{place.instance.name}": {reason}',
        Span(f"{place.instance.chart.path}/values.schema.json"),
        hint="--skip-schema-validation renders without the schema",
    )
