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


def test_debug_shows_what_helm_says(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = folder / "shop" / "templates" / "broken.yaml"
    template.write_text("a: {{ .Values.nope.deeper }}\n", encoding="utf-8")
    helm = (
        'template: shop/templates/broken.yaml:1:13: executing "shop/templates/broken.yaml" at <.Values.nope.deeper>: '
        "nil pointer evaluating interface {}.deeper\n"
    )
    assert run(["template", "rel", "shop", "--debug"]) == 1
    assert capsys.readouterr().err.startswith(f"Helm would say: {helm}error[")
    assert run(["template", "rel", "shop"]) == 1
    assert "Helm would say" not in capsys.readouterr().err


REFUSALS = {
    "--validate": "--validate is not supported: rendering asks no cluster",
    "--verify": (
        "--verify is not supported: digests are verified here, OpenPGP signatures are not; "
        "verify the archive first, as with `helm verify`"
    ),
    "--enable-dns": "--enable-dns is not supported: rendering asks no name server",
    "--post-renderer=x": "--post-renderer is not supported: pipe the output into the other program instead",
    "--dry-run=server": "--dry-run=server is not supported: rendering asks no cluster",
}


@pytest.mark.parametrize("flag", REFUSALS)
def test_refuses_what_it_cannot_do(flag: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "rel", str(folder / "shop"), flag]) == 2
    assert capsys.readouterr().err == f"Error: {REFUSALS[flag]}\n"
