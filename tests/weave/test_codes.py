"""Every code that a rule of the inventory can give stands, with its whole text, in a case of the tests."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parents[1]
SOURCE = TESTS.parent / "src" / "chartloom"
RULES = [*sorted((SOURCE / "matrix").glob("*.py")), SOURCE / "weave" / "findings.py"]
CASES = ("matrix/cases/errors", "matrix/cases/notes", "weave/cases/findings")
# Which argument is the code.
CALLS = {"Diagnostic": 0, "Pattern": 0, "finding": 1}
# What is no rule on an inventory: tests of inserting and of examples hold these texts.
ELSEWHERE = {"cannot-add", "unknown-example"}


def codes_in(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            place = CALLS.get(name, len(node.args))
            code = node.args[place] if place < len(node.args) else None
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value


def test_every_code_has_a_case() -> None:
    known = {code for path in RULES for code in codes_in(path.read_text(encoding="utf-8"))}
    texts = [path.read_text(encoding="utf-8") for case in CASES for path in (TESTS / case).glob("*.txt")]
    told = {code for text in texts for code in re.findall(r"^\w+\[([\w-]+)\]", text, re.MULTILINE)}
    assert len(known) > 60
    assert known - told == ELSEWHERE


def test_a_code_is_found() -> None:
    text = 'source.finding(path, "odd", message)\nPattern("not-even", "[02468]")\nDiagnostic(code, message)\n'
    assert list(codes_in(text)) == ["odd", "not-even"]
