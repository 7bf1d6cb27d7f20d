"""Argo CD: an app of apps, a project with roles, an ApplicationSet over the environments, Applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.gitops.applications import (
    API_VERSION,
    WAVE,
    application,
    chart_application,
    service_application,
    spaces_application,
    sync_policy,
)
from chartloom.gitops.applicationset import overlay_set, service_set
from chartloom.gitops.documents import document, stream, woven_path
from chartloom.gitops.rollout import group_of
from chartloom.gitops.spaces import space_files
from chartloom.matrix.gitops import THIS_CLUSTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chartloom.gitops.rollout import Rollout
    from chartloom.matrix import Inventory
    from chartloom.matrix.model import GitOps

__all__ = ["argocd_files"]

Object = dict[str, object]

_BOOTSTRAP = (
    "The only file that is applied by hand, once: kubectl apply -f gitops/bootstrap.yaml",
    "What it makes reads all the others from Git.",
)
# What a role may do with the Applications of the project.
_RIGHTS = {
    "deployer": (
        ("applications", "get"),
        ("applications", "sync"),
        ("applications", "action/*"),
        ("logs", "get"),
    ),
    "read-only": (("applications", "get"), ("logs", "get")),
}
# What is allowed outside of namespaces: to services, and to the operators and controllers of third parties.
_OF_SERVICES = (("", "Namespace"),)
_OF_CHARTS = (
    *_OF_SERVICES,
    ("admissionregistration.k8s.io", "*"),
    ("apiextensions.k8s.io", "CustomResourceDefinition"),
    ("networking.k8s.io", "IngressClass"),
    ("rbac.authorization.k8s.io", "ClusterRole"),
    ("rbac.authorization.k8s.io", "ClusterRoleBinding"),
    ("scheduling.k8s.io", "PriorityClass"),
)
_ROLES = {
    "deployer": "Looks, syncs, restarts; deletes nothing and changes no Application.",
    "read-only": "Looks, and reads logs.",
}


def argocd_files(
    inventory: Inventory, gitops: GitOps, rollouts: Sequence[Rollout]
) -> Iterator[tuple[str, bytes]]:
    """The objects of Argo CD by path."""
    bootstrap = (_apps_project(inventory, gitops), _root(inventory, gitops))
    yield "gitops/bootstrap.yaml", stream(inventory, bootstrap, _BOOTSTRAP)
    yield "gitops/argocd/project.yaml", document(inventory, _project(inventory, gitops, rollouts))
    build = service_set if gitops.is_by_service else overlay_set
    yield "gitops/argocd/environments.yaml", document(inventory, build(inventory, gitops, rollouts))
    if gitops.is_by_service and any(rollout.charts for rollout in rollouts):
        yield "gitops/argocd/charts.yaml", document(inventory, _charts_project(inventory, gitops, rollouts))
    if gitops.is_by_service:
        for rollout in rollouts:
            yield from _applications(inventory, gitops, rollout)


def _applications(inventory: Inventory, gitops: GitOps, rollout: Rollout) -> Iterator[tuple[str, bytes]]:
    for unit in rollout.units:
        folder = f"gitops/environments/{rollout.environment.name}/{group_of(unit.service)}"
        made = service_application(inventory, gitops, rollout, unit)
        yield f"{folder}/{unit.service.name}.yaml", document(inventory, made)
    for chart in rollout.charts:
        path = f"gitops/environments/{rollout.environment.name}/infrastructure/{chart.chart.name}.yaml"
        yield path, document(inventory, chart_application(inventory, gitops, rollout, chart))
    spaces = dict(space_files(inventory, rollout, f"gitops/namespaces/{rollout.environment.name}"))
    if spaces:
        yield from spaces.items()
        path = f"gitops/environments/{rollout.environment.name}/namespaces.yaml"
        yield path, document(inventory, spaces_application(inventory, gitops, rollout.environment))


def _root(inventory: Inventory, gitops: GitOps) -> Object:
    """The app of apps."""
    metadata = {"name": inventory.name, "namespace": gitops.namespace}
    source = {
        "repoURL": gitops.repo,
        "targetRevision": gitops.revision,
        "path": woven_path(inventory, "gitops/argocd"),
    }
    return application(
        metadata,
        {
            "project": f"{gitops.project}-apps",
            "source": source,
            "destination": {"server": THIS_CLUSTER, "namespace": gitops.namespace},
            "syncPolicy": sync_policy(),
        },
    )


def _apps_project(inventory: Inventory, gitops: GitOps) -> Object:
    """A project of its own for what may write Applications: the right to do so is nearly that to do everything."""
    spec = {
        "description": f"The Applications of {inventory.name}, and nothing else",
        "sourceRepos": [gitops.repo],
        "destinations": [{"server": THIS_CLUSTER, "namespace": gitops.namespace}],
        "namespaceResourceWhitelist": [
            {"group": "argoproj.io", "kind": kind} for kind in ("AppProject", "Application", "ApplicationSet")
        ],
    }
    metadata = {"name": f"{gitops.project}-apps", "namespace": gitops.namespace}
    return {"apiVersion": API_VERSION, "kind": "AppProject", "metadata": metadata, "spec": spec}


def _project(inventory: Inventory, gitops: GitOps, rollouts: Sequence[Rollout]) -> Object:
    """The project of the fleet: from one repository, to its own namespaces."""
    has_charts = not gitops.is_by_service and any(rollout.charts for rollout in rollouts)
    spec = {
        "description": inventory.description,
        "sourceRepos": [gitops.repo],
        "destinations": _destinations(gitops, rollouts, of_charts=has_charts),
        "clusterResourceWhitelist": _cluster_wide(_OF_CHARTS if has_charts else _OF_SERVICES),
        "roles": [_role(gitops, name) for name in gitops.roles],
    }
    metadata = {"name": gitops.project, "namespace": gitops.namespace, "annotations": {WAVE: "-1"}}
    return {"apiVersion": API_VERSION, "kind": "AppProject", "metadata": metadata, "spec": spec}


def _charts_project(inventory: Inventory, gitops: GitOps, rollouts: Sequence[Rollout]) -> Object:
    """A project of its own for third-party charts: they need more of the cluster than the services do."""
    repositories = {
        unit.chart.repository.removeprefix("oci://"): None for rollout in rollouts for unit in rollout.charts
    }
    spec = {
        "description": f"The third-party charts of {inventory.name}",
        "sourceRepos": list(repositories),
        "destinations": _destinations(gitops, [each for each in rollouts if each.charts], of_charts=True),
        "clusterResourceWhitelist": _cluster_wide(_OF_CHARTS),
        "roles": [_role(gitops, name, "-charts") for name in gitops.roles],
    }
    metadata = {
        "name": f"{gitops.project}-charts",
        "namespace": gitops.namespace,
        "annotations": {WAVE: "-1"},
    }
    return {"apiVersion": API_VERSION, "kind": "AppProject", "metadata": metadata, "spec": spec}


def _cluster_wide(kinds: Iterable[tuple[str, str]]) -> list[Object]:
    return [{"group": group, "kind": kind} for group, kind in kinds]


def _destinations(gitops: GitOps, rollouts: Sequence[Rollout], *, of_charts: bool) -> list[Object]:
    """The namespaces of the services; and those that third-party charts are told to write to."""
    places = {
        (gitops.targets[rollout.environment.name].server, namespace): None
        for rollout in rollouts
        for namespace in (*rollout.namespaces, *(rollout.chart_namespaces if of_charts else ()))
    }
    return [{"server": server, "namespace": namespace} for server, namespace in places]


def _role(gitops: GitOps, name: str, suffix: str = "") -> Object:
    project = gitops.project + suffix
    subject = f"proj:{project}:{name}"
    policies = [f"p, {subject}, {what}, {action}, {project}/*, allow" for what, action in _RIGHTS[name]]
    return {
        "name": name,
        "description": _ROLES[name],
        "policies": policies,
        "groups": list(gitops.roles[name]),
    }
