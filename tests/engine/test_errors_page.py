"""The page that shows our messages beside Helm's shows what we say."""

from __future__ import annotations

from pathlib import Path

from tests.markdown import blocks

PROJECT = Path(__file__).parents[2]


def test_the_page_shows_golden_messages() -> None:
    page = (PROJECT / "docs" / "concepts" / "errors.md").read_text(encoding="utf-8")
    ours = [b.text.strip() for b in blocks(page) if b.text.startswith("error[")]
    golden = [
        message.strip()
        for path in (PROJECT / "tests" / "engine" / "errors").glob("*.txt")
        for message in path.read_text(encoding="utf-8").split("=== said\n")[1].split("\n\n")
    ]
    assert len(ours) == 7
    assert [text for text in ours if text not in golden] == []
