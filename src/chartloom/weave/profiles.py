"""What an environment changes in a service: development stays small, production is built to last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.matrix.build import deep_merge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.matrix.model import Environment, External, Inventory, Profile, Service

__all__ = ["BASE_LOG_LEVEL", "environment_globals", "environment_values", "external_stores"]

Values = dict[str, object]

BASE_LOG_LEVEL = "info"
_LOG_LEVELS: dict[Profile, str] = {"dev": "debug", "staging": BASE_LOG_LEVEL, "prod": "warn"}


def environment_values(service: Service, environment: Environment) -> Values:
    """The values of a service in one environment: its profile's, then the inventory's own on top."""
    values = {} if environment.name in service.external else _profile_values(service, environment)
    return deep_merge(values, service.environments.get(environment.name, {}))


def environment_globals(environment: Environment, stores: Mapping[str, External]) -> Values:
    """What every chart of the fleet is told about an environment."""
    found: Values = {"environment": environment.name, "domain": environment.domain}
    if stores:
        found["externalServices"] = {name: _external(store) for name, store in stores.items()}
    return found


def external_stores(inventory: Inventory, environment: Environment) -> dict[str, External]:
    """The stores that a managed service stands in for in this environment."""
    name = environment.name
    return {
        service.name: service.external[name] for service in inventory.services if name in service.external
    }


def _external(store: External) -> Values:
    found: Values = {"host": store.host, "port": store.port}
    return {**found, "cidrs": list(store.cidrs)} if store.cidrs else found


def _profile_values(service: Service, environment: Environment) -> Values:
    profile = environment.profile
    values: Values = {**_replicas(service, profile)}
    env = _env(service, profile)
    if env:
        values["env"] = env
    optional = {ref.name: {"optional": True} for ref in service.secrets if not ref.optional}
    if profile == "dev" and service.technology.is_store and optional:
        values["secretEnv"] = optional
    return values if profile == "dev" else {**values, **_durable(service, environment)}


def _replicas(service: Service, profile: Profile) -> Values:
    if profile == "dev" or service.replicas == 1:
        return {}
    if service.is_stateful:
        return {"replicaCount": service.replicas if profile == "prod" else 2}
    if profile == "staging":
        return {"replicaCount": 2}
    most = max(10, 2 * service.replicas)
    return {"autoscaling": {"enabled": True, "minReplicas": service.replicas, "maxReplicas": most}}


def _env(service: Service, profile: Profile) -> Values:
    given = dict(service.env)
    found: Values = {}
    if (
        not service.technology.is_store
        and _LOG_LEVELS[profile] != BASE_LOG_LEVEL
        and "LOG_LEVEL" not in given
    ):
        found["LOG_LEVEL"] = _LOG_LEVELS[profile]
    for name, where, value in service.technology.env_by_profile:
        if where == profile and name not in given:
            found[name] = value
    return found


def _durable(service: Service, environment: Environment) -> Values:
    values: Values = {"podDisruptionBudget": {"enabled": True}}
    if service.is_stateful and service.technology.data_path:
        values["persistence"] = {"enabled": True}
    if service.exposed:
        values["ingress"] = _ingress(service, environment)
    return values


def _ingress(service: Service, environment: Environment) -> Values:
    host = _host(service, environment)
    return {
        "enabled": True,
        "hosts": [{"host": host, "paths": [{"path": service.path, "pathType": "Prefix"}]}],
        "tls": [{"secretName": f"{service.name}-tls", "hosts": [host]}],
    }


def _host(service: Service, environment: Environment) -> str:
    """A host with a dot is complete; a label is completed by the domain, which "@" stands for."""
    host = service.host or service.name
    if host == "@":
        return environment.domain
    return host if "." in host else f"{host}.{environment.domain}"
