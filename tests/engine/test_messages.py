"""What we say of mistakes in charts, values and flags: the whole text, with exit code 1 and nothing printed."""

from __future__ import annotations

import shlex
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.engine.messages import ERRORS, lay_out, perform, read_message

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("path", sorted(ERRORS.glob("*.txt")), ids=lambda path: path.stem)
def test_message(path: Path, tmp_path: Path) -> None:
    message = read_message(path)
    assert perform(message, tmp_path) == (1, "", message.said)


@pytest.mark.helm
@pytest.mark.parametrize("path", sorted(ERRORS.glob("*.txt")), ids=lambda path: path.stem)
def test_helm_refuses_it_as_well(path: Path, tmp_path: Path, helm4: Path) -> None:
    message = read_message(path)
    lay_out(message, tmp_path)
    words = shlex.split(message.command)[1:]
    done = subprocess.run([helm4, *words], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
