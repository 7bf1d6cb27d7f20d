"""From an inventory and its renderings to what deploys them from Git: Argo CD, Flux, Kustomize."""

from chartloom.gitops.kustomize import Overlay, kustomize_files
from chartloom.gitops.objects import gitops_files
from chartloom.gitops.rollout import Rollout, Unit

__all__ = ["Overlay", "Rollout", "Unit", "gitops_files", "kustomize_files"]
