"""What is compared: charts below folders, each with its default values and with every file of values beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

VALUES_FILES = ("ci/*.yaml", "ci/*.yml")


@dataclass(frozen=True)
class Settings:
    """The flags that all renders of one run share, and the Helm that they are compared with."""

    namespace: str = "default"
    kube_version: str = ""
    include_crds: bool = False
    is_upgrade: bool = False
    helm_version: int = 4

    def flags(self) -> list[str]:
        """As Helm's command line takes them."""
        found = ["--namespace", self.namespace]
        found += ["--kube-version", self.kube_version] if self.kube_version else []
        found += ["--include-crds"] if self.include_crds else []
        return [*found, "--is-upgrade"] if self.is_upgrade else found


@dataclass(frozen=True)
class Case:
    """One render: a chart and perhaps one file of values; ``name`` is what reports call it."""

    name: str
    chart: Path
    values: Path | None
    settings: Settings

    def arguments(self) -> list[str]:
        """What follows ``helm template``."""
        values = ["--values", str(self.values)] if self.values else []
        return ["release-name", str(self.chart), *values, *self.settings.flags()]


def find_charts(folder: Path) -> Iterator[Path]:
    """The outermost folders with a Chart.yaml, in order, without the charts of libraries."""
    if (folder / "Chart.yaml").is_file():
        if not _is_library(folder):
            yield folder
        return
    for inner in sorted(path for path in folder.iterdir() if path.is_dir()):
        yield from find_charts(inner)


def _is_library(chart: Path) -> bool:
    try:
        metadata = yaml.safe_load((chart / "Chart.yaml").read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):
        return False  # what Helm says of it is worth comparing
    return isinstance(metadata, dict) and metadata.get("type") == "library"


def cases_of(chart: Path, patterns: Sequence[str], settings: Settings) -> list[Case]:
    """The cases of a chart; their names begin with its folder and the one around it."""
    name = f"{chart.parent.name}/{chart.name}"
    files = sorted({path for pattern in patterns for path in chart.glob(pattern) if path.is_file()})
    own = [Case(f"{name} {path.relative_to(chart).as_posix()}", chart, path, settings) for path in files]
    return [Case(name, chart, None, settings), *own]
