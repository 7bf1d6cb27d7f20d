"""The parts of a compiled glob.

Each part answers two questions about bytes: does it match all of them, and where does it first match inside them,
with which lengths. The library that Helm uses answers them by different ways, which do not always agree, and charts
live with its answers: ``conf/**/a`` finds ``conf/a``, ``x{*.yaml,foo}`` finds no ``xa.yaml``. So these are its
answers and not those of the grammar; what looks wrong below is meant.
"""

# ruff: noqa: D102 (what the two answers are is said once, by Part)

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    Place: TypeAlias = tuple[int, Sequence[int]]
    """Where a part matches, and the lengths of its matches there, shortest first."""

__all__ = [
    "ANY",
    "EVERYTHING",
    "NOTHING",
    "SINGLE",
    "AnyOf",
    "AtLeast",
    "AtMost",
    "Contains",
    "Effort",
    "Ends",
    "EveryOf",
    "One",
    "Part",
    "Row",
    "Starts",
    "StartsAndEnds",
    "Text",
    "TooHardError",
    "Tree",
    "Without",
]

_MOST_EFFORT = 50_000_000

SEPARATOR = b"/"
VARIES = -1
NOWHERE: Place = (-1, ())


class TooHardError(Exception):
    """To tell what matches takes more work than any chart's files are worth."""


class Effort:
    """What is left of the work that a glob may take: a unit for each character that is looked at once more."""

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = _MOST_EFFORT

    def spend(self, work: int) -> None:
        """Count the work. Raises TooHardError when nothing is left."""
        self._left -= work
        if self._left < 0:
            raise TooHardError


class Part:
    """A part that matches anything: ``**``."""

    #: How many characters it matches, or VARIES.
    length = VARIES

    def matches(self, text: bytes) -> bool:  # noqa: ARG002
        """Whether it matches the whole text."""
        return True

    def find(self, text: bytes) -> Place:
        """Where it first matches in the text, or NOWHERE."""
        return 0, [*_starts(text), len(text)]

    def share(self, effort: Effort) -> None:
        """Count all further work in ``effort``."""


class _Nothing(Part):
    """The empty text."""

    length = 0

    def matches(self, text: bytes) -> bool:
        return not text

    def find(self, text: bytes) -> Place:  # noqa: ARG002
        return 0, (0,)


class Without(Part):
    """Any text that does not contain another one: ``*`` does not contain the separator."""

    def __init__(self, unwanted: bytes) -> None:
        self.unwanted = unwanted

    def matches(self, text: bytes) -> bool:
        return self.unwanted not in text

    def find(self, text: bytes) -> Place:
        end = text.find(self.unwanted)
        return EVERYTHING.find(text if end < 0 else text[:end])


EVERYTHING = Part()
NOTHING = _Nothing()
ANY = Without(SEPARATOR)


class Text(Part):
    """The text itself."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.length = sum(1 for _ in _starts(text))

    def matches(self, text: bytes) -> bool:
        return text == self.text

    def find(self, text: bytes) -> Place:
        return text.find(self.text), (len(self.text),)


class One(Part):
    """One character of some kind: ``?`` or a class. ``excluded`` are the characters it is not, if that is its kind."""

    length = 1

    def __init__(self, accepts: Callable[[str], bool], excluded: str | None = None) -> None:
        self.accepts = accepts
        self.excluded = excluded

    def matches(self, text: bytes) -> bool:
        character, width = _first(text)
        return len(text) <= width and self.accepts(character)

    def find(self, text: bytes) -> Place:
        for at, character in _characters(text):
            if self.accepts(character):
                return at, (_width(character),)
        return NOWHERE


SINGLE = One(lambda character: character != "/", "/")


class AtLeast(Part):
    """So many characters or more."""

    def __init__(self, count: int) -> None:
        self.count = count

    def matches(self, text: bytes) -> bool:
        return len(list(_starts(text))) >= self.count

    def find(self, text: bytes) -> Place:
        ends = _ends(text)[self.count - 1 :]
        return (0, ends) if ends else NOWHERE


class AtMost(Part):
    """So many characters or fewer."""

    def __init__(self, count: int) -> None:
        self.count = count

    def matches(self, text: bytes) -> bool:
        return len(list(_starts(text))) <= self.count

    def find(self, text: bytes) -> Place:
        return 0, [0, *_ends(text)[: self.count]]


class Contains(Part):
    """Any text with another one in it: ``**text**``."""

    def __init__(self, wanted: bytes) -> None:
        self.wanted = wanted

    def matches(self, text: bytes) -> bool:
        return self.wanted in text

    def find(self, text: bytes) -> Place:
        at = text.find(self.wanted)
        if at < 0:
            return NOWHERE
        end = at + len(self.wanted)
        return 0, [end + length for length in EVERYTHING.find(text[end:])[1]]


class Starts(Part):
    """A text, then anything, as ``text**`` or, without a separator, ``text*``."""

    def __init__(self, text: bytes, rest: Part) -> None:
        self.text = text
        self.rest = rest

    def matches(self, text: bytes) -> bool:
        return text.startswith(self.text) and self.rest.matches(text[len(self.text) :])

    def find(self, text: bytes) -> Place:
        at = text.find(self.text)
        if at < 0:
            return NOWHERE
        rest = text[at + len(self.text) :]
        if self.rest is ANY:
            rest = rest.split(SEPARATOR)[0]
        return at, [len(self.text), *(len(self.text) + end for end in _ends(rest))]


class Ends(Part):
    """Anything, then a text, as ``**text`` or, without a separator before it, ``*text``."""

    def __init__(self, text: bytes, rest: Part) -> None:
        self.text = text
        self.rest = rest

    def matches(self, text: bytes) -> bool:
        return text.endswith(self.text) and self.rest.matches(text[: len(text) - len(self.text)])

    def find(self, text: bytes) -> Place:
        end = text.find(self.text)
        if end < 0:
            return NOWHERE
        at = text.rfind(SEPARATOR, 0, end) + 1 if self.rest is ANY else 0
        return at, (end + len(self.text) - at,)


class StartsAndEnds(Part):
    """``start**end``, where the two may overlap."""

    def __init__(self, start: bytes, end: bytes) -> None:
        self.start = start
        self.end = end

    def matches(self, text: bytes) -> bool:
        return text.startswith(self.start) and text.endswith(self.end)

    def find(self, text: bytes) -> Place:
        at = text.find(self.start)
        if at < 0:
            return NOWHERE
        text = text[at:]
        lengths: list[int] = []
        while (end := text.rfind(self.end)) >= 0:
            lengths.insert(0, end + len(self.end))
            text = text[:end]
        return (at, lengths) if lengths else NOWHERE


class AnyOf(Part):
    """One of several: ``{a,b}``."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self.length = self._length()

    def _length(self) -> int:
        # A first part whose length varies is forgotten.
        length = VARIES
        for part in self.parts:
            if length == VARIES:
                length = part.length
            elif part.length != length:
                return VARIES
        return length

    def matches(self, text: bytes) -> bool:
        return any(part.matches(text) for part in self.parts)

    def share(self, effort: Effort) -> None:
        for part in self.parts:
            part.share(effort)

    def find(self, text: bytes) -> Place:
        places = [place for part in self.parts if (place := part.find(text))[0] >= 0]
        if not places:
            return NOWHERE
        first = min(at for at, _ in places)
        return first, sorted({length for at, lengths in places if at == first for length in lengths})


class EveryOf(Part):
    """What each of several parts matches: ``?*`` has a character or more and no separator."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts

    def matches(self, text: bytes) -> bool:
        return all(part.matches(text) for part in self.parts)

    def find(self, text: bytes) -> Place:
        # All parts that are ever joined so begin at 0.
        common: list[int] | None = None
        for part in self.parts:
            at, lengths = part.find(text)
            common = [n for n in lengths if n in common] if common is not None else list(lengths)
            if at < 0 or not common:
                return NOWHERE
        return 0, common or []


class Row(Part):
    """Parts of known length, one after the other."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self.length = sum(part.length for part in parts)

    def matches(self, text: bytes) -> bool:
        return len(list(_starts(text))) == self.length and self._begins(text)

    def find(self, text: bytes) -> Place:
        for at in _starts(text):
            if len(text) - at < self.length:
                break
            if self._begins(text[at:]):
                return at, (self.length,)
        return NOWHERE

    def _begins(self, text: bytes) -> bool:
        """Whether the parts match in a row; each is shown its last character's first byte only."""
        for part in self.parts:
            starts = list(_starts(text))[: part.length or None]
            end = starts[-1] + 1 if starts else 1
            if len(starts) < part.length or not part.matches(text[:end]):
                return False
            text = text[end:]
        return True


class Tree(Part):
    """A part that is looked for inside the text; the parts before and after it must match what is left.

    It cannot be looked for itself.
    """

    def __init__(self, value: Part, left: Part | None, right: Part | None) -> None:
        self.value = value
        self.left = left
        self.right = right
        self._before = left.length if left else 0
        self._after = right.length if right else 0
        # Without it, the time for a glob with many "*" would grow exponentially.
        self._answers: dict[bytes, bool] = {}
        self._effort = Effort()
        lengths = (self._before, value.length, self._after)
        self.length = VARIES if VARIES in lengths else sum(lengths)

    def share(self, effort: Effort) -> None:
        self._effort = effort
        for part in (self.value, self.left, self.right):
            if part:
                part.share(effort)

    def find(self, text: bytes) -> Place:  # noqa: ARG002
        return NOWHERE

    def matches(self, text: bytes) -> bool:
        if text not in self._answers:
            self._answers[text] = self.length <= len(text) and self._matches(text)
        return self._answers[text]

    def _matches(self, text: bytes) -> bool:
        start, limit = max(self._before, 0), len(text) - max(self._after, 0)
        while start < limit:
            self._effort.spend(len(text))
            at, lengths = self.value.find(text[start:limit])
            if at < 0:
                return False
            at += start
            if _side(self.left, text[:at]) and any(
                _side(self.right, text[at + n :]) for n in reversed(lengths)
            ):
                return True
            start = at + _first(text[at:])[1]
        return False


def _side(part: Part | None, text: bytes) -> bool:
    return part.matches(text) if part else not text


# The characters of a text, as Go decodes them: U+FFFD for each byte that is no UTF-8.


def _first(text: bytes) -> tuple[str, int]:
    """The first character and how many bytes it has; U+FFFD and 0 for no text."""
    if not text:
        return "\ufffd", 0
    width = 1 if text[0] < 0x80 else 2 if text[0] < 0xE0 else 3 if text[0] < 0xF0 else 4
    try:
        return text[:width].decode(), width
    except UnicodeDecodeError:
        return "\ufffd", 1


def _characters(text: bytes) -> Iterator[tuple[int, str]]:
    at = 0
    while at < len(text):
        character, width = _first(text[at : at + 4])
        yield at, character
        at += width


def _starts(text: bytes) -> Iterator[int]:
    return (at for at, _ in _characters(text))


def _ends(text: bytes) -> list[int]:
    return [at + _width(character) for at, character in _characters(text)]


def _width(character: str) -> int:
    return len(character.encode())
