"""Charts that are not on this disk: found by the words with which Helm's commands name them.

A repository's address and a name, ``repository/name`` with a repository that Helm knows, ``oci://…``, or the address
of an archive.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from chartloom.actions.fetching.fetch import Source, Sources, is_registry
from chartloom.actions.fetching.versions import constraint_problem
from chartloom.chart.errors import not_found
from chartloom.diagnostics import ChartloomError, Diagnostic
from chartloom.diagnostics.suggest import did_you_mean
from chartloom.repository import Access, Places, helm_places, is_address, without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.repository import KnownRepository

__all__ = ["Fetched", "Origin", "default_places", "fetch_chart", "fetch_text"]

default_places = helm_places


@dataclass(frozen=True, slots=True)
class Origin:
    """Where to look for a chart that is not on this disk, which version to take, and how repositories are reached.

    ``version`` is a version, a constraint, or "" for the newest; with ``devel`` prereleases count as well.
    """

    repository: str = ""
    version: str = ""
    devel: bool = False
    access: Access = field(default_factory=Access)
    places: Places = field(default_factory=Places)

    @property
    def constraint(self) -> str:
        """What the version must meet."""
        return self.version.strip() or (">0.0.0-0" if self.devel else "")


class Fetched(NamedTuple):
    """The archive of a chart, and what messages call it."""

    name: str
    data: bytes


def fetch_chart(reference: str, origin: Origin) -> Fetched:
    """The archive of the chart that these words name. Raises ChartloomError."""
    reference = reference.strip()
    if not all(is_address(text) for text in (reference, origin.repository) if text):
        message = (
            "the address of the chart or of its repository cannot be read as one"  # it may hold a password
        )
        raise ChartloomError(
            Diagnostic("repository-address", message, hint="write it as https://… or oci://…")
        )
    sources = Sources(origin.access, origin.places)
    if origin.repository:
        return _from_repository(reference, origin, sources)
    if is_registry(reference):
        return _from_registry(reference, origin, sources)
    if reference.startswith(("http://", "https://")):
        return Fetched(_archive_name(reference), _from_address(reference, sources))
    return _from_known(reference, origin, sources)


def fetch_text(url: str) -> bytes:
    """What an address holds, such as values. Raises ChartloomError."""
    return Source(Access()).fetch_url(url, url)


def _from_repository(name: str, origin: Origin, sources: Sources) -> Fetched:
    repository = origin.repository
    if is_registry(repository):
        message = f"--repo is for HTTP repositories, and {without_secrets(repository)} is a registry"
        hint = f"name the chart as {repository.rstrip('/')}/{name}"
        raise ChartloomError(Diagnostic("repository-address", message, hint=hint))
    return _chosen(sources.of(repository), repository, name, origin.constraint)


def _from_registry(reference: str, origin: Origin, sources: Sources) -> Fetched:
    url, tag, digest = _parts(reference)
    _check_agreement(reference, tag, origin.version.strip())
    repository, _, name = url.rpartition("/")
    source = sources.of(repository)
    if digest or tag:
        return Fetched(f"{name}.tgz", source.fetch(repository, name, digest or tag))
    return _chosen(source, repository, name, origin.constraint)


def _parts(reference: str) -> tuple[str, str, str]:
    """The address without tag and digest, the tag and the digest."""
    url, _, digest = reference.partition("@")
    folder, slash, last = url.rpartition("/")
    name, _, tag = last.partition(":")
    return f"{folder}{slash}{name}", tag, digest


def _check_agreement(reference: str, tag: str, version: str) -> None:
    if tag and version and tag != version:
        message = f"{reference} names the version {tag}, and --version {version}"
        raise ChartloomError(Diagnostic("version-twice", message, hint="leave one of them out"))


def _from_address(url: str, sources: Sources) -> bytes:
    """The content of an address, with the credentials of the repository that it lies in, if Helm knows one."""
    owner = next((k.url for k in sources.known if k.url and url.startswith(f"{k.url.rstrip('/')}/")), url)
    return sources.of(owner).fetch_url(url, owner)


def _archive_name(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2] or "chart.tgz"


def _from_known(reference: str, origin: Origin, sources: Sources) -> Fetched:
    repository, slash, name = reference.partition("/")
    known = sources.named(repository) if slash and name else None
    if known is None:
        raise _unknown(reference, repository if slash else "", sources)
    if is_registry(known.url):
        return _from_registry(f"{known.url.rstrip('/')}/{name}", origin, sources)
    *cached, own = _candidates(known, origin, sources)
    for source in cached:
        try:
            return _chosen(source, known.url, name, origin.constraint)
        except ChartloomError:
            continue  # the copy is too old, or damaged: the repository itself knows
    return _chosen(own, known.url, name, origin.constraint)


def _candidates(known: KnownRepository, origin: Origin, sources: Sources) -> Iterator[Source]:
    """What may know the charts of a repository: Helm's copy of its index first, as Helm itself does."""
    index = known.cached_index(origin.places)
    if index is not None:
        yield Source(known.access(origin.access), {known.url: index})
    yield sources.of(known.url)


def _chosen(source: Source, repository: str, name: str, constraint: str) -> Fetched:
    problem = constraint_problem(constraint or "*")
    if problem:
        message = f'"{constraint}" is neither a version nor a range: {problem}'
        raise ChartloomError(
            Diagnostic("version-invalid", message, hint="write it as 1.2.3, ^1.2 or >=1.2 <2")
        )
    version = source.resolve(repository, name, constraint or "*")
    if version is None:
        raise _no_version(repository, name, constraint)
    return Fetched(f"{name}-{version}.tgz", source.fetch(repository, name, version))


def _no_version(repository: str, name: str, constraint: str) -> ChartloomError:
    wanted = f'that meets "{constraint}"' if constraint else "that is no prerelease"
    message = f'{without_secrets(repository)} has no version of "{name}" {wanted}'
    return ChartloomError(Diagnostic("version-not-found", message, hint="--devel takes prereleases as well"))


def _unknown(reference: str, repository: str, sources: Sources) -> ChartloomError:
    error = not_found(reference)
    if not repository or os.path.isabs(reference) or reference.startswith("."):
        return error
    names = [known.name for known in sources.known]
    note = f'"{repository}" is no repository that Helm knows: it knows {", ".join(names) or "none"}'
    hint = (
        did_you_mean(repository, names) or "`helm repo add` makes one known; or give its address with --repo"
    )
    (diagnostic,) = error.diagnostics
    return ChartloomError(
        Diagnostic(diagnostic.code, diagnostic.message, diagnostic.span, note=note, hint=hint)
    )
