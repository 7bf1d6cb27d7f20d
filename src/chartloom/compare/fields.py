"""How each field is said: what it is about, what a person calls it. One table, the first row that fits."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["AREAS", "Field", "field_of"]

AREAS = (
    "objects",
    "replicas",
    "images",
    "resources",
    "exposure",
    "policies",
    "storage",
    "probes",
    "settings",
    "secrets",
    "ports",
    "security",
    "scheduling",
    "schedule",
    "roll-out",
    "monitoring",
    "labels",
    "other",
)
"""What a difference can be about, in the order in which it is told."""


class Field(NamedTuple):
    """What a field is about, and its name for a person."""

    area: str
    what: str


# Kind, path, area, name. `*` is any kind or any beginning of a path; {x} is one segment, and can be used in the name.
_ROWS = (
    ("Ingress", "metadata.annotations[{x}]", "exposure", "annotation {x}"),
    ("*", "*metadata.labels.{x}", "labels", "{x}"),
    ("*", "*metadata.labels[{x}]", "labels", "{x}"),
    ("*", "*metadata.annotations.{x}", "labels", "annotation {x}"),
    ("*", "*metadata.annotations[{x}]", "labels", "annotation {x}"),
    ("*", "spec.replicas", "replicas", "replicas"),
    ("*", "*ontainers[{c}]", "images", "container {c}"),
    ("*", "*ontainers[{c}].image", "images", "image"),
    ("*", "*ontainers[{c}].imagePullPolicy", "images", "pull policy"),
    ("*", "*imagePullSecrets[{x}]", "images", "pull secret {x}"),
    ("*", "*ontainers[{c}].resources.requests.{x}", "resources", "{x} request"),
    ("*", "*ontainers[{c}].resources.limits.{x}", "resources", "{x} limit"),
    ("*", "*ontainers[{c}].env[{x}]", "settings", "{x}"),
    ("*", "*ontainers[{c}].envFrom[{x}]", "settings", "variables from {x}"),
    ("*", "*ontainers[{c}].command", "settings", "command"),
    ("*", "*ontainers[{c}].args", "settings", "arguments"),
    ("*", "*ontainers[{c}].livenessProbe*", "probes", "liveness probe"),
    ("*", "*ontainers[{c}].readinessProbe*", "probes", "readiness probe"),
    ("*", "*ontainers[{c}].startupProbe*", "probes", "startup probe"),
    ("*", "*ontainers[{c}].ports[{x}]*", "ports", "port {x}"),
    ("*", "*ontainers[{c}].volumeMounts[{x}]*", "storage", "mount at {x}"),
    ("*", "*ontainers[{c}].securityContext.{x}", "security", "{x}"),
    ("*", "*securityContext.{x}", "security", "{x}"),
    ("*", "*volumeClaimTemplates[{x}].spec.resources.requests.storage", "storage", "size of {x}"),
    ("*", "*volumeClaimTemplates[{x}].spec.storageClassName", "storage", "class of {x}"),
    ("*", "*volumeClaimTemplates[{x}]*", "storage", "claim {x}"),
    ("PersistentVolumeClaim", "spec.resources.requests.storage", "storage", "size"),
    ("PersistentVolumeClaim", "spec.storageClassName", "storage", "class"),
    ("PersistentVolumeClaim", "*", "storage", ""),
    ("*", "*volumes[{x}]*", "storage", "volume {x}"),
    ("HorizontalPodAutoscaler", "*", "replicas", "autoscaling"),
    ("PodDisruptionBudget", "spec.{x}", "replicas", "{x}"),
    ("Ingress", "routes[{x}]", "exposure", "{x}"),
    ("HTTPRoute", "routes[{x}]", "exposure", "{x}"),
    ("Ingress", "spec.ingressClassName", "exposure", "ingress class"),
    ("Ingress", "*", "exposure", ""),
    ("HTTPRoute", "*", "exposure", ""),
    ("Gateway", "*", "exposure", ""),
    ("Service", "spec.type", "exposure", "type of service"),
    ("Service", "spec.ports[{x}]*", "ports", "port {x}"),
    ("Service", "spec.*", "ports", ""),
    ("NetworkPolicy", "spec.ingress[{x}]", "policies", "from {x}"),
    ("NetworkPolicy", "spec.egress[{x}]", "policies", "to {x}"),
    ("NetworkPolicy", "spec.policyTypes[{x}]", "policies", "bounds {x}"),
    ("NetworkPolicy", "spec.podSelector", "policies", "holds for"),
    ("NetworkPolicy", "spec.*", "policies", ""),
    ("ConfigMap", "data.{x}", "settings", "{x}"),
    ("ConfigMap", "data[{x}]", "settings", "{x}"),
    ("Secret", "data.{x}", "secrets", "{x}"),
    ("Secret", "data[{x}]", "secrets", "{x}"),
    ("Secret", "type", "secrets", "type"),
    ("ExternalSecret", "spec.*", "secrets", ""),
    ("SealedSecret", "spec.*", "secrets", ""),
    ("Role", "*", "security", ""),
    ("ClusterRole", "*", "security", ""),
    ("RoleBinding", "*", "security", ""),
    ("ClusterRoleBinding", "*", "security", ""),
    ("ServiceAccount", "automountServiceAccountToken", "security", "automountServiceAccountToken"),
    ("*", "spec.schedule", "schedule", "schedule"),
    ("CronJob", "spec.{x}", "schedule", "{x}"),
    ("*", "spec.strategy*", "roll-out", ""),
    ("*", "spec.updateStrategy*", "roll-out", ""),
    ("*", "*template.spec.affinity[{x}]", "scheduling", "{x}"),
    ("*", "*template.spec.tolerations[{x}]", "scheduling", "{x}"),
    ("*", "*template.spec.topologySpreadConstraints[{x}]", "scheduling", "{x}"),
    ("*", "*affinity*", "scheduling", ""),
    ("*", "*tolerations*", "scheduling", ""),
    ("*", "*nodeSelector.{x}", "scheduling", "nodes with {x}"),
    ("*", "*nodeSelector[{x}]", "scheduling", "nodes with {x}"),
    ("*", "*priorityClassName", "scheduling", "priority"),
    ("ServiceMonitor", "*endpoints[{x}].{y}", "monitoring", "{y} of {x}"),
    ("ServiceMonitor", "*", "monitoring", ""),
    ("PrometheusRule", "*rules[{x}]", "monitoring", "alert {x}"),
    ("PrometheusRule", "*rules[{x}].expr", "monitoring", "condition of {x}"),
    ("PrometheusRule", "*rules[{x}].labels.{y}", "monitoring", "{y} of {x}"),
    ("PrometheusRule", "*rules[{x}].annotations.{y}", "monitoring", "{y} of {x}"),
    ("PrometheusRule", "*rules[{x}].{y}", "monitoring", "{y} of {x}"),
    ("PrometheusRule", "*", "monitoring", ""),
    ("*", "*Labels*", "labels", ""),
)


def _pattern(text: str) -> re.Pattern[str]:
    """``*`` is anything; {x} is the rest of a segment, whatever dots an item's name has."""
    parts = re.split(r"(\*|\{\w\})", text)
    return re.compile("".join(map(_piece, parts)) + r"\Z")


def _piece(part: str) -> str:
    if part == "*":
        return ".*"
    return rf"(?P<{part[1]}>[^\]]+)" if part.startswith("{") else re.escape(part)


_TABLE = tuple((kind, _pattern(path), area, name) for kind, path, area, name in _ROWS)


def field_of(kind: str, path: str) -> Field:
    """What the field at a path of an object is about, and what to call it.

    >>> field_of("Deployment", "spec.template.spec.containers[web].resources.limits.cpu")
    Field(area='resources', what='cpu limit')
    >>> field_of("Deployment", "spec.minReadySeconds")
    Field(area='other', what='minReadySeconds')
    """
    for of_kind, pattern, area, name in _TABLE:
        found = pattern.match(path) if of_kind in ("*", kind) else None
        if found:
            return Field(area, name.format(**found.groupdict()) + _rest(path, found) or _short(path))
    return Field("other", _short(path))


_TAILS = ("Probe", "volumes[", "ports[", "volumeMounts[", "volumeClaimTemplates[")


def _rest(path: str, found: re.Match[str]) -> str:
    """What follows a name that stands for a whole item: which of its fields."""
    if not found.re.pattern.endswith(r".*\Z") or not any(tail in path for tail in _TAILS):
        return ""
    last = path.rpartition("]")[2] if "Probe" not in path else path.partition("Probe")[2]
    return f" {last.lstrip('.')}" if last.lstrip(".") else ""


def _short(path: str) -> str:
    """The path without the parts that every object has."""
    return path.removeprefix("spec.").removeprefix("template.spec.").removeprefix("metadata.")
