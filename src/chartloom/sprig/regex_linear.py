"""Regular expressions in time that grows with the text only, whatever the pattern: all ways are gone at once.

A pattern becomes a program for a machine of threads (Pike's, as in RE2). The threads at one place of the text are
ordered by preference, so that the first to arrive has the match that trying one way after the other would find.
Which threads follow from which for a character does not depend on what they remember: a ``_State`` stands for the
places of all threads, and its moves are kept once they are known.
"""

from __future__ import annotations

from bisect import bisect_right

from chartloom.gotmpl.errors import FunctionError
from chartloom.sprig.regex_nodes import Assertion, Group, Repeat, Set, is_nullable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from chartloom.sprig.regex_nodes import Node

    # Places are -1 for what is not set; those of group n stand at 2n and 2n + 1.
    Places: TypeAlias = tuple[int, ...]

__all__ = ["LinearMatch", "LinearRegex", "Search"]

_LARGEST_PROGRAM = 50_000
_MOST_STEPS = 30_000_000
"""What searches in one text may cost: a minute at the worst."""

_MOST_KEPT = 100_000

# Kinds of instructions
_SET, _SPLIT, _SAVE, _ASSERT, _MATCH = range(5)
# Kinds of characters, as far as assertions care
_EDGE, _NEWLINE, _WORD, _OTHER = range(4)


class LinearMatch:
    """Where the pattern was found; the methods are those of Python's ``re.Match``."""

    __slots__ = ("_places", "_text")

    def __init__(self, text: str, places: Places) -> None:
        self._text = text
        self._places = places

    def span(self) -> tuple[int, int]:
        """Where the match begins and ends."""
        return self._places[0], self._places[1]

    def group(self, number: int = 0) -> str | None:
        """The text of a group; None when it takes no part."""
        start, end = self._places[2 * number : 2 * number + 2]
        return None if start < 0 or end < 0 else self._text[start:end]


class LinearRegex:
    """A pattern as a program, with the moves of its states that are known so far."""

    def __init__(self, node: Node, captures: int) -> None:
        self.slots = 2 * captures + 2
        self.code, self.start = _Compiler().program(node)
        self.has_assertions = any(i[0] == _ASSERT for i in self.code)
        self._states: dict[tuple[tuple[int, ...], bool], _State] = {}
        self._kept = 0

    def state(self, places: tuple[int, ...], *, searching: bool) -> _State:
        """The state of these threads; ``searching`` lets new ones begin."""
        key = places, searching
        known = self._states.get(key)
        if known is None:
            self._make_room(len(places) + 1)
            known = self._states[key] = _State(places, self.code, searching=searching)
        return known

    def _make_room(self, size: int) -> None:
        self._kept += size
        if self._kept > _MOST_KEPT:
            self._states, self._kept = {}, size


class _State:
    """Threads by their places in the program, most preferred first; the last one may be at the end of a match."""

    __slots__ = ("accepts", "moves", "places", "searching")

    def __init__(self, places: tuple[int, ...], code: Sequence[_Instruction], *, searching: bool) -> None:
        self.places = places
        self.accepts = bool(places) and code[places[-1]][0] == _MATCH
        # Once there is a match, one that begins later is of no interest.
        self.searching = searching and not self.accepts
        self.moves: dict[tuple[str, int], _Move] = {}


class _Move:
    """The state behind a character, and for each thread its origin and which of its places are here."""

    __slots__ = ("origins", "target")

    def __init__(self, target: _State, origins: tuple[tuple[int, tuple[int, ...]], ...]) -> None:
        self.target = target
        self.origins = origins


class Search:
    """Searches in one text. Raises FunctionError when they become too long in total."""

    def __init__(self, regex: LinearRegex, text: str) -> None:
        self._regex = regex
        self._text = text
        self._steps_left = _MOST_STEPS
        self._nowhere = (-1,) * regex.slots

    def search(self, at: int = 0) -> LinearMatch | None:
        """The leftmost match from a place on."""
        text, size = self._text, len(self._text)
        move = self._begin(at)
        state, threads, found = move.target, self._moved(move, (), at), None
        while True:
            if state.accepts:
                found = threads[-1]
            if at == size or not (state.searching or threads):
                return LinearMatch(text, found) if found else None
            key = text[at], self._kind(at + 1)
            at += 1
            known = state.moves.get(key)
            if known is None:
                known = state.moves[key] = self._move(state, *key)
            threads = self._moved(known, threads, at)
            state = known.target

    def _moved(self, move: _Move, threads: Sequence[Places], at: int) -> list[Places]:
        self._count(len(move.origins) + 1)
        nowhere = self._nowhere
        return [
            _placed(threads[origin] if origin >= 0 else nowhere, slots, at)
            if slots
            else threads[origin]
            if origin >= 0
            else nowhere
            for origin, slots in move.origins
        ]

    def _count(self, steps: int) -> None:
        self._steps_left -= steps
        if self._steps_left < 0:
            raise FunctionError("the regular expression is too large for a text of this length")

    def _kind(self, at: int) -> int:
        """What assertions see of the character at a place."""
        if not self._regex.has_assertions:
            return _EDGE
        return _kind_of(self._text[at]) if at < len(self._text) else _EDGE

    # Moves

    def _begin(self, at: int) -> _Move:
        before = self._kind(at - 1) if at else _EDGE
        threads: list[tuple[int, int, tuple[int, ...]]] = []
        self._follow(self._regex.start, -1, (0,), (before, self._kind(at)), set(), threads)
        return self._to_state(threads, searching=True)

    def _move(self, state: _State, char: str, kind_after: int) -> _Move:
        regex, code = self._regex, ord(char)
        around = (_kind_of(char) if regex.has_assertions else _EDGE), kind_after
        seen: set[int] = set()
        threads: list[tuple[int, int, tuple[int, ...]]] = []
        for origin, place in enumerate(state.places):
            instruction = regex.code[place]
            if instruction[0] == _SET and instruction[1].contains(code):
                self._follow(instruction[2], origin, (), around, seen, threads)
        if state.searching:
            self._follow(regex.start, -1, (0,), around, seen, threads)
        self._count(len(seen) + len(state.places))
        return self._to_state(threads, searching=state.searching)

    def _to_state(self, threads: Sequence[tuple[int, int, tuple[int, ...]]], *, searching: bool) -> _Move:
        code = self._regex.code
        ends = [index for index, thread in enumerate(threads) if code[thread[0]][0] == _MATCH]
        # Threads behind one that has arrived are less preferred than what it has found.
        kept = threads[: ends[0] + 1] if ends else threads
        target = self._regex.state(tuple([t[0] for t in kept]), searching=searching)
        return _Move(target, tuple([(t[1], t[2]) for t in kept]))

    def _follow(
        self,
        start: int,
        origin: int,
        slots: tuple[int, ...],
        around: tuple[int, int],
        seen: set[int],
        threads: list[tuple[int, int, tuple[int, ...]]],
    ) -> None:
        """Add the threads that a place of the program leads to without a character, in their order."""
        todo = [(start, slots)]
        while todo:
            place, slots = todo.pop()
            if place in seen:
                continue
            seen.add(place)
            kind, what, following = self._regex.code[place]
            if kind == _SPLIT:
                todo.append((following, slots))
                todo.append((what, slots))
            elif kind == _SAVE:
                todo.append((following, (*slots, what)))
            elif kind == _ASSERT:
                if _holds(what, *around):
                    todo.append((following, slots))
            else:
                threads.append((place, origin, (*slots, 1) if kind == _MATCH else slots))


def _placed(places: Places, slots: tuple[int, ...], at: int) -> Places:
    changed = list(places)
    for slot in slots:
        changed[slot] = at
    return tuple(changed)


def _kind_of(char: str) -> int:
    if char == "\n":
        return _NEWLINE
    return _WORD if char.isascii() and (char.isalnum() or char == "_") else _OTHER


def _holds(name: str, before: int, after: int) -> bool:
    if name in "bB":
        return ((before == _WORD) != (after == _WORD)) == (name == "b")
    kind = before if name in "A^" else after
    return kind == _EDGE or (kind == _NEWLINE and name in "^$")


class _Ranges:
    """A set of characters that can be asked."""

    __slots__ = ("_highs", "_lows")

    def __init__(self, ranges: Sequence[tuple[int, int]]) -> None:
        self._lows = [low for low, _ in ranges]
        self._highs = [high for _, high in ranges]

    def contains(self, code: int) -> bool:
        at = bisect_right(self._lows, code)
        return bool(at) and code <= self._highs[at - 1]


if TYPE_CHECKING:
    from typing import Any

    # A kind, what it tests, sets or tries first, and the place that follows.
    _Instruction: TypeAlias = tuple[int, Any, int]


class _Compiler:
    """A tree to a program, from the end to the beginning: each node knows the place that follows it."""

    def __init__(self) -> None:
        self.code: list[_Instruction] = []

    def program(self, node: Node) -> tuple[list[_Instruction], int]:
        """The instructions, and the place of the first."""
        return self.code, self.node(node, self.add(_MATCH, None, 0))

    def add(self, kind: int, what: Any, following: int) -> int:
        if len(self.code) >= _LARGEST_PROGRAM:
            raise FunctionError("the regular expression is too large")
        self.code.append((kind, what, following))
        return len(self.code) - 1

    def node(self, node: Node, following: int) -> int:
        """The place where the node begins."""
        if isinstance(node, Set):
            return self.add(_SET, _Ranges(node.ranges), following)
        if isinstance(node, Assertion):
            return self.add(_ASSERT, node.name, following)
        return self.group(node, following) if isinstance(node, Group) else self.repeat(node, following)

    def group(self, node: Group, following: int) -> int:
        if node.number:
            following = self.add(_SAVE, 2 * node.number + 1, following)
        *others, start = [self.sequence(sequence, following) for sequence in node.alternatives]
        for other in reversed(others):
            start = self.add(_SPLIT, other, start)
        return self.add(_SAVE, 2 * node.number, start) if node.number else start

    def sequence(self, nodes: Sequence[Node], following: int) -> int:
        for node in reversed(nodes):
            following = self.node(node, following)
        return following

    def repeat(self, node: Repeat, following: int) -> int:
        if node.high < 0:
            return self.endless(node, following)
        start = following
        for _ in range(node.high - node.low):
            start = self.choice(node, self.node(node.node, start), following)
        for _ in range(node.low):
            start = self.node(node.node, start)
        return start

    def choice(self, node: Repeat, inner: int, following: int) -> int:
        """One more turn or none, the preferred one first."""
        return self.add(_SPLIT, *((following, inner) if node.lazy else (inner, following)))

    def endless(self, node: Repeat, following: int) -> int:
        loop = self.add(_SPLIT, 0, 0)
        body = self.node(node.node, loop)
        self.code[loop] = (_SPLIT, following, body) if node.lazy else (_SPLIT, body, following)
        if not node.low:
            # As in Go: a body that may match nothing is entered before the loop asks, for the order of preference.
            return self.choice(node, body, following) if is_nullable(node.node) else loop
        start = body
        for _ in range(node.low - 1):
            start = self.node(node.node, start)
        return start
