"""``chartloom`` in this process, called in a folder as a person would call it."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, NamedTuple

from chartloom.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Done(NamedTuple):
    """The exit code, what was printed, and what was said on the error channel."""

    code: int
    out: str
    said: str


def chartloom(words: Sequence[str], folder: Path) -> Done:
    """Run the command in the folder."""
    out, said = io.BytesIO(), io.StringIO()
    printed = io.TextIOWrapper(out, encoding="utf-8", newline="")
    with contextlib.chdir(folder), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(said):
        code = run(words)
    printed.flush()
    return Done(code, out.getvalue().decode("utf-8", "surrogateescape"), said.getvalue())
