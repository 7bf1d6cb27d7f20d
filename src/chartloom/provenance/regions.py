"""Conditions and ranges while they run: what they ask is noted among the pieces that a definition prints.

Compiled code calls these for each branch and each turn, so they are written out rather than built of each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.provenance.traced import CONTAINERS, NOTHING, Leaves, Traced, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from chartloom.provenance.ledger import Ledger
    from chartloom.provenance.ropes import Piece

__all__ = ["Regions"]

_OUTSIDE = -1
"""The label of what has decided that a definition runs: inside of it, labels are its own."""


class Regions:
    """The regions that are open, innermost last, each with what it has asked."""

    __slots__ = ("_ledger", "_open")

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._open: list[tuple[int, Leaves]] = []

    def called(self) -> dict[str, Callable[..., Any]]:
        """What compiled code calls, by name."""
        names = ("decide", "note", "turn", "end", "settled", "touched", "after", "negated")
        return {name: getattr(self, name) for name in names}

    def control(self) -> Leaves:
        """What has decided that what runs now runs."""
        return NOTHING.union(*[leaves for _, leaves in self._open])

    def innermost(self) -> Iterator[Leaves]:
        """What each open region has asked, the innermost first."""
        return (leaves for _, leaves in reversed(self._open))

    def enter(self) -> int:
        """A definition begins to run; the result is for ``leave``."""
        self._open.append((_OUTSIDE, NOTHING))
        return len(self._open) - 1

    def leave(self, height: int) -> None:
        """A definition has run."""
        del self._open[height:]

    def decide(self, pieces: list[Piece], label: int, offset: int, value: Any) -> Any:
        """The value that a condition asks, which is plain."""
        leaves = self._ledger.say_of(value)
        pieces.append(("begin", offset, leaves, "", label))
        self._open.append((label, leaves))
        return value.value if value.__class__ is Traced else value

    def note(self, pieces: list[Piece], label: int, offset: int, value: Any) -> None:
        """Note what a range runs over."""
        self.decide(pieces, label, offset, value)

    def turn(self, pieces: list[Piece], mark: Piece) -> None:
        """The next turn of a range begins: what was open in the last one is not any more."""
        pieces.append(mark)
        self._close(mark[4], 1)

    def end(self, pieces: list[Piece], mark: Piece) -> None:
        """A condition or range ends."""
        pieces.append(mark)
        opened, label = self._open, mark[4]
        if opened[-1][0] != label:
            self._close(label, 0)
            return
        while opened and opened[-1][0] == label:  # an `else if` has the label of its `if`
            opened.pop()

    def _close(self, label: int, kept: int) -> None:
        opened = self._open
        first = next((i for i in range(len(opened) - 1, -1, -1) if opened[i][0] == label), None)
        if first is not None:
            while first and opened[first - 1][0] == label:
                first -= 1
            del opened[first + kept :]

    def settled(self, pieces: Sequence[Piece], label: int, value: Any) -> Any:
        """A variable that a branch may have set: what was asked there has a say in what it is."""
        traced = value if value.__class__ is Traced else Traced(value)
        return traced.decided_by(_asked(pieces, label))

    def touched(self, pieces: Sequence[Piece], label: int, value: Any) -> None:
        """A map that a branch may have changed."""
        if isinstance(plain(value), CONTAINERS):
            self._ledger.touch(plain(value), _asked(pieces, label))

    def after(self, before: Any, value: Any) -> Traced:
        """An operand that was taken because of what those before it are."""
        traced = value if value.__class__ is Traced else Traced(value)
        return traced.decided_by(self._ledger.say_of(before))

    def negated(self, value: Any) -> Traced:
        """Whether a value is none, by Go's truth."""
        return Traced(not value, NOTHING, self._ledger.say_of(value))


def _asked(pieces: Sequence[Piece], label: int) -> Leaves:
    """What the conditions of a branch have asked since it began."""
    found: Leaves = NOTHING
    for kind, _, held, _, own in reversed(pieces):
        if own == label:
            if kind == "begin":
                found |= held
            elif kind == "end":
                break
    return found
