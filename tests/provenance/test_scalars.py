"""Lines tell where the scalars of written YAML stand, or leave it to a parser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chartloom.provenance import scalars
from chartloom.provenance.documents import locate
from chartloom.yamlio import to_yaml

TEXTS = (Path(__file__).parent / "cases" / "scalars.txt").read_text(encoding="utf-8").split("\n")
LONG = "a line that is so long that it has to be folded somewhere, which makes it two lines or more"


def places(text: str) -> list[tuple[int, int]]:
    located = locate(text)
    assert located is not None
    return [(one.start, one.end) for one in located]


@pytest.mark.parametrize(
    "text", [*TEXTS, LONG, f"{LONG} - x", "two\nlines", "a\n  - b\n  c: d\n", "\n", "|", ">-"]
)
@pytest.mark.parametrize(
    "around",
    [
        lambda text: {"key": text, "last": "x"},
        lambda text: {"a.b/c-d": [text, {"n": text, "m": None}, [text, [1.5, True]]], "e": {}, "l": []},
        lambda text: [text, text],
        lambda text: {text: text},
        lambda text: {"deep": {"er": [[{"k": text, "z": [{}]}]]}},
        lambda text: text,
    ],
)
def test_places_are_those_of_a_parser(around: Any, text: str) -> None:
    written = to_yaml(around(text)).removesuffix("\n")
    expected = places(written)
    assert scalars.scalar_ranges(written, len(expected)) == expected
    assert scalars.scalar_ranges(written, len(expected) + 1) is None


def test_plain_lines_need_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scalars, "_ranges_by_events", lambda _text: None)
    value = {
        "a": "b c",
        "d": ["-v", "http://x:80/", {"e": True, "f-g": 80}],
        "h": {},
        "i": "yes",
        "j": "",
        "k": "1",
    }
    assert scalars.scalar_ranges(to_yaml(value), 9) == places(to_yaml(value))
