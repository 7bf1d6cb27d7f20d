"""Helm's functions between values and YAML or JSON."""

from __future__ import annotations

from chartloom import yamlio
from chartloom.gotmpl.errors import FunctionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from chartloom.engine.templating import RenderState
    from chartloom.gotmpl.values import Value

__all__ = [
    "from_json",
    "from_json_array",
    "from_yaml",
    "from_yaml_array",
    "get_host_by_name",
    "must_from_json",
    "must_to_json",
    "must_to_pretty_json",
    "must_to_yaml",
    "to_json",
    "to_pretty_json",
    "to_raw_json",
    "to_yaml",
    "to_yaml_pretty",
]


def to_yaml(value: Value) -> str:
    """The value as YAML, without a newline at the end; "" for what YAML cannot say."""
    try:
        return yamlio.to_yaml(value).removesuffix("\n")
    except yamlio.YamlError:
        return ""


def must_to_yaml(value: Value) -> str:
    """The value as YAML, or an error."""
    try:
        return yamlio.to_yaml(value).removesuffix("\n")
    except yamlio.YamlError as error:
        raise FunctionError(error.go_message) from error


def to_yaml_pretty(value: Value) -> str:
    """The value as YAML whose lists are indented; "" for what YAML cannot say."""
    try:
        return yamlio.to_yaml_pretty(value).removesuffix("\n")
    except yamlio.YamlError:
        return ""


def to_json(value: Value) -> str:
    """The value as JSON on one line; "" for what JSON cannot say."""
    try:
        return yamlio.to_json(value)
    except yamlio.JsonError:
        return ""


def to_pretty_json(value: Value) -> str:
    """The value as indented JSON; "" for what JSON cannot say."""
    try:
        return yamlio.to_pretty_json(value)
    except yamlio.JsonError:
        return ""


def to_raw_json(value: Value) -> str:
    """The value as JSON without escapes for HTML."""
    return _or_error(yamlio.to_raw_json, value)


def must_to_json(value: Value) -> str:
    """The value as JSON on one line, or an error."""
    return _or_error(yamlio.to_json, value)


def must_to_pretty_json(value: Value) -> str:
    """The value as indented JSON, or an error."""
    return _or_error(yamlio.to_pretty_json, value)


def _or_error(write: Callable[[Value], str], value: Value) -> str:
    try:
        return write(value)
    except yamlio.JsonError as error:
        raise FunctionError(error.go_message) from error


def from_yaml(state: RenderState, text: str) -> dict[str, Any]:
    """The map in a YAML text; what is wrong with the text stands under ``Error``."""
    found: dict[str, Any] = _kept(state, b"fromYaml", text, _read_map)
    return found


def _kept(state: RenderState, kind: bytes, text: str, read: Callable[[str], Any]) -> Any:
    """What a text says, without the YAML library where it was read before."""
    if state.memo is None:
        return read(text)
    return state.memo.value(kind, text.encode("utf-8", "surrogateescape"), lambda: read(text), small=True)


def _read_map(text: str) -> dict[str, Any]:
    try:
        return yamlio.read_yaml_map(text) or {}
    except yamlio.YamlError as error:
        return {"Error": error.go_message}


def from_yaml_array(state: RenderState, text: str) -> list[Any]:
    """The list in a YAML text; what is wrong with the text is its only item."""
    found: list[Any] = _kept(state, b"fromYamlArray", text, _read_list)
    return found


def _read_list(text: str) -> list[Any]:
    try:
        return yamlio.read_yaml_list(text) or []
    except yamlio.YamlError as error:
        return [error.go_message]


def from_json(text: str) -> dict[str, Any]:
    """The map in a JSON text; what is wrong with the text stands under ``Error``, beside what could be read."""
    try:
        found = yamlio.read_json_map(text)
    except yamlio.JsonError as error:
        read = yamlio.read_json_leniently(text)
        return {**(read if isinstance(read, dict) else {}), "Error": error.go_message}
    return _nil("NilMap") if found is None else found


def must_from_json(text: str) -> Value:
    """The value in a JSON text, or an error."""
    try:
        return yamlio.read_json(text)
    except yamlio.JsonError as error:
        raise FunctionError(error.go_message) from error


def from_json_array(text: str) -> list[Any]:
    """The list in a JSON text; what is wrong with the text is its only item."""
    try:
        found = yamlio.read_json_list(text)
    except yamlio.JsonError as error:
        return [error.go_message]
    return _nil("NilList") if found is None else found


def _nil(name: str) -> Any:
    from chartloom.sprig import nil  # a text that says null is rare

    return getattr(nil, name)()


def get_host_by_name(_name: str) -> str:
    """Nothing: rendering does not ask the network."""
    return ""
