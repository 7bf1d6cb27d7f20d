"""Bitnami's charts as stand-ins for the StatefulSets of the library: their values, and what their clients are told.

A plain table of where each chart keeps what the inventory says. The names of the release's objects are set, so that a
store has the same address in whatever release it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.matrix.build import deep_merge
from chartloom.matrix.model import Login

if TYPE_CHECKING:
    from chartloom.matrix.model import Environment, Service

__all__ = ["chart_environment", "chart_labels", "chart_login", "chart_values"]

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Chart:
    """Where one chart keeps its settings, as paths in its values.

    ``pods`` is the block of the pods that take writes; ``login`` is where the name of the Secret goes; ``key`` is that
    of the password in the Secret, which ``key_path`` can change where the chart lets it be changed; the same for the
    password of a user of one's own.
    """

    pods: str
    login: str
    user: str
    key: str
    user_path: str = "auth.username"
    database: str = ""
    key_path: str = ""
    user_key: str = ""
    user_key_path: str = ""
    component: str = ""
    # Where the Secret of the cookie goes that members of a cluster share: the chart would draw a new one each time.
    cookie: str = ""


_CHARTS = {
    "postgresql": _Chart(
        pods="primary",
        login="auth.existingSecret",
        user="postgres",
        key="postgres-password",
        key_path="auth.secretKeys.adminPasswordKey",
        user_key="password",
        user_key_path="auth.secretKeys.userPasswordKey",
        database="auth.database",
        component="primary",
    ),
    "mysql": _Chart(
        pods="primary",
        login="auth.existingSecret",
        user="root",
        key="mysql-root-password",
        user_key="mysql-password",
        database="auth.database",
        component="primary",
    ),
    "mongodb": _Chart(
        pods="",
        login="auth.existingSecret",
        user="root",
        key="mongodb-root-password",
        user_path="auth.rootUser",
        component="mongodb",
    ),
    "redis": _Chart(
        pods="master",
        login="auth.existingSecret",
        user="",
        key="redis-password",
        key_path="auth.existingSecretPasswordKey",
        component="master",
    ),
    "rabbitmq": _Chart(
        pods="",
        login="auth.existingPasswordSecret",
        user="user",
        key="rabbitmq-password",
        cookie="auth.existingErlangSecret",
    ),
}


def chart_login(service: Service) -> Login:
    """What clients are told of the chart that runs the store."""
    chart, login = _CHARTS[service.technology.name], service.login
    own = _own_user(service)
    said = service.auth_key
    key = said if said and _key_path(chart, own) else (own and chart.user_key) or chart.key
    user = own or chart.user
    return Login(login.database, user, login.secret, "", key if login.secret else "")


def _own_user(service: Service) -> str:
    """The user that the inventory names; the one that the image makes by itself is none of its own."""
    login = service.login
    return login.user if not login.user_key and login.user not in ("postgres", "root") else ""


def _key_path(chart: _Chart, own_user: str) -> str:
    return chart.user_key_path if own_user and chart.user_key else chart.key_path


def chart_labels(service: Service) -> tuple[Values, Values]:
    """The labels of all pods of the chart, and of those that take writes when they are not all."""
    labels: Values = {"app.kubernetes.io/name": service.name}
    component = _CHARTS[service.technology.name].component
    return labels, {**labels, "app.kubernetes.io/component": component} if component else {}


def chart_values(service: Service) -> Values:
    """The values of the chart: names, login, resources; then what the inventory says in the chart's own words."""
    assert service.chart is not None
    chart, login = _CHARTS[service.technology.name], chart_login(service)
    own = _own_user(service)
    paths: dict[str, object] = {"nameOverride": service.name, "fullnameOverride": service.name}
    if service.technology.name == "redis":
        paths |= {"architecture": "standalone", "auth.enabled": bool(login.secret)}
    if login.secret:
        paths[chart.login] = login.secret
        if service.auth_key and _key_path(chart, own):
            paths[_key_path(chart, own)] = login.key
    if chart.cookie:
        paths[chart.cookie] = login.secret
    if own:
        paths[chart.user_path] = own
    if chart.database and login.database:
        paths[chart.database] = login.database
    paths[_in(chart, "resources")] = _resources(service)
    # Policies add up, and those of the chart let everybody in: the library's, which knows the callers, stands alone.
    paths |= {"networkPolicy.enabled": False, _in(chart, "networkPolicy.enabled"): False}
    return deep_merge(_nested(paths), service.chart.values)


def chart_environment(service: Service, environment: Environment) -> Values:
    """What an environment changes in the chart: development keeps nothing, all others have a volume."""
    chart = _CHARTS[service.technology.name]
    if environment.profile == "dev":
        paths: dict[str, object] = {_in(chart, "persistence.enabled"): False}
    else:
        size = {"enabled": True, "size": service.storage}
        paths = {_in(chart, "persistence"): size}
    return _nested(paths)


def _in(chart: _Chart, path: str) -> str:
    return f"{chart.pods}.{path}" if chart.pods else path


def _resources(service: Service) -> Values:
    r = service.resources
    return {
        "requests": {"cpu": r.cpu, "memory": r.memory},
        "limits": {"cpu": r.cpu_limit, "memory": r.memory_limit},
    }


def _nested(paths: dict[str, object]) -> Values:
    found: Values = {}
    for path, value in paths.items():
        for step in reversed(path.split(".")):
            value = {step: value}
        found = deep_merge(found, value if isinstance(value, dict) else {})
    return found
