"""Where something stands in a template: file, line and column, and that line."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from chartloom.diagnostics import Span

if TYPE_CHECKING:
    from chartloom.provenance.ropes import Emitted

__all__ = ["TemplatePlaces", "line_starts"]


class TemplatePlaces:
    """The templates of a rendering, each cut into lines once."""

    def __init__(self) -> None:
        self._texts: dict[int, tuple[Any, str, list[int]]] = {}

    def of(self, emitted: Emitted) -> tuple[Span, str]:
        """The place in a template, and its line."""
        source = emitted.source.source
        if id(source) not in self._texts:
            text = source.text
            self._texts[id(source)] = source, text, [*line_starts(text), len(text) + 1]
        _, text, starts = self._texts[id(source)]
        line = bisect_right(starts, emitted.offset)
        start, end = starts[line - 1 : line + 1]
        file = getattr(source, "file", None)
        span = Span(file.path if file else source.name, line, emitted.offset - start + 1)
        return span, text[start : end - 1].strip()


def line_starts(text: str) -> list[int]:
    """The offsets at which lines begin."""
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts
