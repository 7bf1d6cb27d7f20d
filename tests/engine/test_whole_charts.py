"""Whole charts, rendered by the command line: the same bytes as ``helm template`` prints for the same flags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine.command import chartloom
from tests.engine.whole_charts import CHARTS, cases, stage
from tests.truth.helm.ask import ask

if TYPE_CHECKING:
    from pathlib import Path

    from tests.engine.whole_charts import Case

ALL = [
    pytest.param(folder, case, id=f"{folder.name}-{case.path.stem}")
    for folder in sorted(CHARTS.iterdir())
    for case in cases(folder)
]


@pytest.mark.parametrize("helm_version", [4, 3])
@pytest.mark.parametrize(("folder", "case"), ALL)
def test_as_recorded(folder: Path, case: Case, helm_version: int, tmp_path: Path) -> None:
    chart = stage(folder, tmp_path)
    done = chartloom(["template", "rel", chart.name, *case.flags, f"--helm-version={helm_version}"], tmp_path)
    if case.is_refused:
        # Helm says why in its words, which stand beside the file, and we in ours.
        assert (done.code, done.out) == (1, "")
        assert done.said == case.said.read_text(encoding="utf-8")
    else:
        assert done == (0, case.recorded(helm_version), "")


@pytest.mark.helm
@pytest.mark.parametrize("helm_version", [4, 3])
@pytest.mark.parametrize(("folder", "case"), ALL)
def test_recording_is_right(
    folder: Path, case: Case, helm_version: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    helm: Path = request.getfixturevalue(f"helm{helm_version}")
    chart = stage(folder, tmp_path, vendored=True)
    answer = ask(helm, ["template", "rel", chart.name, *case.flags], tmp_path)
    assert (answer.out if answer.error is None else answer.error) == case.recorded(helm_version)
