"""Where an inventory says something; what it does not say is a default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.matrix.build import DEFAULTS_OF_STORES
from chartloom.matrix.entries import calls, read_entries, usual_language, variables
from chartloom.matrix.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.diagnostics import Span
    from chartloom.matrix.entries import Call, Entry
    from chartloom.matrix.places import Path
    from chartloom.matrix.recognise import Recognised
    from chartloom.matrix.source import Source

__all__ = ["Said", "look", "read_said"]


@dataclass(frozen=True, slots=True)
class Said:
    """The text of a valid inventory, asked for the paths at which it says something."""

    source: Source
    entries: Mapping[str, Entry]
    calls: Mapping[tuple[str, str], Call]

    def at(self, path: Path) -> bool:
        """Whether the inventory says anything at ``path``, be it through an alias or a merge key."""
        return look(self.source.value, path)[0]

    def value(self, path: Path) -> object:
        """What it says there; None where it says nothing."""
        return look(self.source.value, path)[1]

    def span(self, path: Path) -> Span:
        """Where the text stands that says it, or the nearest thing around; of a block its key."""
        places = self.source.places
        written = places.written(path)
        if written is None:
            return self.source.place(path)
        if not isinstance(self.value(path), dict | list):
            return self.source.place(places.aliases.get(written, written))
        is_block = written not in places.brackets and written not in places.aliases
        return self.source.place(written, key=is_block)

    def of(self, service: str, *keys: str | int) -> Path | None:
        """The path at which the service's own entry says this, or else the fleet's ``defaults:``."""
        own = self.entries[service].path(*keys)
        return own if self.at(own) else self.default(service, *keys)

    def default(self, service: str, *keys: str | int) -> Path | None:
        """The path at which the fleet's ``defaults:`` say this for the service, unless it replaces a map around it."""
        usual: Path = ("defaults", *keys)
        is_taken = self._takes_default(service, keys[0]) and not self._is_replaced(service, keys)
        return usual if is_taken and self.at(usual) else None

    def _is_replaced(self, service: str, keys: Path) -> bool:
        """Whether the service says something else in the place of a map that the defaults could fill."""
        heads = (self.entries[service].path(*keys[:depth]) for depth in range(1, len(keys)))
        return any(self.at(head) and not isinstance(self.value(head), dict) for head in heads)

    def _takes_default(self, service: str, key: str | int) -> bool:
        return key != "language" and (
            not self.recognised(service).technology.is_store or key in DEFAULTS_OF_STORES
        )

    def raw(self, service: str, environment: str, *keys: str | int) -> Path | None:
        """The path at which a value of the service's chart is given as such, for one environment."""
        places: tuple[Path, ...] = (
            ("environments", environment, "values", service, *keys),
            self.entries[service].path("environments", environment, *keys),
        )
        return next((path for path in places if self.at(path)), None)

    @property
    def environments(self) -> dict[str, str | int]:
        """The environments that it lists, each with the last step of its path."""
        listed = self.value(("environments",))
        if isinstance(listed, list):
            return {str(name): index for index, name in enumerate(listed)}
        return {str(name): str(name) for name in listed} if isinstance(listed, dict) else {}

    def variable(self, service: str, name: str) -> Path | None:
        """The path of a variable in ``env_vars``, of a bare one as well; the last time counts."""
        paths = [v.path for v in variables(self.entries[service]) if v.name == name]
        return paths[-1] if paths else None

    def call(self, caller: str, callee: str) -> Path:
        """The path at which a service says that it calls another one, or gives it away."""
        return self.calls[caller, callee].path

    def recognised(self, service: str) -> Recognised:
        """The technology of a service, and what tells it."""
        return recognise(self.entries[service].record, usual_language(self.source.value))


def look(value: object, path: Path) -> tuple[bool, object]:
    """Whether there is anything at a path of a value, and what."""
    for step in path:
        if isinstance(value, dict):
            if step not in value:
                return False, None
            value = value[step]
        elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
            value = value[step]
        else:
            return False, None
    return True, value


def read_said(source: Source) -> Said:
    """What a valid inventory says."""
    entries = read_entries(source)
    return Said(
        source,
        {entry.name: entry for entry in entries},
        {(call.caller, call.callee): call for call in calls(entries)},
    )
