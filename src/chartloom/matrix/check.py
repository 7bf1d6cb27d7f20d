"""Holds the values of an inventory against their shapes, and reports every one that does not fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chartloom.diagnostics.suggest import did_you_mean
from chartloom.matrix.shapes import Choice, Flag, Items, Off, Record, Scalar, Table, Text, Tree, Whole
from chartloom.matrix.value_words import as_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.diagnostics import Diagnostic
    from chartloom.matrix.places import Path
    from chartloom.matrix.shapes import Pattern, Shape
    from chartloom.matrix.source import Source

__all__ = ["check_shape", "subject"]


def check_shape(source: Source, value: object, shape: Shape, path: Path) -> Iterator[Diagnostic]:
    """Every way in which ``value``, found at ``path``, is not what ``shape`` accepts."""
    match shape:
        case Choice():
            yield from _check_choice(source, value, shape, path)
        case Record():
            yield from _check_record(source, value, shape, path)
        case Table():
            yield from _check_table(source, value, shape, path)
        case Items():
            yield from _check_items(source, value, shape, path)
        case _:
            yield from _check_leaf(source, value, shape, path)


def _check_choice(source: Source, value: object, shape: Choice, path: Path) -> Iterator[Diagnostic]:
    fitting = next((option for option in shape.options if _has_type(value, option)), None)
    if fitting is None:
        yield _wrong_type(source, value, shape, path)
    else:
        yield from check_shape(source, value, fitting, path)


def _check_record(source: Source, value: object, shape: Record, path: Path) -> Iterator[Diagnostic]:
    if not isinstance(value, dict):
        yield _wrong_type(source, value, shape, path)
        return
    shapes = {field.name: field.shape for field in shape.fields}
    for key, inner in value.items():
        if key in shapes:
            yield from check_shape(source, inner, shapes[key], (*path, key))
        else:
            yield _unknown_key(source, key, shape, path)
    for field in shape.fields:
        if field.required and field.name not in value:
            yield _missing(source, field.name, path)


def _check_table(source: Source, value: object, shape: Table, path: Path) -> Iterator[Diagnostic]:
    if not isinstance(value, dict):
        yield _wrong_type(source, value, shape, path)
        return
    for key, inner in value.items():
        inside = (*path, key)
        yield from _check_text(source, key, shape.key, inside, key=True)
        yield from check_shape(source, inner, shape.of, inside)


def _check_items(source: Source, value: object, shape: Items, path: Path) -> Iterator[Diagnostic]:
    if not isinstance(value, list):
        yield _wrong_type(source, value, shape, path)
        return
    for index, inner in enumerate(value):
        yield from check_shape(source, inner, shape.of, (*path, index))


def _check_leaf(source: Source, value: object, shape: Shape, path: Path) -> Iterator[Diagnostic]:
    if not _has_type(value, shape):
        yield _wrong_type(source, value, shape, path)
    elif isinstance(shape, Text):
        yield from _check_text(source, str(value), shape, path)
    elif (
        isinstance(shape, Whole) and isinstance(value, float) and not shape.minimum <= value <= shape.maximum
    ):
        message = f"{subject(source, path)} must be {describe(shape)}, not {value:.15g}"
        yield source.finding(path, "out-of-range", message)


def _check_text(
    source: Source, value: str, shape: Text, path: Path, *, key: bool = False
) -> Iterator[Diagnostic]:
    if shape.choices and value not in shape.choices:
        message = f"{subject(source, path)} must be {describe(shape)}, not {quoted(value)}"
        hint = did_you_mean(value.lower(), shape.choices)
        yield source.finding(path, "unknown-choice", message, key=key, hint=hint)
    elif shape.pattern and not matches(shape.pattern, value):
        message = f"{subject(source, path)} must be {shape.pattern.words}, not {quoted(value)}"
        note, hint = shape.pattern.rule, _repaired(shape.pattern, value)
        yield source.finding(path, shape.pattern.code, message, key=key, note=note, hint=hint)


def matches(pattern: Pattern, value: str) -> bool:
    """Whether the whole of ``value`` has the form of ``pattern``."""
    return len(value) <= pattern.longest and re.fullmatch(pattern.regex, value) is not None


def _repaired(pattern: Pattern, value: str) -> str | None:
    """The nearest text of that form, as a question; only names are so simple that one can be guessed."""
    guess = re.sub("[^a-z0-9]+", "-", value.lower()).strip("-")[: pattern.longest].rstrip("-")
    return (
        f'did you mean "{guess}"?' if pattern.code == "not-a-dns-label" and matches(pattern, guess) else None
    )


def _has_type(value: object, shape: Shape) -> bool:
    match shape:
        case Text():
            return isinstance(value, str)
        case Whole():
            return isinstance(value, float) and value.is_integer()
        case Flag():
            return isinstance(value, bool)
        case Off():
            return value is False
        case Scalar():
            return isinstance(value, str | bool | float)
        case Items():
            return isinstance(value, list)
        case Choice():
            return any(_has_type(value, option) for option in shape.options)
        case Record() | Table() | Tree():
            return isinstance(value, dict)


def _wrong_type(source: Source, value: object, shape: Shape, path: Path) -> Diagnostic:
    message = f"{subject(source, path)} must be {describe(shape)}, not {_found(source, value, path)}"
    return source.finding(path, "wrong-type", message, hint=_type_hint(source, value, shape, path))


def _type_hint(source: Source, value: object, shape: Shape, path: Path) -> str | None:
    """What to type instead, for the slips that YAML itself invites."""
    match value, shape:
        case str(), Choice():
            hints = (_type_hint(source, value, option, path) for option in shape.options)
            return next((hint for hint in hints if hint), None)
        case bool() | float(), Text(pattern=form) if not form or matches(form, source.written(path)):
            return f'write it in quotes: "{source.written(path)}"'
        case str() as text, Whole() if text.strip().isdigit():
            return f"write it without quotes: {text.strip()}"
        case str() as text, Flag() if text.lower() in ("true", "false", "yes", "no"):
            return "write true or false, without quotes"
        case str() as text, Items():
            return f"write a list: [{text}]"
        case _:
            return None


def _unknown_key(source: Source, key: str, shape: Record, path: Path) -> Diagnostic:
    owner = subject(source, path)
    message = f'{owner} has a key "{key}" that is not known' if path else f'"{key}" is no key of an inventory'
    hint = (_hint_of_value(key) if shape.title == "service" else None) or did_you_mean(key, shape.names())
    note = None if hint else f"known keys: {', '.join(shape.names())}"
    return source.finding((*path, key), "unknown-key", message, key=True, note=note, hint=hint)


def _hint_of_value(value: str) -> str | None:
    """What a value of the library chart is called here."""
    key = as_key(value)
    return f"the inventory says it with {key}; as it stands it belongs under values:" if key else None


def _missing(source: Source, name: str, path: Path) -> Diagnostic:
    owner = subject(source, path)
    message = f'{owner} has no "{name}"' if path else f'the inventory has no "{name}"'
    return source.finding(path, "missing-key", message)


def subject(source: Source, path: Path) -> str:
    """What stands at ``path``, in words: ``port of service "web"``."""
    if len(path) < 2 or path[0] != "services":
        return _dotted(path) or "the inventory"
    index = path[1]
    service = _service_words(source, int(index))
    return f"{_dotted(path[2:])} of {service}" if len(path) > 2 else service


def _service_words(source: Source, index: int) -> str:
    services = source.value.get("services") if isinstance(source.value, dict) else None
    entry = services[index] if isinstance(services, list) else None
    name = entry.get("name") if isinstance(entry, dict) else None
    return f'service "{name}"' if isinstance(name, str) else f"service {index + 1}"


def _dotted(path: Path) -> str:
    """``env_vars[2].NAME``, counted from 1 as people count."""
    text = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


def describe(shape: Shape) -> str:
    """What ``shape`` accepts, in words that follow "must be"."""
    match shape:
        case Text(choices=choices) if choices:
            return _alternatives(choices)
        case Text():
            return shape.pattern.words if shape.pattern else "a text"
        case Whole():
            return f"a whole number from {shape.minimum} to {shape.maximum}"
        case Choice():
            return " or ".join(describe(option) for option in shape.options)
        case Items():
            return "a list"
        case Flag():
            return "true or false"
        case Off():
            return "false"
        case Scalar():
            return "a text, a number, true or false"
        case Record() | Table() | Tree():
            return "a mapping"


def _alternatives(choices: tuple[str, ...]) -> str:
    return choices[0] if len(choices) == 1 else f"{', '.join(choices[:-1])} or {choices[-1]}"


def _found(source: Source, value: object, path: Path) -> str:
    match value:
        case None:
            return "empty"
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case str():
            return quoted(value)
        case _:
            return source.written(path) or str(value)


def quoted(value: str) -> str:
    """``value`` in double quotes, shortened when it is long."""
    return f'"{value}"' if len(value) <= 80 else f'"{value[:77]}..."'
