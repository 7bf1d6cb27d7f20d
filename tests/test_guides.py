"""The sessions in the guides print what the guides show, and their Python runs.

``CHARTLOOM_RECORD=1 pytest tests/test_guides.py`` writes what they print into the pages; read the difference.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from tests.markdown import blocks
from tests.test_readme import without_trailing_blanks

GUIDES = Path(__file__).parents[1] / "docs" / "guides"
AUTHOR = {
    f"GIT_{who}_{what}": "a@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}
_BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)


class Session:
    """A folder in which commands are run, one after the other, as in a terminal of 80 columns."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def replay(self, block: str) -> str:
        """The block with what its commands print now; the first lines make things and print nothing of interest."""
        commands = [line for line in block.splitlines() if line.startswith("$ ")]
        return "".join(self.step(line) for line in commands)

    def step(self, line: str) -> str:
        words = shlex.split(line.removeprefix("$ "))
        if words[0] == "cd":
            self.folder /= words[1]
            return f"{line}\n"
        shown = self.run(words if words[0] == "git" else [sys.executable, "-m", *words])
        is_silent = words[0] == "git" or words[1] in ("init", "weave", "add")
        return f"{line}\n" if is_silent else f"{line}\n{shown}\n"

    def run(self, command: list[str]) -> str:
        environment = {**os.environ, **AUTHOR, "COLUMNS": "80", "NO_COLOR": "1"}
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False, timeout=60
        )
        assert "Traceback" not in done.stderr
        return without_trailing_blanks(done.stdout + done.stderr)


def replayed(guide: Path, session: Session) -> str:
    """The guide with what its commands print now."""
    now = _BLOCK.sub(lambda found: session.replay(found[0]), guide.read_text(encoding="utf-8"))
    if os.environ.get("CHARTLOOM_RECORD"):
        guide.write_text(now, encoding="utf-8")
    return now


def test_explaining(tmp_path: Path) -> None:
    guide, session = GUIDES / "explain.md", Session(tmp_path)
    now = replayed(guide, session)
    assert now == guide.read_text(encoding="utf-8")
    (program,) = [b.text for b in blocks(now) if b.language == "python"]
    assert session.run([sys.executable, "-c", program]).startswith("ClusterIP [(")


def test_ten_questions(tmp_path: Path) -> None:
    guide = GUIDES / "explain-sessions.md"
    shutil.copytree(Path(__file__).parent / "guides" / "market", tmp_path / "robot-shop" / "market")
    assert replayed(guide, Session(tmp_path)) == guide.read_text(encoding="utf-8")


def test_comparing(tmp_path: Path) -> None:
    guide = GUIDES / "compare.md"
    assert replayed(guide, Session(tmp_path)) == guide.read_text(encoding="utf-8")
