"""From flags to how repositories are reached: the same names and meanings in every command that has them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from chartloom.actions.fetching.dependencies import Access, DependencyRequest, Places, update_if_missing
from chartloom.actions.fetching.locate import Origin, default_places

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ACCESS_FLAGS", "ORIGIN_FLAGS", "Origin", "access", "fetch_dependencies", "origin", "places"]

ACCESS_FLAGS = (
    "username",
    "password",
    "ca-file",
    "cert-file",
    "key-file",
    "insecure-skip-tls-verify",
    "plain-http",
    "repository-config",
    "repository-cache",
    "registry-config",
)
"""The flags that ``access`` and ``places`` read."""

ORIGIN_FLAGS = (*ACCESS_FLAGS, "repo", "version", "devel", "pass-credentials")
"""The flags that ``origin`` reads."""


def access(flags: Mapping[str, Any]) -> Access:
    """With which rights, and over which kind of connection."""
    return Access(
        flags["username"],
        flags["password"],
        flags["ca-file"],
        flags["cert-file"],
        flags["key-file"],
        skip_tls_verification=flags["insecure-skip-tls-verify"],
        plain_http=flags["plain-http"],
        pass_credentials=flags.get("pass-credentials", False),
    )


def places(flags: Mapping[str, Any]) -> Places:
    """The files in which Helm keeps what it knows of repositories."""
    default = default_places(os.environ)
    return default._replace(
        repository_config=flags["repository-config"] or default.repository_config,
        repository_cache=flags["repository-cache"] or default.repository_cache,
        registry_config=flags["registry-config"] or default.registry_config,
    )


def origin(flags: Mapping[str, Any]) -> Origin:
    """Where to look for a chart that is not on this disk."""
    return Origin(flags["repo"], flags["version"], flags["devel"], access(flags), places(flags))


def fetch_dependencies(chart: str, flags: Mapping[str, Any]) -> None:
    """Fetch what the chart in a folder depends on, if it is missing; standard output is for manifests."""
    if os.path.isdir(chart):
        request = DependencyRequest(chart, access(flags), places(flags), tell=_tell)
        update_if_missing(request)


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
