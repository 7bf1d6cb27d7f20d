"""What does rendering a chart cost, beside real Helm?

Processor time of whole cold processes, in turn with Helm's, medians; then with an empty cache; then in one process with
changed values. Run it with ``make bench``; ``CHARTLOOM_BENCH_CHARTS`` names a folder of real charts to measure as well.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Sample, alternate, run_once
from benchmarks.subjects import Subject, subjects
from benchmarks.warm import one_value, whole
from tests.real_tools import MissingToolError, find, tool

__all__ = ["main"]


def main() -> int:
    """Measure and print a Markdown table; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=7, help="counted runs of each command")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[42, 100, 300], help="services of the woven umbrellas"
    )
    options = parser.parse_args()
    try:
        helm = find(tool("helm4"))
    except MissingToolError as error:
        print(f"no Helm to compare with: {error}", file=sys.stderr)
        return 1
    print(
        "| chart | Helm CPU | ours CPU | ratio | empty cache | one value changed | all again | peak, Helm | ours |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for subject in subjects(Path(folder), str(helm), tuple(options.sizes)):
            print(_row(subject, str(helm), Path(folder), options.runs), flush=True)
    return 0


def _row(subject: Subject, helm: str, folder: Path, runs: int) -> str:
    chartloom = shutil.which("chartloom", path=str(Path(sys.executable).parent)) or "chartloom"
    theirs, ours = alternate(
        [[helm, "template", *subject.arguments()], [chartloom, "template", *subject.arguments()]],
        folder,
        runs,
    )
    empty = run_once([chartloom, "template", "--no-cache", *subject.arguments()], folder)
    return _line(subject.name, theirs, ours, empty, (one_value(subject), whole(subject)))


def _line(name: str, theirs: Sample, ours: Sample, empty: Sample, warm: tuple[float, float]) -> str:
    cells = (
        name,
        f"{theirs.cpu * 1000:.0f} ms",
        f"{ours.cpu * 1000:.0f} ms",
        f"{ours.cpu / theirs.cpu:.2f}",
        f"{empty.cpu / theirs.cpu:.2f}",
        *(f"{seconds * 1000:.1f} ms ({theirs.cpu / seconds:.0f})" for seconds in warm),
        f"{theirs.peak:.0f} MiB",
        f"{ours.peak:.0f} MiB",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    raise SystemExit(main())
