"""Backups, snapshots, log files and sealed Secrets, as values of a service's chart and of its environments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.weave.commented import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.matrix.model import Environment, Service

__all__ = ["sealed_values", "upkeep_entries", "upkeep_values"]

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
    snapshots = service.upkeep.snapshots
    given: Values = {
        **({"enabled": True} if service.upkeep.backup else {}),
        **({"snapshots": list(snapshots.names)} if snapshots.names else {}),
        **({"snapshotClass": snapshots.class_name} if snapshots.class_name else {}),
    }
    return {"backup": given} if given else {}


def sealed_values(service: Service, environment: Environment) -> Values:
    """The Secrets that were encrypted for the cluster of this environment."""
    secrets = service.upkeep.sealed.get(environment.name, {})
    return (
        {"sealedSecret": {"secrets": {name: dict(keys) for name, keys in secrets.items()}}} if secrets else {}
    )
