"""Plain secrets belong to development: in values that reach another environment they are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.matrix.environments import environment_profiles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.diagnostics import Diagnostic
    from chartloom.matrix.entries import Entry
    from chartloom.matrix.places import Path
    from chartloom.matrix.source import Source

__all__ = ["check_plain_secrets"]


def check_plain_secrets(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Each ``secret.data`` in raw values that holds where real users are."""
    profiles = environment_profiles(source.value)
    lasting = [name for name, profile in profiles.items() if profile != "dev"]
    if not lasting:
        return
    everywhere = [("defaults", "values"), *(entry.path("values") for entry in entries)]
    somewhere = [(entry.path("environments", name), name) for entry in entries for name in lasting]
    umbrella = [(("environments", n, "values", entry.name), n) for entry in entries for n in lasting]
    for path, name in (*((path, lasting[-1]) for path in everywhere), *somewhere, *umbrella):
        data = _at(source.value, (*path, "secret", "data"))
        if isinstance(data, dict) and data:
            yield _finding(source, (*path, "secret", "data"), name)


def _finding(source: Source, path: Path, environment: str) -> Diagnostic:
    message = f'a plain secret would stand in the values of environment "{environment}"'
    note = "values lie in Git and in the release's record, where many people read them"
    hint = "keep it to environments like dev; elsewhere list it under secrets of the service"
    return source.finding(path, "plain-secret", message, key=True, note=note, hint=hint)


def _at(value: object, path: Path) -> object:
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value
