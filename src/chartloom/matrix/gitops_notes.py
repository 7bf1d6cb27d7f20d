"""What a person should know of hooks where a tool deploys from Git: it has its own idea of before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.diagnostics import Diagnostic
    from chartloom.matrix.entries import Entry
    from chartloom.matrix.model import GitOps, Service
    from chartloom.matrix.places import Path
    from chartloom.matrix.source import Source

__all__ = ["hooks_from_git"]


def hooks_from_git(source: Source, entry: Entry, service: Service, gitops: GitOps) -> Iterator[Diagnostic]:
    """Notes and warnings about the hooks of one service."""
    about = _argocd if gitops.tool == "argocd" else _flux
    for name, events, path in _hooks(entry, service):
        found = about(f'the {name} of service "{service.name}" is a hook', events, gitops)
        if found:
            code, message, hint, severity = found
            yield source.finding(path, code, message, key=True, hint=hint, severity=severity)


def _hooks(entry: Entry, service: Service) -> Iterator[tuple[str, tuple[str, ...], Path]]:
    """The hooks: what each is called, when Helm runs it, and where it stands."""
    for key, task in service.tasks:
        if key == "migration" and not task.is_init:
            yield "migration", ("post-install", "pre-upgrade"), entry.path("migration")
        elif key == "jobs" and task.events:
            yield f'job "{task.name}"', task.events, entry.path("jobs", task.name)
        elif key == "seed":
            yield "seed", ("post-install",), entry.path("seed")
        elif key == "dependency_check":
            yield "dependency check", ("post-install", "pre-upgrade"), entry.path("dependency_check")


_Found = tuple[str, str, str, Severity]


def _argocd(head: str, events: tuple[str, ...], gitops: GitOps) -> _Found | None:
    """It knows neither installations nor rollbacks, only syncs."""
    if all(event.endswith("-rollback") for event in events):
        message = f"{head} of rollbacks only, and Argo CD knows none: it never runs"
        return "hook-never-runs", message, "let it run after each sync: hook: post-upgrade", Severity.WARNING
    if all(event.startswith("post-") for event in events):
        if "post-upgrade" in events:
            return None
        message = (
            f"{head} that Helm runs after the installation; Argo CD knows none, and runs it after each sync"
        )
        return "hook-with-each-sync", message, "let it do nothing where it was done before", Severity.NOTE
    if gitops.is_by_service:
        return None
    message = (
        f"{head} that Helm runs before an upgrade; where the whole fleet is one Application, it runs beside the "
        "new version"
    )
    hint = "let it run in each pod (as: init), or deploy service by service: granularity: service"
    return "hook-beside-the-new-version", message, hint, Severity.WARNING


def _flux(head: str, events: tuple[str, ...], gitops: GitOps) -> _Found | None:
    del events
    if gitops.is_by_service:
        return None
    message = f"{head}, and a Kustomization of Flux runs none"
    return "hook-never-runs", message, "deploy the charts: granularity: service", Severity.WARNING
