"""Command lines of ``chartloom template`` against what ``helm template`` printed and wrote for the same words.

``commands/template.jsonl`` is recorded by ``tests/truth/helm/commands.py``. Where Helm refuses, so do we, and ``says``
is how; where only we refuse, a row has both.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from chartloom.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = Path(__file__).parent / "commands"
ROWS = [json.loads(line) for line in (COMMANDS / "template.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = Path(shutil.copytree(COMMANDS, tmp_path / "files"))
    monkeypatch.chdir(place)
    monkeypatch.setenv("NO_COLOR", "1")
    return place


def did(words: Sequence[str], folder: Path, capture: pytest.CaptureFixture[bytes]) -> dict[str, Any]:
    before = set(folder.rglob("*"))
    code = run(["template", *words])
    captured = capture.readouterr()
    if code:
        return {"says": captured.err.decode()}
    made = sorted(path for path in folder.rglob("*") if path.is_file() and path not in before)
    written = {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in made}
    return {"out": captured.out.decode()} | ({"written": written} if written else {})


def expected(row: dict[str, Any]) -> dict[str, Any]:
    if "says" in row:
        return {"says": row["says"]}
    found = ROWS[row["same"] - 1] if "same" in row else row
    return {key: found[key] for key in ("out", "written", "error") if key in found}


@pytest.mark.parametrize("number", range(1, len(ROWS) + 1))
def test_as_helm(number: int, folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    row = ROWS[number - 1]
    assert did(row["words"], folder, capsysbinary) == expected(row), row["words"]
