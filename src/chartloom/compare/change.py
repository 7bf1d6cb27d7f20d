"""One difference in meaning, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["YES", "Change", "Place"]

YES = "yes"
"""What is said of an element of a set: it is there, and that is all."""


class Place(NamedTuple):
    """Where something differs: the object, and the path in it ("" for the whole object)."""

    object: str
    path: str


@dataclass(frozen=True, slots=True)
class Change:
    """One difference in meaning.

    ``area`` is what it is about, ``what`` names the field, ``before`` and ``after`` are in words, "" for nothing;
    of a secret they are not there to be shown. ``places`` are all those at which the same thing changes.
    """

    area: str
    what: str
    before: str
    after: str
    places: tuple[Place, ...]
    is_secret: bool = False

    @property
    def sign(self) -> str:
        """``+`` for what only the second side has, ``-`` for what only the first has, ``~`` for the rest."""
        return "+" if not self.before else "-" if not self.after else "~"

    @property
    def text(self) -> str:
        """The change as a person says it, without its sign.

        >>> Change("replicas", "replicas", "1", "3", ()).text
        '1 → 3'
        >>> Change("settings", "LOG_LEVEL", "", "warn", ()).text
        'LOG_LEVEL: warn'
        """
        values = self._values()
        name = "" if self.what == self.area else self.what
        return f"{name}: {values}" if name and values else name or values

    def _values(self) -> str:
        if self.is_secret:
            return "another value, not shown" if self.sign == "~" else "a value, not shown"
        if self.sign == "~":
            return f"{self.before} → {self.after}"
        said = self.before or self.after
        return "" if said == YES else said

    def to_dict(self) -> dict[str, object]:
        """For JSON."""
        kind = {"+": "added", "-": "removed", "~": "changed"}[self.sign]
        values = {} if self.is_secret else {"before": self.before or None, "after": self.after or None}
        places = [each._asdict() for each in self.places]
        head = {"area": self.area, "what": self.what, "change": kind}
        return {**head, **values, "text": self.text, "places": places}
