"""How many pods a workload has, and how they lie apart, in the words of an inventory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.importers.document import listed, mapping
from chartloom.importers.objects import is_selected
from chartloom.importers.report import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.importers.document import Record
    from chartloom.importers.draft import DraftService
    from chartloom.importers.objects import Objects, Resource
    from chartloom.importers.report import Remark

__all__ = ["read_replicas", "read_spread"]

_USUAL = {"cpu": 70, "memory": 80}


def read_replicas(draft: DraftService, workload: Resource, objects: Objects, remarks: list[Remark]) -> None:
    """The number of pods, or the bounds of the autoscaler that owns it."""
    scaler = next((s for s in objects.of("HorizontalPodAutoscaler") if _scales(s, workload)), None)
    least = _whole(scaler.spec.get("minReplicas") if scaler else workload.spec.get("replicas"))
    if 1 <= least <= 1000:
        draft.said["replicas"] = least
    if scaler and workload.kind == "StatefulSet":
        why = "pods that have data of their own are not taken away by an autoscaler: say replicas:"
        remarks.append(scaler.remark(Kind.LEFT_OUT, why))
    elif scaler:
        draft.said["scale"] = _scale(scaler, least)
        remarks.extend(_left_out(scaler))


def _scales(scaler: Resource, workload: Resource) -> bool:
    target = mapping(scaler.spec.get("scaleTargetRef"))
    return (target.get("kind"), target.get("name")) == (workload.kind, workload.name)


def _whole(value: object, otherwise: int = 1) -> int:
    return int(value) if isinstance(value, float) else otherwise


def _scale(scaler: Resource, least: int) -> Record:
    """What it does otherwise than one that is woven anyway; for one pod none is."""
    found: Record = {}
    most = max(least, _whole(scaler.spec.get("maxReplicas"), least))
    if most != max(10, 2 * least) or least == 1:
        found["max"] = most
    targets = {name: share for name, share in _targets(scaler) if share}
    for name, usual in _USUAL.items():
        if targets.get(name) != usual:
            found[name] = targets.get(name, False)
    behavior = mapping(scaler.spec.get("behavior"))
    steps = {
        word: _step(mapping(behavior.get(key))) for word, key in (("up", "scaleUp"), ("down", "scaleDown"))
    }
    return {**found, **{word: step for word, step in steps.items() if step}}


def _targets(scaler: Resource) -> Iterator[tuple[str, int]]:
    for metric in map(mapping, listed(scaler.spec.get("metrics"))):
        resource = mapping(metric.get("resource"))
        yield str(resource.get("name")), _whole(mapping(resource.get("target")).get("averageUtilization"), 0)
    if "targetCPUUtilizationPercentage" in scaler.spec:  # the first version of autoscalers
        yield "cpu", _whole(scaler.spec["targetCPUUtilizationPercentage"], 0)


_WORDS = {"Percent": "percent", "Pods": "pods"}


def _step(rules: Record) -> Record:
    found: Record = {}
    for policy in map(mapping, listed(rules.get("policies"))):
        if str(policy.get("type")) in _WORDS:
            found[_WORDS[str(policy["type"])]] = _whole(policy.get("value"))
            if policy.get("periodSeconds") != 60:
                found["every"] = _whole(policy.get("periodSeconds"), 60)
    if "stabilizationWindowSeconds" in rules:
        found["wait"] = _whole(rules["stabilizationWindowSeconds"])
    return found


def _left_out(scaler: Resource) -> Iterator[Remark]:
    for metric in map(mapping, listed(scaler.spec.get("metrics"))):
        if metric.get("type") != "Resource":
            why = f"it also looks at a metric of the type {metric.get('type')}: give it under values: autoscaling"
            yield scaler.remark(Kind.LEFT_OUT, why)


_PLACES = {"kubernetes.io/hostname": "nodes", "topology.kubernetes.io/zone": "zones"}


def read_spread(draft: DraftService, workload: Resource) -> None:
    """``spread``, where pods lie apart from each other; other wishes go under values as they are.

    The labels of the source are no more: what speaks of the service's own pods by them would find none.
    """
    pod = workload.pod_spec
    spread: Record = {}
    rest = [
        item
        for item in map(mapping, listed(pod.get("topologySpreadConstraints")))
        if not _spreads(item, workload)
    ]
    for item in map(mapping, listed(pod.get("topologySpreadConstraints"))):
        if _spreads(item, workload):
            is_hard = item.get("whenUnsatisfiable", "DoNotSchedule") == "DoNotSchedule"
            spread[_PLACES[str(item["topologyKey"])]] = "hard" if is_hard else "soft"
    affinity = {**mapping(pod.get("affinity"))}
    hardness = _apart(mapping(affinity.get("podAntiAffinity")), workload)
    if hardness:
        spread["apart"] = hardness
        del affinity["podAntiAffinity"]
    draft.said["spread"] = spread
    left = {"topologySpreadConstraints": rest, "affinity": affinity}
    draft.values.update({key: value for key, value in left.items() if value})


def _spreads(item: Record, workload: Resource) -> bool:
    return (
        str(item.get("topologyKey")) in _PLACES
        and item.get("maxSkew", 1.0) == 1
        and is_selected(workload.pod_labels, mapping(item.get("labelSelector")))
    )


def _apart(rules: Record, workload: Resource) -> str:
    """Whether all that is said is that no two of its pods share a node, and how hard; "" for anything else."""
    hard = listed(rules.get("requiredDuringSchedulingIgnoredDuringExecution"))
    preferred = map(mapping, listed(rules.get("preferredDuringSchedulingIgnoredDuringExecution")))
    soft = [each.get("podAffinityTerm") for each in preferred]
    terms = [mapping(term) for term in (*hard, *soft)]
    own = [term for term in terms if _is_about_nodes(term, workload)]
    if not terms or len(own) < len(terms) or (hard and soft):
        return ""
    return "hard" if hard else "soft"


def _is_about_nodes(term: Record, workload: Resource) -> bool:
    selector = mapping(term.get("labelSelector"))
    return term.get("topologyKey") == "kubernetes.io/hostname" and is_selected(workload.pod_labels, selector)
