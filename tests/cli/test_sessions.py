"""Recorded sessions: commands and what they print, errors and exit codes included.

A session is a text file: lines that begin with ``$ chartloom`` are commands, run one after the other in one folder that
begins empty; what follows is what they print, standard error after standard output, and ``[exit 1]`` where they fail.
``$ columns 80`` says how wide the terminal is from there on; without it there are 100 columns.
``CHARTLOOM_RECORD=1 pytest tests/cli`` writes the files anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

SESSIONS = sorted((Path(__file__).parent / "sessions").glob("*.txt"))
TIMES = re.compile(r" *\b\d+ ms")
# How many files a fleet has follows the library chart, and is no promise; how many were written is one when it is 0.
FILES = re.compile(r"\b\d{3,} (?=files|written|unchanged)")
# Where an error says that something stands in woven files; the library chart may have more lines tomorrow.
WOVEN = re.compile(r"(?m)^( += .*?helm/[^:\s]+):\d+:\d+")


def run(words: list[str], folder: Path, columns: str = "100") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "chartloom", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": columns, "NO_COLOR": "1"},
    )
    code = f"[exit {done.returncode}]\n" if done.returncode else ""
    said = WOVEN.sub(r"\1:…", done.stdout + done.stderr)
    return FILES.sub("… ", TIMES.sub(" … ms", said)) + code


def replay(text: str, folder: Path) -> str:
    """The session with what its commands print now."""
    out: list[str] = []
    columns = "100"
    for line in text.splitlines():
        if line.startswith("## "):
            out.append(f"{line}\n")
        elif line.startswith("$ columns "):
            columns = line.removeprefix("$ columns ")
            out.append(f"{line}\n")
        elif line.startswith("$ write "):
            # A file for what follows: `$ write NAME <<< "text\\n"`.
            name, _, content = line.removeprefix("$ write ").partition(" <<< ")
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(shlex.split(content)[0].replace("\\n", "\n"))
            out.append(f"{line}\n")
        elif line.endswith(" > /dev/null"):
            # What prints how many files there are would change with every file that is added.
            run(shlex.split(line)[2:-2], folder)
            out.append(f"{line}\n")
        elif line.startswith("$ chartloom"):
            out.append(f"{line}\n{run(shlex.split(line)[2:], folder, columns)}")
    return "".join(out)


@pytest.mark.parametrize("path", SESSIONS, ids=lambda p: p.stem)
def test_session(path: Path, tmp_path: Path) -> None:
    recorded = path.read_text()
    now = replay(recorded, tmp_path)
    if os.environ.get("CHARTLOOM_RECORD"):
        path.write_text(now)
    assert now == path.read_text()
