"""Carries out a plan: all of it, or nothing.

New contents are first written to a staging folder beside the record, where a full disk or a missing
permission shows. Then the old files move into that folder and the new ones into their places, one
rename each; when one fails, the renames are undone. A process that is killed in between leaves
files that are each either old or new, and the next run completes the work.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
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
    """Bring ``root`` up to date as ``plan`` says; raises :class:`ChartloomError`, and then nothing has changed.

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
    for number, change in enumerate(changes):
        if change.wanted is not None:
            (staging / f"{number}.new").write_bytes(change.wanted)
    (staging / "record").write_bytes(record)
    undo: list[Callable[[], object]] = []
    try:
        for number, change in enumerate(changes):
            _keep_backup(root, change)
            _replace(root / change.path, staging / f"{number}.new", staging / f"{number}.old", undo)
        os.replace(staging / "record", root / RECORD_PATH)
    except BaseException:
        for step in reversed(undo):
            with suppress(OSError):
                step()
        raise


def _replace(target: Path, new: Path, old: Path, undo: list[Callable[[], object]]) -> None:
    """Put ``new`` at ``target`` (or nothing, when there is none), what stood there at ``old``."""
    made = _make_folders(target.parent)
    undo.append(lambda: _remove_folders(made))
    with suppress(FileNotFoundError):
        os.replace(target, old)
        undo.append(lambda: os.replace(old, target))
    with suppress(FileNotFoundError):
        os.replace(new, target)
        undo.append(lambda: os.replace(target, new))


def _keep_backup(root: Path, change: Change) -> None:
    """Copies an edited file that is about to be overwritten; its name carries the hash, so none is ever lost."""
    if change.state is not State.EDITED:
        return
    content = (root / change.path).read_bytes()
    backup = root / ".chartloom" / "backup" / f"{change.path}.{digest(content)[:12]}"
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
