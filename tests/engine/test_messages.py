"""What we say of mistakes in charts, values and flags: the whole text, with exit code 1 and nothing printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine.messages import ERRORS, perform, read_message

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("path", sorted(ERRORS.glob("*.txt")), ids=lambda path: path.stem)
def test_message(path: Path, tmp_path: Path) -> None:
    message = read_message(path)
    assert perform(message, tmp_path) == (1, "", message.said)
