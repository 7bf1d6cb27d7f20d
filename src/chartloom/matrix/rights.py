"""What the account of a service may do in the cluster; its key and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from chartloom.matrix.shapes import Field, Items, Record, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["RIGHTS_FIELD", "VERBS", "Right", "read_rights"]

VERBS = ("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection")
_RIGHT = Record(
    "right",
    (
        Field("resources", Items(Text()), "What it may use: configmaps, pods, ...", required=True),
        Field("verbs", Items(Text(choices=VERBS)), "What it may do with it.", required=True),
        Field("names", Items(Text()), "The only ones that it may use.", "all"),
        Field("groups", Items(Text()), "API groups of the resources.", "that of the core"),
    ),
)
RIGHTS_FIELD = Field("rbac", Items(_RIGHT), "What its pods may do in their namespace.", "[]")


@dataclass(frozen=True, slots=True)
class Right:
    """One rule of a Role."""

    resources: tuple[str, ...]
    verbs: tuple[str, ...]
    names: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


def read_rights(record: Mapping[str, object]) -> tuple[Right, ...]:
    """The rights of a valid service."""
    said = cast("list[dict[str, list[str]]]", record.get("rbac", []))
    return tuple(Right(**{key: tuple(texts) for key, texts in right.items()}) for right in said)
