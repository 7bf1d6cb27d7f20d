"""What is deployed to one environment, and in which order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.matrix import Environment, Service
    from chartloom.matrix.model import ThirdPartyChart

__all__ = ["ChartUnit", "Rollout", "Unit", "group_of"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One service in one environment.

    ``wave`` is its place in the order of the dependencies, ``needs`` are the services that it calls, ``scaled``
    names the Deployment whose replicas an autoscaler owns ("" when none does), and ``values`` are those of the
    environment that the service's own files do not hold.
    """

    service: Service
    wave: int
    needs: tuple[str, ...] = ()
    scaled: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChartUnit:
    """One third-party chart in one environment, with all the values that it is given there."""

    chart: ThirdPartyChart
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Rollout:
    """One environment, and the services and third-party charts that are switched on in it.

    ``namespaces`` are all that objects are deployed to, the usual one first; ``has_hooks`` tells of its overlay.
    """

    environment: Environment
    namespaces: tuple[str, ...]
    units: tuple[Unit, ...]
    charts: tuple[ChartUnit, ...] = ()
    has_hooks: bool = False

    @property
    def chart_namespaces(self) -> tuple[str, ...]:
        """Where third-party charts write to, each by one of the values that charts have for it."""
        keys = ("namespaceOverride", "forceNamespace")
        said = (unit.values.get(key) for unit in self.charts for key in keys)
        return tuple(dict.fromkeys(name for name in said if isinstance(name, str) and name))


def group_of(service: Service) -> str:
    """The folder that it is filed under: people look for stores, backends and frontends apart."""
    if service.technology.is_store:
        return "infrastructure"
    return "frontend" if service.tier == "frontend" else "backends"
