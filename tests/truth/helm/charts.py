"""Recording whole charts."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.engine.whole_charts import cases, stage
from tests.truth.helm.ask import ask

if TYPE_CHECKING:
    from tests.truth.helm.ask import Answer


def record_charts(folder: Path, helm4: Path, helm3: Path) -> None:
    """Write beside each case of the folder what both Helms say; the other one's only where it differs."""
    for case in cases(folder):
        four, three = _answer(helm4, folder, case.flags), _answer(helm3, folder, case.flags)
        _keep(case.path, four)
        _keep(case.path.with_suffix(".helm3"), three if three != four else None)


def _answer(helm: Path, folder: Path, flags: list[str]) -> Answer:
    with tempfile.TemporaryDirectory() as temporary:
        chart = stage(folder, Path(temporary), vendored=True)
        return ask(helm, ["template", "rel", chart.name, *flags], chart.parent)


def _keep(path: Path, answer: Answer | None) -> None:
    for suffix, text in ((".out", answer and answer.out), (".error", answer and answer.error)):
        kept = path.with_suffix(path.suffix.removesuffix(".yaml") + suffix)
        kept.unlink(missing_ok=True)
        if text is not None:
            kept.write_text(text, encoding="utf-8", newline="")
