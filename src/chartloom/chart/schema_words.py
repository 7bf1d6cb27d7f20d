"""What a schema refuses, in words: the value that is meant, and the rule that refuses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.chart.schema_document import UnknownKeyError
from chartloom.chart.schema_places import place_in_schema
from chartloom.diagnostics import Diagnostic, Related, Span, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jsonschema.exceptions import ValidationError

    from chartloom.chart.resolve import Instance

__all__ = ["refusals", "refused_somehow"]

_LONG = 60
"""Characters of a value that a message may repeat."""
_NOTE = "the schema of the chart refuses this value; --skip-schema-validation renders all the same"


def refusals(
    instance: Instance, path: tuple[str, ...], schema: bytes, errors: Iterable[ValidationError]
) -> list[Diagnostic]:
    """A diagnostic for each of the errors that a schema's validator has found.

    ``path`` leads from the values of the root to those of the chart.
    """
    leaves = [leaf for error in errors for leaf in _leaves(error)]
    return [_diagnostic(instance, path, schema, leaf) for leaf in leaves]


def refused_somehow(instance: Instance, path: tuple[str, ...]) -> Diagnostic:
    """The values of a chart are refused, and nobody can say why."""
    return _refusal(instance, "the schema refuses them", Subject(path), None)


def _leaves(error: ValidationError) -> Iterable[ValidationError]:
    """An error, or what is wrong inside it where only one alternative comes near."""
    if error.context and error.validator == "allOf":
        return [leaf for inner in error.context for leaf in _leaves(inner)]
    return [error]


def _diagnostic(
    instance: Instance, path: tuple[str, ...], schema: bytes, error: ValidationError
) -> Diagnostic:
    shown = ".".join(str(part) for part in (*path, *error.absolute_path))
    reason, hint = f"{_where(shown)}{_message(error)}", _hint(error)
    span = place_in_schema(schema, tuple(error.absolute_schema_path), _file(instance))
    return _refusal(instance, reason, _subject(path, error), hint, (Related("schema", "", span),))


def _refusal(
    instance: Instance, reason: str, subject: Subject, hint: str | None, related: Sequence[Related] = ()
) -> Diagnostic:
    return Diagnostic(
        "values-schema",
        f'values of chart "{instance.name}": {reason}',
        Span(_file(instance)),
        note=_NOTE,
        hint=hint,
        related=tuple(related),
        subject=subject,
    )


def _file(instance: Instance) -> str:
    return f"{instance.chart.path}/values.schema.json"


def _subject(path: tuple[str, ...], error: ValidationError) -> Subject:
    own = (*path, *error.absolute_path)
    if isinstance(error, UnknownKeyError):
        return Subject((*own, error.key), is_key=True)
    if "propertyNames" in error.absolute_schema_path and isinstance(error.instance, str):
        return Subject((*own, error.instance), is_key=True)
    return Subject(own)


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


def _hint(error: ValidationError) -> str | None:
    if not isinstance(error, UnknownKeyError) or not isinstance(error.schema, dict):
        return None
    from chartloom.diagnostics.suggest import did_you_mean

    known = error.schema.get("properties", {})
    return did_you_mean(error.key, known) or f"known keys: {', '.join(sorted(known)) or 'none'}"
