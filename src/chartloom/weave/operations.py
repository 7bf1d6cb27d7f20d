"""What is watched of a service, what its account may do, and whom its policy lets in, as values of its chart."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from chartloom.matrix.monitoring import Metrics
from chartloom.weave.commented import Entry
from chartloom.weave.pods import destinations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.matrix.model import Environment, Inventory, Service
    from chartloom.matrix.monitoring import Alerts, Monitoring, Prometheus
    from chartloom.matrix.rights import Right

__all__ = ["alert_values", "operation_entries", "policy_entries", "prometheus_globals"]

Values = dict[str, object]


def policy_entries(inventory: Inventory, service: Service) -> Iterator[Entry]:
    """What the network policy of a service must know of the cluster, and of what is no service."""
    found: Values = {"routed": True} if service.is_routed else {}
    if inventory.prometheus.namespace:
        found["monitoring"] = {"namespace": inventory.prometheus.namespace}
    if service.pod.egress:
        found["extraEgress"] = destinations(service)
    if found:
        comment = "-- What else it may reach, and who else is let in." if service.pod.egress else _LET_IN
        yield Entry("networkPolicy", found, comment)


_LET_IN = "-- Who else is let in."


def operation_entries(service: Service) -> Iterator[Entry]:
    """The entries about metrics, tests and rights of a service that has any."""
    if service.monitoring.metrics:
        comment = "-- What Prometheus and Grafana see of it."
        yield Entry("monitoring", _monitoring(service.monitoring, service.monitoring.metrics), comment)
    if service.monitoring.tests:
        yield Entry("tests", {"enabled": True}, "-- What `helm test` checks.")
    if service.rights:
        yield Entry("serviceAccount", {"automountToken": True}, "-- Its pods speak to the API of Kubernetes.")
        yield Entry("rbac", {"rules": _rules(service.rights)}, "-- What they may do there.")


_USUAL = Metrics()


def _monitoring(monitoring: Monitoring, metrics: Metrics) -> Values:
    found: Values = {"enabled": True}
    for key in ("path", "port", "interval"):
        if getattr(metrics, key) != getattr(_USUAL, key):
            found[key] = getattr(metrics, key)
    names = {
        key: value
        for key, value in asdict(metrics).items()
        if key not in ("path", "port", "interval") and value != getattr(_USUAL, key)
    }
    if names:
        found["metrics"] = names
    limits = _limits(monitoring.alerts) if monitoring.alerts else {}
    if limits:
        found["prometheusRule"] = limits
    return {**found, **({"dashboard": {"enabled": True}} if monitoring.dashboard else {})}


def _limits(alerts: Alerts) -> Values:
    return {
        **({"errorRate": {"threshold": alerts.errors / 100}} if alerts.errors else {}),
        **({"latency": {"threshold": alerts.latency / 1000}} if alerts.latency else {}),
    }


def alert_values(service: Service) -> Values:
    """The switch of the alerts; in development nobody is woken, and nobody may read them."""
    return {"monitoring": {"prometheusRule": {"enabled": True}}} if service.monitoring.alerts else {}


def prometheus_globals(prometheus: Prometheus, environment: Environment) -> Values:
    """What every chart is told about the Prometheus of an environment."""
    if environment.profile == "dev" or not (prometheus.operator or prometheus.labels):
        return {}
    labels = {"labels": dict(prometheus.labels)} if prometheus.labels else {}
    return {"monitoring": {**({"operator": True} if prometheus.operator else {}), **labels}}


def _rules(rights: Sequence[Right]) -> list[Values]:
    return [_rule(right) for right in rights]


def _rule(right: Right) -> Values:
    found = {
        "apiGroups": right.groups,
        "resources": right.resources,
        "resourceNames": right.names,
        "verbs": right.verbs,
    }
    return {key: list(texts) for key, texts in found.items() if texts}
