"""What Git remembers of a folder: the files that a revision has there."""

from __future__ import annotations

import io
import subprocess
import tarfile
from typing import TYPE_CHECKING

from chartloom.diagnostics import ChartloomError, Diagnostic, Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["extract", "resolve", "tracked"]


def resolve(folder: Path, revision: str) -> str:
    """The commit that a revision names. Raises ChartloomError for one that there is not."""
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode == 0:
        return found.stdout.decode().strip()
    _require_repository(folder)
    message = f'Git knows no revision "{revision}" here'
    hint = "name a commit, a branch or a tag, such as HEAD~1 or main"
    raise ChartloomError(Diagnostic("unknown-revision", message, Span(str(folder)), hint=hint))


def _require_repository(folder: Path) -> None:
    found = _git(folder, "rev-parse", "--git-dir")
    if found.returncode != 0:
        message = "Git does not know this folder, so it has no revisions"
        note = found.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise ChartloomError(Diagnostic("no-repository", message, Span(str(folder)), note=note))


def tracked(folder: Path, commit: str) -> frozenset[str]:
    """The names of the files and folders that a commit has in a folder."""
    found = _git(folder, "ls-tree", "-z", "--name-only", commit)
    return frozenset(found.stdout.decode("utf-8", "surrogateescape").split("\0")) - {""}


def extract(folder: Path, commit: str, names: Sequence[str], target: Path) -> None:
    """Lay the files of a commit into ``target``: those with these names in ``folder``, and all below them."""
    if not names:
        return
    found = _git(folder, "archive", "--format=tar", commit, "--", *names)
    if found.returncode != 0:
        message = "Git cannot give the files of this revision"
        note = found.stderr.decode("utf-8", "replace").strip()
        raise ChartloomError(Diagnostic("git-failed", message, Span(str(folder)), note=note))
    with tarfile.open(fileobj=io.BytesIO(found.stdout)) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # the first ones of 3.11 have none
        archive.extractall(target)  # noqa: S202 -- Git has made it, and lets no path lead out


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        command = ["git", "-C", str(folder), *words]
        return subprocess.run(command, capture_output=True, check=False)  # noqa: S603 -- no shell reads it
    except FileNotFoundError:
        message = "Git is not installed, and only Git knows revisions"
        hint = "install git, or compare two folders"
        raise ChartloomError(Diagnostic("no-git", message, hint=hint)) from None
