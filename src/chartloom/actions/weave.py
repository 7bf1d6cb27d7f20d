"""Weaving the charts of a fleet into a folder, and checking that the folder is up to date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom import __version__
from chartloom.diagnostics import Diagnostic, Severity, Span
from chartloom.matrix.load import load_inventory
from chartloom.weave.fleet import weave_fleet
from chartloom.weave.plan import State, make_plan
from chartloom.weave.record import read_record
from chartloom.weave.write import carry_out

if TYPE_CHECKING:
    from pathlib import Path

    from chartloom.matrix.model import Inventory
    from chartloom.weave.plan import Plan

__all__ = ["WeaveResult", "check_woven", "weave_charts"]


@dataclass(frozen=True, slots=True)
class WeaveResult:
    """How the folder stood to the inventory; after weaving only what is ``edited`` still differs.

    ``forced`` are the files that were edited by hand and overwritten; a copy of each is kept.
    """

    inventory: Inventory
    root: Path
    total: int
    new: tuple[str, ...]
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    abandoned: tuple[str, ...]
    edited: tuple[str, ...]
    forced: tuple[str, ...] = ()
    is_check: bool = False

    @property
    def is_clean(self) -> bool:
        """Whether the folder is now what the inventory asks for: exit code 0, otherwise 1."""
        left = (self.new, self.missing, self.stale, self.abandoned) if self.is_check else ()
        return not any((*left, self.edited))

    def findings(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the folder, one finding for each file."""
        kinds = ("new", "missing", "stale", "abandoned", "edited") if self.is_check else ("edited",)
        return tuple(_finding(kind, str(self.root / path)) for kind in kinds for path in getattr(self, kind))

    def to_dict(self) -> dict[str, object]:
        """For JSON."""
        states = ("new", "missing", "stale", "abandoned", "edited", "forced")
        files = {state: list(getattr(self, state)) for state in states}
        fleet, root = self.inventory.name, str(self.root)
        return {"name": fleet, "root": root, "clean": self.is_clean, "total": self.total, **files}


_WORDS = {
    "new": (
        "missing-file",
        "the inventory asks for this file, and it was never woven",
        "run: chartloom weave",
    ),
    "missing": ("missing-file", "this file was woven and is gone", "run: chartloom weave"),
    "stale": ("stale-file", "this file is older than the inventory", "run: chartloom weave"),
    "abandoned": ("abandoned-file", "the inventory no longer asks for this file", "run: chartloom weave"),
    "edited": (
        "edited-file",
        "this file was edited by hand, and is kept as it is",
        "say it in the inventory, under values: or environments:, then restore the file;\n"
        "or overwrite it: chartloom weave --force (a copy is kept in .chartloom/backup)",
    ),
}


def _finding(kind: str, file: str) -> Diagnostic:
    code, message, hint = _WORDS[kind]
    return Diagnostic(code, message, Span(file), hint=hint, severity=Severity.ERROR)


def weave_charts(path: Path, root: Path | None = None, *, force: bool = False) -> WeaveResult:
    """Weave the fleet of the inventory at ``path`` into ``root``, or beside the inventory.

    A file that was edited by hand is kept and reported, unless ``force`` is set. When something
    cannot be written, nothing is.
    """
    inventory, folder, plan = _plan(path, root)
    carry_out(folder, plan, f"chartloom {__version__}", force=force)
    return _result(inventory, folder, plan, force=force)


def check_woven(path: Path, root: Path | None = None) -> WeaveResult:
    """How the folder stands to the inventory; nothing is written."""
    inventory, folder, plan = _plan(path, root)
    return _result(inventory, folder, plan, is_check=True)


def _plan(path: Path, root: Path | None) -> tuple[Inventory, Path, Plan]:
    inventory = load_inventory(path)
    folder = root or (path if path.is_dir() else path.parent)
    return inventory, folder, make_plan(folder, weave_fleet(inventory).files, read_record(folder))


def _result(
    inventory: Inventory, root: Path, plan: Plan, *, force: bool = False, is_check: bool = False
) -> WeaveResult:
    edited = plan.of(State.EDITED)
    return WeaveResult(
        inventory=inventory,
        root=root,
        total=sum(change.wanted is not None for change in plan.changes),
        new=plan.of(State.NEW),
        missing=plan.of(State.MISSING),
        stale=plan.of(State.STALE),
        abandoned=plan.of(State.ABANDONED),
        edited=() if force else edited,
        forced=edited if force else (),
        is_check=is_check,
    )
