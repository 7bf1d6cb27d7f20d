"""Compares what should be in the output folder with what is there; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from chartloom.diagnostics import ChartloomError, Diagnostic, Span
from chartloom.weave.record import Record, digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["Change", "Plan", "State", "make_plan"]


class State(Enum):
    """How a file in the folder stands to the inventory."""

    UNCHANGED = "unchanged"
    NEW = "new"
    MISSING = "missing"
    STALE = "stale"
    ABANDONED = "abandoned"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Change:
    """One file: its state, and the content that the inventory asks for (None: it asks for no such file)."""

    path: str
    state: State
    wanted: bytes | None = field(repr=False)

    @property
    def is_safe(self) -> bool:
        """Whether nobody's work is lost when the file is brought up to date."""
        return self.state is not State.EDITED


@dataclass(frozen=True, slots=True)
class Plan:
    """Every file that is, was or should be woven, sorted by path."""

    changes: tuple[Change, ...]
    before: Record

    def of(self, *states: State) -> tuple[str, ...]:
        """The paths of the files in these states."""
        return tuple(change.path for change in self.changes if change.state in states)

    @property
    def is_current(self) -> bool:
        """Whether the folder is exactly what the inventory asks for."""
        return all(change.state is State.UNCHANGED for change in self.changes)


def make_plan(root: Path, wanted: Mapping[str, bytes], before: Record) -> Plan:
    """What has to happen in ``root`` so that it holds the ``wanted`` files.

    NEW was never woven; MISSING was, and is gone; STALE is as it was woven, but no longer as it is
    wanted; ABANDONED is as it was woven, and no longer wanted; EDITED is neither as it was woven
    nor as it is wanted.
    """
    paths = sorted({*wanted, *before.hashes})
    changes = (_change(root, path, wanted.get(path), before.hashes.get(path)) for path in paths)
    return Plan(tuple(change for change in changes if change), before)


def _change(root: Path, path: str, wanted: bytes | None, recorded: str | None) -> Change | None:
    found = _content(root, path)
    if found is None:
        if wanted is None:
            return None
        return Change(path, State.NEW if recorded is None else State.MISSING, wanted)
    return Change(path, _state(found, wanted, recorded), wanted)


def _state(found: bytes, wanted: bytes | None, recorded: str | None) -> State:
    if found == wanted:
        return State.UNCHANGED
    if digest(found) != recorded:
        return State.EDITED
    return State.ABANDONED if wanted is None else State.STALE


def _content(root: Path, path: str) -> bytes | None:
    file = root / path
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError:
        message = "a folder stands where a file must be woven"
        raise ChartloomError(Diagnostic("in-the-way", message, Span(str(file)))) from None
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise ChartloomError(Diagnostic("unreadable", message, Span(str(file)))) from None


def updates(plan: Plan, *, force: bool) -> Iterator[Change]:
    """The changes that are carried out: the safe ones, and with ``force`` those that overwrite edits."""
    for change in plan.changes:
        if change.state is not State.UNCHANGED and (force or change.is_safe):
            yield change


def next_record(plan: Plan, generator: str, *, force: bool) -> Record:
    """The record after ``plan``; an edited file that is kept stays known as edited."""
    hashes: dict[str, str] = {}
    for change in plan.changes:
        if change.state is State.EDITED and not force:
            hashes[change.path] = plan.before.hashes.get(change.path, "")
        elif change.wanted is not None:
            hashes[change.path] = digest(change.wanted)
    return Record(generator, hashes)
