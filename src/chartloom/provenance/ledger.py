"""Where the elements of maps and lists come from, while a chart is rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.provenance.ropes import said_of
from chartloom.provenance.traced import CONTAINERS, NOTHING, Leaf, Leaves, Rope, Traced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["JOB", "OLD", "UNKNOWN", "Ledger"]

OLD = 0
"""The age of what was there before any template ran, and of what nobody knows the age of."""

UNKNOWN = 1 << 62
"""Younger than anything can be."""

JOB = 1
"""What is asked of the surroundings: which template of the chart is running."""


_NONE: dict[Any, Traced] = {}
"""Of the many containers into which nothing is put; nobody writes to it."""


class _Entry:
    """Of one map or list: where in the values it lies, what was put into it, or what it was made from at large.

    From what is of some age, nothing younger can be reached.
    """

    # Most containers have nothing of most of these, and there are many containers.
    path: Leaf | None = None
    blend: Leaves = NOTHING
    control: Leaves = NOTHING
    shape: Leaves = NOTHING  # what decides which elements there are
    made = _NONE
    known = _NONE  # elements that were asked for before
    is_literal = False  # all of it was made by one call, and nothing was put into it since

    def __init__(self, held: Any, age: int = OLD) -> None:
        self.held = held  # so that its identity stays its own
        self.age = age


class Ledger:
    """Where the elements of maps and lists come from.

    Beside that it tells what may have changed: ``since_run`` and ``since_look`` are the age of the oldest container
    that did since somebody set them, and ``asked`` what templates have asked of their surroundings.
    """

    def __init__(self) -> None:
        self._entries: dict[int, _Entry] = {}
        self.known_fields: dict[tuple[int, str], Traced] = {}  # of what is old, until anything old changes
        self.time = 1
        self.since_run = UNKNOWN
        self.since_look = UNKNOWN
        self.asked = 0

    # what is known of containers

    def enter_values(self, table: Any, path: Leaf) -> None:
        """Know a table of values, and all tables and lists in it, by their paths."""
        entry = self._entries[id(table)] = _Entry(table)
        entry.path = path
        for key, value in dict.items(table) if isinstance(table, dict) else enumerate(table):
            if isinstance(value, CONTAINERS) and id(value) not in self._entries:
                self.enter_values(value, (*path, key))

    def enter_surroundings(self, container: Any) -> None:
        """Know a container that is there before templates run, and of which no part comes from values."""
        self._enter_blend(container, NOTHING, NOTHING, OLD)

    def enter_blend(self, container: Any, flow: Leaves, control: Leaves = NOTHING) -> None:
        """Know a container whose elements may all come from the same leaves."""
        self._enter_blend(container, flow, control, self._now())

    def _enter_blend(self, container: Any, flow: Leaves, control: Leaves, age: int) -> None:
        if not isinstance(container, CONTAINERS) or id(container) in self._entries:
            return
        entry = self._entries[id(container)] = _Entry(container, age)
        entry.blend, entry.control = flow, control
        for _, value in _items(container):
            self._enter_blend(value, flow, control, age)

    def enter_made(
        self, container: Any, elements: Iterable[tuple[Any, Traced]], control: Leaves = NOTHING
    ) -> None:
        """Know a container by the origins of its elements."""
        before = self._entries.get(id(container))
        age = self._now() if before is None else before.age
        entry = self._entries[id(container)] = _Entry(container, age)
        entry.control = control
        entry.made = dict(elements)
        if before is not None:
            self._has_changed(age)
            for element in entry.made.values():
                self._is_reached(element.value, age)

    def enter_literal(self, container: Any, elements: dict[Any, Traced]) -> None:
        """Know a new container of given elements."""
        self.time += 1
        entry = self._entries[id(container)] = _Entry(container, self.time)
        entry.made = elements
        entry.is_literal = True

    def put(self, container: Any, key: Any, value: Any, control: Leaves = NOTHING) -> None:
        """Note that a template has put a value into a container, which ``control`` has let it do."""
        entry = self._changed_entry(container)
        traced = value if value.__class__ is Traced else Traced(value)
        if entry.made is _NONE:
            entry.made = {}
        entry.made[key] = traced.decided_by(control)
        self._is_reached(traced.value, entry.age)

    def shape(self, container: Any, control: Leaves) -> None:
        """Note what has decided which elements a container has."""
        if isinstance(container, CONTAINERS) and id(container) in self._entries:
            self._changed_entry(container).shape |= control

    def touch(self, container: Any, control: Leaves) -> None:
        """Note that something has decided whether a container was changed."""
        entry = self._entries.get(id(container))
        if entry is None or not control <= entry.control:
            self._changed_entry(container).control |= control

    def removed(self, container: Any, control: Leaves) -> None:
        """Note that a template has taken something out of a container."""
        self._changed_entry(container).control |= control

    # what has changed

    def _now(self) -> int:
        self.time += 1
        return self.time

    def _changed_entry(self, container: Any) -> _Entry:
        entry = self._entries.get(id(container))
        if entry is None:
            entry = self._entries[id(container)] = _Entry(container)
        entry.known = _NONE
        entry.is_literal = False
        self._has_changed(entry.age)
        return entry

    def _has_changed(self, age: int) -> None:
        if age < self.since_run:
            self.since_run = age
        if age < self.since_look:
            self.since_look = age
        if age == OLD:
            self.known_fields.clear()

    def _is_reached(self, container: Any, age: int, seen: frozenset[int] = frozenset()) -> None:
        """What can now be reached from something older counts as old as that."""
        if not isinstance(container, CONTAINERS) or id(container) in seen:
            return
        entry = self._entries.get(id(container))
        if entry is not None and entry.age <= age:
            return
        if entry is not None:
            entry.age = age
        for _, value in _items(container):
            self._is_reached(value, age, seen | {id(container)})

    def age_of(self, container: Any) -> int:
        """When it was made."""
        entry = self._entries.get(id(container))
        return UNKNOWN if entry is None else entry.age

    def is_old(self, container: Any) -> bool:
        """Whether it was there before any template ran, and so all that can be reached from it."""
        entry = self._entries.get(id(container))
        return entry is not None and entry.age == OLD

    def literal(self, container: Any) -> tuple[Leaves, dict[Any, Traced]] | None:
        """All that a container was made of by one call, if nothing was put into it since."""
        entry = self._entries.get(id(container))
        return (entry.control, entry.made) if entry is not None and entry.is_literal else None

    # what comes from where

    def element(self, container: Any, key: Any, value: Any) -> Traced:
        """An element of a container, with its origin."""
        entry = self._entries.get(id(container))
        if entry is None:
            return Traced(value)
        found = entry.known.get(key) or entry.made.get(key)
        if (
            found is None
            or found.value is not value
            or (entry.control and not entry.control <= found.control)
        ):
            return self._element(entry, key, value)
        return found

    def _element(self, entry: _Entry, key: Any, value: Any) -> Traced:
        made = entry.made.get(key)
        if made is not None:
            found = made if made.value is value else Traced(value, made.flow, made.control)
            found = found.decided_by(entry.control)
        elif entry.path is None:
            if key == "Template":
                self.asked |= JOB
            return Traced(value, entry.blend, entry.control | entry.shape)
        elif not isinstance(value, CONTAINERS):
            found = Traced(value, frozenset(((*entry.path, key),)), entry.control)
        elif id(value) in self._entries:
            found = Traced(value, NOTHING, entry.control)
        else:
            return Traced(value, frozenset(((*entry.path, key),)), entry.control)
        if entry.known is _NONE:
            entry.known = {}
        entry.known[key] = found
        return found

    def control_on_the_way(self, container: Any, key: Any, control: Leaves) -> Leaves:
        """What has decided about a map in a map, and what had decided before."""
        entry = self._entries.get(id(container))
        if entry is None:
            return control
        if entry.made and key in entry.made:
            control |= entry.made[key].control
        return control | entry.control if entry.control else control

    def elements(self, container: Any) -> Iterator[tuple[Any, Traced]]:
        """All elements of a container by key or index, with their origins."""
        for key, value in _items(container):
            yield key, self.element(container, key, value)

    def control_of(self, container: Any) -> Leaves:
        """What decides which elements a container has: the place where it lies in the values."""
        entry = self._entries.get(id(container))
        if entry is None:
            return NOTHING
        place = entry.blend if entry.path is None else frozenset((entry.path,))
        if entry.control or entry.shape:
            return place | entry.control | entry.shape
        return place

    def flow_of(self, value: Any) -> Leaves:
        """All leaves in a value, at any depth."""
        if value.__class__ is Traced:
            flow: Leaves | Rope = value.flow
            if flow.__class__ is Rope:
                return said_of(flow)[0]
            if not isinstance(value.value, CONTAINERS):
                return flow  # type: ignore[return-value]
            value = value.value
        if not isinstance(value, CONTAINERS):
            return NOTHING
        found: set[Leaf] = set()
        self._collect(value, found, set())
        return frozenset(found)

    def _collect(self, container: Any, found: set[Leaf], seen: set[int]) -> None:
        if id(container) in seen:
            return
        seen.add(id(container))
        for _, element in self.elements(container):
            if isinstance(element.value, CONTAINERS):
                self._collect(element.value, found, seen)
            else:
                found |= self.flow_of(element)

    def say_of(self, value: Any) -> Leaves:
        """The leaves that decide something when a template asks about the value: whether it is set, or empty."""
        if value.__class__ is not Traced:
            return self.control_of(value) if isinstance(value, CONTAINERS) else NOTHING
        flow: Any = value.flow
        control = value.control
        if flow.__class__ is Rope:
            flows, decided = said_of(flow)
            return flows | decided | control
        if isinstance(value.value, CONTAINERS):
            flow = self.control_of(value.value)
        return flow | control if control else flow  # type: ignore[no-any-return]

    def decisions_of(self, value: Any) -> Leaves:
        """The leaves that have decided which value it is."""
        if value.__class__ is not Traced:
            return self.control_of(value) if isinstance(value, CONTAINERS) else NOTHING
        if value.flow.__class__ is Rope:
            return said_of(value.flow)[1] | value.control
        if isinstance(value.value, CONTAINERS):
            return self.control_of(value.value) | value.control
        return value.control


def _items(container: Any) -> Iterable[tuple[Any, Any]]:
    return list(dict.items(container)) if isinstance(container, dict) else enumerate(container)
