"""Where a line of output comes from that is no YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chartloom.diagnostics import ChartloomError, Span
from chartloom.engine.manifests import manifests_of, split_documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.chart.profile import Profile
    from chartloom.provenance.ropes import Emitted, Segment
    from chartloom.provenance.trace import Trace
    from chartloom.provenance.traced import Leaf

__all__ = ["OutputLine", "broken_line", "output_line"]


class OutputLine(NamedTuple):
    """Where a template prints the line, and the values whose content is in it, in the order of their characters."""

    printed: Span | None
    flowed: tuple[Leaf, ...]


def broken_line(trace: Trace, source: str, line: int) -> OutputLine | None:
    """The origin of a line of the first document of a template's output that is no manifest; None if all are."""
    text, _ = trace.printed(source)
    start = _first_broken(text, source, trace.root.chart.profile)
    return None if start is None else output_line(trace, source, line, start)


def output_line(trace: Trace, source: str, line: int, start: int = 0) -> OutputLine:
    """The origin of a line of a template's output; lines are counted from ``start`` in it."""
    text, parts = trace.printed(source)
    for _ in range(line - 1):
        start = text.find("\n", start) + 1 or len(text)
    end = text.find("\n", start)
    inside = [part for part in _between(parts, start, len(text) if end < 0 else end) if part.text.strip()]
    flowed = dict.fromkeys(leaf for part in inside for leaf in sorted(trace.values(part.flow), key=str))
    return OutputLine(_place(inside[0]) if inside else None, tuple(flowed))


def _first_broken(text: str, source: str, profile: Profile) -> int | None:
    at = 0
    for document in split_documents(text, profile):
        at = text.index(document, at)
        try:
            manifests_of(source, [document])
        except ChartloomError:
            return at
        at += len(document)
    return None


def _between(parts: list[Segment], start: int, end: int) -> Iterator[Segment]:
    at = 0
    for part in parts:
        low, high = max(start - at, 0), min(end - at, len(part.text))
        if low < high:
            yield part.between(low, high)
        at += len(part.text)


def _place(part: Segment) -> Span | None:
    emitted = part.emitted
    if emitted is None:
        return None
    blanks = len(part.text) - len(part.text.lstrip())
    return _span(emitted.after(blanks))


def _span(emitted: Emitted) -> Span:
    source = emitted.source.source
    start = source.text.rfind("\n", 0, emitted.offset) + 1
    file = getattr(source, "file", None)
    line = source.text.count("\n", 0, emitted.offset) + 1
    return Span(file.path if file else source.name, line, emitted.offset - start + 1)
