"""Questions about who depends on whom: circles, and the waves in which services can start."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["find_cycles", "waves"]


def waves(graph: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The services in waves: each depends only on services of earlier waves.

    Names keep the order of ``graph``; what lies on a circle, or above one, is in no wave.

    >>> waves({"web": ["cart"], "cart": ["redis"], "redis": [], "mail": []})
    (('redis', 'mail'), ('cart',), ('web',))
    """
    done: set[str] = set()
    found: list[tuple[str, ...]] = []
    waiting = list(graph)
    while ready := tuple(name for name in waiting if done.issuperset(graph[name])):
        found.append(ready)
        done.update(ready)
        waiting = [name for name in waiting if name not in done]
    return tuple(found)


def find_cycles(graph: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The shortest circle through each service that lies on one, each circle once, first name repeated last.

    >>> find_cycles({"a": ["b"], "b": ["c", "a"], "c": []})
    (('a', 'b', 'a'),)
    """
    tangled = _tangled(graph)
    seen: set[frozenset[str]] = set()
    found: list[tuple[str, ...]] = []
    for name in tangled:
        cycle = _shortest_cycle(tangled, name)
        if cycle and frozenset(cycle) not in seen:
            seen.add(frozenset(cycle))
            found.append(cycle)
    return tuple(found)


def _tangled(graph: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What is left when everything is taken away that no circle can pass through."""
    left = {name: [callee for callee in callees if callee in graph] for name, callees in graph.items()}
    while True:
        called = {callee for callees in left.values() for callee in callees}
        kept = {name for name, callees in left.items() if callees and name in called}
        if len(kept) == len(left):
            return left
        left = {name: [callee for callee in left[name] if callee in kept] for name in left if name in kept}


def _shortest_cycle(graph: Mapping[str, Sequence[str]], start: str) -> tuple[str, ...]:
    reached = {start: ""}
    queue = [start]
    for name in queue:
        for callee in graph[name]:
            if callee == start:
                return (*_way_back(reached, name), start)
            if callee not in reached:
                reached[callee] = name
                queue.append(callee)
    return ()


def _way_back(reached: Mapping[str, str], name: str) -> tuple[str, ...]:
    steps = []
    while name:
        steps.append(name)
        name = reached[name]
    return tuple(reversed(steps))
