"""Carries out a plan: all of it, or nothing.

New contents are first written to a staging folder beside the record, where a full disk or a missing
permission shows. Then each moves into its place by one rename; when one fails, those before it are
undone. A process that is killed in between leaves files that are each either old or new, and the
next run completes the work.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from chartloom.diagnostics import ChartloomError, Diagnostic, Span
from chartloom.weave.plan import State, next_record, updates
from chartloom.weave.record import RECORD_PATH, digest, write_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from chartloom.weave.plan import Change, Plan

__all__ = ["carry_out"]


def carry_out(root: Path, plan: Plan, generator: str, *, force: bool = False) -> None:
    """Bring ``root`` up to date as ``plan`` says; when it raises, nothing has changed.

    With ``force`` files that were edited by hand are overwritten too; a copy of each is kept below
    ``.chartloom/backup/``.
    """
    changes = list(updates(plan, force=force))
    record = next_record(plan, generator, force=force)
    if not changes and record == plan.before:
        return
    with _clear_errors(root):
        _write(root, changes, write_record(record))


@contextmanager
def _clear_errors(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        place = str(error.filename2 or error.filename or root)
        message = f"nothing was woven, because a file cannot be written: {error.strerror}"
        raise ChartloomError(Diagnostic("unwritable", message, Span(place))) from error


def _write(root: Path, changes: Sequence[Change], record: bytes) -> None:
    folder = (root / RECORD_PATH).parent
    made = _make_folders(folder)
    try:
        staging = Path(tempfile.mkdtemp(prefix="staging-", dir=folder))
    except OSError:
        _remove_folders(made)
        raise
    try:
        _stage_and_move(root, staging, changes, record)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        _remove_folders(made)
        raise
    shutil.rmtree(staging, ignore_errors=True)
    _remove_empty_folders(root, changes)


def _stage_and_move(root: Path, staging: Path, changes: Sequence[Change], record: bytes) -> None:
    moves = [_stage(root, staging / str(number), change) for number, change in enumerate(changes)]
    (staging / "record").write_bytes(record)
    undo: list[Callable[[], object]] = []
    try:
        for move in moves:
            _carry_out(move, undo)
        (staging / "record").replace(root / RECORD_PATH)
    except BaseException:
        for step in reversed(undo):
            with suppress(OSError):
                step()
        raise


@dataclass(frozen=True, slots=True)
class _Move:
    """One file to be replaced or removed: its place, its new content, a copy of its old content."""

    target: Path
    new: Path | None
    old: Path | None


def _stage(root: Path, place: Path, change: Change) -> _Move:
    target, new, old = root / change.path, place.with_suffix(".new"), place.with_suffix(".old")
    if change.wanted is not None:
        new.write_bytes(change.wanted)
    if change.state in (State.NEW, State.MISSING):
        return _Move(target, new, None)
    shutil.copy2(target, old)
    if change.state is State.EDITED:
        _keep_backup(root, change.path, old.read_bytes())
    return _Move(target, None if change.wanted is None else new, old)


def _carry_out(move: _Move, undo: list[Callable[[], object]]) -> None:
    made = _make_folders(move.target.parent)
    undo.append(partial(_remove_folders, made))
    undo.append(partial(move.old.replace, move.target) if move.old else move.target.unlink)
    if move.new:
        move.new.replace(move.target)
    else:
        move.target.unlink()


def _keep_backup(root: Path, path: str, content: bytes) -> None:
    """Keeps what a person wrote; with the hash in its name no copy ever replaces another."""
    backup = root / ".chartloom" / "backup" / f"{path}.{digest(content)[:12]}"
    backup.parent.mkdir(parents=True, exist_ok=True)
    backup.write_bytes(content)


def _make_folders(folder: Path) -> list[Path]:
    """Makes a folder and those above it; returns the ones that were made, outermost first."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    made = list(reversed(missing))
    for path in made:
        path.mkdir()
    return made


def _remove_folders(folders: Sequence[Path]) -> None:
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


def _remove_empty_folders(root: Path, changes: Sequence[Change]) -> None:
    """A chart that is no longer woven leaves no empty folders; one with hand-made files stays."""
    for change in changes:
        folder = root / change.path
        while change.wanted is None and (folder := folder.parent) != root:
            try:
                folder.rmdir()
            except OSError:
                break
