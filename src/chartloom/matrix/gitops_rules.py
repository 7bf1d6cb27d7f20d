"""What must hold between the key ``gitops`` and the rest of the inventory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.diagnostics.suggest import did_you_mean
from chartloom.matrix.environments import environment_names
from chartloom.matrix.gitops import THIS_CLUSTER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.diagnostics import Diagnostic
    from chartloom.matrix.source import Source

__all__ = ["check_gitops"]


def check_gitops(source: Source) -> Iterator[Diagnostic]:
    """Every relation of ``gitops`` that does not hold."""
    if "gitops" in _mapping(source.value):
        yield from _unknown_environments(source)
        yield from _shared_namespaces(source)
        yield from _overlays_that_are_not_woven(source)
        yield from _keys_of_argocd(source)


def _unknown_environments(source: Source) -> Iterator[Diagnostic]:
    known = environment_names(source.value)
    for name in _mapping(source.value, "gitops", "environments"):
        if name not in known:
            path = ("gitops", "environments", name)
            message = f'gitops names "{name}", which is no environment'
            note, hint = f"known environments: {', '.join(known)}", did_you_mean(name, known)
            yield source.finding(path, "unknown-environment", message, key=True, note=note, hint=hint)


def _shared_namespaces(source: Source) -> Iterator[Diagnostic]:
    """Two environments in one place: each sync of one would undo that of the other."""
    if _mapping(source.value, "gitops").get("tool") == "flux":
        return  # which cluster a folder is read by, the inventory does not know
    first: dict[tuple[object, object], str] = {}
    for name in environment_names(source.value):
        namespace = _mapping(source.value, "environments", name).get("namespace")
        if namespace is None:
            continue  # by default each has its own
        server = _mapping(source.value, "gitops", "environments", name).get("server", THIS_CLUSTER)
        other = first.setdefault((server, namespace), name)
        if other != name:
            message = f'"{other}" and "{name}" are both deployed to namespace "{namespace}" of {server}'
            hint = (
                f"give one of them another namespace, or its own cluster: gitops.environments.{name}.server"
            )
            path = ("environments", name, "namespace")
            yield source.finding(path, "shared-namespace", message, hint=hint)


def _overlays_that_are_not_woven(source: Source) -> Iterator[Diagnostic]:
    wants_overlays = _mapping(source.value, "gitops").get("granularity") == "environment"
    if wants_overlays and _mapping(source.value).get("kustomize") is not True:
        message = "gitops deploys the Kustomize overlays of the environments, and none are woven"
        hint = "add: kustomize: true"
        yield source.finding(("gitops", "granularity"), "no-overlays", message, hint=hint)


def _keys_of_argocd(source: Source) -> Iterator[Diagnostic]:
    """What Flux has no word for."""
    said = _mapping(source.value, "gitops")
    if said.get("tool") != "flux":
        return
    targets = _mapping(said, "environments")
    for path in [(key,) for key in ("project", "roles") if key in said] + [
        ("environments", name, "server") for name in targets if "server" in _mapping(targets, name)
    ]:
        message = f"gitops.{'.'.join(path)} means something to Argo CD only, and the tool is Flux"
        hint = "remove it; each cluster's own Flux reads the folder of its environment"
        yield source.finding(("gitops", *path), "not-for-flux", message, key=True, hint=hint)


def _mapping(value: object, *keys: str) -> dict[str, object]:
    """The mapping below these keys; an empty one where there is something else."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}
