"""Compose services that run once before others: they become the migration of the one that waits for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chartloom.importers.compose_runtime import command_words
from chartloom.importers.document import listed, mapping
from chartloom.importers.report import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chartloom.importers.compose_file import ComposeService
    from chartloom.importers.report import Remark

__all__ = ["Tasks", "find_tasks"]


@dataclass(frozen=True, slots=True)
class Tasks:
    """``names`` are services that are none; ``migrations`` are the commands of those that found an owner, by it."""

    names: frozenset[str] = frozenset()
    migrations: Mapping[str, list[object]] = field(default_factory=dict)
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def keys_of(self, name: str) -> dict[str, object]:
        """The keys of the inventory that the tasks of a service come to."""
        return {"migration": self.migrations[name]} if name in self.migrations else {}

    def needs_of(self, name: str) -> Iterator[tuple[str, bool, tuple[str | int, ...]]]:
        """What the tasks before a service depend on, which it depends on then."""
        yield from ((callee, True, ()) for callee in self.needs.get(name, ()))


def find_tasks(services: Sequence[ComposeService], remarks: list[Remark]) -> Tasks:
    """The services that another one waits for until they have ended."""
    known = {service.name: service for service in services}
    awaited = {callee: service for service in services for callee in _awaited(service) if callee in known}
    migrations: dict[str, list[object]] = {}
    needs: dict[str, tuple[str, ...]] = {}
    for name, owner in awaited.items():
        task = known[name]
        command = [*command_words(task, "entrypoint"), *command_words(task, "command")]
        if (
            command
            and _same_image(task, owner)
            and owner.name not in migrations
            and owner.name not in awaited
        ):
            migrations[owner.name] = command
            needs[owner.name] = (*needs.get(owner.name, ()), *_needs(task))
            why = f'it runs once before "{owner.name}", and is the migration of that now'
            remarks.append(task.remark(Kind.CHANGED, why, key="service"))
        else:
            why = f'it runs once before "{owner.name}": give it there as migration:, seed: or under jobs:'
            remarks.append(task.remark(Kind.LEFT_OUT, why, key="service"))
    return Tasks(frozenset(awaited), migrations, needs)


def _awaited(service: ComposeService) -> Iterator[str]:
    for name, how in mapping(service.record.get("depends_on")).items():
        if mapping(how).get("condition") == "service_completed_successfully":
            yield name


def _same_image(task: ComposeService, owner: ComposeService) -> bool:
    keys = ("image", "build")
    return any(task.record.get(k) is not None and task.record.get(k) == owner.record.get(k) for k in keys)


def _needs(task: ComposeService) -> tuple[str, ...]:
    said = task.record.get("depends_on")
    return tuple(mapping(said)) or tuple(map(str, listed(said)))
