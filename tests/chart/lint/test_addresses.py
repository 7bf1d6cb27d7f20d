"""E-mail addresses and URLs, with the answers that govalidator's IsEmail, IsURL and IsRequestURL have given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chartloom.actions.grammar import GRAMMAR
from chartloom.chart.lint.addresses import is_email, is_host_url, is_request_url

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "addresses.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: ascii(row[0]))
def test_the_answers_are_gos(row: list[str | bool]) -> None:
    text = str(row[0])
    parse = GRAMMAR.parse_url
    assert [is_email(text), is_host_url(text, parse), is_request_url(text, parse)] == row[1:]


@pytest.mark.parametrize("text", ["a-" * 1000 + "!", "a." * 1000 + "!", "@a" * 1000 + "!", "a" * 2000 + "!"])
def test_no_url_takes_long(text: str) -> None:
    assert not is_host_url(text, GRAMMAR.parse_url)
