"""Helm's functions between values and YAML or JSON."""

from __future__ import annotations

from chartloom import yamlio

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from chartloom.gotmpl.values import Value

__all__ = [
    "from_json",
    "from_json_array",
    "from_yaml",
    "from_yaml_array",
    "get_host_by_name",
    "to_json",
    "to_pretty_json",
    "to_raw_json",
    "to_yaml",
    "to_yaml_pretty",
]


def to_yaml(value: Value) -> str:
    """The value as YAML, without a newline at the end."""
    return yamlio.to_yaml(value).removesuffix("\n")


def to_yaml_pretty(value: Value) -> str:
    """The value as YAML whose lists are indented."""
    return yamlio.to_yaml_pretty(value).removesuffix("\n")


def to_json(value: Value) -> str:
    """The value as JSON on one line."""
    return yamlio.to_json(value)


def to_pretty_json(value: Value) -> str:
    """The value as indented JSON."""
    return yamlio.to_pretty_json(value)


def to_raw_json(value: Value) -> str:
    """The value as JSON without escapes for HTML."""
    return yamlio.to_raw_json(value)


def from_yaml(text: str) -> dict[str, Any]:
    """The map in a YAML text; what is wrong with the text stands under ``Error``."""
    try:
        value = yamlio.read_yaml(text)
    except yamlio.YamlError as error:
        return {"Error": error.go_message}
    if value is None:
        return {}
    if not isinstance(value, dict):
        return {"Error": _cannot_unmarshal(value, "map[string]interface {}")}
    return value


def from_yaml_array(text: str) -> list[Any]:
    """The list in a YAML text; what is wrong with the text is its only item."""
    try:
        value = yamlio.read_yaml(text)
    except yamlio.YamlError as error:
        return [error.go_message]
    if value is None:
        return []
    return value if isinstance(value, list) else [_cannot_unmarshal(value, "[]interface {}")]


def _cannot_unmarshal(value: Any, target: str) -> str:
    return f"error unmarshaling JSON: while decoding JSON: {_wrong_json(value, target)}"


def _wrong_json(value: Any, target: str) -> str:
    names = {str: "string", bool: "bool", float: "number", list: "array", dict: "object"}
    return f"json: cannot unmarshal {names[type(value)]} into Go value of type {target}"


def from_json(text: str) -> dict[str, Any]:
    """The map in a JSON text; what is wrong with the text stands under ``Error``."""
    try:
        value = yamlio.read_json(text)
    except yamlio.JsonError as error:
        return {"Error": error.go_message}
    if value is None:
        return {}
    return value if isinstance(value, dict) else {"Error": _wrong_json(value, "map[string]interface {}")}


def from_json_array(text: str) -> list[Any]:
    """The list in a JSON text; what is wrong with the text is its only item."""
    try:
        value = yamlio.read_json(text)
    except yamlio.JsonError as error:
        return [error.go_message]
    if value is None:
        return []
    return value if isinstance(value, list) else [_wrong_json(value, "[]interface {}")]


def get_host_by_name(_name: str) -> str:
    """Nothing: rendering does not ask the network."""
    return ""
