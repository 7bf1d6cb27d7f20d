"""What charts are told when Argo CD deploys them, as values: when the hooks run that Helm runs before an upgrade."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chartloom.matrix.model import Inventory

__all__ = ["argocd_globals"]

Values = dict[str, object]


def argocd_globals(inventory: Inventory) -> Values:
    """``global.argocd``; nothing when another tool deploys the fleet, or none.

    An Application of one service has waves of its own: what the service calls is there before it. In one of a whole
    fleet a hook that had to succeed before the workloads would wait for a store that comes after it.
    """
    gitops = inventory.gitops
    if gitops is None or gitops.tool != "argocd":
        return {}
    return {"argocd": {"enabled": True, **({} if gitops.is_by_service else {"hooks": "beside"})}}
