"""Places of values are the same when they were kept as when they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.chart.model import ChartFile
from chartloom.memo import Memo
from chartloom.provenance import places
from chartloom.yamlio import read_positions

if TYPE_CHECKING:
    import pytest

TEXT = b"a:\n  b: [1, {c: 'd'}]\n  # of e\n  e: |\n    f\n\xc3\xa4: &x {y: 2}\nz: *x\n"


def test_what_was_kept_is_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    memo, file = Memo(), ChartFile("values.yaml", TEXT, "values.yaml")
    expected = read_positions(TEXT, "values.yaml")
    first = places.Places(file, memo)
    monkeypatch.setattr(places, "_read", None)
    again = places.Places(ChartFile("other.yaml", TEXT, "other.yaml"), memo)
    lines = TEXT.decode().split("\n")
    for path, place in expected.items():
        assert first.find(path) == (place, lines[place.key.line - 1])
        found = again.find(path)
        assert found is not None
        assert (found[0].key.file, found[0].value.line) == ("other.yaml", place.value.line)
    assert first.find(("a", "none")) is None
