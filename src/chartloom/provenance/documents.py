"""Where the scalars of a YAML text stand, and so which characters, and which origins, each of them has."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from chartloom.provenance.ropes import Segment, segments
from chartloom.provenance.traced import NOTHING, Leaves, Rope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.provenance.traced import Traced

__all__ = ["Field", "Located", "fields_of", "locate", "origins_of_text"]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Located(NamedTuple):
    """A scalar in a YAML text, or an empty map or list, by its path.

    ``begin`` is where its key or its item begins; ``keys`` are the ranges of the keys that lead to it, and
    ``before`` those of the items of lists that stand before the ones that lead to it.
    """

    path: tuple[str | int, ...]
    begin: int
    start: int
    end: int
    keys: tuple[tuple[int, int], ...]
    before: tuple[tuple[int, int], ...]
    text: str
    style: str | None
    limit: int
    """Where the next thing begins: up to there, what is left out would have stood in an empty value."""


class Field(NamedTuple):
    """A scalar with its origins."""

    located: Located
    flow: Leaves
    control: Leaves
    segment: Segment | None
    built_in: Leaves = NOTHING
    """What flowed into it and is no value: see ``built_in``."""


def locate(text: str) -> list[Located] | None:
    """Every scalar of the first document in the order of the text; None for a text that is no YAML."""
    try:
        events = list(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError:
        return None
    found: list[Located] = []
    _Walk(events, found).document()
    return found


class _Walk:
    def __init__(self, events: Sequence[Any], found: list[Located]) -> None:
        self.events = events
        self.at = 0
        self.found = found

    def next(self) -> Any:
        event = self.events[self.at]
        self.at += 1
        return event

    def document(self) -> None:
        while self.at < len(self.events):
            if isinstance(self.next(), yaml.DocumentStartEvent):
                self.node((), 0, (), ())
                return

    def node(self, path: Any, begin: int, keys: Any, before: Any) -> None:
        event = self.next()
        if isinstance(event, yaml.MappingStartEvent):
            self.mapping(event, path, begin, keys, before)
        elif isinstance(event, yaml.SequenceStartEvent):
            self.sequence(event, path, begin, keys, before)
        else:
            value = getattr(event, "value", "")
            start, end = event.start_mark.index, event.end_mark.index
            style = getattr(event, "style", None)
            self.found.append(Located(path, begin, start, end, keys, before, value, style, self.limit()))

    def limit(self) -> int:
        return int(self.events[self.at].start_mark.index) if self.at < len(self.events) else 0

    def mapping(self, event: Any, path: Any, begin: int, keys: Any, before: Any) -> None:
        if isinstance(self.events[self.at], yaml.MappingEndEvent):
            end = self.next().end_mark.index
            self.found.append(
                Located(path, begin, event.start_mark.index, end, keys, before, "{}", "{", self.limit())
            )
            return
        while not isinstance(self.events[self.at], yaml.MappingEndEvent):
            key: Any = self.next()
            name, place = getattr(key, "value", ""), (key.start_mark.index, key.end_mark.index)
            self.skip(key)
            self.node((*path, name), place[0], (*keys, place), before)
        self.next()

    def sequence(self, event: Any, path: Any, begin: int, keys: Any, before: Any) -> None:
        # An item that was left out before the first one stood behind the key.
        start = keys[-1][1] if keys else 0
        if isinstance(self.events[self.at], yaml.SequenceEndEvent):
            end = self.next().end_mark.index
            self.found.append(
                Located(path, begin, event.start_mark.index, end, keys, before, "[]", "[", self.limit())
            )
            return
        index = 0
        while not isinstance(self.events[self.at], yaml.SequenceEndEvent):
            here = self.events[self.at].start_mark.index
            self.node((*path, index), here, keys, (*before, (start, here)))
            index += 1
        self.next()

    def skip(self, event: Any) -> None:
        """Pass what is in a key that is a map or a list."""
        depth = int(isinstance(event, yaml.CollectionStartEvent))
        while depth:
            event = self.next()
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)


class _Origins:
    """The segments of a text, to be asked for what is in a range of it."""

    def __init__(self, parts: Sequence[Segment]) -> None:
        self.parts = [part for part in parts if part.text]
        self.starts: list[int] = []
        self.marks: list[tuple[int, Leaves]] = []
        at = 0
        for part in parts:
            if part.text:
                self.starts.append(at)
                at += len(part.text)
            elif part.control:
                self.marks.append((at, part.control))
        self.places = [place for place, _ in self.marks]

    def between(self, start: int, end: int) -> Sequence[Segment]:
        """The segments that have a character in the range."""
        if start >= end:
            return ()
        return self.parts[max(bisect_right(self.starts, start) - 1, 0) : bisect_left(self.starts, end)]

    def at(self, place: int) -> Segment | None:
        """What printed the character at a place, or at the end the last one."""
        if not self.parts:
            return None
        index = max(bisect_right(self.starts, place) - 1, 0)
        part = self.parts[index]
        if part.emitted is None:
            return part
        # Its text stays whole: a long literal is the part of thousands of fields.
        return Segment(
            part.text,
            part.flow,
            part.control,
            part.emitted.after(min(place - self.starts[index], len(part.text))),
            part.chain,
        )

    def decisions(self, start: int, end: int) -> Iterator[Leaves]:
        """What was decided at places in the range, its ends included."""
        for _, control in self.marks[bisect_left(self.places, start) : bisect_right(self.places, end)]:
            yield control


def fields_of(text: str, parts: Sequence[Segment]) -> list[Field] | None:
    """Every scalar of a document with its origins; ``parts`` are the segments of the document's text."""
    located = locate(text)
    if located is None:
        return None
    origins = _Origins(parts)
    return [_field(one, origins) for one in located]


def _field(one: Located, origins: _Origins) -> Field:
    flow: set[Any] = set()
    control: set[Any] = set()
    end = max(one.limit, one.end) if one.start == one.end else one.end
    inside = origins.between(one.start, one.end)
    for segment in inside:
        flow |= segment.flow
    for segment in origins.between(one.begin, max(end, one.begin + 1)):
        control |= segment.control
    for decided in origins.decisions(one.begin, end):
        control |= decided
    for start, stop in one.keys:
        for segment in origins.between(start, stop):
            control |= segment.flow
            control |= segment.control
    for start, stop in one.before:
        for decided in origins.decisions(start, stop):
            control |= decided
    first = next((s for s in inside if s.flow), None) or origins.at(one.start)
    return Field(one, frozenset(flow), frozenset(control), first)


def origins_of_text(text: Traced) -> dict[tuple[Any, ...], tuple[Leaves, Leaves]] | None:
    """What flowed into each scalar of a YAML text and what decided it, by the scalar's path."""
    rope = text.flow if isinstance(text.flow, Rope) and not text.control else None
    if rope is not None and rope.read is not None:
        return rope.read  # type: ignore[no-any-return]
    found = fields_of(text.value, segments(text))
    if found is None:
        return None
    origins = {field.located.path: (field.flow, field.control or NOTHING) for field in found}
    if rope is not None and rope.is_shared:
        rope.read = origins
    return origins
