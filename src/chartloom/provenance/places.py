"""Where the values of a file stand, which is found out once for each content of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.diagnostics import Span
from chartloom.yamlio import Place

if TYPE_CHECKING:
    from chartloom.chart import ChartFile
    from chartloom.memo import Memo
    from chartloom.provenance.traced import Leaf

__all__ = ["Places"]


class Places:
    """The places of all keys and values of a file, by their paths; ``memo`` keeps them between processes."""

    def __init__(self, file: ChartFile, memo: Memo | None = None) -> None:
        self._path = file.path
        self._lines = file.text.split("\n")
        known: dict[Leaf, Any] = (
            memo.value(b"places", file.data, lambda: _read(file)) if memo else _read(file)
        )
        self._known = known

    def find(self, path: Leaf) -> tuple[Place, str] | None:
        """The place of a value and the line of its key; None where the file does not have it."""
        found = self._known.get(path)
        if found is None:
            return None
        place = Place(Span(self._path, *found[:3]), Span(self._path, *found[3:]))
        line = place.key.line
        return place, self._lines[line - 1] if 0 < line <= len(self._lines) else ""


def _read(file: ChartFile) -> dict[Leaf, Any]:
    from chartloom.yamlio import read_positions

    return {
        path: (*_numbers(key), *_numbers(value))
        for path, (key, value) in read_positions(file.data, file.path).items()
    }


def _numbers(span: Span) -> tuple[int, int, int]:
    return span.line, span.column, span.length
