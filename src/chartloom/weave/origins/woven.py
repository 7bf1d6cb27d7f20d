"""The values that an inventory comes to, in memory: what the files of the umbrella and of the services' charts say."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from chartloom.matrix.build import deep_merge
from chartloom.matrix.said import look
from chartloom.weave.presence import present_services
from chartloom.weave.settings import service_entries
from chartloom.weave.umbrella import environment_of_fleet, umbrella_entries

if TYPE_CHECKING:
    from chartloom.matrix.model import Environment
    from chartloom.matrix.places import Path
    from chartloom.weave.origins.asked import Fleet

__all__ = ["Woven"]

Values = dict[str, object]


class Woven:
    """The values of a fleet, each part made when it is asked for."""

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet
        self._services: dict[str, Values] = {}
        self._environments: dict[str, Values] = {}

    @cached_property
    def umbrella(self) -> Values:
        """``values.yaml`` of the umbrella."""
        found = {entry.key: entry.value for entry in umbrella_entries(self._fleet.inventory)}
        present = {"global": {"present": dict.fromkeys(self._fleet.services, True)}}
        return deep_merge(found, present)

    def service(self, name: str) -> Values:
        """``values.yaml`` of a service's chart."""
        if name not in self._services:
            fleet = self._fleet
            entries = service_entries(
                fleet.inventory, fleet.services[name], fleet.edges[name], fleet.callers[name]
            )
            self._services[name] = {entry.key: entry.value for entry in entries}
        return self._services[name]

    def environment(self, environment: Environment) -> Values:
        """``values-<environment>.yaml`` of the umbrella, and what charts that are installed alone are told."""
        if environment.name not in self._environments:
            told = {"global": present_services(self._fleet.inventory, environment)}
            found = environment_of_fleet(self._fleet.inventory, environment)
            self._environments[environment.name] = deep_merge(cast("Values", told), found)
        return self._environments[environment.name]

    def base(self, path: Path) -> tuple[bool, object]:
        """What the charts themselves give at a path: whether they do, and the value."""
        if path and path[0] in self._fleet.services and len(path) > 1:
            return _leaf(self.service(str(path[0])), path[1:])
        return _leaf(self.umbrella, path)

    def over(self, path: Path, environment: Environment) -> tuple[bool, object]:
        """What an environment gives at a path."""
        return _leaf(self.environment(environment), path)


def _leaf(values: object, path: Path) -> tuple[bool, object]:
    found, value = look(values, path)
    return found and not (isinstance(value, dict | list) and value), value
