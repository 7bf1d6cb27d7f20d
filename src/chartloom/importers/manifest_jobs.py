"""Jobs and CronJobs: with the image of a service they are jobs of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.importers.document import listed, mapping
from chartloom.importers.naming import dns_label
from chartloom.importers.pods import main_container
from chartloom.importers.report import Kind
from chartloom.matrix.check import matches
from chartloom.matrix.tasks import SCHEDULE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chartloom.importers.document import Record
    from chartloom.importers.draft import DraftService
    from chartloom.importers.objects import Objects, Resource
    from chartloom.importers.report import Remark

__all__ = ["read_jobs"]

_LONGEST = 30
_EVENTS = {f"{when}-{what}" for what in ("install", "upgrade", "rollback") for when in ("pre", "post")}


def read_jobs(
    drafts: Sequence[DraftService], owners: Mapping[str, Resource], objects: Objects, remarks: list[Remark]
) -> None:
    """The jobs of each service; those of nobody are reported."""
    for resource in objects.of("Job", "CronJob"):
        container = _container(resource)
        image = container.get("image")
        owner = next((d for d in drafts if main_container(owners[d.name]).get("image") == image), None)
        command = [str(w) for key in ("command", "args") for w in listed(container.get(key))]
        schedule = str(resource.spec.get("schedule", ""))
        is_due = resource.kind == "Job" or matches(SCHEDULE, schedule)
        if owner is None or not command or not is_due:
            why = (
                "no service has its image, or it has no command or schedule: give it under jobs: of a service"
            )
            remarks.append(resource.remark(Kind.LEFT_OUT, why))
            continue
        jobs = mapping(owner.said.setdefault("jobs", {}))
        jobs[_name(resource, owner, jobs)] = _job(resource, command)


def _container(resource: Resource) -> Record:
    spec = (
        mapping(mapping(resource.spec.get("jobTemplate")).get("spec"))
        if resource.kind == "CronJob"
        else resource.spec
    )
    return mapping(
        next(iter(listed(mapping(mapping(spec.get("template")).get("spec")).get("containers"))), {})
    )


def _name(resource: Resource, owner: DraftService, taken: Record) -> str:
    label = dns_label(resource.name.removeprefix(f"{owner.name}-"))[:_LONGEST].rstrip("-") or "job"
    number = 1
    while label in taken:
        number += 1
        label = f"{label[: _LONGEST - 4]}-{number}"
    return label


def _job(resource: Resource, command: list[str]) -> Record:
    found: Record = {"command": command}
    if resource.kind == "CronJob":
        found["schedule"] = str(resource.spec["schedule"])
    events = [word.strip() for word in str(resource.annotations.get("helm.sh/hook", "")).split(",")]
    hooks = [event for event in events if event in _EVENTS]
    return {**found, "hook": hooks} if hooks else found
