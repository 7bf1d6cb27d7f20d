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
    """Warnings about the hooks of one service."""
    about = _before_the_first_sync if gitops.tool == "argocd" else _never
    for name, is_early, path in _hooks(entry, service):
        found = about(name, service, gitops, is_early=is_early)
        if found:
            code, message, hint = found
            yield source.finding(path, code, message, key=True, hint=hint, severity=Severity.WARNING)


def _hooks(entry: Entry, service: Service) -> Iterator[tuple[str, bool, Path]]:
    """The hooks: what each is called, whether it runs before an upgrade, and where it stands."""
    for key, task in service.tasks:
        if key == "migration" and not task.is_init:
            yield "migration", True, entry.path("migration")
        elif key == "jobs" and task.events:
            is_early = any(event.startswith("pre-") for event in task.events)
            yield f'job "{task.name}"', is_early, entry.path("jobs", task.name)
        elif key == "seed":
            yield "seed", False, entry.path("seed")


def _before_the_first_sync(
    name: str, service: Service, _gitops: GitOps, *, is_early: bool
) -> tuple[str, str, str] | None:
    if not is_early:
        return None
    message = (
        f'the {name} of service "{service.name}" is a hook that runs before an upgrade; Argo CD knows no first '
        "installation, and runs it before the service's account and settings are there"
    )
    is_migration = name == "migration"
    hint = "let it run in each pod: as: init" if is_migration else "let it run afterwards: hook: post-upgrade"
    return "hook-before-first-sync", message, hint


def _never(name: str, service: Service, gitops: GitOps, *, is_early: bool) -> tuple[str, str, str] | None:
    del is_early
    if gitops.is_by_service:
        return None
    message = f'the {name} of service "{service.name}" is a hook, and a Kustomization of Flux runs none'
    return "hook-never-runs", message, "deploy the charts: granularity: service"
