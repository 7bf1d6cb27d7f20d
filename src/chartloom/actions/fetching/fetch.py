"""From a dependency to a version and to the bytes of an archive: one place for HTTP repositories and registries."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from chartloom.actions.fetching.versions import are_equal, newest
from chartloom.diagnostics import ChartloomError, Diagnostic
from chartloom.repository import (
    IndexEntry,
    Places,
    Registry,
    Transport,
    chart_url,
    known_repositories,
    read_index,
    registry_credentials,
    without_secrets,
)
from chartloom.repository.errors import digest_mismatch
from chartloom.repository.index import index_url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.repository import Access, KnownRepository

__all__ = ["Source", "Sources", "is_registry"]


def is_registry(repository: str) -> bool:
    """Whether a repository is an OCI registry."""
    return repository.startswith("oci://")


class Sources:
    """All repositories, each reached with the credentials that a person gives now or once gave to Helm."""

    def __init__(self, access: Access, places: Places = Places()) -> None:  # noqa: B008 (it cannot be changed)
        self._access = access
        self._places = places
        self._sources: dict[Access, Source] = {}
        self.known: tuple[KnownRepository, ...] = known_repositories(places)

    def of(self, repository: str) -> Source:
        """What asks the repository at an address."""
        access = (
            self._registry_access(repository) if is_registry(repository) else self._known_access(repository)
        )
        return self._sources.setdefault(access, Source(access))

    def named(self, name: str) -> KnownRepository | None:
        """The repository that Helm knows under a name, or None."""
        return next((known for known in self.known if known.name == name and known.url), None)

    def _known_access(self, repository: str) -> Access:
        wanted = repository.rstrip("/")
        found = next((known for known in self.known if known.url.rstrip("/") == wanted), None)
        return found.access(self._access) if found else self._access

    def _registry_access(self, repository: str) -> Access:
        if self._access.username:
            return self._access
        paths = (self._places.registry_config, self._places.docker_config)
        found = registry_credentials(urlsplit(repository).netloc, paths)
        return replace(self._access, username=found[0], password=found[1]) if found else self._access


class Source:
    """Repositories, asked as seldom as possible: each index is fetched once, or known from the start."""

    def __init__(self, access: Access, indexes: Mapping[str, bytes] | None = None) -> None:
        self._transport = Transport(access)
        self._indexes = dict(indexes or {})

    def resolve(self, repository: str, name: str, constraint: str) -> str | None:
        """The version of a chart that a constraint chooses, or None."""
        if is_registry(repository):
            return self._resolve_tag(repository, name, constraint)
        versions = [entry.version for entry in self._entries(repository, name)]
        return constraint if constraint in versions else newest(constraint, versions)

    def _resolve_tag(self, repository: str, name: str, constraint: str) -> str | None:
        from chartloom.actions.grammar import is_version

        if is_version(constraint):  # registries need not be asked for a version that is told
            return constraint
        return newest(constraint, self._registry(repository, name).versions())

    def _registry(self, repository: str, name: str) -> Registry:
        return Registry(f"{repository.rstrip('/')}/{name}", self._transport)

    def fetch(self, repository: str, name: str, version: str) -> bytes:
        """The archive of a version, held against its digest where one is told. Raises ChartloomError."""
        if is_registry(repository):
            return self._registry(repository, name).pull(version)
        entry = self._entry(repository, name, version)
        url = chart_url(repository, entry.urls[0])
        if is_registry(url):
            registry_url, _, tag = url.rpartition(":")
            data = Registry(registry_url, self._transport).pull(tag)
        else:
            data = self.fetch_url(url, repository)
        _check_digest(url, entry.digest, data)
        return data

    def fetch_url(self, url: str, repository: str) -> bytes:
        """What an address holds; those of the repository's host get its user and password. Raises ChartloomError."""
        trusted = self._transport.access.pass_credentials or _same_host(url, repository)
        return self._transport.get(url, trusted=trusted).body

    def _entry(self, repository: str, name: str, version: str) -> IndexEntry:
        entries = self._entries(repository, name)
        found = next((e for e in entries if e.version == version), None) or next(
            (e for e in entries if are_equal(e.version, version)), None
        )
        if found is None:
            message = (
                f'the repository {without_secrets(repository)} has no version {version} of the chart "{name}"'
            )
            raise _not_found(message, [e.version for e in entries])
        return found

    def _entries(self, repository: str, name: str) -> tuple[IndexEntry, ...]:
        url = index_url(repository)
        if repository not in self._indexes:
            self._indexes[repository] = self._transport.get(url, trusted=True).body
        entries = read_index(self._indexes[repository], name, url)
        if not entries:
            raise _not_found(f'the repository {without_secrets(repository)} has no chart "{name}"', [])
        return entries


def _not_found(message: str, known: list[str]) -> ChartloomError:
    note = f"it has {', '.join(known[:8])}{', …' if len(known) > 8 else ''}" if known else None
    return ChartloomError(Diagnostic("repository-no-chart", message, note=note))


def _same_host(url: str, repository: str) -> bool:
    return urlsplit(url)[:2] == urlsplit(repository)[:2]


def _check_digest(url: str, digest: str, data: bytes) -> None:
    url = without_secrets(url)
    wanted = digest.removeprefix("sha256:").lower()
    found = sha256(data).hexdigest()
    if wanted and wanted != found:
        raise digest_mismatch(url, wanted, found)
