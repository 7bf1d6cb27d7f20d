"""The order of what stands in each column: sweeps that bring neighbours together, then swaps, the best is kept."""

from __future__ import annotations

import itertools
from bisect import bisect_left, insort
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["crossings", "ordered"]

Columns = list[list[str]]
_SWEEPS = 12


def ordered(columns: Sequence[Sequence[str]], links: Sequence[tuple[str, str]]) -> Columns:
    """The columns in an order with few crossings; each link goes from one column to the next."""
    left: dict[str, list[str]] = {name: [] for column in columns for name in column}
    right: dict[str, list[str]] = {name: [] for column in columns for name in column}
    for start, end in links:
        right[start].append(end)
        left[end].append(start)
    best = now = [list(column) for column in columns]
    fewest = crossings(best, right)
    for sweep in range(_SWEEPS):
        now = _swept(now, left if sweep % 2 == 0 else right, from_left=sweep % 2 == 0)
        now = [_swapped(now, i, left, right) for i in range(len(now))]
        count = crossings(now, right)
        if count < fewest:
            best, fewest = now, count
    return best


def _swept(columns: Columns, neighbours: Mapping[str, list[str]], *, from_left: bool) -> Columns:
    """Each column sorted by where the neighbours of its members are in the one before."""
    found: Columns = []
    before: dict[str, int] = {}
    for column in columns if from_left else reversed(columns):
        ranks = {name: i for i, name in enumerate(column)}
        mean = {
            name: _mean([before[n] for n in neighbours[name] if n in before], ranks[name]) for name in column
        }
        found.append(sorted(column, key=lambda name: (mean[name], ranks[name])))
        before = {name: i for i, name in enumerate(found[-1])}
    return found if from_left else found[::-1]


def _mean(places: Sequence[int], otherwise: float) -> float:
    return sum(places) / len(places) if places else otherwise


def _swapped(
    columns: Columns, index: int, left: Mapping[str, list[str]], right: Mapping[str, list[str]]
) -> list[str]:
    """A column with neighbours swapped wherever that takes crossings away."""
    column = columns[index]
    sides = [
        (neighbours, {name: i for i, name in enumerate(columns[there])})
        for neighbours, there in ((left, index - 1), (right, index + 1))
        if 0 <= there < len(columns)
    ]
    for i in range(len(column) - 1):
        above, below = column[i], column[i + 1]
        if sum(_saved(neighbours[above], neighbours[below], ranks) for neighbours, ranks in sides) > 0:
            column[i], column[i + 1] = below, above
    return column


def _saved(above: Sequence[str], below: Sequence[str], ranks: Mapping[str, int]) -> int:
    """How many crossings fewer there are when the two change places."""
    pairs = [(ranks[a], ranks[b]) for a in above for b in below]
    return sum(a > b for a, b in pairs) - sum(a < b for a, b in pairs)


def crossings(columns: Columns, right: Mapping[str, list[str]]) -> int:
    """How many links cross each other between columns that are side by side.

    >>> crossings([["a", "b"], ["c", "d"]], {"a": ["d"], "b": ["c"], "c": [], "d": []})
    1
    """
    total = 0
    for column, following in itertools.pairwise(columns):
        ranks = {name: i for i, name in enumerate(following)}
        seen: list[int] = []
        for name in column:
            places = sorted(ranks[other] for other in right[name])
            total += sum(len(seen) - bisect_left(seen, place + 1) for place in places)
            for place in places:
                insort(seen, place)
    return total
