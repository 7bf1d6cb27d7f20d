"""The repositories that a person has added to Helm: names, addresses, credentials, and Helm's copies of their indexes.

Helm's files are read and never written.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from chartloom.repository.errors import RepositoryError
from chartloom.yamlio import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.repository.access import Access

__all__ = ["KnownRepository", "Places", "helm_places", "known_repositories"]


class Places(NamedTuple):
    """Where Helm keeps what it was told: its repositories, copies of their indexes, and its users of registries.

    ``docker_config`` is where Docker keeps such users, which Helm asks as well. "" is nowhere.
    """

    repository_config: str = ""
    repository_cache: str = ""
    registry_config: str = ""
    docker_config: str = ""


def helm_places(environment: Mapping[str, str]) -> Places:
    """Where these files are by Helm's rules for environment variables.

    >>> helm_places({"HOME": "/home/ann"}).repository_config
    '/home/ann/.config/helm/repositories.yaml'
    >>> helm_places({"HOME": "/home/ann", "HELM_REPOSITORY_CONFIG": "mine.yaml"}).repository_config
    'mine.yaml'
    """
    home = environment.get("HOME", "")

    def base(own: str, shared: str, default: str) -> str:
        folder = environment.get(shared) or os.path.join(home, default)
        return environment.get(own) or os.path.join(folder, "helm")

    config = base("HELM_CONFIG_HOME", "XDG_CONFIG_HOME", ".config")
    cache = base("HELM_CACHE_HOME", "XDG_CACHE_HOME", ".cache")
    docker = environment.get("DOCKER_CONFIG") or os.path.join(home, ".docker")
    return Places(
        environment.get("HELM_REPOSITORY_CONFIG", os.path.join(config, "repositories.yaml")),
        environment.get("HELM_REPOSITORY_CACHE", os.path.join(cache, "repository")),
        environment.get("HELM_REGISTRY_CONFIG", os.path.join(config, "registry", "config.json")),
        os.path.join(docker, "config.json"),
    )


@dataclass(frozen=True, slots=True)
class KnownRepository:
    """A repository under the name that a person gave it."""

    name: str
    url: str
    username: str = ""
    password: str = ""
    ca_file: str = ""
    cert_file: str = ""
    key_file: str = ""
    skip_tls_verification: bool = False
    pass_credentials: bool = False

    def __repr__(self) -> str:
        """Without the password, which must not get into messages."""
        return f"KnownRepository(name={self.name!r})"

    def access(self, given: Access) -> Access:
        """How it is reached: what Helm was told goes before what is given now, as in Helm."""
        found = given
        if self.username and self.password:
            found = replace(
                found,
                username=self.username,
                password=self.password,
                pass_credentials=self.pass_credentials,
            )
        if self.ca_file or self.cert_file or self.key_file:
            found = replace(found, ca_file=self.ca_file, cert_file=self.cert_file, key_file=self.key_file)
        return replace(found, skip_tls_verification=True) if self.skip_tls_verification else found

    def cached_index(self, places: Places) -> bytes | None:
        """The index as Helm has last seen it, or None."""
        if not places.repository_cache or "/" in self.name:
            return None
        try:
            with open(os.path.join(places.repository_cache, f"{self.name}-index.yaml"), "rb") as file:
                return file.read()
        except OSError:
            return None


def known_repositories(places: Places) -> tuple[KnownRepository, ...]:
    """The repositories in Helm's file, in its order. Raises RepositoryError and YamlError; no file holds none."""
    path = places.repository_config
    try:
        with open(path, "rb") as file:
            document = read_yaml(file.read(), path)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise RepositoryError.of(
            "repositories-unreadable", f'cannot read "{path}": {error.strerror}'
        ) from None
    entries = (document.get("repositories") or []) if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise RepositoryError.of(
            "repositories-invalid", f"{path} is no list of repositories", "write it anew with `helm repo add`"
        )
    return tuple(_known(entry) for entry in entries if isinstance(entry, dict))


def _known(entry: dict[str, Any]) -> KnownRepository:
    def text(key: str) -> str:
        return str(entry.get(key) or "")

    return KnownRepository(
        text("name"),
        text("url"),
        text("username"),
        text("password"),
        text("caFile"),
        text("certFile"),
        text("keyFile"),
        skip_tls_verification=entry.get("insecure_skip_tls_verify") is True,
        pass_credentials=entry.get("pass_credentials_all") is True,
    )
