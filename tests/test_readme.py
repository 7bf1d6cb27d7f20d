"""The session in the README prints what the README shows, and its Python runs."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.markdown import blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
# The first block sets up the project itself.
SESSION = "".join(b.text for b in blocks(README)[1:] if b.language == "console")
PROGRAMS = [b.text for b in blocks(README) if b.language == "python"]


class Step(NamedTuple):
    """A command of the session and the output that is shown for it, which may be none."""

    command: str
    shown: str


def steps(session: str) -> Iterator[Step]:
    for part in ("\n" + session).split("\n$ ")[1:]:
        command, _, shown = part.partition("\n")
        yield Step(command, without_trailing_blanks(shown))


def without_trailing_blanks(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the session ends, with all that it has made; every step was as shown."""
    here = tmp_path_factory.mktemp("readme")
    for step in steps(SESSION):
        words = shlex.split(step.command)
        if words[0] == "cd":
            here = here / words[1]
            continue
        done = run(words, here)
        printed = {without_trailing_blanks(text) for text in (done.stdout, done.stderr)}
        assert not step.shown or step.shown in printed, step.command
        assert done.returncode == int(step.shown.startswith("error[")), f"{step.command}: {done.stderr}"
    return here


def test_the_session_is_true(folder: Path) -> None:
    assert (folder / "service-matrix.yaml").is_file()


@pytest.mark.parametrize("program", PROGRAMS)
def test_its_python_runs(folder: Path, program: str) -> None:
    done = run([sys.executable, "-c", program], folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
