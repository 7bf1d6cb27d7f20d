"""What a fleet has once and no chart of a service makes: its namespaces, and the policies that close them.

The umbrella makes them where it is installed; these are the same for a fleet that is deployed service by service.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from chartloom.gitops.documents import stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.gitops.rollout import Rollout
    from chartloom.matrix import Inventory

__all__ = ["default_denials", "namespace_labels", "namespaces", "space_files"]

Object = dict[str, object]


def space_files(inventory: Inventory, rollout: Rollout, folder: str) -> Iterator[tuple[str, bytes]]:
    """The files of one environment, but for its own namespace, which the tool makes."""
    others = namespaces(inventory, rollout)[1:]
    if others and inventory.namespaces.create:
        yield f"{folder}/namespaces.yaml", stream(inventory, others)
    denials = default_denials(inventory, rollout)
    if denials:
        yield f"{folder}/default-deny.yaml", stream(inventory, denials)


def namespaces(inventory: Inventory, rollout: Rollout) -> list[Object]:
    """The Namespaces of an environment, its own first. None goes with the fleet: everything in it would go too."""
    tool = inventory.gitops.tool if inventory.gitops else "argocd"
    return [
        {
            "apiVersion": "v1",
            "kind": "Namespace",
            "metadata": {
                "name": name,
                "labels": namespace_labels(inventory, rollout.environment.name),
                "annotations": _KEPT[tool],
            },
        }
        for name in rollout.namespaces
    ]


_KEPT = {
    "argocd": {"argocd.argoproj.io/sync-options": "Prune=false,Delete=false"},
    "flux": {"kustomize.toolkit.fluxcd.io/prune": "disabled"},
}


def namespace_labels(inventory: Inventory, environment: str) -> Object:
    """By which people find a namespace, and, where the fleet makes its namespaces, what holds for its pods."""
    found: Object = {
        "app.kubernetes.io/part-of": inventory.name,
        "environment": environment,
    }
    said = inventory.namespaces
    if not said.create:
        return found
    level = said.pod_security or "restricted"
    modes = ("audit", "enforce", "warn")
    return {**found, **{f"pod-security.kubernetes.io/{mode}": level for mode in modes}, **said.labels}


def default_denials(inventory: Inventory, rollout: Rollout) -> list[Object]:
    """The policy that denies everything, for each namespace."""
    if not inventory.namespaces.default_deny:
        return []
    return [
        {
            "apiVersion": "networking.k8s.io/v1",
            "kind": "NetworkPolicy",
            "metadata": {
                "name": _denial_name(inventory.name),
                "namespace": name,
                "labels": {"app.kubernetes.io/part-of": inventory.name},
            },
            "spec": {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]},
        }
        for name in rollout.namespaces
    ]


def _denial_name(fleet: str) -> str:
    """As the library chart names it: a name that is too long ends in a hash of the whole."""
    suffix = "-default-deny"
    room = 63 - len(suffix)
    if len(fleet) > room:
        fleet = f"{fleet[: room - 9].rstrip('-')}-{sha256(fleet.encode()).hexdigest()[:8]}"
    return fleet + suffix
