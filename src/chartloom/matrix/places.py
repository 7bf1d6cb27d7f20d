"""Where each key and each value of an inventory stands.

One pass over the events of the text, because it is made at every loading; and it sees what the values
no longer show: keys that stand twice, closing brackets, text behind the end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chartloom.diagnostics import Span
from chartloom.yamlio.stream import event_source, to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Path", "Places", "read_places"]

Path = tuple[str | int, ...]

_DEEPEST = 100


@dataclass(slots=True)
class Places:
    """The spans of keys and values by path, and what the values themselves no longer show.

    ``brackets`` are the closing ones, by the path of what they close. ``anchors`` are the paths of what has a name, the
    last of each name; ``aliases`` lead from the path of such a name to the path of what it means.
    ``repeated`` are keys that stand twice in one mapping; ``second_document`` is where more text
    follows the first document; ``too_deep`` is where the nesting went beyond all reason.
    """

    file: str
    values: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)
    brackets: dict[Path, Span] = field(default_factory=dict)
    anchors: dict[str, Path] = field(default_factory=dict)
    aliases: dict[Path, Path] = field(default_factory=dict)
    repeated: list[tuple[Path, Span]] = field(default_factory=list)
    second_document: Span | None = None
    too_deep: Span | None = None

    def written(self, path: Path) -> Path | None:
        """The path at which the text stands that gives ``path``: aliases and merge keys are followed.

        None where no text gives it.
        """
        at: Path = ()
        for step in path:
            found = next((p for p in self._below(at, step, 0) if p in self.values), None)
            if found is None:
                return None
            at = found
        return at

    def _below(self, at: Path, step: str | int, depth: int) -> Iterator[Path]:
        """Where a step of a path may be written, the most exact place first."""
        here = self.aliases.get(at, at)
        yield (*here, step)
        merged = (*here, "<<")
        if merged in self.values and depth < _DEEPEST:
            yield from self._below(merged, step, depth + 1)
            many = (p for n in range(_DEEPEST) if (p := (*merged, n)) in self.values)
            for one in many:
                yield from self._below(one, step, depth + 1)


@dataclass(slots=True)
class _Frame:
    """A mapping or a sequence that is still open."""

    path: Path
    start: Any
    is_mapping: bool
    key: str | None = None
    length: int = 0
    seen: set[str] = field(default_factory=set)


def read_places(text: str, file: str) -> Places:
    """The places in a text that has been read before, and so is known to hold a whole document."""
    places = Places(file)
    stack: list[_Frame] = []
    for event in _events(text, places):
        kind = event.__class__.__name__
        if kind in ("MappingStartEvent", "SequenceStartEvent"):
            path = _place(places, stack, event, None)
            _name(places, event, path)
            stack.append(_Frame(path, event.start_mark, kind == "MappingStartEvent"))
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            _close(places, stack.pop(), event)
        elif kind in ("ScalarEvent", "AliasEvent"):
            path = _place(places, stack, event, event.value if kind == "ScalarEvent" else "*")
            _name(places, event, path)
        if len(stack) > _DEEPEST:
            places.too_deep = _span(file, event)
            break
    return places


def _events(text: str, places: Places) -> Iterator[Any]:
    """The events of the first document; what follows it is only noted."""
    from yaml import YAMLError

    get_event = event_source(to_bytes(text))
    documents = 0
    while True:
        try:
            event = get_event()
        except YAMLError as error:
            places.second_document = _span_of_marks(places.file, getattr(error, "problem_mark", None), None)
            return
        documents += event.__class__.__name__ == "DocumentStartEvent"
        if documents > 1:
            places.second_document = _span(places.file, event)
        if documents > 1 or event.__class__.__name__ == "StreamEndEvent":
            return
        yield event


def _name(places: Places, event: Any, path: Path) -> None:
    """Notes what an anchor names, and what an alias means."""
    if event.anchor is None:
        return
    if event.__class__.__name__ == "AliasEvent":
        places.aliases[path] = places.anchors.get(event.anchor, path)
    else:
        places.anchors[event.anchor] = path


def _place(places: Places, stack: list[_Frame], event: Any, text: str | None) -> Path:
    """Notes where a node stands, and returns its path."""
    span = _span(places.file, event)
    if not stack:
        places.values[()] = span
        return ()
    frame = stack[-1]
    if not frame.is_mapping:
        frame.length += 1
        path = (*frame.path, frame.length - 1)
        places.values[path] = span
        return path
    if frame.key is None:
        return _place_key(places, frame, span, text or "?")
    path = (*frame.path, frame.key)
    frame.key = None
    places.values[path] = span
    return path


def _place_key(places: Places, frame: _Frame, span: Span, key: str) -> Path:
    path = (*frame.path, key)
    if key in frame.seen and key != "<<":
        places.repeated.append((path, span))
    frame.seen.add(key)
    frame.key = key
    places.keys[path] = span
    return path


def _close(places: Places, frame: _Frame, event: Any) -> None:
    """What stands in brackets is meant as a whole, when it is on one line; only brackets end with a character."""
    if event.end_mark.column > event.start_mark.column:
        places.brackets[frame.path] = _span(places.file, event)
        places.values[frame.path] = _span_of_marks(places.file, frame.start, event.end_mark)


def _span(file: str, event: Any) -> Span:
    return _span_of_marks(file, event.start_mark, event.end_mark)


def _span_of_marks(file: str, start: Any, end: Any) -> Span:
    if start is None:
        return Span(file)
    length = end.column - start.column if end and end.line == start.line else 1
    return Span(file, start.line + 1, start.column + 1, max(1, length))
