"""Whole charts in ``charts``, each with the cases in which it is rendered.

A folder holds ``chart/``, perhaps charts beside it, ``archives/`` with folders that become ``.tgz`` files in
``chart/charts/``, and ``cases/``: ``NAME.yaml`` says the ``flags`` and ``values``, ``NAME.out`` or ``NAME.error`` is
what Helm said. See ``tests/truth/helm``.
"""

from __future__ import annotations

import shutil
import tarfile
from pathlib import Path
from typing import NamedTuple

import yaml

CHARTS = Path(__file__).parent / "charts"


class Case(NamedTuple):
    """One way to render a chart: the path of its file, and the flags, which name files in the chart's folder."""

    path: Path
    flags: list[str]

    @property
    def is_refused(self) -> bool:
        """Whether Helm 4 refuses to render it."""
        return self.file(4).suffix == ".error"

    def file(self, helm_version: int) -> Path:
        """Where it is kept what a Helm printed, or why it refused: for Helm 3 only if Helm 4 does otherwise."""
        names = (".helm3.out", ".helm3.error", ".out", ".error")[0 if helm_version == 3 else 2 :]
        return next(file for name in names if (file := self.path.with_suffix(name)).is_file())

    def recorded(self, helm_version: int = 4) -> str:
        """What a Helm printed, or why it refused."""
        return self.file(helm_version).read_bytes().decode("utf-8")

    @property
    def said(self) -> Path:
        """The file with what we say where Helm refuses."""
        return self.path.with_suffix(".said")


def cases(folder: Path) -> list[Case]:
    """The cases of a chart, by name."""
    return [_case(path) for path in sorted((folder / "cases").glob("*.yaml"))]


def _case(path: Path) -> Case:
    said = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    values = ["-f", f"cases/{path.name}.values"] if "values" in said else []
    return Case(path, [*said.get("flags", []), *values])


def stage(folder: Path, target: Path, *, vendored: bool = False) -> Path:
    """A copy of the chart with its archives packed; with ``vendored`` the charts beside it, too, as Helm wants it."""
    chart = shutil.copytree(folder / "chart", target / "chart")
    for beside in folder.iterdir():
        if beside.name not in ("chart", "cases", "archives"):
            _copy_beside(beside, target, chart, vendored=vendored)
    for archive in sorted((folder / "archives").glob("*")):
        _pack(archive, chart / "charts" / f"{archive.name}.tgz")
    _write_values(folder / "cases", target / "cases")
    return chart


def _copy_beside(beside: Path, target: Path, chart: Path, *, vendored: bool) -> None:
    shutil.copytree(beside, target / beside.name)
    if vendored:
        shutil.copytree(beside, chart / "charts" / beside.name)


def _pack(folder: Path, archive: Path) -> None:
    archive.parent.mkdir(exist_ok=True)
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(folder, folder.name)


def _write_values(folder: Path, target: Path) -> None:
    target.mkdir()
    for path in folder.glob("*.yaml"):
        said = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        if "values" in said:
            (target / f"{path.name}.values").write_text(yaml.safe_dump(said["values"]), encoding="utf-8")
