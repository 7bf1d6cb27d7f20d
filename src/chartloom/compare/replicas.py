"""How many pods a workload has: a number, or what an autoscaler may choose; one fact for whoever reads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chartloom.compare.lists import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chartloom.compare.objects import Object

__all__ = ["is_told_as_replicas", "with_replicas"]

_WORKLOADS = ("Deployment", "StatefulSet", "ReplicaSet")


def with_replicas(objects: Sequence[Object]) -> tuple[Object, ...]:
    """The objects; each workload says as its replicas what it has at work, its autoscaler included."""
    scalers = {_target(each): each.content.get("spec") or {} for each in objects if _is_scaler(each)}
    workloads = {(each.namespace, each.kind, each.name) for each in objects if each.kind in _WORKLOADS}
    told = (_told(each, scalers) if each.kind in _WORKLOADS else each for each in objects)
    return tuple(
        _alone(each) if _is_scaler(each) and _target(each) not in workloads else each for each in told
    )


def is_told_as_replicas(scaler: Object, own: Sequence[Object], other: Sequence[Object]) -> bool:
    """Whether an autoscaler that only its ``own`` side has is told by the replicas of a workload that both have."""
    _, kind, name = target = _target(scaler)
    return (
        _is_scaler(scaler)
        and any((each.namespace, each.kind, each.name) == target for each in own)
        and any((each.kind, each.name) == (kind, name) for each in other)
    )


def _alone(scaler: Object) -> Object:
    """An autoscaler of something that is not there, or of another kind: it says its limits itself."""
    spec = scaler.content.get("spec") or {}
    return replace(scaler, content={**scaler.content, "spec": {**spec, "replicas": _range(spec)}})


def _is_scaler(each: Object) -> bool:
    return each.kind == "HorizontalPodAutoscaler"


def _target(scaler: Object) -> tuple[str, str, str]:
    target = (scaler.content.get("spec") or {}).get("scaleTargetRef") or {}
    return scaler.namespace, str(target.get("kind")), str(target.get("name"))


def _told(workload: Object, scalers: dict[tuple[str, str, str], dict[str, Any]]) -> Object:
    spec = workload.content.get("spec") or {}
    scaler = scalers.get((workload.namespace, workload.kind, workload.name))
    count = _range(scaler) if scaler else plain(spec.get("replicas", 1))
    return replace(workload, content={**workload.content, "spec": {**spec, "replicas": count}})


def _range(scaler: dict[str, Any]) -> str:
    """The limits of an autoscaler.

    >>> _range({"minReplicas": 2.0, "maxReplicas": 10.0})
    '2 to 10, autoscaled'
    """
    return f"{plain(scaler.get('minReplicas', 1))} to {plain(scaler.get('maxReplicas', 1))}, autoscaled"
