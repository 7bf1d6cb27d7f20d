"""Whole charts, rendered by the command line: the same bytes as ``helm template`` prints for the same flags."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING

import pytest

from chartloom.cli.main import run
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


def rendered(chart: Path, flags: list[str]) -> str:
    """What the command prints, called beside the chart."""
    printed, complaint = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with (
        contextlib.chdir(chart.parent),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(complaint),
    ):
        code = run(["template", "rel", chart.name, *flags])
    assert (code != 0) == bool(complaint.getvalue())
    printed.flush()
    text = printed.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]  # it is a BytesIO
    return text if code == 0 else f"error, exit code {code}: {complaint.getvalue()}"


@pytest.mark.parametrize(("folder", "case"), ALL)
def test_as_recorded(folder: Path, case: Case, tmp_path: Path) -> None:
    got = rendered(stage(folder, tmp_path), case.flags)
    if case.recorded.startswith("Error: "):
        assert got.startswith("error, exit code 1: ")
        assert got.partition(": ")[2] == case.path.with_suffix(".said").read_text(encoding="utf-8")
    else:
        assert got == case.recorded


@pytest.mark.helm
@pytest.mark.parametrize(("folder", "case"), ALL)
def test_recording_is_right(folder: Path, case: Case, tmp_path: Path, helm4: Path) -> None:
    chart = stage(folder, tmp_path, vendored=True)
    answer = ask(helm4, ["template", "rel", chart.name, *case.flags], chart.parent)
    assert (answer.out if answer.error is None else f"Error: {answer.error}") == case.recorded
