"""Where an inventory says something of a service; what it does not say is a default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.matrix.build import DEFAULTS_OF_STORES
from chartloom.matrix.entries import read_entries, usual_language
from chartloom.matrix.recognise import recognise
from chartloom.matrix.source import read_source

if TYPE_CHECKING:
    from chartloom.diagnostics import Span
    from chartloom.matrix.entries import Entry
    from chartloom.matrix.places import Path
    from chartloom.matrix.recognise import Recognised
    from chartloom.matrix.source import Source

__all__ = ["Said", "read_said"]


@dataclass(frozen=True, slots=True)
class Said:
    """The text of an inventory, asked about one of its services."""

    source: Source
    entry: Entry

    def of(self, *keys: str) -> Span | None:
        """Where the service's own entry says this, or the fleet's ``defaults:`` do; None where neither does."""
        return self._at(self.entry.path(*keys)) or self._of_defaults(*keys)

    def value(self, environment: str, *keys: str) -> Span | None:
        """Where a value of the service's chart is said: for one environment, or for all."""
        name = self.entry.name
        places = (
            ("environments", environment, "values", name, *keys),
            self.entry.path("environments", environment, *keys),
            self.entry.path("values", *keys),
        )
        return next((span for place in places if (span := self._at(place))), None)

    def variable(self, name: str) -> Span | None:
        """Where a variable of the service is said; the last time counts."""
        listed = self.entry.record.get("env_vars")
        items = list(enumerate(listed)) if isinstance(listed, list) else []
        for index, item in reversed(items):
            if item == name or (isinstance(item, dict) and name in item):
                return self._at(self.entry.path("env_vars", index))
        return None

    def dependency(self, callee: str) -> Span | None:
        """Where the service says that it depends on another."""
        for key in ("dependencies", "optional_dependencies"):
            listed = self.entry.record.get(key)
            if isinstance(listed, list) and callee in listed:
                return self._at(self.entry.path(key, listed.index(callee)))
        return self.of("connections", callee)

    def language(self) -> Span | None:
        """Where the technology is said: by the service, or as the fleet's usual one."""
        return self._at(self.entry.path("language")) or self._at(("defaults", "language"))

    def technology_reason(self) -> str:
        """Why the service counts as made with its technology; "" when the inventory says so."""
        return self._recognised().reason

    def _of_defaults(self, *keys: str) -> Span | None:
        is_store = self._recognised().technology.is_store
        return None if is_store and keys[0] not in DEFAULTS_OF_STORES else self._at(("defaults", *keys))

    def _recognised(self) -> Recognised:
        return recognise(self.entry.record, usual_language(self.source.value))

    def _at(self, path: Path) -> Span | None:
        return self.source.places.values.get(path)


def read_said(text: str, file: str, service: str) -> Said:
    """What the text of a valid inventory says of a service that is in it."""
    source = read_source(text, file)
    return Said(source, next(entry for entry in read_entries(source) if entry.name == service))
