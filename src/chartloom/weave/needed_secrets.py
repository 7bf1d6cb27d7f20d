"""The Secrets that must be there before a service is installed: its own, and those of the stores that it calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chartloom.matrix.model import Edge, Service

__all__ = ["NeededSecret", "needed_secrets"]

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class NeededSecret:
    """A key of a Secret: the variables that are read from it, and the environments in which it must be there."""

    secret: str
    key: str
    variables: tuple[str, ...]
    environments: tuple[str, ...]


def needed_secrets(
    service: Service, calls: Sequence[Edge], own: Mapping[str, object], environments: Mapping[str, Values]
) -> tuple[NeededSecret, ...]:
    """All of them; ``own`` are the values of the chart of the service, ``environments`` those that lie over them."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for name, over in environments.items():
        for secret, key, variable in (*_own(service, name, over), *_of_stores(calls, own, over)):
            found.setdefault((secret, key), {}).setdefault(variable, []).append(name)
    return tuple(
        NeededSecret(
            secret, key, tuple(where), tuple(dict.fromkeys(e for each in where.values() for e in each))
        )
        for (secret, key), where in found.items()
    )


def _own(service: Service, environment: str, over: Values) -> Iterator[tuple[str, str, str]]:
    """Those that may be missing, or have a plain value in an environment, need not be there.

    Neither need those of a store where something else stands in for its pods.
    """
    if environment in service.external or (service.chart and environment in service.chart_environments):
        return
    told = _mapping(over, "secretEnv")
    plain = _mapping(over, "secret", "data")
    for ref in service.secrets:
        is_optional = ref.optional or _mapping(told, ref.name).get("optional") is True
        if not is_optional and ref.name not in plain and ref.secret:
            yield ref.secret, ref.key, ref.name


def _of_stores(
    calls: Sequence[Edge], own: Mapping[str, object], over: Values
) -> Iterator[tuple[str, str, str]]:
    for edge in calls:
        login = _login(edge.callee, own, over)
        keys = _mapping(login, "keys")
        if not login.get("secret") or _mapping(over, "dependsOn", edge.callee).get("secretOptional") is True:
            continue
        for variable, text in edge.variables:
            key = {"$(password)": keys.get("password"), "$(username)": keys.get("username")}.get(text)
            if key:
                yield str(login["secret"]), str(key), variable


def _login(store: str, own: Mapping[str, object], over: Values) -> Values:
    """What is behind the store in an environment: a managed service, a third-party chart, or its own pods."""
    external = _mapping(over, "global", "externalServices", store)
    chart = {
        **_mapping(own, "global", "chartServices", store),
        **_mapping(over, "global", "chartServices", store),
    }
    if external:
        return external
    return chart if chart.get("enabled") is True else _mapping(own, "dependsOn", store)


def _mapping(values: Mapping[str, object], *keys: str) -> Values:
    found: object = values
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return cast("Values", found) if isinstance(found, dict) else {}
