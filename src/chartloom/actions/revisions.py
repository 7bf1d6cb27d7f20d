"""What differs in meaning between two revisions of a fleet: each is laid out in a folder, woven there and rendered.

Weaving makes a change of the inventory count although nobody has woven it yet; what Git has of ``helm/`` is laid out
first, so that charts that were edited or added by hand count as well.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from chartloom import __version__
from chartloom.actions.diff import Diff, compare_renderings
from chartloom.actions.fetching.foreign import foreign_charts
from chartloom.actions.files import write_text_file
from chartloom.actions.git import extract, resolve, tracked
from chartloom.actions.render import render_fleet
from chartloom.diagnostics import ChartloomError, Diagnostic, Span
from chartloom.matrix.load import FILE_NAME, load_inventory
from chartloom.weave.fleet import weave_fleet
from chartloom.weave.plan import make_plan
from chartloom.weave.record import read_record
from chartloom.weave.write import carry_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chartloom.actions.fetching.foreign import Foreign
    from chartloom.actions.render import FleetRendering
    from chartloom.chart.user_values import ValueSources

__all__ = ["WORK_TREE", "diff_revisions"]

WORK_TREE = ""
"""What stands for the files as they are now, in place of a revision."""

_TREE_TITLE = "work tree"
_WOVEN = (".chartloom", "helm")
_EMPTY_CHART = "apiVersion: v2\nname: {name}\nversion: {version}\n"


@dataclass(frozen=True, slots=True)
class _Fleet:
    """Where the inventory is, and where its charts are; and what both sides are asked for."""

    inventory: Path
    root: Path
    environment: str
    values: ValueSources | None

    @property
    def folder(self) -> Path:
        return self.inventory.parent


def diff_revisions(
    path: Path,
    before: str,
    after: str,
    environment: str,
    services: Sequence[str] = (),
    *,
    root: Path | None = None,
    values: ValueSources | None = None,
) -> Diff:
    """What the revision ``after`` of the fleet at ``path`` has otherwise in an environment than ``before``.

    A revision is whatever Git takes for one, or ``WORK_TREE``. Third-party charts are taken from where they were
    fetched; those that were not are left out of both sides, and named in the result. Raises ChartloomError where Git
    knows no such revision, and for everything that weaving and rendering refuse.
    """
    file = path / FILE_NAME if path.is_dir() else path
    fleet = _Fleet(file, root or file.parent, environment, values)
    missing: set[str] = set()
    first, second = _side(fleet, before, missing), _side(fleet, after, missing)
    found = compare_renderings(first, second, services)
    return Diff(_title(before), _title(after), found, environment, tuple(sorted(missing)))


def _title(revision: str) -> str:
    return revision or _TREE_TITLE


def _side(fleet: _Fleet, revision: str, missing: set[str]) -> FleetRendering:
    with tempfile.TemporaryDirectory(prefix="chartloom-") as name:
        # The folder is called like the fleet's, since a fleet without a name is called like its folder.
        folder = Path(name) / fleet.folder.resolve().name
        folder.mkdir()
        try:
            _lay_out(fleet, revision, folder)
            missing.update(_weave(fleet, folder))
            return render_fleet(folder / fleet.inventory.name, fleet.environment, values=fleet.values)
        except ChartloomError as error:
            named = (_renamed(each, folder, _title(revision)) for each in error.diagnostics)
            raise ChartloomError(list(named)) from error


def _renamed(found: Diagnostic, folder: Path, title: str) -> Diagnostic:
    """The finding with the file as the revision has it, and not as it lay in our folder."""
    span = found.span
    if span is None or not span.file.startswith(str(folder)):
        return found
    below = span.file.removeprefix(str(folder)).lstrip("/")
    return replace(found, span=replace(span, file=f"{title}:{below}"))


def _lay_out(fleet: _Fleet, revision: str, target: Path) -> None:
    if revision == WORK_TREE:
        _copy(fleet, target)
        return
    commit = resolve(fleet.folder, revision)
    name = fleet.inventory.name
    if name not in tracked(fleet.folder, commit):
        message = f'the revision "{revision}" has no inventory of this name'
        raise ChartloomError(Diagnostic("no-inventory", message, Span(str(fleet.inventory))))
    extract(fleet.folder, commit, [name], target)
    known = tracked(fleet.root, commit)
    extract(fleet.root, commit, [each for each in _WOVEN if each in known], target)


def _copy(fleet: _Fleet, target: Path) -> None:
    if fleet.inventory.is_file():
        shutil.copy(fleet.inventory, target)
    for name in _WOVEN:
        if (fleet.root / name).is_dir():
            shutil.copytree(fleet.root / name, target / name)


def _weave(fleet: _Fleet, folder: Path) -> set[str]:
    """Weave the charts in the folder; the third-party charts that were never fetched, whose place is taken."""
    woven = weave_fleet(load_inventory(folder / fleet.inventory.name)).files
    charts = {path: content for path, content in woven.items() if path.startswith("helm/")}
    carry_out(folder, make_plan(folder, charts, read_record(folder)), f"chartloom {__version__}")
    return {name for each in foreign_charts(charts) if (name := _fetched(each, fleet.root, folder))}


def _fetched(chart: Foreign, root: Path, folder: Path) -> str:
    """Put the chart where it is looked for, an empty one if it is nowhere; its name in that case."""
    for file in () if chart.pinned(folder) else chart.pinned(root):
        target = folder / file.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    if chart.pinned(folder):
        return ""
    place = folder / chart.chart / "charts" / chart.name
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    write_text_file(place / "Chart.yaml", _EMPTY_CHART.format(name=chart.name, version=chart.version))
    return f"{chart.name} {chart.version}"
