"""Weaving the charts of a fleet into a folder, and checking that the folder is up to date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom import __version__
from chartloom.actions.kustomize import missing_charts, render_overlays
from chartloom.actions.rollouts import read_rollouts
from chartloom.diagnostics import ChartloomError, Diagnostic, Severity, Span
from chartloom.gitops import gitops_files, kustomize_files
from chartloom.matrix.load import load_inventory
from chartloom.weave.findings import find_mistakes
from chartloom.weave.fleet import weave_fleet
from chartloom.weave.plan import State, make_plan
from chartloom.weave.record import digest, read_record
from chartloom.weave.write import carry_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chartloom.matrix.model import Inventory
    from chartloom.weave.plan import Plan
    from chartloom.weave.record import Record

__all__ = ["WeaveResult", "check_woven", "weave_charts"]


@dataclass(frozen=True, slots=True)
class WeaveResult:
    """How the folder stood to the inventory; after weaving only what is ``edited`` still differs.

    ``forced`` are the files that were edited by hand and overwritten; a copy of each is kept. ``problems`` kept
    other files from being woven; ``warnings`` kept nothing.
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
    problems: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether the folder is now what the inventory asks for: exit code 0, otherwise 1."""
        left = (self.new, self.missing, self.stale, self.abandoned) if self.is_check else ()
        return not any((*left, self.edited, self.problems))

    def findings(self) -> tuple[Diagnostic, ...]:
        """What is wrong: doubts about the inventory, what could not be woven, then one finding for each file."""
        kinds = ("new", "missing", "stale", "abandoned", "edited") if self.is_check else ("edited",)
        files = ((kind, path) for kind in kinds for path in getattr(self, kind))
        return (
            *self.warnings,
            *self.problems,
            *(_finding(kind, str(self.root / path)) for kind, path in files),
        )

    def to_dict(self) -> dict[str, object]:
        """For JSON."""
        states = ("new", "missing", "stale", "abandoned", "edited", "forced")
        files = {state: list(getattr(self, state)) for state in states}
        fleet, root = self.inventory.name, str(self.root)
        problems = [problem.message for problem in self.problems]
        head = {"name": fleet, "root": root, "clean": self.is_clean, "total": self.total}
        known = [_told(note) for note in (*self.warnings, *self.inventory.notes)]
        return {**head, **files, "problems": problems, "notes": known}


def _told(note: Diagnostic) -> dict[str, object]:
    """For JSON: what a person should know although it kept nothing from being woven."""
    place = {"file": note.span.file, "line": note.span.line} if note.span else {}
    return {
        "severity": note.severity.value,
        "code": note.code,
        "message": note.message,
        **place,
        "help": note.hint,
    }


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
    woven = _weave(path, root)
    carry_out(woven.root, woven.plan, f"chartloom {__version__}", force=force)
    return _result(woven, force=force)


def check_woven(path: Path, root: Path | None = None) -> WeaveResult:
    """How the folder stands to the inventory; nothing is written."""
    return _result(_weave(path, root), is_check=True)


@dataclass(frozen=True, slots=True)
class _Weaving:
    """What is to be done in a folder, and what cannot be done."""

    inventory: Inventory
    root: Path
    plan: Plan
    problems: tuple[Diagnostic, ...]
    warnings: tuple[Diagnostic, ...]


def _weave(path: Path, root: Path | None) -> _Weaving:
    inventory = load_inventory(path)
    mistakes = find_mistakes(inventory)
    if any(mistake.severity is Severity.ERROR for mistake in mistakes):
        raise ChartloomError(mistakes)
    folder = root or (path if path.is_dir() else path.parent)
    before = read_record(folder)
    files = dict(weave_fleet(inventory).files)
    problems = missing_charts(files, folder) if inventory.has_kustomize else ()
    files.update(_as_they_are(folder, before) if problems else {})
    overlays = render_overlays(inventory, files, folder) if inventory.has_kustomize and not problems else ()
    if overlays:
        files.update(kustomize_files(inventory, overlays))
    with_hooks = {overlay.environment for overlay in overlays if overlay.hooks}
    files.update(gitops_files(inventory, read_rollouts(inventory, files, with_hooks)))
    return _Weaving(inventory, folder, make_plan(folder, files, before), problems, mistakes)


def _as_they_are(root: Path, before: Record) -> Iterator[tuple[str, bytes]]:
    """The overlays that were woven before, but for those that were edited: old ones are better than none."""
    for path, recorded in before.hashes.items():
        if path.startswith("kustomize/") and (root / path).is_file():
            content = (root / path).read_bytes()
            if digest(content) == recorded:
                yield path, content


def _result(woven: _Weaving, *, force: bool = False, is_check: bool = False) -> WeaveResult:
    plan = woven.plan
    edited = plan.of(State.EDITED)
    return WeaveResult(
        inventory=woven.inventory,
        root=woven.root,
        total=sum(change.wanted is not None for change in plan.changes),
        new=plan.of(State.NEW),
        missing=plan.of(State.MISSING),
        stale=plan.of(State.STALE),
        abandoned=plan.of(State.ABANDONED),
        edited=() if force else edited,
        forced=edited if force else (),
        is_check=is_check,
        problems=woven.problems,
        warnings=woven.warnings,
    )
