"""The ApplicationSet that makes an Application for each environment of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.gitops.applications import API_VERSION, sync_policy
from chartloom.gitops.documents import woven_path
from chartloom.gitops.spaces import namespace_labels
from chartloom.matrix.gitops import THIS_CLUSTER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chartloom.gitops.rollout import Rollout
    from chartloom.matrix import Inventory
    from chartloom.matrix.model import GitOps

__all__ = ["overlay_set", "service_set"]

Object = dict[str, object]

# What a template cannot say: an environment that is deployed by hand, and Deployments whose replicas belong to an
# autoscaler. The label stands in the template as well; an empty patch would not be valid.
_PATCH = """\
metadata:
  labels:
    environment: {{ toJson .environment }}
{{- if or .automated .autoscaled }}
spec:
  {{- if .automated }}
  syncPolicy:
    automated:
      prune: true
      selfHeal: true
  {{- end }}
  {{- with .autoscaled }}
  ignoreDifferences:
    {{- range . }}
    - group: apps
      kind: Deployment
      name: {{ toJson . }}
      jsonPointers:
        - /spec/replicas
    {{- end }}
  {{- end }}
{{- end }}
"""


def service_set(inventory: Inventory, gitops: GitOps, rollouts: Sequence[Rollout]) -> Object:
    """For each environment an app of apps: it holds the Applications of the services, and their waves."""
    elements = [{"environment": rollout.environment.name} for rollout in rollouts]
    path = woven_path(inventory, "gitops/environments/{{ .environment }}")
    spec = {
        "project": f"{gitops.project}-apps",
        "source": {
            "repoURL": gitops.repo,
            # The newest list, whatever revision of the charts an environment runs: the list names that revision.
            "targetRevision": gitops.revision,
            "path": path,
            "directory": {"recurse": True},
        },
        "destination": {"server": THIS_CLUSTER, "namespace": gitops.namespace},
        "syncPolicy": sync_policy(),
    }
    return _set(inventory, gitops, elements, spec)


def overlay_set(inventory: Inventory, gitops: GitOps, rollouts: Sequence[Rollout]) -> Object:
    """For each environment an Application that deploys its Kustomize overlay."""
    elements = [_element(gitops, rollout) for rollout in rollouts]
    spec = {
        "project": gitops.project,
        "source": {
            "repoURL": gitops.repo,
            "targetRevision": "{{ .revision }}",
            "path": woven_path(inventory, "kustomize/{{ .overlay }}"),
        },
        "destination": {"server": "{{ .server }}", "namespace": "{{ .namespace }}"},
        "syncPolicy": sync_policy(namespace_labels(inventory, "{{ .environment }}"), is_automated=False),
        "revisionHistoryLimit": 10,
    }
    return _set(inventory, gitops, elements, spec, _PATCH)


def _element(gitops: GitOps, rollout: Rollout) -> Object:
    environment = rollout.environment
    target = gitops.targets[environment.name]
    folder = "with-hooks" if rollout.has_hooks else "overlays"
    return {
        "environment": environment.name,
        "server": target.server,
        "namespace": environment.namespace,
        "revision": target.revision,
        "overlay": f"{folder}/{environment.name}",
        "automated": target.is_automated,
        "autoscaled": [unit.scaled for unit in rollout.units if unit.scaled],
    }


def _set(
    inventory: Inventory,
    gitops: GitOps,
    elements: Sequence[Mapping[str, object]],
    spec: Mapping[str, object],
    patch: str = "",
) -> Object:
    template = {
        "metadata": {
            "name": f"{inventory.name}-{{{{ .environment }}}}",
            "labels": {"app.kubernetes.io/part-of": inventory.name, "environment": "{{ .environment }}"},
        },
        "spec": dict(spec),
    }
    whole: Object = {
        "goTemplate": True,
        "goTemplateOptions": ["missingkey=error"],
        "generators": [{"list": {"elements": list(elements)}}],
        # A line that is lost from the list by mistake must not take an environment with it.
        "syncPolicy": {"preserveResourcesOnDeletion": True},
        "template": template,
    }
    if patch:
        whole["templatePatch"] = patch
    metadata = {"name": inventory.name, "namespace": gitops.namespace}
    return {"apiVersion": API_VERSION, "kind": "ApplicationSet", "metadata": metadata, "spec": whole}
