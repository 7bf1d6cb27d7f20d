"""``gitops/README.md``: how to begin, and what lies where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.gitops.documents import woven_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.matrix import Inventory
    from chartloom.matrix.model import GitOps

__all__ = ["gitops_page"]


def gitops_page(inventory: Inventory, gitops: GitOps) -> str:
    """The page, in Markdown."""
    tool = _argocd if gitops.tool == "argocd" else _flux
    lines = [f"# {inventory.name} from Git", "", *tool(inventory, gitops), "", *_places(inventory, gitops)]
    return "\n".join(lines) + "\n"


def _argocd(inventory: Inventory, gitops: GitOps) -> Iterator[str]:
    yield from (
        "Argo CD 3 deploys what this repository says. Begin with one command; everything else is read from Git:",
        "",
        "```sh",
        f"kubectl apply -f {woven_path(inventory, 'gitops/bootstrap.yaml')}",
        "```",
        "",
        "| file | what it is |",
        "| --- | --- |",
        "| [bootstrap.yaml](bootstrap.yaml) | the app of apps, and a project that may hold nothing but Applications |",
        "| [argocd/project.yaml](argocd/project.yaml) | the project: sources, destinations, roles |",
        "| [argocd/environments.yaml](argocd/environments.yaml) | an Application for each environment of a list |",
    )
    if gitops.is_by_service:
        if inventory.charts:
            yield "| [argocd/charts.yaml](argocd/charts.yaml) | the project of the third-party charts |"
        if inventory.namespaces.makes_anything:
            yield "| `namespaces/` | further namespaces, and the policies that close them, by environment |"
        yield "| `environments/` | the Applications of the services, by environment; the waves stand in them |"
        yield ""
        yield from _WAVES


# Without it a parent takes its children for healthy as soon as they exist.
_WAVES = (
    "A wave begins when the Applications of the one before are healthy. Argo CD asks for their health only if its",
    "ConfigMap `argocd-cm` says how:",
    "",
    "```yaml",
    "data:",
    "  resource.customizations.health.argoproj.io_Application: |",
    "    local health = (obj.status or {}).health or {}",
    '    return { status = health.status or "Progressing", message = health.message or "" }',
    "```",
)


def _flux(inventory: Inventory, gitops: GitOps) -> Iterator[str]:
    what = (
        "and a HelmRelease for each service, which waits for those that it calls"
        if gitops.is_by_service
        else "and a Kustomization of its overlay"
    )
    yield "Flux deploys what this repository says. Each folder below `flux/` is an environment: its namespaces,"
    yield f"its source, {what}."
    yield "Let the Flux of a cluster read the folder of its environment, for instance so:"
    yield from ("", "```sh")
    for environment in inventory.environments:
        yield f"kubectl apply --recursive -f {woven_path(inventory, f'gitops/flux/{environment.name}')}"
    yield "```"


def _places(inventory: Inventory, gitops: GitOps) -> Iterator[str]:
    """Where each environment is deployed to."""
    yield "| environment | namespace | cluster | revision | deployed |"
    yield "| --- | --- | --- | --- | --- |"
    for environment in inventory.environments:
        target = gitops.targets[environment.name]
        server = target.server if gitops.tool == "argocd" else "the one whose Flux reads it"
        how = "by itself" if target.is_automated else "when asked to"
        yield f"| {environment.name} | {environment.namespace} | {server} | {target.revision} | {how} |"
