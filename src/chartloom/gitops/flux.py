"""Flux: a source for each environment, and a HelmRelease for each service or a Kustomization of the overlay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chartloom.gitops.applications import labels
from chartloom.gitops.documents import document, stream, woven_path
from chartloom.gitops.rollout import group_of
from chartloom.gitops.spaces import default_denials, namespaces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.gitops.rollout import ChartUnit, Rollout, Unit
    from chartloom.matrix import Environment, Inventory
    from chartloom.matrix.model import GitOps

__all__ = ["flux_files"]

Object = dict[str, object]


def flux_files(
    inventory: Inventory, gitops: GitOps, rollouts: Sequence[Rollout]
) -> Iterator[tuple[str, bytes]]:
    """The objects of Flux by path: a folder for each environment, which the Flux of its cluster reads."""
    for rollout in rollouts:
        folder = f"gitops/flux/{rollout.environment.name}"
        yield f"{folder}/namespaces.yaml", stream(inventory, namespaces(inventory, rollout))
        yield f"{folder}/source.yaml", document(inventory, _source(inventory, gitops, rollout.environment))
        if not gitops.is_by_service:
            yield f"{folder}/overlay.yaml", document(inventory, _overlay(inventory, gitops, rollout))
            continue
        denials = default_denials(inventory, rollout)
        if denials:
            yield f"{folder}/default-deny.yaml", stream(inventory, denials)
        for unit in rollout.units:
            path = f"{folder}/{group_of(unit.service)}/{unit.service.name}.yaml"
            yield path, document(inventory, _release(inventory, gitops, rollout, unit))
        for chart in rollout.charts:
            objects = (build(inventory, gitops, rollout, chart) for build in (_repository, _chart_release))
            yield f"{folder}/infrastructure/{chart.chart.name}.yaml", stream(inventory, objects)


def _metadata(inventory: Inventory, gitops: GitOps, environment: Environment, name: str = "") -> Object:
    full = f"{inventory.name}-{environment.name}"
    return {
        "name": f"{full}-{name}" if name else full,
        "namespace": gitops.namespace,
        "labels": labels(inventory, environment),
    }


def _source(inventory: Inventory, gitops: GitOps, environment: Environment) -> Object:
    return {
        "apiVersion": "source.toolkit.fluxcd.io/v1",
        "kind": "GitRepository",
        "metadata": _metadata(inventory, gitops, environment),
        "spec": {
            "interval": "1m",
            "url": _url(gitops.repo),
            "ref": _reference(gitops.targets[environment.name].revision),
        },
    }


def _url(repo: str) -> str:
    """Flux takes URLs only, not the short form ``git@host:path``."""
    return repo if "://" in repo else f"ssh://{repo.replace(':', '/', 1)}"


def _reference(revision: str) -> Object:
    """Flux must be told whether a revision is a commit, a tag or a branch; Git's own habits tell them apart."""
    if re.fullmatch("[0-9a-f]{40}", revision):
        return {"commit": revision}
    if revision.startswith("refs/"):
        return {"name": revision}
    return {"tag": revision} if re.fullmatch(r"v?\d+\.\d+\.\d+([-+].*)?", revision) else {"branch": revision}


def _overlay(inventory: Inventory, gitops: GitOps, rollout: Rollout) -> Object:
    environment = rollout.environment
    spec: Object = {
        "interval": "10m",
        "timeout": "10m",
        "prune": True,
        "wait": True,
        "path": "./" + woven_path(inventory, f"kustomize/overlays/{environment.name}"),
        "sourceRef": {"kind": "GitRepository", "name": f"{inventory.name}-{environment.name}"},
    }
    return {
        "apiVersion": "kustomize.toolkit.fluxcd.io/v1",
        "kind": "Kustomization",
        "metadata": _metadata(inventory, gitops, environment),
        "spec": {**spec, **_suspended(gitops, environment)},
    }


def _suspended(gitops: GitOps, environment: Environment) -> Object:
    return {} if gitops.targets[environment.name].is_automated else {"suspend": True}


def _release(inventory: Inventory, gitops: GitOps, rollout: Rollout, unit: Unit) -> Object:
    """The release of one service; it waits for those of the services that it calls."""
    environment, name = rollout.environment, unit.service.name
    spec = {
        "releaseName": name,
        "chart": {"spec": _chart(inventory, environment, name)},
        "driftDetection": _drift(unit),
        **_ways(gitops, environment),
    }
    if unit.needs:
        prefix = f"{inventory.name}-{environment.name}"
        spec["dependsOn"] = [{"name": f"{prefix}-{need}"} for need in unit.needs]
    if unit.values:
        spec["values"] = dict(unit.values)
    return _helm_release(_metadata(inventory, gitops, environment, name), spec)


def _chart_release(inventory: Inventory, gitops: GitOps, rollout: Rollout, unit: ChartUnit) -> Object:
    """The release of a third-party chart, named so that its objects have the names that they have in the umbrella."""
    environment, chart = rollout.environment, unit.chart
    metadata = _metadata(inventory, gitops, environment, chart.name)
    source = {"kind": "HelmRepository", "name": metadata["name"]}
    spec = {
        "releaseName": f"{inventory.name}-{chart.name}",
        "chart": {"spec": {"chart": chart.name, "version": chart.version, "sourceRef": source}},
        "driftDetection": {"mode": "warn"},
        "values": dict(unit.values),
        **_ways(gitops, environment),
    }
    return _helm_release(metadata, spec)


def _repository(inventory: Inventory, gitops: GitOps, rollout: Rollout, unit: ChartUnit) -> Object:
    url = unit.chart.repository
    spec: Object = {"interval": "1h", "url": url, **({"type": "oci"} if url.startswith("oci://") else {})}
    return {
        "apiVersion": "source.toolkit.fluxcd.io/v1",
        "kind": "HelmRepository",
        "metadata": _metadata(inventory, gitops, rollout.environment, unit.chart.name),
        "spec": spec,
    }


def _helm_release(metadata: Object, spec: Object) -> Object:
    head: Object = {"apiVersion": "helm.toolkit.fluxcd.io/v2", "kind": "HelmRelease"}
    return {**head, "metadata": metadata, "spec": spec}


def _ways(gitops: GitOps, environment: Environment) -> Object:
    """How a release is installed, upgraded and put right again."""
    return {
        "interval": "10m",
        "timeout": "10m",
        "targetNamespace": environment.namespace,
        "storageNamespace": environment.namespace,
        "install": {"remediation": {"retries": 3}},
        "upgrade": {"remediation": {"retries": 3, "remediateLastFailure": True}},
        **_suspended(gitops, environment),
    }


def _chart(inventory: Inventory, environment: Environment, name: str) -> Object:
    """The chart is taken anew with each revision: its version seldom changes when its values do."""
    path = "./" + woven_path(inventory, f"helm/charts/{name}")
    return {
        "chart": path,
        "reconcileStrategy": "Revision",
        "sourceRef": {"kind": "GitRepository", "name": f"{inventory.name}-{environment.name}"},
        "valuesFiles": [f"{path}/values.yaml", f"{path}/values-{environment.name}.yaml"],
    }


def _drift(unit: Unit) -> Object:
    if not unit.scaled:
        return {"mode": "enabled"}
    target = {"kind": "Deployment", "name": unit.scaled}
    return {"mode": "enabled", "ignore": [{"paths": ["/spec/replicas"], "target": target}]}
