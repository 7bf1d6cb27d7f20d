"""The values of a chart as tables for people: what is set, what it says, and what each environment changes."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from chartloom.kube.secrecy import why_secret
from chartloom.weave.library.comments import read_keys
from chartloom.yamlio import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chartloom.weave.commented import Entry

__all__ = ["environment_rows", "switch_rows", "value_rows"]


_LIBRARY_VALUES = Path(__file__).parent / "library" / "common" / "values.yaml"


def value_rows(entries: Iterable[Entry]) -> Iterator[tuple[str, str, str]]:
    """A row for each leaf of the values: its key, its value, and what the comments say.

    The first of an entry has the comment of the chart's own values, the others that of the library's.
    """
    for entry in entries:
        about = " ".join(entry.comment.removeprefix("-- ").split())
        for key, value in _leaves(entry.key, entry.value):
            yield f"`{key}`", _shown(key, value), about or _library_comments().get(key, "")
            about = ""


@cache
def _library_comments() -> dict[str, str]:
    return {".".join(key.path): key.text for key in read_keys(_LIBRARY_VALUES.read_text("utf-8"))}


# What people switch; the rest of what can be switched is part of one of these.
_SWITCHES = (
    "ingress.enabled",
    "autoscaling.enabled",
    "podDisruptionBudget.enabled",
    "persistence.enabled",
    "backup.enabled",
    "migration.enabled",
    "seed.enabled",
    "dependencyCheck.enabled",
    "networkPolicy.enabled",
    "monitoring.enabled",
    "monitoring.prometheusRule.enabled",
    "monitoring.dashboard.enabled",
    "logShipper.enabled",
    "tests.enabled",
)


def switch_rows(
    own: Mapping[str, object], environments: Mapping[str, Mapping[str, object]]
) -> Iterator[tuple[str, ...]]:
    """A row for each switch that is on anywhere, and a column for each environment.

    ``own`` are the values of the chart, over the library's, under those of the environments.
    """
    for switch in _SWITCHES:
        keys = switch.split(".")
        layers = (_at(_library(), keys), _at(own, keys))
        usual = next((value for value in reversed(layers) if value is not None), None)
        here = [usual if (said := _at(over, keys)) is None else said for over in environments.values()]
        if True in here:
            words = ("on" if value is True else "off" for value in here)
            yield f"`{switch}`", *words, _library_comments().get(switch, "")


def _at(values: object, keys: list[str]) -> object:
    for key in keys:
        values = values.get(key) if isinstance(values, dict) else None
    return values


@cache
def _library() -> object:
    return read_yaml(_LIBRARY_VALUES.read_bytes(), str(_LIBRARY_VALUES))


def environment_rows(environments: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[str, ...]]:
    """A row for each leaf that any environment sets, and a column for each environment."""
    found = {
        name: {path: value for key, below in values.items() for path, value in _leaves(key, below)}
        for name, values in environments.items()
    }
    for path in dict.fromkeys(path for leaves in found.values() for path in leaves):
        yield (
            f"`{path}`",
            *(_shown(path, leaves[path]) if path in leaves else "" for leaves in found.values()),
        )


def _leaves(path: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict) and value:
        for key, below in value.items():
            yield from _leaves(f"{path}.{key}", below)
    else:
        yield path, value


def _shown(path: str, value: object) -> str:
    """The value as JSON, in as many backticks as it needs; what is secret stays where it must be."""
    text = "(secret)" if why_secret(path.split("."), value) else json.dumps(value, ensure_ascii=False)
    return f"`` {text} ``" if "`" in text else f"`{text}`"
