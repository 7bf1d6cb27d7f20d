"""Values that know where they come from.

A traced value is a plain one beside its origin. Plain maps and lists stay plain, for the template functions take no
others; where their elements come from is kept beside them, by identity, in a ``ledger``.
"""

from __future__ import annotations

from typing import Any, TypeAlias

__all__ = ["CONTAINERS", "NOTHING", "Leaf", "Leaves", "Rope", "Traced", "plain"]

Leaf: TypeAlias = tuple[str | int, ...]
"""A path into the values of the rendered chart."""

Leaves: TypeAlias = frozenset[Leaf]

NOTHING: Leaves = frozenset()

CONTAINERS = (dict, list)
"""For ``isinstance``, which is asked often: a tuple is made once, a union for each question."""


class Rope:
    """How a text was made: the operation, and what it was done to. ``ropes`` knows the operations.

    What was found out about it is kept: ``said`` for all, ``resolved`` and what was ``read`` from it for those that
    are part of many texts.
    """

    __slots__ = ("is_shared", "kind", "parts", "read", "resolved", "said")

    def __init__(self, kind: str, parts: tuple[Any, ...]) -> None:
        self.kind = kind
        self.parts = parts
        self.said: tuple[Leaves, Leaves] | None = None
        self.resolved: list[Any] | None = None
        self.read: Any = None
        self.is_shared = False


class Traced:
    """A value, what flowed into it, and what decided that it is this one.

    ``flow`` is a set of leaves, or for a text a rope, which can tell the leaves of each of its characters.
    Nothing in it changes: values are shared.
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
        if not leaves or leaves is self.control or leaves <= self.control:
            return self
        return Traced(self.value, self.flow, self.control | leaves if self.control else leaves)


def plain(value: Any) -> Any:
    """The value without its origin."""
    return value.value if value.__class__ is Traced else value
