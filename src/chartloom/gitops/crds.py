"""The definitions that third-party charts bring along: a Kustomization for each chart, which all overlays share.

Helm installs what lies in ``crds/`` before anything else, never changes it and never removes it. What deploys a
Kustomization treats definitions like everything else, so that they are marked: with a definition goes every object of
its kind, in the whole cluster.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.gitops.documents import document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chartloom.matrix import Inventory

__all__ = ["Definitions", "crd_files", "crd_folders"]

_KEPT: Mapping[str, Mapping[str, str]] = {
    # Many a definition is too large for the annotation of a client-side apply.
    "argocd": {"argocd.argoproj.io/sync-options": "Prune=false,ServerSideApply=true"},
    "flux": {"kustomize.toolkit.fluxcd.io/prune": "disabled"},
}


@dataclass(frozen=True, slots=True)
class Definitions:
    """A file of a chart's ``crds/``, as it lies there; ``folder`` is the chart's."""

    folder: str
    name: str
    text: str


def crd_folders(found: Iterable[Definitions]) -> dict[str, str]:
    """For each text the folder of the chart that has it first: two charts of one kind bring the same definitions."""
    owners: dict[str, str] = {}
    for each in found:
        owners.setdefault(each.text, f"kustomize/crds/{each.folder}")
    return owners


def crd_files(inventory: Inventory, found: Iterable[Definitions]) -> dict[str, bytes]:
    """The files by path: each text once, and the Kustomizations that list them."""
    listed = list(found)
    owners = crd_folders(listed)
    files: dict[str, bytes] = {}
    resources: dict[str, list[str]] = {}
    for each in listed:
        folder = f"kustomize/crds/{each.folder}"
        path = f"{folder}/{each.name}"
        if owners[each.text] == folder and path not in files:
            files[path] = each.text.encode("utf-8", "surrogateescape")
            resources.setdefault(folder, []).append(each.name)
    for folder, names in resources.items():
        files[f"{folder}/kustomization.yaml"] = document(inventory, _kustomization(inventory, sorted(names)))
    return files


def _kustomization(inventory: Inventory, names: list[str]) -> dict[str, object]:
    kept = _KEPT[inventory.gitops.tool] if inventory.gitops else {}
    return {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        **({"commonAnnotations": dict(kept)} if kept else {}),
        "resources": names,
    }
