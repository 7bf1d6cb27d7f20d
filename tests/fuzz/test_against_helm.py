"""A short run of the fuzzer. What long runs have found stands in ``tests/engine/cases``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fuzz.comparing import compare
from tests.fuzz.generating import generate

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES = 150
MOST_FAILING = 8


@pytest.mark.helm
@pytest.mark.parametrize("helm_version", [4, 3])
def test_renders_as_helm(helm_version: int, request: pytest.FixtureRequest) -> None:
    helm: Path = request.getfixturevalue(f"helm{helm_version}")
    differences = list(compare(helm, generate(20, SAMPLES), MOST_FAILING, helm_version))
    assert not differences, "\n\n".join(map(str, differences))
