"""From a woven value to the line of the inventory that it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.diagnostics import Span
from chartloom.matrix.said import read_said
from chartloom.weave.origins.asked import SAID, Fleet, Found
from chartloom.weave.origins.matching import find_in
from chartloom.weave.origins.tables import (
    ENVIRONMENT,
    ENVIRONMENT_GLOBALS,
    FLEET,
    GLOBALS,
    SERVICE,
    STORE_CHART,
)
from chartloom.weave.origins.third_party import third_party
from chartloom.weave.origins.woven import Woven

if TYPE_CHECKING:
    from chartloom.matrix.model import Edge, Environment, Inventory
    from chartloom.matrix.places import Path

__all__ = ["InventoryOrigins", "Origin", "inventory_origin"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the inventory says a woven value, or what its default goes by.

    ``source`` is that line, ``path`` leads to it in the inventory. ``reason`` is "said", or why the value is so; where
    the inventory says nothing that matters, the place is that of the file alone. ``also`` are further places that have
    a say, in whether the value is there or in a part of it, and ``also_paths`` lead to them. ``secrets`` are plain
    ones for development that stand in the line as well.
    """

    span: Span
    source: str
    reason: str
    path: Path = ()
    also: tuple[Span, ...] = ()
    also_paths: tuple[Path, ...] = ()
    secrets: tuple[str, ...] = ()

    @property
    def is_said(self) -> bool:
        """Whether the value is what the inventory says, as it says it."""
        return self.reason == SAID


def inventory_origin(
    inventory: Inventory, path: tuple[str | int, ...], environment: str | None = None
) -> Origin | None:
    """Where the inventory says the value at a path of the umbrella's values; None where none is woven.

    With an environment that changes the value, what is behind the change.
    """
    return InventoryOrigins(inventory).of(path, environment)


class InventoryOrigins:
    """The same for many values of one inventory."""

    def __init__(self, inventory: Inventory) -> None:
        assert inventory.source is not None
        self._fleet = Fleet(
            inventory,
            read_said(inventory.source),
            inventory.by_name(),
            inventory.dependencies(),
            inventory.callers(),
        )
        self.values = Woven(self._fleet)
        plain = {ref.dev for service in inventory.services for ref in service.secrets if ref.dev}
        self._plain_secrets = tuple(sorted(plain))
        self._environments = {environment.name: environment for environment in inventory.environments}
        self._known: dict[tuple[Path, str | None], Origin | None] = {}

    def of(self, path: tuple[str | int, ...], environment: str | None = None) -> Origin | None:
        """Where the inventory says a value, or why it is so."""
        key = (path, environment)
        if key not in self._known:
            found = self._found(path, environment)
            self._known[key] = self._origin(found) if found else None
        return self._known[key]

    def of_key(self, service: str, *keys: str) -> Origin | None:
        """Where the inventory says something of a service that no value tells; None where it does not."""
        path = self._fleet.said.of(service, *keys)
        return self._origin(Found(SAID, (path,))) if path else None

    def of_call(self, edge: Edge) -> Origin:
        """Where a service says that it calls another one, or gives it away."""
        return self._origin(Found(SAID, (self._fleet.said.call(edge.caller, edge.callee),)))

    def woven(self, path: tuple[str | int, ...], environment: str | None = None) -> tuple[bool, object]:
        """Whether the charts, or an environment's files, give a leaf at a path, and its value."""
        if environment is None:
            return self.values.base(path)
        return self.values.over(path, self._environments[environment])

    def _found(self, path: Path, environment: str | None) -> Found | None:
        where = self._environments[environment] if environment is not None else None
        if where and self.values.over(path, where)[0]:
            return self._of_environment(path, where)
        return self._of_chart(path) if self.values.base(path)[0] else None

    def _origin(self, found: Found) -> Origin:
        said = self._fleet.said
        first = next((path for path in found.paths if said.at(path)), ())
        others = dict.fromkeys(
            path for path in (*found.paths, *found.also) if said.at(path) and path != first
        )
        also = tuple(said.span(path) for path in others)
        span = said.span(first) if first else Span(said.source.file)
        line = (said.source.line(span) or "").strip()
        secrets = tuple(text for text in self._plain_secrets if text in line)
        return Origin(span, line, found.reason, first, also, tuple(others), secrets)

    def _of_chart(self, path: Path) -> Found | None:
        """What is behind a value that the charts themselves give."""
        fleet, head, rest = self._fleet, str(path[0]), path[1:]
        if head == "global":
            return find_in(GLOBALS, rest, fleet, "", None)
        if head not in fleet.services:
            return find_in(FLEET, path, fleet, "", None) or third_party(fleet.said, fleet.inventory, path)
        if not rest:
            return Found("one of the services", (fleet.said.entries[head].path("name"),))
        raw = fleet.said.of(head, "values", *rest)
        if raw:
            return Found(SAID, (raw,))
        if rest[0] == "global":
            return find_in(GLOBALS, rest[1:], fleet, head, None)
        return self._of_store_chart(head, rest, None) or find_in(SERVICE, rest, fleet, head, None)

    def _of_environment(self, path: Path, environment: Environment) -> Found | None:
        """What is behind a value that an environment gives."""
        fleet, head, rest = self._fleet, str(path[0]), path[1:]
        raw = ("environments", environment.name, "values", *path)
        if fleet.said.at(raw):
            return Found(SAID, (raw,))
        if head == "global":
            return find_in(ENVIRONMENT_GLOBALS, rest, fleet, "", environment)
        if head not in fleet.services:
            return third_party(fleet.said, fleet.inventory, path, environment)
        own = fleet.said.raw(head, environment.name, *rest)
        if own:
            return Found(SAID, (own,))
        return self._of_store_chart(head, rest, environment) or find_in(
            ENVIRONMENT, rest, fleet, head, environment
        )

    def _of_store_chart(self, service: str, path: Path, environment: Environment | None) -> Found | None:
        """What is behind a value of the third-party chart that can run a store."""
        chart = self._fleet.services[service].chart
        if chart is None or path[0] != chart.name:
            return None
        entry = self._fleet.said.entries[service]
        said = entry.path("chart", "values", *path[1:])
        if environment is None and self._fleet.said.at(said):
            return Found(SAID, (said, entry.path("language")))
        return find_in(STORE_CHART, path[1:], self._fleet, service, environment)
