"""From a dependency to a version and to the bytes of an archive: one place for HTTP repositories and registries."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from chartloom.actions.versions import are_equal, newest
from chartloom.diagnostics import ChartloomError, Diagnostic
from chartloom.repository import IndexEntry, Registry, Transport, chart_url, read_index
from chartloom.repository.errors import digest_mismatch
from chartloom.repository.index import index_url

if TYPE_CHECKING:
    from chartloom.repository import Access

__all__ = ["Source", "is_registry"]


def is_registry(repository: str) -> bool:
    """Whether a repository is an OCI registry."""
    return repository.startswith("oci://")


class Source:
    """Repositories, asked as seldom as possible: each index is fetched once."""

    def __init__(self, access: Access) -> None:
        self._transport = Transport(access)
        self._indexes: dict[str, bytes] = {}

    def resolve(self, repository: str, name: str, constraint: str) -> str | None:
        """The version of a chart that a constraint chooses, or None."""
        if is_registry(repository):
            return self._resolve_tag(repository, name, constraint)
        return newest(constraint, [entry.version for entry in self._entries(repository, name)])

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
            data = self._transport.get(url, trusted=_same_host(url, repository)).body
        _check_digest(url, entry.digest, data)
        return data

    def _entry(self, repository: str, name: str, version: str) -> IndexEntry:
        entries = self._entries(repository, name)
        found = next((e for e in entries if e.version == version), None) or next(
            (e for e in entries if are_equal(e.version, version)), None
        )
        if found is None:
            message = f'the repository {repository} has no version {version} of the chart "{name}"'
            raise _not_found(message, [e.version for e in entries])
        return found

    def _entries(self, repository: str, name: str) -> tuple[IndexEntry, ...]:
        url = index_url(repository)
        if repository not in self._indexes:
            self._indexes[repository] = self._transport.get(url, trusted=True).body
        entries = read_index(self._indexes[repository], name, url)
        if not entries:
            raise _not_found(f'the repository {repository} has no chart "{name}"', [])
        return entries


def _not_found(message: str, known: list[str]) -> ChartloomError:
    note = f"it has {', '.join(known[:8])}{', …' if len(known) > 8 else ''}" if known else None
    return ChartloomError(Diagnostic("repository-no-chart", message, note=note))


def _same_host(url: str, repository: str) -> bool:
    return urlsplit(url)[:2] == urlsplit(repository)[:2]


def _check_digest(url: str, digest: str, data: bytes) -> None:
    wanted = digest.removeprefix("sha256:").lower()
    found = sha256(data).hexdigest()
    if wanted and wanted != found:
        raise digest_mismatch(url, wanted, found)
