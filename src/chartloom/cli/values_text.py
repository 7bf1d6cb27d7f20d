"""Computed values for a person: a tree with its places beside it, and several renderings side by side."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from chartloom.actions.explaining.explained import json_value
from chartloom.actions.explaining.secrecy import REDACTED
from chartloom.cli.explained_text import Look, inventory_place, where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chartloom.actions.explaining.computed import ComputedValue, SideBySide

__all__ = ["side_by_side", "tree"]

_DEFAULT = "chart default"


class _Row(NamedTuple):
    """A line: a value, or one that it overrode, and where it is given."""

    left: str
    place: str = ""
    is_over: bool = False
    is_inventory: bool = False


def tree(leaves: Sequence[ComputedValue], look: Look) -> Iterator[str]:
    """The leaves as a tree, each with the place of its winner beside it, and below that what it overrode."""
    rows = list(_rows(leaves, look))
    column = _column(rows, look)
    for row in rows:
        yield from _lines(row, column, look)


def _rows(leaves: Sequence[ComputedValue], look: Look) -> Iterator[_Row]:
    before: tuple[str | int, ...] = ()
    for leaf in leaves:
        for depth in range(_shared(before[:-1], leaf.path[:-1]), len(leaf.path) - 1):
            yield _Row(f"{'  ' * depth}{_key(leaf.path[depth])}:")
        before = leaf.path
        indent = "  " * (len(leaf.path) - 1)
        first, *others = [_place(leaf, rank, look) for rank in range(len(leaf.origin.given))] or [""]
        yield _Row(f"{indent}{_key(leaf.path[-1]) if leaf.path else ''}: {_shown(leaf, look)}", first)
        if leaf.origin.inventory:
            yield _Row("", inventory_place(leaf.origin), is_inventory=True)
        for given, place in zip(leaf.origin.given[1:], others, strict=True):
            text = REDACTED if look.hides(leaf.origin.secret) else _json(given.value)
            yield _Row(f"{indent}  over {text}", place, is_over=True)


def _place(leaf: ComputedValue, rank: int, look: Look, unsaid: Sequence[str] = (_DEFAULT,)) -> str:
    """Where a layer gives a value, and which that is, unless it goes without saying."""
    given = leaf.origin.given[rank]
    layer = "" if given.layer in unsaid else f"  {given.layer}"
    return f"{where(given, leaf.origin, look)}{layer}"


def _column(rows: Sequence[_Row], look: Look) -> int:
    """Where places begin: after the longest value, but not so far that they do not fit."""
    longest = max((len(row.left) for row in rows if row.place), default=0)
    place = max((len(row.place) for row in rows if not row.is_inventory), default=0)
    return max(min(longest + 2, look.width - place), _shortest(rows), 8)


def _shortest(rows: Sequence[_Row]) -> int:
    return min((len(row.left) - len(row.left.lstrip()) for row in rows), default=0)


def _lines(row: _Row, column: int, look: Look) -> Iterator[str]:
    if row.is_inventory:
        yield f"{' ' * max(min(column, look.width - len(row.place)), 0)}{look.quiet(row.place)}"
        return
    key, colon, value = row.left.partition(": ")
    if row.is_over:
        left = look.quiet(look.cut_text(row.left))
    else:
        left = f"{key}{colon}{look.strong(look.cut_text(value, len(key) + 2))}" if colon else row.left
    if not row.place:
        yield left
    elif len(row.left) + 2 <= column:
        yield f"{left}{' ' * (column - len(row.left))}{look.quiet(row.place)}"
    elif len(row.left) + 2 + len(row.place) <= look.width:
        yield f"{left}  {look.quiet(row.place)}"
    else:
        yield left
        yield f"{' ' * column}{look.quiet(row.place)}"


def _shared(one: tuple[str | int, ...], other: tuple[str | int, ...]) -> int:
    """How many keys two paths have in common at their beginnings."""
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _key(key: str | int) -> str:
    return f"[{key}]" if isinstance(key, int) else key


def _shown(leaf: ComputedValue | None, look: Look) -> str:
    if leaf is None:
        return "-"
    return REDACTED if look.hides(leaf.origin.secret) else _json(leaf.value)


def _json(value: Any) -> str:
    return json.dumps(json_value(value), ensure_ascii=False)


def side_by_side(rows: Iterable[SideBySide], names: Sequence[str], look: Look) -> Iterator[str]:
    """Several renderings: in columns where these fit, otherwise in a line for each where they differ."""
    table = [_Compared.of(row, look) for row in rows]
    widths = [
        max(len(name), *(len(cell) for row in table for cell in row.cells(at)), 0)
        for at, name in enumerate(names)
    ]
    first = max((len(row.name) for row in table), default=0)
    if 2 + first + sum(2 + width for width in widths) <= look.width:
        yield from _columns(table, names, [first, *widths], look)
    else:
        yield from _stacked(table, names, look)


class _Compared(NamedTuple):
    """A value in each of several renderings, as it is shown, and where it is given there."""

    name: str
    is_same: bool
    values: tuple[str, ...]
    places: tuple[str, ...]

    @classmethod
    def of(cls, row: SideBySide, look: Look) -> _Compared:
        """A leaf of several renderings."""
        places = (
            _place(leaf, 0, look, (_DEFAULT, "environment")) if leaf and leaf.origin.given else ""
            for leaf in row.values
        )
        shown = tuple(_shown(leaf, look) for leaf in row.values)
        return cls(".".join(map(str, row.path)), row.is_same, shown, tuple(places))

    def cells(self, at: int) -> tuple[str, ...]:
        """What stands in one of the columns; a value that is the same everywhere stands there once."""
        if self.is_same:
            return self.values[:1] if at == 0 else ()
        return self.values[at], self.places[at]


def _columns(
    table: Sequence[_Compared], names: Sequence[str], widths: Sequence[int], look: Look
) -> Iterator[str]:
    yield look.quiet(_joined("  ", ["", *names], widths))
    for row in table:
        if row.is_same:
            yield f"  {row.name.ljust(widths[0])}  {row.values[0]}"
            continue
        yield look.strong(_joined("≠ ", [row.name, *row.values], widths))
        yield look.quiet(_joined("  ", ["", *row.places], widths))


def _joined(mark: str, cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"{mark}{'  '.join(padded)}".rstrip()


def _stacked(table: Sequence[_Compared], names: Sequence[str], look: Look) -> Iterator[str]:
    label = max(map(len, names), default=0)
    for row in table:
        if row.is_same:
            yield look.cut_text(f"  {row.name}: {row.values[0]}")
            continue
        yield f"{look.strong('≠')} {look.strong(row.name)}"
        width = max(map(len, row.values))
        for name, value, place in zip(names, row.values, row.places, strict=True):
            left = f"    {name.ljust(label)}  "
            if len(left) + width + 2 + len(place) <= look.width:
                yield f"{left}{value.ljust(width)}  {look.quiet(place)}".rstrip()
            else:
                yield f"{left}{look.cut_text(value, len(left))}"
                yield f"{' ' * len(left)}{look.quiet(place)}".rstrip()
