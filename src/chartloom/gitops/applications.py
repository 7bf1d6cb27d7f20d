"""The Argo CD Applications of a fleet, and what all of them have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.gitops.documents import woven_path
from chartloom.gitops.rollout import group_of
from chartloom.gitops.spaces import namespace_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chartloom.gitops.rollout import ChartUnit, Rollout, Unit
    from chartloom.matrix import Environment, Inventory
    from chartloom.matrix.model import GitOps

__all__ = [
    "API_VERSION",
    "WAVE",
    "application",
    "chart_application",
    "ignored_replicas",
    "labels",
    "service_application",
    "spaces_application",
    "sync_policy",
]

Object = dict[str, object]

API_VERSION = "argoproj.io/v1alpha1"
WAVE = "argocd.argoproj.io/sync-wave"
# Whoever deletes the Application means what it has deployed as well.
_FINALIZER = "resources-finalizer.argocd.argoproj.io"


def application(metadata: Mapping[str, object], spec: Mapping[str, object]) -> Object:
    """An Application."""
    return {"apiVersion": API_VERSION, "kind": "Application", "metadata": metadata, "spec": spec}


def service_application(inventory: Inventory, gitops: GitOps, rollout: Rollout, unit: Unit) -> Object:
    """The Application that deploys the chart of one service to one environment."""
    environment, name = rollout.environment, unit.service.name
    source = {
        "repoURL": gitops.repo,
        "targetRevision": gitops.targets[environment.name].revision,
        "path": woven_path(inventory, f"helm/charts/{name}"),
        "helm": _helm(environment, unit),
    }
    metadata = _metadata(inventory, gitops, environment, name, wave=unit.wave)
    metadata["labels"] = {**labels(inventory, environment), "group": group_of(unit.service)}
    spec = {"project": gitops.project, "source": source, **_spec(inventory, gitops, environment)}
    ignored = ignored_replicas([unit])
    return application(metadata, {**spec, "ignoreDifferences": ignored} if ignored else spec)


def chart_application(inventory: Inventory, gitops: GitOps, rollout: Rollout, unit: ChartUnit) -> Object:
    """The Application that deploys a third-party chart; it comes before all services, which may need its CRDs.

    The release has the name of the fleet in it: so its objects have the names that they have in the umbrella.
    """
    environment, chart = rollout.environment, unit.chart
    helm = {"releaseName": f"{inventory.name}-{chart.name}", "valuesObject": dict(unit.values)}
    source = {
        "repoURL": chart.repository.removeprefix("oci://"),
        "targetRevision": chart.version,
        "chart": chart.name,
        "helm": helm,
    }
    metadata = _metadata(inventory, gitops, environment, chart.name, wave=-1)
    metadata["labels"] = {**labels(inventory, environment), "group": "infrastructure"}
    spec = _spec(inventory, gitops, environment)
    return application(metadata, {"project": f"{gitops.project}-charts", "source": source, **spec})


def spaces_application(inventory: Inventory, gitops: GitOps, environment: Environment) -> Object:
    """The Application of what no service has; it comes before everything that lives in the namespaces."""
    source = {
        "repoURL": gitops.repo,
        "targetRevision": gitops.targets[environment.name].revision,
        "path": woven_path(inventory, f"gitops/namespaces/{environment.name}"),
    }
    metadata = _metadata(inventory, gitops, environment, "namespaces", wave=-2)
    metadata["labels"] = {**labels(inventory, environment), "group": "infrastructure"}
    spec = _spec(inventory, gitops, environment)
    return application(metadata, {"project": gitops.project, "source": source, **spec})


def _metadata(
    inventory: Inventory, gitops: GitOps, environment: Environment, name: str, *, wave: int
) -> Object:
    return {
        "name": f"{inventory.name}-{environment.name}-{name}",
        "namespace": gitops.namespace,
        "annotations": {WAVE: str(wave)},
        "finalizers": [_FINALIZER],
    }


def _spec(inventory: Inventory, gitops: GitOps, environment: Environment) -> Object:
    """Where to, and how."""
    target = gitops.targets[environment.name]
    return {
        "destination": {"server": target.server, "namespace": environment.namespace},
        "syncPolicy": sync_policy(
            namespace_labels(inventory, environment.name), is_automated=target.is_automated
        ),
        "revisionHistoryLimit": 10,
    }


def _helm(environment: Environment, unit: Unit) -> Object:
    helm: Object = {"releaseName": unit.service.name, "valueFiles": [f"values-{environment.name}.yaml"]}
    return {**helm, "valuesObject": dict(unit.values)} if unit.values else helm


def labels(inventory: Inventory, environment: Environment) -> Object:
    """By which people find what belongs to an environment."""
    return {"app.kubernetes.io/part-of": inventory.name, "environment": environment.name}


def sync_policy(namespace_labels: Mapping[str, object] | None = None, *, is_automated: bool = True) -> Object:
    """How Argo CD brings the cluster to what Git says; with labels it makes the namespace, too."""
    policy: Object = {
        "retry": {"limit": 5, "backoff": {"duration": "10s", "factor": 2, "maxDuration": "5m"}},
        "syncOptions": ["PruneLast=true", "RespectIgnoreDifferences=true"],
    }
    if is_automated:
        policy["automated"] = {"prune": True, "selfHeal": True}
    if namespace_labels:
        policy["syncOptions"] = ["CreateNamespace=true", "PruneLast=true", "RespectIgnoreDifferences=true"]
        policy["managedNamespaceMetadata"] = {"labels": dict(namespace_labels)}
    return policy


def ignored_replicas(units: Iterable[Unit]) -> list[Object]:
    """The field that an autoscaler owns, of exactly those Deployments that have one.

    Of any other Deployment the number would no longer be deployed at all.
    """
    return [
        {"group": "apps", "kind": "Deployment", "name": unit.scaled, "jsonPointers": ["/spec/replicas"]}
        for unit in units
        if unit.scaled
    ]
