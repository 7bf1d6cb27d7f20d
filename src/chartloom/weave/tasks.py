"""The migration, the seed and the jobs of a service, as values of its chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.weave.commented import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.matrix.model import Service
    from chartloom.matrix.tasks import Task

__all__ = ["task_entries"]

Values = dict[str, object]


def task_entries(service: Service) -> Iterator[Entry]:
    """One entry for each sort of task that the service has."""
    by_key: dict[str, list[Task]] = {}
    for key, task in service.tasks:
        by_key.setdefault("cronJobs" if task.schedule else key, []).append(task)
    for key, comment in _COMMENTS.items():
        match by_key.get(key):
            case [task] if key == "dependency_check":
                yield Entry("dependencyCheck", {"enabled": True, **_task(task)}, comment)
            case [task] if key in ("migration", "seed"):
                yield Entry(key, {"enabled": True, **_task(task)}, comment)
            case [*tasks]:
                yield Entry(key, {task.name: _task(task) for task in tasks}, comment)


_COMMENTS = {
    "migration": "-- What brings its data to the form of this version.",
    "seed": "-- What writes its first data, after the installation.",
    "dependency_check": "-- A release fails when something that it calls does not answer.",
    "jobs": "-- What runs once for each release in which it changed, or when Helm's hooks say so.",
    "cronJobs": "-- What runs on a schedule.",
}


def _task(task: Task) -> Values:
    found: Values = {"mode": "init"} if task.is_init else {}
    if task.schedule:
        found["schedule"] = task.schedule
    if task.command:
        found["command"] = list(task.command)
    return {**found, "hook": {"events": list(task.events)}} if task.events else found
