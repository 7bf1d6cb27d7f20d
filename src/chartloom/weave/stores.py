"""Who runs a store, and what its clients are told: the library, a third-party chart, or a managed service.

Every chart finds in the globals which stores the library does not run; that is the one value that switches, because
Helm's conditions can read it as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.matrix.model import External
from chartloom.weave.bitnami import chart_labels, chart_login

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chartloom.matrix.model import Edge, Environment, Login, Service

__all__ = [
    "chart_condition",
    "chart_services",
    "chart_switches",
    "dependency",
    "external_services",
    "open_logins",
    "services_it_meets",
    "store_at",
]

Values = dict[str, object]


def services_it_meets(
    service: Service, calls: Iterable[Edge], services: Mapping[str, Service]
) -> list[Service]:
    """The service itself and those that it calls, each once."""
    return [services[name] for name in dict.fromkeys((service.name, *(edge.callee for edge in calls)))]


def chart_condition(service: Service) -> str:
    """The value that switches the third-party chart of a store on."""
    return f"global.chartServices.{service.name}.enabled"


def store_at(service: Service, environment: Environment) -> External:
    """Who runs a service in an environment, as its clients see it; the host is empty where its own chart does."""
    if environment.name in service.external:
        return service.external[environment.name]
    if service.chart and environment.name in service.chart_environments:
        return External(service.chart.host, service.port, (), chart_login(service))
    return External("", service.port, (), service.login)


def external_services(services: Iterable[Service], environment: Environment) -> Values:
    """``global.externalServices``: the stores that a managed service stands in for in this environment."""
    name = environment.name
    return {
        service.name: _external(service.external[name], service)
        for service in services
        if name in service.external
    }


def _external(store: External, service: Service) -> Values:
    found: Values = {"host": store.host, "port": store.port}
    cidrs: Values = {"cidrs": list(store.cidrs)} if store.cidrs else {}
    return {**found, **cidrs, **(_login(store.login) if store.login != service.login else {})}


def chart_services(services: Iterable[Service], environments: int) -> Values:
    """``global.chartServices``: the stores that a third-party chart can run."""
    return {service.name: _chart(service, environments) for service in services if service.chart}


def _chart(service: Service, environments: int) -> Values:
    assert service.chart is not None
    labels, primary = chart_labels(service)
    found: Values = {
        "enabled": _is_usual(service, environments),
        "host": service.chart.host,
        "labels": labels,
    }
    return {**found, **({"primaryLabels": primary} if primary else {}), **_login(chart_login(service))}


def _is_usual(service: Service, environments: int) -> bool:
    return len(service.chart_environments) == environments


def chart_switches(services: Iterable[Service], environment: Environment, environments: int) -> Values:
    """What an environment changes in ``global.chartServices``."""
    found: Values = {}
    for service in (service for service in services if service.chart):
        name = environment.name
        enabled = name in service.chart_environments and name not in service.external
        if enabled != _is_usual(service, environments):
            found[service.name] = {"enabled": enabled}
    return found


def dependency(edge: Edge, services: Mapping[str, Service]) -> Values:
    """The entry of ``dependsOn`` for one call; it tells of the callee only where the caller asks to be told."""
    found: Values = {"port": edge.port}
    if edge.is_optional:
        found["optional"] = True
    if edge.variables:
        found = {**found, **_login(services[edge.callee].login), "env": dict(edge.variables)}
    return found


def _login(login: Login) -> Values:
    keys = {"username": login.user_key, "password": login.key} if login.secret else {}
    found: Values = {
        "database": login.database,
        "username": "" if login.user_key else login.user,
        "secret": login.secret,
        "keys": {name: key for name, key in keys.items() if key},
    }
    return {name: value for name, value in found.items() if value}


def open_logins(calls: Iterable[Edge], services: Mapping[str, Service]) -> Values:
    """``dependsOn`` of a client in development, where the stores of the library run without a password."""
    told = (services[edge.callee] for edge in calls if edge.variables)
    return {
        service.name: {"secretOptional": True}
        for service in told
        if service.technology.is_store and service.login.secret
    }
