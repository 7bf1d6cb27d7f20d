"""What of a fleet is deployed to each environment: read off the woven values, as Helm would read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from chartloom.gitops.rollout import ChartUnit, Rollout, Unit
from chartloom.matrix.build import deep_merge
from chartloom.matrix.graph import waves
from chartloom.yamlio import read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from chartloom.matrix import Environment, Inventory, Service

__all__ = ["read_rollouts"]

Values = dict[str, object]


def read_rollouts(
    inventory: Inventory, files: Mapping[str, bytes], with_hooks: Collection[str] = ()
) -> tuple[Rollout, ...]:
    """A rollout for each environment of the woven ``files``; ``with_hooks`` names those whose overlays have hooks."""
    defaults = {
        service.name: _read(files, f"helm/charts/{service.name}/values.yaml")
        for service in inventory.services
    }
    folder = f"helm/{inventory.name}"
    umbrella = _read(files, f"{folder}/values.yaml")
    return tuple(
        _rollout(
            inventory,
            environment,
            defaults,
            deep_merge(umbrella, _read(files, f"{folder}/values-{environment.name}.yaml")),
            has_hooks=environment.name in with_hooks,
        )
        for environment in inventory.environments
    )


def _read(files: Mapping[str, bytes], path: str) -> Values:
    return cast("Values", read_yaml(files[path], path) or {})


def _rollout(
    inventory: Inventory,
    environment: Environment,
    defaults: Mapping[str, Values],
    said: Values,
    *,
    has_hooks: bool,
) -> Rollout:
    values = {name: deep_merge(below, _mapping(said, name)) for name, below in defaults.items()}
    is_on = {s.name for s in inventory.services if _is_enabled(s, values[s.name], said)}
    order = {name: number for number, wave in enumerate(waves(inventory.graph())) for name in wave}
    calls = inventory.graph()
    units = tuple(
        Unit(
            service=service,
            wave=order[service.name],
            needs=tuple(callee for callee in calls[service.name] if callee in is_on),
            scaled="" if environment.name in service.external else _scaled(service, values[service.name]),
            values=_further_values(inventory, service, environment, is_on),
        )
        for service in inventory.services
        if service.name in is_on
    )
    namespaces = _namespaces(environment, _mapping(said, "global"), is_on)
    return Rollout(environment, namespaces, units, _charts(inventory, said), has_hooks)


def _charts(inventory: Inventory, said: Values) -> tuple[ChartUnit, ...]:
    """The third-party charts whose conditions hold, with the values that they get in the umbrella."""
    return tuple(
        ChartUnit(chart, {**_mapping(said, chart.name), "global": _mapping(said, "global")})
        for chart in inventory.charts
        if _at(said, chart.condition) is True
    )


def _at(values: Values, path: str) -> object:
    *steps, last = path.split(".")
    for step in steps:
        values = _mapping(values, step)
    return values.get(last)


def _is_enabled(service: Service, values: Values, said: Values) -> bool:
    """As in the umbrella: the condition decides, and the tag of the tier where there is none."""
    switch = values.get("enabled")
    return switch if isinstance(switch, bool) else _mapping(said, "tags").get(service.tier) is not False


def _scaled(service: Service, values: Values) -> str:
    """The Deployment that an autoscaler owns; it has the name that the library gives it."""
    if service.is_stateful or _mapping(values, "autoscaling").get("enabled") is not True:
        return ""
    return str(values.get("fullnameOverride") or values.get("nameOverride") or service.name)


def _namespaces(environment: Environment, shared: Values, is_on: Collection[str]) -> tuple[str, ...]:
    """The namespace of the environment, and those in which single services live that are switched on."""
    others = (name for service, name in _mapping(shared, "namespaces").items() if service in is_on)
    found = (environment.namespace, shared.get("namespace"), *others)
    return tuple(dict.fromkeys(str(each) for each in found if each))


def _further_values(
    inventory: Inventory, service: Service, environment: Environment, is_on: Collection[str]
) -> Values:
    """What the inventory says for the umbrella in this environment, in the words of the service's own chart.

    Alone a chart takes all of its neighbours to be there; in the umbrella it is told which are.
    """
    own = {k: v for k, v in _mapping(environment.values, service.name).items() if k != "enabled"}
    shared = _mapping(environment.values, "global")
    if len(is_on) < len(inventory.services):
        shared = {**shared, "present": {each.name: True for each in inventory.services if each.name in is_on}}
    return {**({"global": shared} if shared else {}), **own}


def _mapping(values: Mapping[str, object], key: str) -> Values:
    found = values.get(key)
    return cast("Values", found) if isinstance(found, dict) else {}
