"""A tolerant look at the services of an inventory that may still be wrong.

The rules about relations work on this view, so that a service with a bad port still counts as a
service, and all mistakes come out in one run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chartloom.matrix.places import Path
    from chartloom.matrix.source import Source

__all__ = [
    "Call",
    "Entry",
    "Variable",
    "bare_targets",
    "calls",
    "connections",
    "read_entries",
    "texts",
    "usual_language",
    "variable_stem",
    "variables",
]

_SUFFIXES = ("_HOST", "_PORT")


@dataclass(frozen=True, slots=True)
class Entry:
    """One service that at least has a name."""

    index: int
    name: str
    record: Mapping[str, object]

    def path(self, *steps: str | int) -> Path:
        """The path of something inside this entry."""
        return ("services", self.index, *steps)


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable; a bare one is a name and no value."""

    name: str
    value: object
    path: Path
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """One service needs another, as the text at ``path`` says."""

    caller: str
    callee: str
    path: Path
    inferred_from: str | None = None
    is_optional: bool = False


def read_entries(source: Source) -> tuple[Entry, ...]:
    """The services that have a name, in order; the same name may come twice."""
    services = source.value.get("services") if isinstance(source.value, dict) else None
    found = enumerate(services if isinstance(services, list) else ())
    named = ((i, record) for i, record in found if isinstance(record, dict))
    return tuple(
        Entry(i, record["name"], record) for i, record in named if isinstance(record.get("name"), str)
    )


def usual_language(inventory: object) -> str:
    """The language that the defaults of the fleet name, or nothing."""
    defaults = inventory.get("defaults") if isinstance(inventory, dict) else None
    return str(defaults.get("language", "")) if isinstance(defaults, dict) else ""


def texts(entry: Entry, key: str) -> Iterator[tuple[Path, str]]:
    """The texts in the list under ``key``, each with its path."""
    items = entry.record.get(key)
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, str):
            yield entry.path(key, index), item


def variables(entry: Entry) -> Iterator[Variable]:
    """The environment variables of a service, bare names included."""
    items = entry.record.get("env_vars")
    for index, item in enumerate(items if isinstance(items, list) else ()):
        path = entry.path("env_vars", index)
        if isinstance(item, str):
            yield Variable(item, None, path, is_bare=True)
        elif isinstance(item, dict):
            yield from (Variable(name, value, (*path, name)) for name, value in item.items())


def bare_targets(names: Sequence[str]) -> dict[str, str]:
    """Each variable that stands for the address or the port of a service, and that service.

    >>> bare_targets(["user-profile"])
    {'USER_PROFILE_HOST': 'user-profile', 'USER_PROFILE_PORT': 'user-profile'}
    """
    return {variable_stem(name) + suffix: name for name in names for suffix in _SUFFIXES}


def variable_stem(name: str) -> str:
    """A service's name as variables spell it: ``user-profile`` is ``USER_PROFILE``."""
    return name.replace("-", "_").upper()


def calls(entries: Sequence[Entry]) -> tuple[Call, ...]:
    """Who needs whom: as declared, then as bare variables give away; each pair once."""
    targets = bare_targets([entry.name for entry in entries])
    found: dict[tuple[str, str], Call] = {}
    for entry in entries:
        for call in (*_declared(entry), *_inferred(entry, targets)):
            found.setdefault((call.caller, call.callee), call)
    return tuple(found.values())


def _declared(entry: Entry) -> Iterator[Call]:
    for path, callee in texts(entry, "dependencies"):
        yield Call(entry.name, callee, path)
    for path, callee in texts(entry, "optional_dependencies"):
        yield Call(entry.name, callee, path, is_optional=True)
    for callee in connections(entry):
        yield Call(entry.name, callee, entry.path("connections", callee))


def connections(entry: Entry) -> dict[str, Mapping[str, str]]:
    """By service that is called: the variables that tell of it, each with its text."""
    said = entry.record.get("connections")
    found: dict[str, Mapping[str, str]] = {}
    for callee, told in (said if isinstance(said, dict) else {}).items():
        texts_of = told if isinstance(told, dict) else {}
        found[callee] = {name: text for name, text in texts_of.items() if isinstance(text, str)}
    return found


def _inferred(entry: Entry, targets: Mapping[str, str]) -> Iterator[Call]:
    for variable in variables(entry):
        callee = targets.get(variable.name) if variable.is_bare else None
        if callee and callee != entry.name:
            yield Call(entry.name, callee, variable.path, variable.name)
