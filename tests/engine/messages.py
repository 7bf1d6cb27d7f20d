"""What we say of mistakes: texts in ``errors``, and beside the cases of whole charts that Helm refuses.

A text begins with the command. Sections that begin with ``=== PATH`` are the files that it finds, below a chart's
usual ``Chart.yaml``; the last section, ``=== said``, is the answer. ``python -m tests.engine.messages`` writes the
answers anew: review them like code.
"""

from __future__ import annotations

import shlex
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.engine.command import Done, chartloom
from tests.engine.whole_charts import CHARTS, cases, stage

ERRORS = Path(__file__).parent / "errors"
SAID = "said"


class Message(NamedTuple):
    """A mistake: the command, the files that it finds, and what we say."""

    command: str
    files: dict[str, str]

    @property
    def said(self) -> str:
        return self.files[SAID]


def read_message(path: Path) -> Message:
    command, *sections = path.read_text(encoding="utf-8").split("\n=== ")
    parts = (section.partition("\n") for section in sections)
    return Message(command.removeprefix("$ "), {name: text for name, _, text in parts})


def perform(message: Message, folder: Path) -> Done:
    """What we do and say when the command is called among its files."""
    program, *words = shlex.split(message.command)
    assert program == "chartloom"
    lay_out(message, folder)
    return chartloom(words, folder)


def lay_out(message: Message, folder: Path) -> None:
    """Write the files that the command finds."""
    files = {"chart/Chart.yaml": "apiVersion: v2\nname: shop\nversion: 1.0.0\n"} | message.files
    for name, text in files.items():
        if name != SAID:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + "\n", encoding="utf-8")


def record(path: Path) -> None:
    """Write what we say now into a text."""
    message = read_message(path)
    with tempfile.TemporaryDirectory() as folder:
        said = perform(message, Path(folder)).said
    head = path.read_text(encoding="utf-8").partition(f"\n=== {SAID}\n")[0].rstrip("\n")
    path.write_text(f"{head}\n\n=== {SAID}\n{said}", encoding="utf-8")


def record_charts() -> None:
    """Write what we say now of every whole chart that Helm refuses."""
    for folder in CHARTS.iterdir():
        for case in cases(folder):
            if case.is_refused:
                with tempfile.TemporaryDirectory() as target:
                    chart = stage(folder, Path(target))
                    done = chartloom(["template", "rel", chart.name, *case.flags], Path(target))
                case.said.write_text(done.said, encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:] or map(str, sorted(ERRORS.glob("*.txt"))):
        record(Path(name))
    record_charts()
