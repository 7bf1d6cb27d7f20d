"""Everything below ``gitops/``: the objects of the tool that the inventory names, and how to begin with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.gitops.argocd import argocd_files
from chartloom.gitops.flux import flux_files
from chartloom.gitops.page import gitops_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chartloom.gitops.rollout import Rollout
    from chartloom.matrix import Inventory

__all__ = ["gitops_files"]


def gitops_files(inventory: Inventory, rollouts: Sequence[Rollout]) -> dict[str, bytes]:
    """The files by path; none when the inventory has no ``gitops``."""
    gitops = inventory.gitops
    if gitops is None:
        return {}
    build = argocd_files if gitops.tool == "argocd" else flux_files
    return {
        "gitops/README.md": gitops_page(inventory, gitops).encode(),
        **dict(build(inventory, gitops, rollouts)),
    }
