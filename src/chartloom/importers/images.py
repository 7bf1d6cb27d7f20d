"""Image references, and the technology that an image gives away."""

from __future__ import annotations

import re
from typing import NamedTuple

from chartloom.matrix.technologies import TECHNOLOGIES

__all__ = ["ImageRef", "language_of_image", "parse_image"]


class ImageRef(NamedTuple):
    """A reference in its parts; ``tag`` and ``digest`` are empty where they are not given."""

    repository: str
    tag: str = ""
    digest: str = ""


def parse_image(text: str) -> ImageRef | None:
    """The parts of a reference, or None for a text that is none.

    >>> parse_image("localhost:5000/shop/web:1.2")
    ImageRef(repository='localhost:5000/shop/web', tag='1.2', digest='')
    """
    name, _, digest = text.partition("@")
    head, slash, last = name.rpartition("/")
    last, _, tag = last.partition(":")
    # Written out in full, the shared catalogue of Docker says no more than its short names.
    repository = re.sub(r"^(docker\.io/)?(library/)?", "", head + slash + last)
    is_fine = (
        re.fullmatch(r"[a-z0-9]+([._:/-]+[a-z0-9]+)*", repository)
        and re.fullmatch(r"([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?", tag)
        and re.fullmatch(r"(sha256:[0-9a-f]{64})?", digest)
    )
    return ImageRef(repository, tag, digest) if is_fine and len(repository) <= 200 else None


_STORES = {word: row.name for row in TECHNOLOGIES.values() if row.is_store for word in row.known_as}
# They speak another's protocol and keep their data where it does.
_STORES |= {"mariadb": "mysql", "percona": "mysql", "valkey": "redis", "postgis": "postgresql"}
# What stands beside a store's name when the image is no store.
_BESIDE = frozenset(
    (
        "admin", "adminer", "agent", "api", "app", "backup", "browser", "client", "commander", "console", "cron",
        "dashboard", "driver", "express", "exporter", "init", "insight", "job", "loader", "management", "manager",
        "migrate", "migrations", "myadmin", "operator", "proxy", "router", "sentinel", "service", "sidecar", "sync",
        "ui", "viewer", "web", "worker",
    )
)  # fmt: skip
_LANGUAGES = {
    "nginx": "nginx",
    "httpd": "nginx",
    "caddy": "nginx",
    "node": "nodejs",
    "nodejs": "nodejs",
    "bun": "nodejs",
    "deno": "nodejs",
    "python": "python",
    "pypy": "python",
    "golang": "go",
    "go": "go",
    "openjdk": "java",
    "java": "java",
    "jdk": "java",
    "jre": "java",
    "maven": "java",
    "gradle": "java",
    "temurin": "java",
    "corretto": "java",
    "tomcat": "java",
    "sbt": "java",
    "php": "php",
    "composer": "php",
    "rust": "rust",
    "cargo": "rust",
    "ruby": "ruby",
    "rails": "ruby",
    "aspnet": "dotnet",
    "dotnet": "dotnet",
}


def language_of_image(text: str) -> str:
    """The technology of an image by the words of its name; "" when they name none.

    >>> language_of_image("robotshop/rs-mysql-db:2.1.0"), language_of_image("mongo-express")
    ('mysql', '')
    """
    name = text.partition("@")[0].rpartition("/")[2].partition(":")[0]
    words = [word for word in re.split("[-_.]", name.lower()) if word]
    if not _BESIDE.intersection(words):
        store = next((_STORES[word] for word in reversed(words) if word in _STORES), "")
        if store:
            return store
    if "mcr.microsoft.com/dotnet" in text:
        return "dotnet"
    return next((_LANGUAGES[word] for word in words if word in _LANGUAGES), "")
