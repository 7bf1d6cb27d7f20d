"""Places in the margin are links on terminals that open them, and the text is the same without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chartloom.actions.explaining.explain import explain
from chartloom.cli.explained_text import Look
from chartloom.cli.links import knows_links, linked
from chartloom.cli.manifest_text import annotated
from chartloom.diagnostics import Span

CHART = Path(__file__).parent / "commands" / "shop"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"KITTY_WINDOW_ID": "1"}, True),
        ({"WT_SESSION": "a"}, True),
        ({"VTE_VERSION": "5000"}, True),
        ({"VTE_VERSION": "4999"}, False),
        ({"VTE_VERSION": "new"}, False),
        ({}, False),
    ],
)
def test_terminals_that_open_links(environment: dict[str, str], expected: bool) -> None:
    assert knows_links(environment) is expected


def test_a_file_is_linked_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a b.yaml"
    file.write_text("")
    address = f"{file.resolve().as_uri()}#3"
    assert linked("a:3", Span(str(file), 3, 1)) == f"\x1b]8;;{address}\x1b\\a:3\x1b]8;;\x1b\\"
    assert address.endswith("/a%20b.yaml#3")


def test_what_is_no_file_is_not_linked() -> None:
    assert linked("a:3", Span("chart.tgz!a.yaml", 3, 1)) == "a:3"


def test_links_change_nothing_else() -> None:
    (one,) = explain(str(CHART), "ConfigMap/release-name", cache="")
    plain, with_links = (annotated(one, Look(links=links)) for links in (False, True))
    assert plain != with_links
    assert re.sub(r"\x1b\]8;;.*?\x1b\\", "", with_links) == plain
