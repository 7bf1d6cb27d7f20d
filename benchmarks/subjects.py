"""The charts that are measured: made by Helm, woven by us, and any real ones that lie in a folder."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from chartloom.actions.inventory import init_inventory
from chartloom.actions.weave import weave_charts
from chartloom.testing.fleets import sample_inventory

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Subject", "fleet", "real_charts", "subjects"]


@dataclass(frozen=True, slots=True)
class Subject:
    """A chart to render with the values of one environment, if it has any; ``services`` is 0 for a single chart."""

    name: str
    chart: Path
    values: Path | None = None
    services: int = 0

    def arguments(self) -> list[str]:
        """What follows ``template`` on either command line."""
        values = ["-f", str(self.values)] if self.values else []
        return ["release", str(self.chart), *values]


def subjects(folder: Path, helm: str, sizes: tuple[int, ...] = (42, 100, 300)) -> Iterator[Subject]:
    """All subjects, made in ``folder``; real charts come from the folder named by
    ``CHARTLOOM_BENCH_CHARTS``, with the values of ``NAME.yaml`` beside a chart ``NAME``.
    """
    subprocess.run([helm, "create", "created"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    yield Subject("helm create", folder / "created")
    yield _robot_shop(folder / "robot-shop")
    yield from real_charts()
    for size in sizes:
        yield fleet(folder / f"fleet-{size}", size)


def real_charts() -> Iterator[Subject]:
    """Those of the folder that ``CHARTLOOM_BENCH_CHARTS`` names."""
    real = os.environ.get("CHARTLOOM_BENCH_CHARTS")
    for path in sorted(Path(real).iterdir()) if real else ():
        if (path / "Chart.yaml").is_file():
            values = path.with_name(f"{path.name}.yaml")
            yield Subject(path.name, path, values if values.is_file() else None)


def _robot_shop(folder: Path) -> Subject:
    init_inventory(folder, "robot-shop", "robot-shop")
    weave_charts(folder)
    chart = folder / "helm" / "robot-shop"
    return Subject("robot-shop, woven", vendored(chart), chart / "values-prod.yaml", 12)


def fleet(folder: Path, size: int) -> Subject:
    """A woven umbrella of so many services."""
    folder.mkdir(parents=True)
    (folder / "service-matrix.yaml").write_text(sample_inventory(size))
    woven = weave_charts(folder)
    chart = folder / "helm" / woven.inventory.name
    return Subject(f"umbrella of {size}", vendored(chart), chart / "values-prod.yaml", size)


def vendored(chart: Path) -> Path:
    """A copy of an umbrella with its charts inside, as ``helm dependency build`` leaves it: Helm needs that."""
    target = chart.parent / f"{chart.name}-vendored"
    shutil.copytree(chart, target)
    common = chart.parent / "charts" / "_common"
    for service in sorted((chart.parent / "charts").iterdir()):
        if service.name != "_common":
            shutil.copytree(service, target / "charts" / service.name)
            shutil.copytree(common, target / "charts" / service.name / "charts" / "common")
    return target
