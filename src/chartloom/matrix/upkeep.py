"""What keeps a service going: backups of its data, its log files, the nodes that it runs on; their keys and meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from chartloom.matrix.shapes import Choice, Field, Flag, Pattern, Record, Text, Whole
from chartloom.matrix.tasks import SCHEDULE

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["UPKEEP_FIELDS", "Backup", "Upkeep", "read_upkeep"]

_PATH = Pattern("not-a-path", r"/\S*", 'a path that begins with "/"')
_SIZE = Pattern(
    "not-a-quantity",
    r"[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?",
    'a quantity such as "250m" or "512Mi"',
)
_BACKUP = Record(
    "backup",
    (
        Field("schedule", Text(SCHEDULE), "When its data is dumped.", "15 2 * * *"),
        Field("keep", Whole(1, 1000), "Dumps that are kept.", "7"),
        Field("size", Text(_SIZE), "Size of the volume of the dumps.", "the size of its own"),
        Field("afterwards", Text(), 'Shell commands after each dump, whose path is "$FILE".', "none"),
    ),
)

UPKEEP_FIELDS = (
    Field(
        "backup",
        Choice((Flag(), _BACKUP)),
        "Whether the data of a store is dumped on a schedule, but in environments like dev.",
        "false",
    ),
    Field("logs", Text(_PATH), "Folder of its log files, which a sidecar reads.", "it logs to its output"),
    Field("spot", Flag(), "Whether it prefers spot nodes, but in environments like dev.", "false"),
)


@dataclass(frozen=True, slots=True)
class Backup:
    """How the data of a store is dumped; what is empty is as the library has it."""

    schedule: str = ""
    keep: int = 0
    size: str = ""
    afterwards: str = ""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What keeps a service going."""

    backup: Backup | None = None
    logs: str = ""
    is_spot: bool = False


def read_upkeep(record: Mapping[str, object]) -> Upkeep:
    """The upkeep of a valid service."""
    backup: Backup | None
    match record.get("backup", False):
        case dict() as said:
            backup = _backup(cast("dict[str, object]", said))
        case wanted:
            backup = Backup() if wanted else None
    return Upkeep(backup, str(record.get("logs", "")), record.get("spot") is True)


def _backup(said: Mapping[str, object]) -> Backup:
    keep = said.get("keep", 0.0)
    return Backup(
        schedule=str(said.get("schedule", "")),
        keep=int(keep) if isinstance(keep, float) else 0,
        size=str(said.get("size", "")),
        afterwards=str(said.get("afterwards", "")),
    )
