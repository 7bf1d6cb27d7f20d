"""What an object that only one side has comes to, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.compare.change import YES
from chartloom.compare.lists import plain
from chartloom.compare.peers import allowed
from chartloom.compare.routes import ingress_routes, route_routes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chartloom.compare.objects import Object

__all__ = ["summary"]

Mapping = dict[str, Any]


def summary(owner: Object) -> str:
    """What the object is there for; never the values of a secret."""
    words = _KINDS.get(owner.kind)
    return (words(owner.content) if words else "") or YES


def _spec(content: Mapping) -> Mapping:
    return content.get("spec") or {}


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


def _ingress(content: Mapping) -> str:
    return _joined(f"{where} to {to}" for where, to in ingress_routes(_spec(content)))


def _route(content: Mapping) -> str:
    return _joined(f"{where} to {to}" for where, to in route_routes(_spec(content)))


def _policy(content: Mapping) -> str:
    return _joined(
        [
            *(f"from {each}" for each in allowed(_spec(content), "ingress")),
            *(f"to {each}" for each in allowed(_spec(content), "egress")),
        ]
    )


def _workload(content: Mapping) -> str:
    return _joined([f"replicas {plain(_spec(content).get('replicas', 1))}", _images(_spec(content))])


def _images(spec: Mapping) -> str:
    pod = (spec.get("template") or {}).get("spec") or {}
    return _joined(str(each.get("image", "")) for each in pod.get("containers") or ())


def _job(content: Mapping) -> str:
    return _images(_spec(content))


def _cron_job(content: Mapping) -> str:
    spec = _spec(content)
    return _joined([f"at {spec.get('schedule')}", _images((spec.get("jobTemplate") or {}).get("spec") or {})])


def _keys(content: Mapping) -> str:
    return _joined(sorted({**(content.get("data") or {}), **(content.get("stringData") or {})}))


def _claim(content: Mapping) -> str:
    spec = _spec(content)
    size = ((spec.get("resources") or {}).get("requests") or {}).get("storage")
    return _joined([plain(size) if size else "", str(spec.get("storageClassName") or "")])


def _budget(content: Mapping) -> str:
    said = {"minAvailable": "at least {} there", "maxUnavailable": "at most {} away"}
    spec = _spec(content)
    return _joined(words.format(plain(spec[key])) for key, words in said.items() if key in spec)


def _autoscaler(content: Mapping) -> str:
    spec = _spec(content)
    return f"{plain(spec.get('minReplicas', 1))} to {plain(spec.get('maxReplicas', 1))} replicas"


_KINDS: dict[str, Callable[[Mapping], str]] = {
    "ConfigMap": _keys,
    "CronJob": _cron_job,
    "DaemonSet": _job,
    "Deployment": _workload,
    "HorizontalPodAutoscaler": _autoscaler,
    "HTTPRoute": _route,
    "Ingress": _ingress,
    "Job": _job,
    "NetworkPolicy": _policy,
    "PersistentVolumeClaim": _claim,
    "PodDisruptionBudget": _budget,
    "Secret": _keys,
    "StatefulSet": _workload,
}
