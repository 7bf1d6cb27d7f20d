"""What does tracing cost, beside rendering the same?

In one process, in turn, with compiled templates at hand; then cold processes that render, explain one field and
explain all fields, with a filled cache and with none. Run it with ``python -m benchmarks.provenance``;
``CHARTLOOM_BENCH_CHARTS`` names a folder of real charts to measure as well.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Sample, alternate
from benchmarks.subjects import Subject, fleet, real_charts
from chartloom.chart import load_chart, read_values
from chartloom.chart.model import ChartFile
from chartloom.engine import Release, render
from chartloom.memo import Memo
from chartloom.provenance.trace import trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from chartloom.kube import Manifest

__all__ = ["main", "warm"]

_WORKLOADS = ("Deployment", "StatefulSet", "DaemonSet")


def main() -> int:
    """Measure and print two Markdown tables; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[42, 100], help="services of the woven umbrellas"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        listed = list(_subjects(Path(folder), options.sizes))
        _table("chart | rendering | traced | ratio", (_warm_row(one, options.runs) for one in listed))
        _table(
            "chart | rendering | one field | all fields | peak | no cache: rendering | one field | all fields",
            (_cold_row(one, Path(folder), options.runs) for one in listed),
        )
    return 0


def _subjects(folder: Path, sizes: Sequence[int]) -> Iterator[Subject]:
    yield from real_charts()
    for size in sizes:
        yield fleet(folder / f"fleet-{size}", size)


def _table(head: str, rows: Iterable[Sequence[str]]) -> None:
    print(f"| {head} |\n|---{'|---:' * head.count('|')}|", flush=True)
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)
    print()


def warm(subject: Subject, runs: int) -> tuple[float, float]:
    """The least processor seconds of a rendering and of a traced one, which take turns in this process."""
    chart, values, memo = load_chart(str(subject.chart)), _values(subject), Memo()
    release = Release("release")

    def rendered() -> Any:
        return render(chart, values, release, memo=memo, check_schema=False)

    def traced() -> Any:
        return trace(chart, values, release, memo=memo)

    rendered(), traced()
    rounds = [(_seconds(rendered), _seconds(traced)) for _ in range(runs)]
    return min(plain for plain, _ in rounds), min(both for _, both in rounds)


def _seconds(call: Callable[[], Any]) -> float:
    """Without what Python's collector of garbage takes, which a command never runs."""
    gc.collect()
    gc.disable()
    start = time.process_time()
    call()
    taken = time.process_time() - start
    gc.enable()
    return taken


def _warm_row(subject: Subject, runs: int) -> list[str]:
    plain, both = warm(subject, runs)
    return [subject.name, f"{plain * 1000:.1f} ms", f"{both * 1000:.1f} ms", f"{both / plain:.2f}"]


def _cold_row(subject: Subject, folder: Path, runs: int) -> list[str]:
    commands = list(_commands(subject))
    cached = alternate(commands, folder, runs)
    fresh = alternate([[*command, "--no-cache"] for command in commands], folder, max(runs // 2, 1))
    peak = f"{max(sample.peak for sample in cached):.0f} MiB"
    return [subject.name, *_times(cached), peak, *_times(fresh)]


def _times(samples: Sequence[Sample]) -> list[str]:
    """The time of a rendering, and what the others take besides."""
    first, *others = samples
    return [
        f"{first.cpu:.2f} s",
        *(f"{one.cpu - first.cpu:+.2f} s ({one.cpu / first.cpu:.1f})" for one in others),
    ]


def _commands(subject: Subject) -> Iterator[list[str]]:
    """Rendering, explaining one field, explaining all fields."""
    chartloom = shutil.which("chartloom", path=str(Path(sys.executable).parent)) or "chartloom"
    values = ["-f", str(subject.values)] if subject.values else []
    explain = [chartloom, "explain", "--chart", str(subject.chart), "--release", "release", *values]
    yield [chartloom, "template", *subject.arguments()]
    yield [*explain, *_field(subject)]
    yield [*explain, "-o", "json"]


def _field(subject: Subject) -> tuple[str, str]:
    """The image of the first workload, or else a name."""
    manifests = render(load_chart(str(subject.chart)), _values(subject), Release("release")).manifests
    workload = next((one for one in manifests if one.kind in _WORKLOADS), None)
    if workload is None:
        return _address(manifests[0]), "metadata.name"
    return _address(workload), "spec.template.spec.containers[0].image"


def _address(manifest: Manifest) -> str:
    return f"{manifest.kind}/{manifest.name}"


def _values(subject: Subject) -> dict[str, Any]:
    return read_values(ChartFile(str(subject.values), None, str(subject.values))) if subject.values else {}


if __name__ == "__main__":
    raise SystemExit(main())
