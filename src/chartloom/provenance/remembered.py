"""What definitions have printed, so that those that are given the same again need not run again.

Most includes of a chart are of few names and of its own dot. What such a definition prints depends on what it is
given and on nothing else, unless it has changed something, has used chance or the clock, or has asked which template
is running (``JOB``) or what has decided that it runs (``CONTEXT``). The first two always run; the others are known
for the answers that they got.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.provenance.ledger import JOB, OLD, UNKNOWN
from chartloom.provenance.traced import CONTAINERS, Rope, Traced

if TYPE_CHECKING:
    from collections.abc import Callable

    from chartloom.provenance.ledger import Ledger
    from chartloom.provenance.running import TracedState

__all__ = ["CONTEXT", "Remembered"]

CONTEXT = 2
"""What is asked of the surroundings: what has decided that what runs now runs."""

_SCALARS = frozenset((str, int, float, bool, type(None)))
_DEPTH = 4
"""How deep a key looks into maps that were made for a call."""
_MANY = 32


class _Key:
    """By what a call is known: the values of scalars with their origins, the identities of all else."""

    __slots__ = ("_ledger", "age", "parts", "pinned")

    def __init__(self, ledger: Ledger, *given: Any) -> None:
        self._ledger = ledger
        self.age = OLD  # of the youngest container that is known by its identity
        self.pinned: list[Any] = []  # lest another one get the identity
        self.parts = tuple([self._part(one, _DEPTH) for one in given])

    def _part(self, value: Any, depth: int) -> Any:
        if value.__class__ is not Traced:
            return self._held(value, depth)
        flow: Any = value.flow
        if flow.__class__ is Rope:
            self.pinned.append(flow)
            flow = id(flow)
        return self._held(value.value, depth), flow, value.control

    def _held(self, value: Any, depth: int) -> Any:
        if value.__class__ in _SCALARS:
            return value.__class__, value
        if isinstance(value, CONTAINERS):
            literal = self._ledger.literal(value) if depth and len(value) < _MANY else None
            if literal is not None:
                control, made = literal
                inner = [(key, self._part(element, depth - 1)) for key, element in made.items()]
                return value.__class__, control, tuple(inner)
            self.age = max(self.age, self._ledger.age_of(value))
        self.pinned.append(value)
        return id(value)


class Remembered:
    """What was printed, by what it was printed for."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[Any, Any] = {}
        # By the age of the youngest container in it, each key with what must stay alive for it.
        self._by_age: dict[int, list[tuple[Any, list[Any]]]] = {}

    def printed(self, state: TracedState, template: Any, data: Any, run: Callable[[], Traced]) -> Traced:
        """What a definition, or a text as a template, prints for the data: remembered, or by ``run``."""
        ledger = self._ledger
        key = _Key(ledger, data, template)
        key.pinned.append(state.definitions)
        whole = (id(state.definitions), *key.parts)
        self._forget()
        found = self._known.get(whole)
        if found.__class__ is int:
            ledger.asked |= found
            found = self._known.get((whole, self._answers(state, found)))
        if found is not None:
            found.flow.is_shared = True
            return found  # type: ignore[no-any-return]
        return self._run(state, key, whole, run)

    def _run(self, state: TracedState, key: _Key, whole: Any, run: Callable[[], Traced]) -> Traced:
        ledger = self._ledger
        before = ledger.asked, ledger.since_run, state.is_steady
        ledger.asked, ledger.since_run, state.is_steady = 0, UNKNOWN, True
        start = ledger.time
        printed = run()
        asked = ledger.asked
        if state.is_steady and ledger.since_run > start:
            self._forget()
            self._keep(whole, key, asked or printed)
            if asked:
                self._keep((whole, self._answers(state, asked)), key, printed)
        ledger.asked |= before[0] | asked
        ledger.since_run = min(ledger.since_run, before[1])
        state.is_steady = state.is_steady and before[2]
        return printed

    def _answers(self, state: TracedState, asked: int) -> tuple[Any, Any]:
        """What the surroundings say to those who ask."""
        return (
            state.traced.job if asked & JOB else None,
            state.control if asked & CONTEXT else None,
        )

    def _keep(self, key: Any, made: _Key, printed: Any) -> None:
        self._known[key] = printed
        self._by_age.setdefault(made.age, []).append((key, made.pinned))

    def _forget(self) -> None:
        """Drop what may have been printed from containers that have changed since."""
        changed, self._ledger.since_look = self._ledger.since_look, UNKNOWN
        if changed == UNKNOWN:
            return
        for age in [age for age in self._by_age if age >= changed]:
            for key, _ in self._by_age.pop(age):
                self._known.pop(key, None)
