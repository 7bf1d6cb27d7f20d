"""Kinds that Kubernetes has deprecated or removed: from when on, and what to write instead."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["Deprecation", "deprecation"]


class Deprecation(NamedTuple):
    """The end of a kind: versions are pairs of numbers, ``removed`` is None for kinds that stay."""

    kind: str
    since: tuple[int, int]
    removed: tuple[int, int] | None
    replacement: str

    def __str__(self) -> str:
        removed = f", unavailable in {_text(self.removed)}" if self.removed else ""
        instead = f"; use {self.replacement}" if self.replacement else ""
        return f"{self.kind} is deprecated in {_text(self.since)}{removed}{instead}"


def deprecation(api_version: str, kind: str, kube_version: tuple[int, int]) -> Deprecation | None:
    """What is to be said of a kind in a cluster of that version, or None where it is in good standing.

    >>> str(deprecation("batch/v1beta1", "CronJob", (1, 25)))
    'batch/v1beta1 CronJob is deprecated in v1.21+, unavailable in v1.25+; use batch/v1 CronJob'
    >>> deprecation("batch/v1beta1", "CronJob", (1, 20))
    """
    found = _table().get(f"{api_version} {kind}")
    return found if found and kube_version >= found.since else None


def _text(version: tuple[int, int] | None) -> str:
    assert version is not None
    return f"v{version[0]}.{version[1]}+"


@cache
def _table() -> dict[str, Deprecation]:
    text = Path(__file__).with_name("deprecated_kinds.txt").read_text(encoding="utf-8")
    rows = (_row(line) for line in text.splitlines() if not line.startswith("#"))
    return {row.kind: row for row in rows}


def _row(line: str) -> Deprecation:
    api_version, kind, since, removed, *instead = line.split()
    end = None if removed == "-" else _numbers(removed)
    return Deprecation(f"{api_version} {kind}", _numbers(since), end, " ".join(instead))


def _numbers(text: str) -> tuple[int, int]:
    major, minor = text.split(".")
    return int(major), int(minor)
