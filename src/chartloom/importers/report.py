"""What an import says besides the inventory: what was left out, what was changed, what is still to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chartloom.diagnostics import Span

__all__ = ["Imported", "Kind", "Remark", "report_lines"]

_MOST_PLACES = 4


class Kind(Enum):
    """How a thing of the source fared."""

    TO_DO = "to do"
    CHANGED = "changed"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that did not go over as it stands: where it is, whose, under which key, and why."""

    kind: Kind
    span: Span
    service: str
    key: str
    why: str

    def to_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "kind": self.kind.value,
            "service": self.service,
            "key": self.key,
            "why": self.why,
            "file": self.span.file,
            "line": self.span.line,
            "column": self.span.column,
        }


@dataclass(frozen=True, slots=True)
class Imported:
    """An inventory as text, how many services it has, and the remarks in the order of the source."""

    name: str
    text: str
    services: int
    remarks: tuple[Remark, ...]


def report_lines(remarks: Iterable[Remark]) -> Iterator[str]:
    r"""The remarks for a person: by kind, and what holds for several services said once.

    >>> from chartloom.diagnostics import Span
    >>> where = Span("compose.yaml", 7), Span("compose.yaml", 12)
    >>> remarks = [Remark(Kind.LEFT_OUT, w, s, "logging", "who cares") for w, s in zip(where, "ab")]
    >>> print(*report_lines(remarks), sep="\n")
    left out:
      logging (a, b): who cares
        compose.yaml:7, compose.yaml:12
    """
    listed = list(remarks)
    for kind in Kind:
        groups: dict[tuple[str, str], list[Remark]] = {}
        for remark in (r for r in listed if r.kind is kind):
            groups.setdefault((remark.key, remark.why), []).append(remark)
        if groups:
            yield f"{kind.value}:"
        for (key, why), found in groups.items():
            whose = ", ".join(dict.fromkeys(remark.service for remark in found if remark.service))
            yield f"  {key}{f' ({whose})' if whose else ''}: {why}"
            yield f"    {_places(found)}"


def _places(found: list[Remark]) -> str:
    places = list(dict.fromkeys(_place(remark) for remark in found))
    more = f" and {len(places) - _MOST_PLACES} more" if len(places) > _MOST_PLACES else ""
    return ", ".join(places[:_MOST_PLACES]) + more


def _place(remark: Remark) -> str:
    span = remark.span
    return f"{span.file}:{span.line}" if span.line else span.file
