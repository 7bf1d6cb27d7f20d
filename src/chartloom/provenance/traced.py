"""Values that know where they come from.

A traced value is a plain one beside its origin. Plain maps and lists stay plain, for the template functions take no
others; where their elements come from is kept beside them, by identity, in a ``Ledger``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["NOTHING", "Leaf", "Leaves", "Ledger", "Rope", "Traced", "plain"]

Leaf: TypeAlias = tuple[str | int, ...]
"""A path into the values of the rendered chart."""

Leaves: TypeAlias = frozenset[Leaf]

NOTHING: Leaves = frozenset()


class Rope(NamedTuple):
    """How a text was made: the operation, and what it was done to. ``ropes`` knows the operations."""

    kind: str
    parts: tuple[Any, ...]


class Traced:
    """A value, what flowed into it, and what decided that it is this one.

    ``flow`` is a set of leaves, or for a text a rope, which can tell the leaves of each of its characters.
    """

    __slots__ = ("control", "flow", "value")

    def __init__(self, value: Any, flow: Leaves | Rope = NOTHING, control: Leaves = NOTHING) -> None:
        self.value = value
        self.flow = flow
        self.control = control

    def __bool__(self) -> bool:
        return bool(self.value)

    def decided_by(self, leaves: Leaves) -> Traced:
        """The same value, where these leaves had a say as well."""
        return self if leaves <= self.control else Traced(self.value, self.flow, self.control | leaves)


def plain(value: Any) -> Any:
    """The value without its origin."""
    return value.value if value.__class__ is Traced else value


class _Entry:
    """Of one map or list: where in the values it lies, what was put into it, or what it was made from at large."""

    __slots__ = ("blend", "control", "held", "made", "path", "shape")

    def __init__(self, held: Any, path: Leaf | None = None, blend: Leaves = NOTHING) -> None:
        self.held = held  # so that its identity stays its own
        self.path = path
        self.blend = blend
        self.control: Leaves = NOTHING
        self.shape: Leaves = NOTHING  # what decides which elements there are
        self.made: dict[Any, Traced] = {}


class Ledger:
    """Where the elements of maps and lists come from, while a chart is rendered."""

    def __init__(self) -> None:
        self._entries: dict[int, _Entry] = {}

    def enter_values(self, table: Any, path: Leaf) -> None:
        """Know a table of values, and all tables and lists in it, by their paths."""
        self._entries[id(table)] = _Entry(table, path)
        for key, value in _items(table):
            if isinstance(value, dict | list) and id(value) not in self._entries:
                self.enter_values(value, (*path, key))

    def enter_blend(self, container: Any, flow: Leaves, control: Leaves = NOTHING) -> None:
        """Know a container whose elements may all come from the same leaves."""
        if id(container) in self._entries or not isinstance(container, dict | list):
            return
        entry = self._entries[id(container)] = _Entry(container, None, flow)
        entry.control = control
        for _, value in _items(container):
            self.enter_blend(value, flow, control)

    def enter_made(
        self, container: Any, elements: Iterable[tuple[Any, Traced]], control: Leaves = NOTHING
    ) -> None:
        """Know a container by the origins of its elements."""
        entry = self._entries[id(container)] = _Entry(container)
        entry.control = control
        entry.made.update(elements)

    def put(self, container: Any, key: Any, value: Any, control: Leaves = NOTHING) -> None:
        """Note that a template has put a value into a container, which ``control`` has let it do."""
        entry = self._entries.get(id(container))
        if entry is None:
            entry = self._entries[id(container)] = _Entry(container)
        traced = value if value.__class__ is Traced else Traced(value)
        entry.made[key] = traced.decided_by(control)

    def element(self, container: Any, key: Any, value: Any) -> Traced:
        """An element of a container, with its origin."""
        entry = self._entries.get(id(container))
        if entry is None:
            return Traced(value)
        made = entry.made.get(key)
        if made is not None:
            found = made if made.value is value else Traced(value, made.flow, made.control)
            return found.decided_by(entry.control)
        if entry.path is not None:
            if isinstance(value, dict | list) and id(value) in self._entries:
                return Traced(value, NOTHING, entry.control)
            return Traced(value, frozenset(((*entry.path, key),)), entry.control)
        return Traced(value, entry.blend, entry.control | entry.shape)

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
        return (
            entry.control
            | entry.shape
            | (frozenset((entry.path,)) if entry.path is not None else entry.blend)
        )

    def flow_of(self, value: Any) -> Leaves:
        """All leaves in a value, at any depth."""
        if value.__class__ is Traced:
            if not isinstance(value.value, dict | list):
                from chartloom.provenance.ropes import leaves_of

                return leaves_of(value.flow)
            value = value.value
        if not isinstance(value, dict | list):
            return NOTHING
        found: set[Leaf] = set()
        self._collect(value, found, set())
        return frozenset(found)

    def _collect(self, container: Any, found: set[Leaf], seen: set[int]) -> None:
        if id(container) in seen:
            return
        seen.add(id(container))
        for _, element in self.elements(container):
            if isinstance(element.value, dict | list):
                self._collect(element.value, found, seen)
            else:
                found |= self.flow_of(element)

    def say_of(self, value: Any) -> Leaves:
        """The leaves that decide something when a template asks about the value: whether it is set, or empty."""
        if value.__class__ is not Traced:
            return self.control_of(value) if isinstance(value, dict | list) else NOTHING
        if isinstance(value.value, dict | list):
            return self.control_of(value.value) | value.control
        return self.flow_of(value) | self.decisions_of(value)

    def decisions_of(self, value: Any) -> Leaves:
        """The leaves that have decided which value it is."""
        if value.__class__ is not Traced:
            return self.control_of(value) if isinstance(value, dict | list) else NOTHING
        if isinstance(value.value, dict | list):
            return self.control_of(value.value) | value.control
        if isinstance(value.flow, frozenset):
            return value.control
        from chartloom.provenance.ropes import decisions_of

        return decisions_of(value.flow) | value.control

    def shape(self, container: Any, control: Leaves) -> None:
        """Note what has decided which elements a container has."""
        if isinstance(container, dict | list) and id(container) in self._entries:
            self._entries[id(container)].shape |= control

    def touch(self, container: Any, control: Leaves) -> None:
        """Note that something has decided whether a container was changed."""
        entry = self._entries.get(id(container))
        if entry is None:
            entry = self._entries[id(container)] = _Entry(container)
        entry.control |= control


def _items(container: Any) -> Iterable[tuple[Any, Any]]:
    return list(dict.items(container)) if isinstance(container, dict) else enumerate(container)
