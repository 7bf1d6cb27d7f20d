"""How a fleet is deployed from Git: the key ``gitops`` with every default filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from chartloom.matrix.model import GitOps, Target

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["ROLES", "THIS_CLUSTER", "read_gitops"]

ROLES = ("deployer", "read-only")
THIS_CLUSTER = "https://kubernetes.default.svc"
_NAMESPACES = {"argocd": "argocd", "flux": "flux-system"}


def read_gitops(inventory: Mapping[str, object], fleet: str, environments: Sequence[str]) -> GitOps | None:
    """The key ``gitops`` of a valid inventory; None when there is none."""
    if "gitops" not in inventory:
        return None
    said = cast("Mapping[str, object]", inventory["gitops"])
    tool = cast("Literal['argocd', 'flux']", said.get("tool", "argocd"))
    groups = cast("Mapping[str, Sequence[str]]", said.get("roles", {}))
    targets = cast("Mapping[str, Mapping[str, object]]", said.get("environments", {}))
    revision = str(said.get("revision", "main"))
    return GitOps(
        repo=str(said["repo"]),
        revision=revision,
        path=str(said.get("path", "")),
        tool=tool,
        is_by_service=said.get("granularity", "service") == "service",
        project=str(said.get("project", fleet)),
        namespace=str(said.get("namespace", _NAMESPACES[tool])),
        roles={role: tuple(groups.get(role, ())) for role in ROLES},
        targets={name: _target(targets.get(name, {}), revision) for name in environments},
    )


def _target(said: Mapping[str, object], revision: str) -> Target:
    return Target(
        str(said.get("server", THIS_CLUSTER)),
        str(said.get("revision", revision)),
        said.get("automated") is not False,
    )
