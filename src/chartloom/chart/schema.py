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
    from collections.abc import Iterable, Iterator
    from typing import Any, TypedDict, Unpack

    from jsonschema.exceptions import ValidationError

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

_LONG = 60
"""Characters of a value that a message may repeat."""


def check_schemas(
    root: Instance, values: dict[str, Any], memo: Memo | None = None, **outside: Unpack[Outside]
) -> None:
    """Raise ChartError with every value that a schema refuses, of all charts that take part.

    ``load`` reads the schemas that others refer to by http and https, which are errors without it;
    ``matches(pattern, text)`` searches for a regular expression.
    """
    validators = _Validators(outside)
    pairs = _with_values(root, values)
    found = [d for instance, table in pairs for d in _findings(instance, table, memo, validators)]
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


def _with_values(instance: Instance, values: dict[str, Any]) -> Iterator[tuple[Instance, dict[str, Any]]]:
    if instance.chart.schema is not None:
        yield instance, values
    for sub in instance.subcharts:
        inner = values.get(sub.name)
        if isinstance(inner, dict):
            yield from _with_values(sub, inner)


def _findings(
    instance: Instance, values: dict[str, Any], memo: Memo | None, validators: _Validators
) -> list[Diagnostic]:
    schema = instance.chart.schema
    assert schema is not None
    if memo is None or _refers_elsewhere(schema):
        return _validate(instance, schema, values, validators)
    key = schema + b"\0" + _bytes_of(values)
    if memo.value(b"schema", key, lambda: not _validate(instance, schema, values, validators)):
        return []
    return _validate(instance, schema, values, validators)


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


def _validate(
    instance: Instance, schema: bytes, values: dict[str, Any], validators: _Validators
) -> list[Diagnostic]:
    from chartloom.chart.schema_doubt import TooManyStepsError

    plain = _plain(values)
    try:
        verdict = validators.verdict(schema, plain)
    except TooManyStepsError:
        return [_no_schema(instance, "its references take too many steps to follow")]
    if verdict is True:
        return []
    found = _worded(instance, schema, plain, validators)
    # A few values are refused by rules that are Helm's alone.
    return found if found or verdict is None else [_refusal(instance, "the schema refuses them", None)]


def _worded(
    instance: Instance, schema: bytes, values: dict[str, Any], validators: _Validators
) -> list[Diagnostic]:
    """What the validator says that is slower to load, and knows reasons."""
    from chartloom.chart.schema_document import SchemaError

    try:
        validator = validators.of(schema)
        errors = sorted(validator.iter_errors(values), key=lambda e: list(map(str, e.absolute_path)))
    except SchemaError as error:
        return [_no_schema(instance, str(error))]
    except RecursionError:
        return [_no_schema(instance, "its references never end")]
    return [_diagnostic(instance, leaf) for error in errors for leaf in _leaves(error)]


def _no_schema(instance: Instance, reason: str) -> Diagnostic:
    from chartloom.diagnostics import Diagnostic, Span

    return Diagnostic(
        "schema-invalid",
        f'schema of chart "{instance.name}": {reason}',
        Span(f"{instance.chart.path}/values.schema.json"),
        hint="--skip-schema-validation renders without the schema",
    )


def _leaves(error: ValidationError) -> Iterable[ValidationError]:
    """An error, or what is wrong inside it where only one alternative comes near."""
    if error.context and error.validator == "allOf":
        return [leaf for inner in error.context for leaf in _leaves(inner)]
    return [error]


def _diagnostic(instance: Instance, error: ValidationError) -> Diagnostic:
    path = ".".join(str(part) for part in (*instance.path.split("/charts/")[1:], *error.absolute_path))
    return _refusal(instance, f"{_where(path)}{_message(error)}", _hint(error))


def _refusal(instance: Instance, reason: str, hint: str | None) -> Diagnostic:
    from chartloom.diagnostics import Diagnostic, Span

    return Diagnostic(
        "values-schema",
        f'values of chart "{instance.name}": {reason}',
        Span(f"{instance.chart.path}/values.schema.json"),
        note="the schema of the chart refuses this value; --skip-schema-validation renders all the same",
        hint=hint,
    )


def _where(path: str) -> str:
    return f"`{path}`: " if path else ""


def _message(error: ValidationError) -> str:
    """What is wrong; a large value is not repeated."""
    if error.context:
        reasons = dict.fromkeys(_reason(leaf) for inner in error.context for leaf in _all_leaves(inner))
        return f"none of the alternatives fits: {'; '.join(reasons)}"
    if error.validator == "oneOf":
        return "more than one of the alternatives fits"
    shown = repr(error.instance)
    return error.message.replace(shown, "the value", 1) if len(shown) > _LONG else error.message


def _all_leaves(error: ValidationError) -> Iterable[ValidationError]:
    return [leaf for inner in error.context or () for leaf in _all_leaves(inner)] or [error]


def _reason(error: ValidationError) -> str:
    return _where(".".join(map(str, error.absolute_path))) + _message(error)


def _unknown(error: ValidationError) -> list[str]:
    known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    given = error.instance if isinstance(error.instance, dict) else {}
    return sorted(name for name in given if name not in known)


def _hint(error: ValidationError) -> str | None:
    if error.validator != "additionalProperties" or not isinstance(error.schema, dict):
        return None
    from chartloom.diagnostics.suggest import did_you_mean

    known = error.schema.get("properties", {})
    guesses = (did_you_mean(name, known) for name in _unknown(error))
    return next((g for g in guesses if g), f"known keys: {', '.join(sorted(known))}")
