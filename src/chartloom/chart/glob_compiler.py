"""Globs to parts that match: neighbours are joined, and a glob is cut at its longest part of known length.

Which parts are joined and where the glob is cut decides what it matches (see
:mod:`chartloom.chart.glob_matchers`), so each choice here is that of the library that Helm uses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chartloom.chart.glob_matchers import (
    ANY,
    EVERYTHING,
    NOTHING,
    VARIES,
    AnyOf,
    AtLeast,
    AtMost,
    Contains,
    Ends,
    EveryOf,
    One,
    Part,
    Row,
    Starts,
    StartsAndEnds,
    Text,
    Tree,
    Without,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    Node: TypeAlias = "str | Part | Class | Choice | Pattern"
    """Text, one of the wildcards ANY, EVERYTHING and SINGLE, a class, alternatives, or nodes in a row."""

    Pattern: TypeAlias = tuple[Node, ...]

__all__ = ["Choice", "Class", "compile_nodes"]


class Class(NamedTuple):
    """One character between two others or of a list, or not."""

    negated: bool
    low: str
    high: str
    characters: str

    def part(self) -> Part:
        """The part that matches it."""
        if self.characters:
            return self._listed()
        return One(lambda c: (self.low <= c <= self.high) != self.negated)

    def _listed(self) -> Part:
        if len(self.characters) == 1 and not self.negated:
            return Text(self.characters.encode())
        return One(
            lambda c: (c in self.characters) != self.negated, self.characters if self.negated else None
        )


class Choice(NamedTuple):
    """Alternatives; NOTHING stands for what is left of one that is the shared beginning or end of all."""

    options: tuple[Pattern | Part, ...]


def compile_nodes(nodes: Pattern) -> Part:
    """What matches the nodes one after the other."""
    return _cut(_joined([_part(node) for node in nodes])) if nodes else NOTHING


def _part(node: Node) -> Part:
    if isinstance(node, str):
        return Text(node.encode())
    if isinstance(node, Part):
        return node
    if isinstance(node, Class):
        return node.part()
    if isinstance(node, Choice):
        return _choice(node.options)
    return compile_nodes(node)


# Alternatives.


def _choice(options: Sequence[Pattern | Part]) -> Part:
    patterns = [option for option in options if not isinstance(option, Part)]
    shared = _shared(patterns) if len(patterns) == len(options) else None
    if shared:
        return compile_nodes(shared)
    parts = [_part(option) for option in options]
    return parts[0] if len(parts) == 1 else AnyOf(parts)


def _shared(options: Sequence[Pattern]) -> Pattern:
    """The same alternatives with what all of them begin or end with outside; empty when that is nothing."""
    start, end = _shared_ends(options)
    if not start and not end:
        return ()
    rests: list[Pattern | Part] = []
    for option in options:
        rest = option[len(start) : len(option) - len(end)] or NOTHING
        if rest not in rests:
            rests.append(rest)
    middle = rests if len(rests) == 1 else [Choice(tuple(rests))]
    return tuple(node for node in (start, *middle, end) if node not in ((), NOTHING))


def _shared_ends(options: Sequence[Pattern]) -> tuple[Pattern, Pattern]:
    """What all begin with and what all end with; both grow by turns until they meet in the shortest one."""
    shortest = min(options, key=len)
    others = list(options)
    others.remove(shortest)
    start, end = 0, 0
    grows_start = grows_end = bool(others)
    for i in range(len(shortest)):
        j = len(shortest) - 1 - i
        if start + end >= len(shortest) or not (grows_start or grows_end):
            break
        grows_start = grows_start and all(option[i] == shortest[i] for option in others)
        grows_end = grows_end and all(option[len(option) - 1 - i] == shortest[j] for option in others)
        grows_end = grows_end and not (grows_start and j <= i)
        start += grows_start
        end += grows_end
    return shortest[:start], shortest[len(shortest) - end :]


# Parts in a row.


def _joined(parts: list[Part]) -> list[Part]:
    """The parts, joined wherever neighbours can be: the most of them, or the longest, first."""
    best: tuple[int, int, Part] | None = None
    for start in range(len(parts)):
        for end in range(len(parts), start + 1, -1):
            if best and best[0] <= start and end <= best[1]:
                break  # neither more of them nor longer, and the ends to come are nearer still
            part = _as_one(parts[start:end])
            if part and (best is None or _is_better(part, end - start, best)):
                best = start, end, part
    if best is None:
        return parts
    start, end, part = best
    return _joined([*parts[:start], part, *parts[end:]])


def _is_better(part: Part, count: int, best: tuple[int, int, Part]) -> bool:
    start, end, known = best
    return VARIES < known.length < part.length or count > end - start


def _as_one(parts: Sequence[Part]) -> Part | None:
    return _as_every(parts) or _as_row(parts)


def _as_row(parts: Sequence[Part]) -> Part | None:
    return Row(parts) if all(part.length != VARIES for part in parts) else None


def _as_every(parts: Sequence[Part]) -> Part | None:
    """Neighbours that exclude the same characters: only their number and the excluded characters matter."""
    excluded = _excluded(parts[0])
    if excluded is None or any(_excluded(part) != excluded for part in parts):
        return None
    if all(part is parts[0] for part in parts) and parts[0] in (ANY, EVERYTHING):
        return parts[0]
    single = [part for part in parts if isinstance(part, One)]
    most = [AtMost(len(single))] if len(single) == len(parts) else []
    # Several excluded characters are excluded as one text.
    return EveryOf([AtLeast(len(single)), *most, Without(excluded.encode())])


def _excluded(part: Part) -> str | None:
    if part is ANY:
        return "/"
    if part is EVERYTHING:
        return ""
    return part.excluded if isinstance(part, One) else None


def _cut(parts: Sequence[Part]) -> Part:
    """What matches the parts one after the other."""
    if len(parts) == 1:
        return parts[0]
    whole = _as_one(parts)
    if whole:
        return whole
    longest = max(part.length for part in parts)
    if longest == VARIES:
        return _tree(parts[0], None, _cut(parts[1:]))
    at = max(i for i, part in enumerate(parts) if part.length == longest)
    left, right = parts[:at], parts[at + 1 :]
    return _tree(parts[at], _cut(left) if left else None, _cut(right) if right else None)


def _tree(value: Part, left: Part | None, right: Part | None) -> Part:
    simple = _around(value.text, left, right) if isinstance(value, Text) else None
    return simple or Tree(value, left, right)


def _around(text: bytes, left: Part | None, right: Part | None) -> Part | None:
    """A simpler part for a text with a wildcard at its sides."""
    if left is EVERYTHING and right is EVERYTHING:
        return Contains(text)
    if right is None:
        return _before(text, left)
    if left is None:
        return _after(text, right)
    return None


def _before(text: bytes, left: Part | None) -> Part | None:
    if left is EVERYTHING or left is ANY:
        return Ends(text, left)
    if isinstance(left, Starts) and left.rest is EVERYTHING:
        return StartsAndEnds(left.text, text)
    return None


def _after(text: bytes, right: Part) -> Part | None:
    if right is EVERYTHING or right is ANY:
        return Starts(text, right)
    if isinstance(right, Ends) and right.rest is EVERYTHING:
        return StartsAndEnds(text, right.text)
    return None
