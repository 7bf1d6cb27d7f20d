"""What keeps a service going: backups and snapshots of its data, its log files, its nodes; their keys and meaning."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from chartloom.matrix.shapes import Choice, Field, Flag, Items, Pattern, Record, Table, Text, Whole
from chartloom.matrix.tasks import SCHEDULE

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["UPKEEP_FIELDS", "Backup", "Snapshots", "Spot", "Upkeep", "read_upkeep"]

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
_NAME = Text(
    Pattern(
        "not-a-dns-label",
        "[a-z0-9]([-a-z0-9]*[a-z0-9])?",
        "a DNS label",
        'lower-case letters, digits and "-", no "-" at either end; at most 63 characters',
        longest=63,
    )
)
_SECRET_NAME = Text(
    Pattern(
        "not-a-secret-name",
        r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
        "the name of a Secret",
        'lower-case letters, digits, "-" and "."; a letter or digit at both ends',
    )
)
_KEY = Text(
    Pattern("not-a-key", r"[-._a-zA-Z0-9]+", "a key of a Secret", 'letters, digits, "-", "_" and "."')
)
# What kubeseal prints is base64 of a key, a nonce and the text: never as short as a password.
_SEALED = Text(
    Pattern(
        "not-sealed",
        "[A-Za-z0-9+/]{40,}={0,2}",
        "what kubeseal printed",
        "a plain text would lie open in the inventory: encrypt it with kubeseal --raw",
        longest=1_000_000,
    )
)
_SNAPSHOTS = Record(
    "snapshots",
    (
        Field("names", Items(_NAME), "Their names.", required=True),
        Field("class", _NAME, "Their VolumeSnapshotClass.", "the cluster's default"),
    ),
)
_SPOT = Record(
    "spot nodes",
    (
        Field("label", Text(), "Label and taint of spot nodes.", required=True),
        Field("value", Text(), "Its value.", required=True),
    ),
)

UPKEEP_FIELDS = (
    Field(
        "backup",
        Choice((Flag(), _BACKUP)),
        "Whether the data of a store is dumped on a schedule, but in environments like dev.",
        "false",
    ),
    Field(
        "snapshots",
        Choice((Items(_NAME), _SNAPSHOTS)),
        "VolumeSnapshots of its volumes, by name, but in environments like dev.",
        "[]",
    ),
    Field("logs", Text(_PATH), "Folder of its log files, which a sidecar reads.", "it logs to its output"),
    Field(
        "spot",
        Choice((Flag(), _SPOT)),
        "Whether it prefers spot nodes, but in environments like dev, and how they are known.",
        "false",
    ),
    Field(
        "sealed_secrets",
        Table(_NAME, Table(_SECRET_NAME, Table(_KEY, _SEALED))),
        "By environment: Secrets that kubeseal encrypted for its cluster, each with its keys.",
        "{}",
    ),
)


@dataclass(frozen=True, slots=True)
class Backup:
    """How the data of a store is dumped; what is empty is as the library has it."""

    schedule: str = ""
    keep: int = 0
    size: str = ""
    afterwards: str = ""


@dataclass(frozen=True, slots=True)
class Snapshots:
    """The VolumeSnapshots of a store, and their class."""

    names: tuple[str, ...] = ()
    class_name: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """How spot nodes are known; what is empty is as the library has it."""

    label: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What keeps a service going; ``sealed`` is by environment, Secret and key."""

    backup: Backup | None = None
    snapshots: Snapshots = Snapshots()
    logs: str = ""
    spot: Spot | None = None
    sealed: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)


def read_upkeep(record: Mapping[str, object]) -> Upkeep:
    """The upkeep of a valid service."""
    return Upkeep(
        _backup(record.get("backup")),
        _snapshots(record.get("snapshots", [])),
        str(record.get("logs", "")),
        _spot(record.get("spot")),
        cast("dict[str, dict[str, dict[str, str]]]", record.get("sealed_secrets", {})),
    )


def _snapshots(said: object) -> Snapshots:
    given = cast("dict[str, object]", said if isinstance(said, dict) else {"names": said})
    return Snapshots(tuple(cast("list[str]", given["names"])), str(given.get("class", "")))


def _spot(said: object) -> Spot | None:
    if isinstance(said, dict):
        return Spot(**cast("dict[str, str]", said))
    return Spot() if said is True else None


def _backup(wanted: object) -> Backup | None:
    if not isinstance(wanted, dict):
        return Backup() if wanted is True else None
    said = cast("dict[str, object]", wanted)
    keep = said.get("keep", 0.0)
    return Backup(
        schedule=str(said.get("schedule", "")),
        keep=int(keep) if isinstance(keep, float) else 0,
        size=str(said.get("size", "")),
        afterwards=str(said.get("afterwards", "")),
    )
