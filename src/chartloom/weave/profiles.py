"""What an environment changes in a service: development stays small, production is built to last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.matrix.build import deep_merge
from chartloom.weave.bitnami import chart_environment
from chartloom.weave.exposure import entrance_values, exposure_globals, ingress_values, unrouted_values
from chartloom.weave.operations import alert_values, prometheus_globals
from chartloom.weave.pods import scale_values, scratch_values, spread_values
from chartloom.weave.sharing import dev_secrets, environment_store
from chartloom.weave.stores import chart_switches, external_services, open_logins
from chartloom.weave.upkeep import sealed_values, upkeep_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chartloom.matrix.model import Edge, Environment, Inventory, Profile, Service

__all__ = ["BASE_LOG_LEVEL", "environment_globals", "environment_values"]

Values = dict[str, object]

BASE_LOG_LEVEL = "info"
_LOG_LEVELS: dict[Profile, str] = {"dev": "debug", "staging": BASE_LOG_LEVEL, "prod": "warn"}


def environment_values(
    service: Service, environment: Environment, calls: Sequence[Edge], services: Mapping[str, Service]
) -> Values:
    """The values of a service in one environment: its profile's, then the inventory's own on top."""
    values = {} if environment.name in service.external else _profile_values(service, environment)
    if service.chart:
        values = {**values, service.chart.name: chart_environment(service, environment)}
    values = {**values, **dev_secrets(service, environment), **sealed_values(service, environment)}
    logins = open_logins(calls, services) if environment.profile == "dev" else {}
    told = {**values, "dependsOn": logins} if logins else values
    told = {**told, **unrouted_values(service, environment, services.values())}
    return deep_merge(told, service.environments.get(environment.name, {}))


def environment_globals(environment: Environment, stores: Sequence[Service], inventory: Inventory) -> Values:
    """What every chart of the fleet is told about an environment; ``stores`` are those it has to know of."""
    found: Values = {"environment": environment.name, "domain": environment.domain}
    external = external_services(stores, environment)
    switches = chart_switches(stores, environment, len(inventory.environments))
    return {
        **found,
        **_namespace(environment, inventory.namespaces.name),
        **exposure_globals(environment.exposure),
        **prometheus_globals(inventory.prometheus, environment),
        **({"externalServices": external} if external else {}),
        **({"chartServices": switches} if switches else {}),
        **({"storageClass": environment.storage_class} if environment.storage_class else {}),
        **environment_store(environment),
    }


def _namespace(environment: Environment, usual: str) -> Values:
    """The namespace of an environment, where the inventory has named another one for the fleet."""
    return {"namespace": environment.namespace} if usual and environment.namespace != usual else {}


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
    if profile == "prod" and not service.is_stateful:
        return scale_values(service)
    if profile == "dev" or service.replicas == 1:
        return {}
    return {"replicaCount": service.replicas if profile == "prod" else 2}


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
        values["ingress"] = ingress_values(service, environment)
    return {
        **values,
        **entrance_values(service, environment.exposure),
        **alert_values(service),
        **upkeep_values(service),
        **spread_values(service),
        **scratch_values(service),
    }
