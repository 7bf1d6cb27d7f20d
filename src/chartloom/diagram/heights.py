"""How far down everything stands: as near to its neighbours as the order and the room between allow."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["placed"]

_ROUNDS = 16


def placed(
    columns: Sequence[Sequence[str]],
    links: Sequence[tuple[str, str]],
    room: Callable[[str, str], float],
) -> dict[str, float]:
    """The middle of each member of each column; ``room`` says how far apart two of them must be."""
    neighbours: dict[str, list[str]] = {name: [] for column in columns for name in column}
    for start, end in links:
        neighbours[start].append(end)
        neighbours[end].append(start)
    found: dict[str, float] = {}
    for column in columns:
        found.update(_spread(column, dict.fromkeys(column, 0.0), room))
    for number in range(_ROUNDS):
        for column in columns if number % 2 == 0 else reversed(columns):
            wanted = {name: _mean(found, neighbours[name], found[name]) for name in column}
            found.update(_spread(column, wanted, room))
    return found


def _mean(found: Mapping[str, float], names: Sequence[str], otherwise: float) -> float:
    return sum(found[name] for name in names) / len(names) if names else otherwise


def _spread(
    column: Sequence[str], wanted: Mapping[str, float], room: Callable[[str, str], float]
) -> dict[str, float]:
    """The places nearest to those that are wanted, in order and with room between.

    Members that would be too near each other become a block, which stands where they want to be on average.
    """
    offsets = [0.0]
    for above, below in itertools.pairwise(column):
        offsets.append(offsets[-1] + room(above, below))
    blocks: list[tuple[float, int]] = []
    for name, offset in zip(column, offsets, strict=True):
        total, count = wanted[name] - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            last_total, last_count = blocks.pop()
            total, count = total + last_total, count + last_count
        blocks.append((total, count))
    starts = [total / count for total, count in blocks for _ in range(count)]
    return {name: start + offset for name, start, offset in zip(column, starts, offsets, strict=True)}
