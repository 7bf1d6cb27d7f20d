"""``index.yaml``: which charts an HTTP repository has, in which versions, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from chartloom.repository.errors import invalid_index
from chartloom.repository.transport import is_address

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["IndexEntry", "chart_url", "index_url", "read_index"]


class IndexEntry(NamedTuple):
    """One version of a chart; ``digest`` is "" where the index tells none."""

    version: str
    urls: tuple[str, ...]
    digest: str


def index_url(repository: str) -> str:
    """The address of a repository's index."""
    return chart_url(repository, "index.yaml")


def chart_url(repository: str, reference: str) -> str:
    """The address of what an index names, which may be relative to the repository; a query is passed on.

    >>> chart_url("https://example.com/charts?key=1", "db-1.0.0.tgz")
    'https://example.com/charts/db-1.0.0.tgz?key=1'
    """
    base = urlsplit(repository)
    if urlsplit(reference).scheme:
        return reference
    folder = base._replace(path=base.path.rstrip("/") + "/", query="", fragment="").geturl()
    found = urlsplit(urljoin(folder, reference))
    return found._replace(query=base.query or found.query).geturl()


def read_index(data: bytes, name: str, url: str) -> tuple[IndexEntry, ...]:
    """The versions of the chart of that name, in the order of the index; versions that say too little are left out.

    Raises RepositoryError for what is no index, and YamlError for what is no YAML.
    """
    document = _parse(data, url)
    if not isinstance(document, dict):
        raise invalid_index(url, "it is no mapping")
    if not document.get("apiVersion"):
        raise invalid_index(url, "it has no `apiVersion`")
    entries = document.get("entries") or {}
    if not isinstance(entries, dict):
        raise invalid_index(url, "`entries` is no mapping")
    found = entries.get(name) or []
    if not isinstance(found, list):
        raise invalid_index(url, f"`entries.{name}` is no list")
    return tuple(_entries(found))


def _parse(data: bytes, url: str) -> object:
    from chartloom.yamlio import read_json, read_yaml

    is_json = data.lstrip()[:1] == b"{"
    return read_json(data.decode("utf-8", "replace")) if is_json else read_yaml(data, url)


def _entries(found: list[object]) -> Iterator[IndexEntry]:
    for entry in found:
        if not isinstance(entry, dict):
            continue
        version, urls, digest = entry.get("version"), entry.get("urls"), entry.get("digest")
        if entry.get("name") and isinstance(version, str) and isinstance(urls, list):
            texts = tuple(url for url in urls if isinstance(url, str) and is_address(url))
            if texts:
                yield IndexEntry(version, texts, digest if isinstance(digest, str) else "")
