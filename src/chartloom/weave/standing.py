"""How each service stands in each environment: what its values come to there, in words for pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from chartloom.matrix.build import deep_merge
from chartloom.weave.profiles import environment_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chartloom.matrix.model import Edge, Environment, Inventory, Service

__all__ = ["Standing", "Standings", "standings"]

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Standing:
    """One service in one environment.

    ``elsewhere`` says what stands in for it, with neither pods nor storage of its own; ``routes`` are addresses that
    lead to other services, each with the service.
    """

    least: int = 0
    most: int = 0
    elsewhere: str = ""
    addresses: tuple[str, ...] = ()
    routes: tuple[tuple[str, str], ...] = ()
    storage: str = ""
    is_backed_up: bool = False
    log_level: str = ""

    @property
    def pods(self) -> str:
        """How many there are, in words."""
        if self.elsewhere or not self.most:
            return self.elsewhere or "off"
        return str(self.least) if self.least == self.most else f"{self.least} to {self.most}"


Standings = dict[tuple[str, str], Standing]
"""By names of service and environment."""


def standings(inventory: Inventory) -> Standings:
    """How all services stand everywhere."""
    calls, services = inventory.dependencies(), inventory.by_name()
    return {
        (service.name, environment.name): _standing(service, environment, calls[service.name], services)
        for service in inventory.services
        for environment in inventory.environments
    }


def _standing(
    service: Service, environment: Environment, calls: Sequence[Edge], services: Mapping[str, Service]
) -> Standing:
    if environment.name in service.external:
        external = service.external[environment.name]
        return Standing(elsewhere=f"{external.host}:{external.port}, outside of the cluster")
    if service.chart and environment.name in service.chart_environments:
        return Standing(elsewhere=f"the chart {service.chart.name} {service.chart.version}")
    given = environment.values.get(service.name)
    own = environment_values(service, environment, calls, services)
    over = deep_merge(own, cast("Values", given) if isinstance(given, dict) else {})
    values = deep_merge(service.values, over)
    if values.get("enabled") is False:
        return Standing()
    least, most = _bounds(values)
    addresses = tuple(_addresses(values))
    return Standing(
        least,
        most,
        addresses=tuple(address for address, other in addresses if not other),
        routes=tuple((address, other) for address, other in addresses if other),
        storage=_storage(service, values),
        is_backed_up=_mapping(values, "backup").get("enabled") is True,
        log_level=_log_level(service, values),
    )


def _bounds(values: Values) -> tuple[int, int]:
    scaling = _mapping(values, "autoscaling")
    if scaling.get("enabled") is True:
        return _whole(scaling.get("minReplicas")), _whole(scaling.get("maxReplicas"))
    count = _whole(values.get("replicaCount", 1))
    return count, count


def _addresses(values: Values) -> Iterator[tuple[str, str]]:
    """Each address, and the other service that it leads to, or ""."""
    ingress = _mapping(values, "ingress")
    hosts = ingress.get("hosts")
    if ingress.get("enabled") is not True or not isinstance(hosts, list):
        return
    scheme = "https" if ingress.get("tls") else "http"
    for host in (host for host in hosts if isinstance(host, dict) and "host" in host):
        for path in host.get("paths") or [{}]:
            where = str(path.get("path", "/")) if isinstance(path, dict) else "/"
            address = f"{scheme}://{host['host']}{'' if where == '/' else where}"
            yield address, str(path.get("service", "")) if isinstance(path, dict) else ""


def _storage(service: Service, values: Values) -> str:
    if not (service.is_stateful and service.technology.data_path):
        return ""
    persistence = _mapping(values, "persistence")
    return str(persistence.get("size", service.storage)) if persistence.get("enabled") is True else "none"


def _log_level(service: Service, values: Values) -> str:
    usual = "" if service.technology.is_store else "info"
    return str(_mapping(values, "env").get("LOG_LEVEL") or dict(service.env).get("LOG_LEVEL", usual))


def _mapping(values: Mapping[str, object], key: str) -> Values:
    found = values.get(key)
    return cast("Values", found) if isinstance(found, dict) else {}


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 1
