"""Backups, log files and spot nodes, as values of a service's chart and of its environments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.weave.commented import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.matrix.model import Service

__all__ = ["upkeep_entries", "upkeep_values"]

Values = dict[str, object]


def upkeep_entries(service: Service) -> Iterator[Entry]:
    """What holds in every environment; the switches are thrown where data and money count."""
    backup = service.upkeep.backup
    if backup:
        given = {
            "schedule": backup.schedule,
            "keep": backup.keep,
            "size": backup.size or service.storage,
            "afterwards": backup.afterwards,
        }
        values = {"enabled": False, **{key: value for key, value in given.items() if value}}
        yield Entry("backup", values, "-- How its data is dumped; the environments say where it is.")
    if service.upkeep.logs:
        values = {"enabled": True, "path": service.upkeep.logs}
        yield Entry("logShipper", values, "-- A sidecar that reads its log files.")


def upkeep_values(service: Service) -> Values:
    """What environments switch on that are built to last."""
    backup: Values = {"backup": {"enabled": True}} if service.upkeep.backup else {}
    return {**backup, "scheduling": {"spot": "prefer"}} if service.upkeep.is_spot else backup
