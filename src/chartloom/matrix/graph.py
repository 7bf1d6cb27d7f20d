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
    order = {name: number for number, name in enumerate(graph)}
    callers, needed = _callers(graph), {name: len(callees) for name, callees in graph.items()}
    found: list[tuple[str, ...]] = []
    ready = [name for name in graph if not needed[name]]
    while ready:
        found.append(tuple(ready))
        ready = sorted(_released(ready, callers, needed), key=order.__getitem__)
    return tuple(found)


def _callers(graph: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in graph}
    for name, callees in graph.items():
        for callee in callees:
            found.setdefault(callee, []).append(name)
    return found


def _released(done: Sequence[str], callers: Mapping[str, Sequence[str]], needed: dict[str, int]) -> list[str]:
    """The services for which these were the last that they needed; ``needed`` counts down."""
    found = []
    for name in done:
        for caller in callers[name]:
            needed[caller] -= 1
            if not needed[caller]:
                found.append(caller)
    return found


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
    known = {name: [callee for callee in callees if callee in graph] for name, callees in graph.items()}
    without_ends = _without(known, waves(known))
    return _without(without_ends, waves(_callers(without_ends)))


def _without(graph: Mapping[str, Sequence[str]], groups: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    gone = {name for group in groups for name in group}
    return {
        name: [callee for callee in callees if callee not in gone]
        for name, callees in graph.items()
        if name not in gone
    }


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
