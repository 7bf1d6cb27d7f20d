"""A wide manifest, folded to the parts that fit a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from chartloom.yamlio import read_positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chartloom.actions.explaining.explained import ExplainedField, ExplainedObject
    from chartloom.actions.explaining.field_paths import FieldPath

__all__ = ["Fold", "first_line", "folds"]

_SMALL = 3
"""Of parts so short nothing is gained by folding them."""
_DULL = frozenset(("initContainers", "metadata", "selector"))


class Fold(NamedTuple):
    """A part of which only the first line is shown; how many fields it has, and how many with values in them."""

    path: FieldPath
    first: int
    last: int
    fields: int
    with_values: int


@dataclass
class _Part:
    """A map or a list that takes several lines, and those in it."""

    fold: Fold
    inner: list[_Part]

    @property
    def hidden(self) -> int:
        """The lines that folding saves."""
        return self.fold.last - self.fold.first

    @property
    def shown(self) -> int:
        """The lines that opening costs, when all parts in it stay folded."""
        return self.hidden - sum(part.hidden for part in self.inner)


def folds(one: ExplainedObject, most: int) -> tuple[Fold, ...]:
    """What to fold so that about ``most`` lines are left.

    Outer parts are opened before inner ones, while they fit, and what is rarely asked for when there is room left.
    """
    closed = sorted(_parts(one), key=_order)
    lines = one.content.rstrip("\n").count("\n") + 1 - sum(part.hidden for part in closed)
    found: list[Fold] = []
    while closed:
        part = closed.pop(0)
        if lines + part.shown <= most:
            lines += part.shown
            closed = sorted((*closed, *part.inner), key=_order)
        else:
            found.append(part.fold)
    return tuple(sorted(found, key=lambda fold: fold.first))


def _order(part: _Part) -> tuple[bool, int, int]:
    path = part.fold.path
    return not _DULL.isdisjoint(map(str, path)), len(path), part.fold.first


def _parts(one: ExplainedObject) -> list[_Part]:
    """The outermost parts, in the order of the text."""
    fields = _by_path(one.fields)
    places = read_positions(one.content)
    found = [_fold(path, places[path].key.line, inner) for path, inner in fields.items() if path in places]
    return _nested(
        sorted((f for f in found if f.last - f.first >= _SMALL), key=lambda f: (f.first, len(f.path)))
    )


def _by_path(fields: Sequence[ExplainedField]) -> dict[FieldPath, list[ExplainedField]]:
    """The fields below each path that leads to them."""
    found: dict[FieldPath, list[ExplainedField]] = {}
    for field in fields:
        for depth in range(1, len(field.path)):
            found.setdefault(field.path[:depth], []).append(field)
    return found


def _fold(path: FieldPath, first: int, fields: Iterable[ExplainedField]) -> Fold:
    listed = list(fields)
    last = max(field.last_line for field in listed)
    return Fold(path, first, last, len(listed), sum(1 for field in listed if field.flowed))


def _nested(found: Sequence[Fold]) -> list[_Part]:
    """Parts in the parts that hold them; of two with the same lines the outer one."""
    outer: list[_Part] = []
    for fold in found:
        inner = outer
        while inner and fold.path[: len(inner[-1].fold.path)] == inner[-1].fold.path:
            inner = inner[-1].inner
        inner.append(_Part(fold, []))
    return outer


def first_line(one: ExplainedObject) -> int:
    """The line with which the part begins that holds all fields: that of its key."""
    first = min(field.line for field in one.fields)
    paths = [field.path for field in one.fields]
    depth = next(
        (i for i, keys in enumerate(zip(*paths, strict=False)) if len(set(keys)) > 1),
        len(min(paths, key=len)),
    )
    place = read_positions(one.content).get(paths[0][:depth])
    return min(place.key.line, first) if place and depth else first
