"""YAML and JSON as Helm reads and writes them.

Reading gives Go's generic values (numbers are floats, keys are strings), writing gives the bytes of
``toYaml`` and its relatives, and errors carry the words of Go's libraries beside those for a person.

The names below are loaded when they are first used: a command that reads no YAML pays for none.
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers know it by its name; the module typing costs more than this one

if TYPE_CHECKING:
    from chartloom.yamlio.errors import JsonError, YamlError, YamlioError
    from chartloom.yamlio.gojson import to_json, to_pretty_json, to_raw_json
    from chartloom.yamlio.heads import Head, read_head
    from chartloom.yamlio.jsonread import read_json, read_json_leniently, read_json_list, read_json_map
    from chartloom.yamlio.positions import Place, read_positions
    from chartloom.yamlio.pretty import to_yaml_pretty
    from chartloom.yamlio.read import read_yaml, read_yaml_list, read_yaml_map
    from chartloom.yamlio.write import to_yaml

__all__ = [
    "Head",
    "JsonError",
    "Place",
    "YamlError",
    "YamlioError",
    "read_head",
    "read_json",
    "read_json_leniently",
    "read_json_list",
    "read_json_map",
    "read_positions",
    "read_yaml",
    "read_yaml_list",
    "read_yaml_map",
    "to_json",
    "to_pretty_json",
    "to_raw_json",
    "to_yaml",
    "to_yaml_pretty",
]

_HOMES = {
    "errors": (
        "JsonError",
        "YamlError",
        "YamlioError",
    ),
    "gojson": (
        "to_json",
        "to_pretty_json",
        "to_raw_json",
    ),
    "heads": (
        "Head",
        "read_head",
    ),
    "jsonread": (
        "read_json",
        "read_json_leniently",
        "read_json_list",
        "read_json_map",
    ),
    "positions": (
        "Place",
        "read_positions",
    ),
    "pretty": ("to_yaml_pretty",),
    "read": (
        "read_yaml",
        "read_yaml_list",
        "read_yaml_map",
    ),
    "write": ("to_yaml",),
}


def __getattr__(name: str) -> object:
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = found
    return found
