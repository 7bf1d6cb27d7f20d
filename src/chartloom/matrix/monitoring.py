"""What is watched of a service: its metrics, alerts, dashboard and tests; their keys and what they mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from chartloom.matrix.namespaces import NAMESPACE
from chartloom.matrix.shapes import Choice, Field, Flag, Pattern, Record, Table, Text, Whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.matrix.technologies import Technology

__all__ = [
    "MONITORING_FIELDS",
    "PROMETHEUS_FIELD",
    "Alerts",
    "Metrics",
    "Monitoring",
    "Prometheus",
    "known_metrics",
    "read_monitoring",
    "read_prometheus",
]

_PATH = Pattern("not-a-path", r"/\S*", 'a path that begins with "/"')
_METRIC = Pattern("not-a-metric", "[a-zA-Z_:][a-zA-Z0-9_:]*", "the name of a metric")
_INTERVAL = Pattern("not-an-interval", "[1-9][0-9]*(s|m)", 'a time such as "30s" or "1m"')
_LABEL = Pattern("not-a-label", "[a-zA-Z_][a-zA-Z0-9_]*", "the name of a label of Prometheus")
_METRICS = Record(
    "metrics",
    (
        Field("path", Text(_PATH), "Path at which they are read.", "by technology; /metrics"),
        Field("port", Whole(1, 65535), "Port at which they are read.", "by technology; the main port"),
        Field("interval", Text(_INTERVAL), "Time between two looks.", "30s"),
        Field("requests", Text(_METRIC), "Counter of its requests.", "by technology"),
        Field("status", Text(_LABEL), "Label of that counter with the status of the answer.", "status"),
        Field("duration", Text(_METRIC), "Histogram of the seconds that they took.", "by technology"),
    ),
)
_ALERTS = Record(
    "alerts",
    (
        Field("errors", Whole(1, 100), "Percentage of requests that may fail.", "5"),
        Field("latency", Whole(1, 600000), "Milliseconds that 95 of 100 requests may take.", "1000"),
    ),
)
MONITORING_FIELDS = (
    Field("metrics", Choice((Flag(), _METRICS)), "Whether Prometheus reads its metrics, and where.", "false"),
    Field("alerts", Choice((Flag(), _ALERTS)), "Whether there are alerts outside of development.", "false"),
    Field("dashboard", Flag(), "Whether Grafana gets a dashboard.", "false"),
    Field("tests", Flag(), "Whether `helm test` checks it, its API and its dependencies.", "false"),
)
_PROMETHEUS = Record(
    "prometheus",
    (
        Field("operator", Flag(), "Whether the Prometheus Operator runs outside of development.", "false"),
        Field("namespace", Text(NAMESPACE), "The namespace that may read metrics.", "monitoring"),
        Field("labels", Table(Text(), Text()), "Labels by which it selects monitors and rules.", "{}"),
    ),
)
PROMETHEUS_FIELD = Field("prometheus", _PROMETHEUS, "The Prometheus that watches the fleet.", "{}")


@dataclass(frozen=True, slots=True)
class Metrics:
    """Where metrics are read, port 0 being the main port, and what the service counts."""

    path: str = "/metrics"
    port: int = 0
    interval: str = "30s"
    requests: str = "http_requests_total"
    status: str = "status"
    duration: str = "http_request_duration_seconds"


@dataclass(frozen=True, slots=True)
class Alerts:
    """Limits; 0 is the library's default."""

    errors: int = 0
    latency: int = 0


@dataclass(frozen=True, slots=True)
class Monitoring:
    """What is watched of one service."""

    metrics: Metrics | None = None
    alerts: Alerts | None = None
    dashboard: bool = False
    tests: bool = False


@dataclass(frozen=True, slots=True)
class Prometheus:
    """The Prometheus that watches the fleet."""

    operator: bool = False
    namespace: str = ""
    labels: tuple[tuple[str, str], ...] = ()


_NO_REQUESTS = Metrics(requests="", duration="")
# What Spring Boot's actuator and prometheus-net say without being asked; RabbitMQ's image brings its plugin.
_BY_TECHNOLOGY = {
    "java": Metrics(
        path="/actuator/prometheus",
        requests="http_server_requests_seconds_count",
        duration="http_server_requests_seconds",
    ),
    "dotnet": Metrics(requests="http_requests_received_total", status="code"),
    "rabbitmq": replace(_NO_REQUESTS, port=15692),
}


def known_metrics(technology: Technology) -> Metrics | None:
    """The metrics that a technology has of itself; a store or a web server needs an exporter."""
    usual = None if technology.is_store or technology.name == "nginx" else Metrics()
    return _BY_TECHNOLOGY.get(technology.name, usual)


def read_monitoring(record: Mapping[str, object], technology: Technology, port: int) -> Monitoring:
    """What is watched of a valid service; one that listens on nothing has no metrics because the fleet's have."""
    metrics = _metrics(record.get("metrics", False), technology)
    if metrics is None or not (port or metrics.port):
        return Monitoring(tests=record.get("tests") is True)
    return Monitoring(
        metrics,
        _alerts(record.get("alerts", False)),
        record.get("dashboard") is True,
        record.get("tests") is True,
    )


def _metrics(said: object, technology: Technology) -> Metrics | None:
    known = known_metrics(technology)
    if not isinstance(said, dict):
        return known if said is True else None
    base = known or _NO_REQUESTS
    texts = {
        key: str(said.get(key, getattr(base, key)))
        for key in ("path", "interval", "requests", "status", "duration")
    }
    return Metrics(port=int(said.get("port", base.port)), **texts)


def _alerts(said: object) -> Alerts | None:
    if not isinstance(said, dict):
        return Alerts() if said is True else None
    return Alerts(**{str(key): int(value) for key, value in said.items()})


def read_prometheus(record: Mapping[str, object]) -> Prometheus:
    """What a valid inventory says about its Prometheus."""
    said = cast("Mapping[str, object]", record.get("prometheus", {}))
    labels = cast("Mapping[str, str]", said.get("labels", {}))
    return Prometheus(said.get("operator") is True, str(said.get("namespace", "")), tuple(labels.items()))
