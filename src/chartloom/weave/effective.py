"""The values that a service's chart has in an environment, without weaving the fleet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from chartloom.matrix.build import deep_merge
from chartloom.weave.profiles import environment_values
from chartloom.weave.settings import service_entries
from chartloom.yamlio import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.matrix.model import Environment, Inventory, Service

__all__ = ["Effective", "effective_values"]

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Effective:
    """What comes out, and what the environment has put over the chart's own values."""

    values: Mapping[str, object]
    by_environment: Mapping[str, object]

    def at(self, *keys: str) -> object:
        """The value at a path, or None."""
        return _at(self.values, keys)

    def is_of_environment(self, *keys: str) -> bool:
        """Whether the environment, and no chart, says the value at a path."""
        return _at(self.by_environment, keys) is not None


def _at(values: object, keys: tuple[str, ...]) -> object:
    for key in keys:
        values = values.get(key) if isinstance(values, dict) else None
    return values


def effective_values(inventory: Inventory, service: Service, environment: Environment) -> Effective:
    """The library's defaults, below the values of the service's chart, below those of the environment."""
    calls, callers = inventory.dependencies()[service.name], inventory.callers()[service.name]
    own = {entry.key: entry.value for entry in service_entries(inventory, service, calls, callers)}
    usual = environment_values(service, environment, calls, inventory.by_name())
    given = environment.values.get(service.name)
    above = deep_merge(usual, cast("Values", given) if isinstance(given, dict) else {})
    return Effective(deep_merge(deep_merge(_library(), own), above), above)


def _library() -> Values:
    file = Path(__file__).parent / "library" / "common" / "values.yaml"
    return cast("Values", read_yaml(file.read_bytes(), str(file)))
