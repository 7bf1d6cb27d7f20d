"""The third-party charts that woven charts depend on: which they are, and where they lie once they are fetched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from chartloom.yamlio import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["Foreign", "foreign_charts"]


@dataclass(frozen=True, slots=True)
class Foreign:
    """A third-party chart that a woven chart depends on: where it is put when it is fetched."""

    chart: str
    name: str
    version: str

    def found(self, root: Path) -> list[Path]:
        """The files of the chart as it was fetched; none when it was not."""
        folder = root / self.chart / "charts"
        inside = (folder / self.name).rglob("*")
        return sorted([*folder.glob(f"{self.name}-*.tgz"), *(path for path in inside if path.is_file())])

    def pinned(self, root: Path) -> list[Path]:
        """The files of the chart as it was fetched, if that is the version that is asked for."""
        folder = root / self.chart / "charts"
        archive, unpacked = folder / f"{self.name}-{self.version}.tgz", folder / self.name / "Chart.yaml"
        if archive.is_file():
            return [archive]
        if unpacked.is_file() and _chart(unpacked.read_bytes(), str(unpacked)).get("version") == self.version:
            return sorted(path for path in unpacked.parent.rglob("*") if path.is_file())
        return []


def foreign_charts(files: Mapping[str, bytes]) -> Iterator[Foreign]:
    """All that the woven ``files`` ask for, in the order of the files."""
    for path, content in files.items():
        if path.startswith("helm/") and path.endswith("/Chart.yaml"):
            for each in _chart(content, path).get("dependencies") or ():
                if not each["repository"].startswith("file://"):
                    yield Foreign(path.removesuffix("/Chart.yaml"), each["name"], each["version"])


def _chart(content: bytes, path: str) -> dict[str, Any]:
    return cast("dict[str, Any]", read_yaml(content, path))
