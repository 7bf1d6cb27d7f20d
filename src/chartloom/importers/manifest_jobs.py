"""Jobs and CronJobs: with the image of a service they are its migration, its first data, its backup, or jobs of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chartloom.importers.document import listed, mapping
from chartloom.importers.images import language_of_image
from chartloom.importers.migrations import command_words, is_migration, short_command
from chartloom.importers.naming import dns_label
from chartloom.importers.pods import main_container
from chartloom.importers.report import Kind
from chartloom.matrix.check import matches
from chartloom.matrix.fields import QUANTITY
from chartloom.matrix.tasks import SCHEDULE
from chartloom.matrix.technologies import TECHNOLOGIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chartloom.importers.document import Record
    from chartloom.importers.draft import DraftService
    from chartloom.importers.objects import Objects, Resource
    from chartloom.importers.report import Remark

__all__ = ["read_jobs"]

_LONGEST = 30
_EVENTS = {f"{when}-{what}" for what in ("install", "upgrade", "rollback") for when in ("pre", "post")}
_DUMPS = re.compile(
    r"\b(pg_dump(all)?|mysqldump|mariadb-dump|mongodump|redis-cli\b.*--rdb|rabbitmqctl\b.*export_definitions)\b",
    re.DOTALL,
)
_RESTORES = re.compile(r"\b(pg_restore|psql|mysql|mariadb|mongorestore|import_definitions)\b")
_SEEDS = re.compile(r"(^|-)seed(-|$)")


def read_jobs(
    drafts: Sequence[DraftService], owners: Mapping[str, Resource], objects: Objects, remarks: list[Remark]
) -> None:
    """The jobs of each service; those of nobody are reported."""
    for resource in objects.of("Job", "CronJob"):
        container = mapping(next(iter(listed(_pod(resource).get("containers"))), {}))
        owner = _owner(container, drafts, owners)
        if owner is None or not _is_dealt_with(resource, container, owner, objects, remarks):
            why = (
                "no service has its image, or it has no command or schedule: give it under jobs: of a service"
            )
            remarks.append(resource.remark(Kind.LEFT_OUT, why))


def _is_dealt_with(
    resource: Resource, container: Record, owner: DraftService, objects: Objects, remarks: list[Remark]
) -> bool:
    """Whether the job has become a key of its owner."""
    if resource.kind == "Job" and resource.name == f"{owner.name}-check-dependencies":
        owner.said["dependency_check"] = True
        return True
    words = command_words(container)
    schedule = str(resource.spec.get("schedule", ""))
    if not words or (resource.kind == "CronJob" and not matches(SCHEDULE, schedule)):
        return False
    if (
        TECHNOLOGIES[owner.language].is_store
        and schedule
        and _backup(resource, words, owner, objects, remarks)
    ):
        return True
    _job(resource, words, owner)
    return True


def _pod(resource: Resource) -> Record:
    spec = resource.spec
    if resource.kind == "CronJob":
        spec = mapping(mapping(spec.get("jobTemplate")).get("spec"))
    return mapping(mapping(spec.get("template")).get("spec"))


def _owner(
    container: Record, drafts: Sequence[DraftService], owners: Mapping[str, Resource]
) -> DraftService | None:
    """The service with the same image, or the store of the same technology that the job speaks of."""
    image = str(container.get("image", ""))
    same = [draft for draft in drafts if main_container(owners[draft.name]).get("image") == image]
    text = " ".join(
        [*command_words(container), *(str(mapping(v).get("value")) for v in listed(container.get("env")))]
    )
    stores = [draft for draft in drafts if TECHNOLOGIES[draft.language].is_store]
    spoken_of = [
        draft
        for draft in stores
        if draft.language == language_of_image(image)
        and re.search(rf"(?<![\w-]){re.escape(draft.name)}(?![\w-])", text)
    ]
    return next(iter([*same, *spoken_of]), None)


def _backup(
    resource: Resource, words: Sequence[str], owner: DraftService, objects: Objects, remarks: list[Remark]
) -> bool:
    """Whether it dumps the store, or restores such a dump: ``backup`` brings both."""
    text = " ".join(words)
    if not _DUMPS.search(text):
        return "backup" in owner.said and "restore" in resource.name and bool(_RESTORES.search(text))
    container = mapping(next(iter(listed(_pod(resource).get("containers"))), {}))
    env = {
        str(mapping(item).get("name")): str(mapping(item).get("value"))
        for item in listed(container.get("env"))
    }
    backup: Record = {"schedule": str(resource.spec["schedule"])}
    if env.get("KEEP", "").isdigit() and int(env["KEEP"]) not in (0, 7):
        backup["keep"] = int(env["KEEP"])
    size = _claimed(resource, objects)
    if size and size != owner.said.get("storage", TECHNOLOGIES[owner.language].storage):
        backup["size"] = size
    owner.said["backup"] = backup if backup != {"schedule": "15 2 * * *"} else True
    if resource.name != f"{owner.name}-backup":
        why = "backup: stands for it: a dump to a volume of its own, on the same schedule"
        remarks.append(resource.remark(Kind.CHANGED, why))
    return True


def _claimed(resource: Resource, objects: Objects) -> str:
    """The size of the claim that the job mounts, which is made anew with the backup; "" where there is none."""
    for volume in map(mapping, listed(_pod(resource).get("volumes"))):
        claim = objects.find(
            "PersistentVolumeClaim", mapping(volume.get("persistentVolumeClaim")).get("claimName")
        )
        if claim:
            size = mapping(mapping(claim.spec.get("resources")).get("requests")).get("storage")
            return str(size) if matches(QUANTITY, str(size)) else ""
    return ""


def _job(resource: Resource, words: Sequence[str], owner: DraftService) -> None:
    command = short_command(words)
    events = [word.strip() for word in str(resource.annotations.get("helm.sh/hook", "")).split(",")]
    hooks = [event for event in events if event in _EVENTS]
    if (
        is_migration(resource.name)
        and set(hooks) & {"pre-upgrade", "post-upgrade"}
        and _is_free(owner, "migration")
    ):
        owner.said["migration"] = command
    elif _SEEDS.search(resource.name) and hooks == ["post-install"] and _is_free(owner, "seed"):
        owner.said["seed"] = command
    else:
        found: Record = {"command": command}
        if resource.kind == "CronJob":
            found["schedule"] = str(resource.spec["schedule"])
        jobs = mapping(owner.said.setdefault("jobs", {}))
        jobs[_name(resource, owner, jobs)] = {**found, "hook": hooks} if hooks else found


def _is_free(owner: DraftService, key: str) -> bool:
    return key not in owner.said and not TECHNOLOGIES[owner.language].is_store


def _name(resource: Resource, owner: DraftService, taken: Record) -> str:
    label = dns_label(resource.name.removeprefix(f"{owner.name}-"))[:_LONGEST].rstrip("-") or "job"
    number = 1
    while label in taken:
        number += 1
        label = f"{label[: _LONGEST - 4]}-{number}"
    return label
