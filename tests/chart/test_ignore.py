"""``.helmignore`` against Helm's own answers, which ``tests/truth/patterns`` writes into the table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartloom.chart.ignore import parse_rules
from chartloom.diagnostics import ChartloomError
from chartloom.diagnostics.text import format_diagnostics

ROWS = (Path(__file__).parent / "cases" / "ignore.jsonl").read_text(encoding="utf-8").splitlines()


def ignored(text: str, names: list[str]) -> list[str]:
    rules = parse_rules(text)
    return [name for name in names if rules.ignores(name.removesuffix("/"), name.endswith("/"))]


@pytest.mark.parametrize("row", [json.loads(line) for line in ROWS], ids=range(1, len(ROWS) + 1))
def test_as_helm(row: dict[str, Any]) -> None:
    if "error" in row:
        with pytest.raises(ChartloomError):
            parse_rules(row["rules"])
    else:
        assert ignored(row["rules"], row["names"]) == row["found"], row["rules"]


def test_a_name_that_is_no_utf8_is_matched_byte_by_byte() -> None:
    assert ignored("?\udce9?.txt\n", ["a\udce9b.txt", "aéb.txt"]) == ["a\udce9b.txt"]


def test_the_chart_itself_is_never_ignored() -> None:
    rules = parse_rules("*\n")
    assert [rules.ignores(path, is_dir=True) for path in ("", ".", "./", "a")] == [False, False, False, True]


def test_every_mistake_is_shown_at_its_place() -> None:
    with pytest.raises(ChartloomError) as caught:
        parse_rules("\ufeff*.md\n  docs/**/a  # no comment\n[a-\r\n!x\\\n", "web/.helmignore")
    assert format_diagnostics(caught.value.diagnostics).splitlines() == [
        'error[helmignore-syntax]: a rule may not contain "**"',
        "  --> web/.helmignore:2:8",
        "   |",
        " 2 |   docs/**/a  # no comment",
        "   |        ^^",
        "   = help: a rule without a slash holds at any depth already",
        "",
        'error[helmignore-syntax]: "[a-" is no pattern',
        "  --> web/.helmignore:3:1",
        "   |",
        " 3 | [a-",
        "   | ^^^",
        '   = help: close each "[", and write "\\[" or "\\\\" for the character itself',
        "",
        'error[helmignore-syntax]: "!x\\" is no pattern',
        "  --> web/.helmignore:4:1",
        "   |",
        " 4 | !x\\",
        "   | ^^^",
        '   = help: close each "[", and write "\\[" or "\\\\" for the character itself',
    ]


def test_a_file_of_endless_rules_is_refused() -> None:
    with pytest.raises(ChartloomError) as caught:
        parse_rules("*a*a*a*b\n" * 5000, "web/.helmignore")
    assert str(caught.value) == "web/.helmignore: the file is longer than 32 KiB"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab*?[]^-\\!/#. é\udce9\n"), max_size=24), st.text(max_size=8))
def test_nothing_but_chartloom_errors(text: str, path: str) -> None:
    try:
        rules = parse_rules(text)
    except ChartloomError:
        return
    assert rules.ignores(path.encode("utf-8", "replace").decode(), is_dir=False) in (True, False)
