"""Real Helm, asked to render."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Answer(NamedTuple):
    """What Helm printed, or why it refused: exactly one of them."""

    out: str | None
    error: str | None


def ask(helm: Path, args: Sequence[str], folder: Path) -> Answer:
    """Run Helm in a folder, with nothing of the user's settings."""
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [helm, *args],
            capture_output=True,
            cwd=folder,
            env={"HOME": home, "PATH": os.environ["PATH"]},
            check=False,
        )
    if done.returncode == 0:
        return Answer(done.stdout.decode("utf-8", "surrogateescape"), None)
    return Answer(None, in_go_words(reason(done.stderr.decode("utf-8", "surrogateescape"))))


def reason(text: str) -> str:
    """Helm's error without what surrounds it."""
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith(("level=", "time="))]
    body = "".join(lines).partition("Error: ")[2]
    return body.removesuffix("\n").removesuffix("\n\nUse --debug flag to render out invalid YAML")


def in_go_words(text: str) -> str:
    """An error as Go words it, on one line a step, and with Helm 4's names for types."""
    text = re.sub(
        r"(?ms)^(\S+:\d+(?::\d+)?)\n  executing (.*?):\n    ", r"template: \1: executing \2: ", text
    )
    text = text.replace(":\ntemplate: ", ": template: ")
    return text.replace("chartutil.", "common.").replace("releaseutil.", "util.")
