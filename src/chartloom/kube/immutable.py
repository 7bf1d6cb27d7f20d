"""Which fields of Kubernetes' own kinds cannot be changed in an object that is there.

As the API server's validation of updates has it (``pkg/apis/*/validation``); what an object is called, and in which
namespace, cannot be changed either, for another name is another object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["is_immutable"]


class _Rule(NamedTuple):
    """What is fixed, and what of that is free after all; ``*`` stands for the index of an item."""

    fixed: tuple[str, ...]
    free: tuple[str, ...] = ()


_RULES = {
    "ClusterRoleBinding": _Rule(("roleRef",)),
    "DaemonSet": _Rule(("spec.selector",)),
    "Deployment": _Rule(("spec.selector",)),
    "IngressClass": _Rule(("spec.controller",)),
    "Job": _Rule(
        (
            "spec.backoffLimitPerIndex",
            "spec.completionMode",
            "spec.managedBy",
            "spec.podFailurePolicy",
            "spec.selector",
            "spec.successPolicy",
            "spec.template",
        )
    ),
    "PersistentVolumeClaim": _Rule(("spec",), ("spec.resources", "spec.volumeAttributesClassName")),
    "Pod": _Rule(
        ("spec",),
        (
            "spec.activeDeadlineSeconds",
            "spec.containers.*.image",
            "spec.initContainers.*.image",
            "spec.terminationGracePeriodSeconds",
            "spec.tolerations",
        ),
    ),
    "PriorityClass": _Rule(("preemptionPolicy", "value")),
    "ReplicaSet": _Rule(("spec.selector",)),
    "RoleBinding": _Rule(("roleRef",)),
    "RuntimeClass": _Rule(("handler",)),
    "Secret": _Rule(("type",)),
    "Service": _Rule(("spec.clusterIP", "spec.clusterIPs")),
    "StatefulSet": _Rule(
        ("spec",),
        (
            "spec.minReadySeconds",
            "spec.ordinals",
            "spec.persistentVolumeClaimRetentionPolicy",
            "spec.replicas",
            "spec.revisionHistoryLimit",
            "spec.template",
            "spec.updateStrategy",
        ),
    ),
    "StorageClass": _Rule(("parameters", "provisioner", "reclaimPolicy", "volumeBindingMode")),
}


def is_immutable(kind: str, path: Sequence[str | int]) -> bool:
    """Whether the API server refuses another value of a field.

    >>> [is_immutable("StatefulSet", path.split(".")) for path in ("spec.serviceName", "spec.template.spec")]
    [True, False]
    """
    rule = _RULES.get(kind)
    if rule is None:
        return False
    return any(_is_at(path, one) for one in rule.fixed) and not any(_is_at(path, one) for one in rule.free)


def _is_at(path: Sequence[str | int], place: str) -> bool:
    """Whether a path leads to a place, or below it."""
    keys = place.split(".")
    return len(path) >= len(keys) and all(a == "*" or a == str(b) for a, b in zip(keys, path, strict=False))
