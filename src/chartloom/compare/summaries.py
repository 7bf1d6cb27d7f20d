"""What an object that only one side has comes to, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.compare.change import YES
from chartloom.compare.lists import plain
from chartloom.compare.peers import allowed, merged
from chartloom.compare.routes import ingress_routes, route_routes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chartloom.compare.objects import Object

__all__ = ["is_replaced", "summary", "told_alone"]

Mapping = dict[str, Any]


def summary(owner: Object) -> str:
    """What the object is there for; never the values of a secret."""
    words = _KINDS.get(owner.kind)
    return (words(owner.content) if words else "") or YES


def is_replaced(before: Object, after: Object) -> bool:
    """Whether the two have no more than their name in common: another chart makes it, or it stands for another host."""
    return before.chart != after.chart or _host(before.content) != _host(after.content)


def told_alone(owner: Object) -> str:
    """What it comes to, and which chart makes it."""
    by = f"of the chart {owner.chart.rpartition('/')[2]}" if owner.chart else ""
    words = summary(owner)
    return _joined(["" if words == YES else words, by]) or "of its own chart"


def _host(content: Mapping) -> str:
    return str(_spec(content).get("externalName") or "") if content.get("kind") == "Service" else ""


def _service(content: Mapping) -> str:
    spec = _spec(content)
    ports = " and ".join(plain(each.get("port", "")) for each in spec.get("ports") or ())
    kind = str(spec.get("type") or "ClusterIP")
    return _joined(
        [
            f"stands for {_host(content)}" if _host(content) else f"port {ports}" if ports else "",
            "without an address of its own" if spec.get("clusterIP") == "None" else "",
            "" if kind in ("ClusterIP", "ExternalName") else kind,
        ]
    )


def _monitor(content: Mapping) -> str:
    asked = (each for each in _spec(content).get("endpoints") or ())
    return _joined(f"{each.get('path', '/metrics')} each {each.get('interval', '30s')}" for each in asked)


def _alerts(content: Mapping) -> str:
    rules = (rule for group in _spec(content).get("groups") or () for rule in group.get("rules") or ())
    return _joined(str(rule.get("alert") or rule.get("record") or "") for rule in rules)


def _external_secret(content: Mapping) -> str:
    spec = _spec(content)
    keys = _joined(str(each.get("secretKey", "")) for each in spec.get("data") or ())
    store = str((spec.get("secretStoreRef") or {}).get("name") or "")
    return f"{keys}{f' from {store}' if store else ''}"


def _sealed_secret(content: Mapping) -> str:
    return _joined(sorted(_spec(content).get("encryptedData") or ()))


def _snapshot(content: Mapping) -> str:
    claim = (_spec(content).get("source") or {}).get("persistentVolumeClaimName")
    return f"of the claim {claim}" if claim else ""


def _spec(content: Mapping) -> Mapping:
    return content.get("spec") or {}


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


def _ingress(content: Mapping) -> str:
    return _joined(f"{where} to {to}" for where, to in ingress_routes(_spec(content)))


def _route(content: Mapping) -> str:
    return _joined(f"{where} to {to}" for where, to in route_routes(_spec(content)))


def _policy(content: Mapping) -> str:
    spec = _spec(content)
    ways = [("Ingress", "ingress", "from"), ("Egress", "egress", "to")]
    bounds = spec.get("policyTypes") or ["Ingress", *(["Egress"] if spec.get("egress") else [])]
    return _joined(_way(allowed(spec, field), word) for kind, field, word in ways if kind in bounds)


def _way(peers: list[str], word: str) -> str:
    return _joined(f"{word} {each}" for each in merged(peers)) or f"{word} nobody"


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
    "ExternalSecret": _external_secret,
    "PrometheusRule": _alerts,
    "SealedSecret": _sealed_secret,
    "Service": _service,
    "ServiceMonitor": _monitor,
    "VolumeSnapshot": _snapshot,
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
