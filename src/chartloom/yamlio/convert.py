"""Decoded YAML as the JSON that Helm turns it into: every key a string, every number a float."""

from __future__ import annotations

from math import isfinite, isnan

from chartloom.yamlio.decode import go_syntax
from chartloom.yamlio.numbers import INT64_MAX, format_float32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.yamlio.decode import GoMap

__all__ = ["TEXT", "ConvertError", "MapOf", "Target", "convert", "to_floats"]


class _Text:
    """The type of :data:`TEXT`."""


class MapOf:
    """A Go map whose values are all of one type."""

    __slots__ = ("of",)

    def __init__(self, of: Target) -> None:
        self.of = of


TEXT = _Text()
"""A place for a Go string: numbers and booleans become text there."""

Target = _Text | MapOf | dict[str, "Target"] | None
"""What a value is read into: text, a map, a struct with the fields named, or anything."""


class ConvertError(Exception):
    """A value that JSON cannot say."""

    def __init__(self, go_message: str) -> None:
        super().__init__(go_message)
        self.go_message = go_message


def convert(value: object, target: Target = None) -> object:
    """The same value with text for keys, and text where the target wants text."""
    if isinstance(value, dict):
        return _convert_map(value, target)
    if isinstance(value, list):
        return [convert(item) for item in value]
    return _coerce(value) if target is TEXT else value


def _convert_map(value: GoMap, target: Target) -> dict[str, object]:
    result = {}
    for key, item in value.values():
        name = key_text(key, item)
        result[name] = convert(item, _field(target, name))
    return result


def _field(target: Target, name: str) -> Target:
    if isinstance(target, MapOf):
        return target.of
    return _field_like(target, name) if isinstance(target, dict) else None


def _field_like(fields: Mapping[str, Target], name: str) -> Target:
    if name in fields:
        return fields[name]
    folded = fold(name)
    return next((target for field, target in fields.items() if fold(field) == folded), None)


def fold(name: str) -> str:
    r"""A field name as Go's JSON compares it: without case, and with two letters that look like ASCII.

    >>> fold("\u212aIND") == fold("kind")
    True
    """
    return name.lower().replace("\u017f", "s")  # the Kelvin sign becomes k in lower()


def key_text(key: object, value: object = None) -> str:
    """A key as the text it becomes: 1 is "1", true is "true"; null is no key.

    Floats are rounded to 32 bits on the way, as in the library.
    """
    if isinstance(key, str):
        return key
    if key.__class__ is bool:
        return "true" if key else "false"
    if isinstance(key, float):
        text = format_float32(key)
        return {"+Inf": ".inf", "-Inf": "-.inf", "NaN": ".nan"}.get(text, text)
    if isinstance(key, int) and key <= INT64_MAX:
        return str(key)
    named = "%!s(<nil>)" if key is None else "uint64"
    raise ConvertError(f"unsupported map key of type: {named}, key: {_plus(key)}, value: {_plus(value)}")


def _plus(value: object) -> str:
    return "<nil>" if value is None else go_syntax(value)


def _coerce(value: object) -> object:
    if value.__class__ is bool:
        return "true" if value else "false"
    if isinstance(value, float):
        return format_float32(value)
    return value if value is None or isinstance(value, str) else str(value)


def to_floats(value: object) -> object:
    """The value after its way through JSON; what JSON has no number for is refused, first key first."""
    if isinstance(value, dict):
        items = {key: to_floats(value[key]) for key in sorted(value, key=_bytes)}
        return {key: items[key] for key in value}
    if isinstance(value, list):
        return [to_floats(item) for item in value]
    if value.__class__ is int:
        return float(value)
    if isinstance(value, float) and not isfinite(value):
        name = "NaN" if isnan(value) else "+Inf" if value > 0 else "-Inf"
        raise ConvertError(f"json: unsupported value: {name}")
    return value


def _bytes(key: str) -> bytes:
    return key.encode("utf-8", "surrogateescape")
