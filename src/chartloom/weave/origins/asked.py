"""One question: which lines of the inventory are behind a value of one service, or of the fleet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.matrix.model import Edge, Environment, Inventory, Service
    from chartloom.matrix.places import Path
    from chartloom.matrix.said import Said

__all__ = ["SAID", "Asked", "Fleet", "Found"]

SAID = "said"


class Found(NamedTuple):
    """Paths of the inventory, the one that matters most first, and what makes them matter.

    ``also`` are those that have a say as well.
    """

    reason: str
    paths: tuple[Path, ...]
    also: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Fleet:
    """An inventory, and what is asked of it again and again."""

    inventory: Inventory
    said: Said
    services: Mapping[str, Service]
    edges: Mapping[str, list[Edge]]
    callers: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question is about; ``steps`` are those of the value's path that its rule has given names to."""

    fleet: Fleet
    service: str
    environment: Environment | None
    steps: Mapping[str, str | int]

    @property
    def said(self) -> Said:
        """The text of the inventory."""
        return self.fleet.said

    @property
    def model(self) -> Service:
        """The service as it was read."""
        return self.fleet.services[self.service]

    def step(self, name: str) -> str:
        """A step of the value's path, as text."""
        return str(self.steps[name])

    def own(self, *keys: str | int) -> Path:
        """A path inside the entry of the service."""
        return self.said.entries[self.service].path(*keys)

    def about(self, service: str) -> Asked:
        """The same question, asked of another service."""
        return replace(self, service=service)

    def environment_path(self, *keys: str | int) -> Path:
        """A path inside the entry of the environment; its own entry may be one of a list."""
        assert self.environment is not None
        name = self.environment.name
        return ("environments", self.said.environments.get(name, name), *keys)
