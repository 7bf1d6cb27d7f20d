"""A regular expression as a tree: what ``regex_syntax`` reads, ``regex_cost`` judges and ``regex_linear`` runs."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from chartloom.sprig.regex_classes import Ranges

    Node: TypeAlias = "Set | Assertion | Repeat | Group"

__all__ = ["Assertion", "Group", "Repeat", "Set", "is_nullable"]


class Set:
    """One character of a set: ranges in order and apart."""

    __slots__ = ("ranges",)

    def __init__(self, ranges: Ranges) -> None:
        self.ranges = ranges


class Assertion:
    r"""A condition on a place: ``\A \z \b \B``, or ``^`` and ``$`` for the ends of lines."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Repeat:
    """A node that occurs from low to high times, without a limit for a negative high."""

    __slots__ = ("high", "lazy", "low", "node")

    def __init__(self, node: Node, low: int, high: int, *, lazy: bool) -> None:
        self.node = node
        self.low = low
        self.high = high
        self.lazy = lazy


class Group:
    """Alternatives, each a sequence; ``number`` counts the groups that are remembered, the others have 0."""

    __slots__ = ("alternatives", "number")

    def __init__(self, number: int, alternatives: Sequence[Sequence[Node]]) -> None:
        self.number = number
        self.alternatives = alternatives


def is_nullable(node: Node) -> bool:
    """Whether the node may match the empty text."""
    if isinstance(node, Group):
        return any(all(map(is_nullable, sequence)) for sequence in node.alternatives)
    if isinstance(node, Repeat):
        return not node.low or is_nullable(node.node)
    return isinstance(node, Assertion)
