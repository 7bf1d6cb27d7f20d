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


def expected(row: dict[str, Any], helm_version: int = 4) -> dict[str, Any]:
    if "says" in row:
        return {"says": row["says"]}
    is_other = helm_version == 3 and "helm3" in row
    found = row["helm3"] if is_other else row
    if "same" in found:
        first = ROWS[found["same"] - 1]
        found = first["helm3"] if is_other else first
    return {key: found[key] for key in ("out", "written", "error") if key in found}


# Helm 3 lacks some flags of Helm 4, which we take all the same, and the rows that ask for them tell nothing else.
ROWS_OF = {
    4: [*range(1, len(ROWS) + 1)],
    3: [n for n, row in enumerate(ROWS, 1) if "says" in row or "error" not in row.get("helm3", ())],
}


@pytest.mark.parametrize(("helm_version", "number"), [(v, n) for v, found in ROWS_OF.items() for n in found])
def test_as_helm(
    number: int, helm_version: int, folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    row = ROWS[number - 1]
    words = [f"--helm-version={helm_version}", *row["words"]]
    assert did(words, folder, capsysbinary) == expected(row, helm_version), words


@pytest.mark.usefixtures("folder")
def test_helm_3_takes_no_object_for_values(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["template", "rel", "shop", "--set-json", '{"a": 1}']
    assert run(words) == 0
    assert run([*words, "--helm-version", "3"]) == 1
    assert capsys.readouterr().err == (
        'error[set-syntax]: "{"a": 1}" has no value: expected "=" after it\n'
        '  --> --set-json:1:1\n   |\n 1 | {"a": 1}\n   | ^^^^^^^^\n'
    )


@pytest.mark.usefixtures("folder")
def test_only_two_versions_of_helm_are_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "rel", "shop", "--helm-version", "2"]) == 2
    assert capsys.readouterr().err == 'Error: invalid --helm-version "2": it can be 4 or 3\n'


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
