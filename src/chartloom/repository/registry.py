"""Charts in OCI registries: which versions there are, and the archive of one of them.

What is asked of a registry is the part of the distribution specification that pulls: tags, manifest, blob; tokens
as registries give them out to whoever asks.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin, urlsplit

from chartloom.repository.errors import HttpError, RepositoryError, digest_mismatch, not_a_chart
from chartloom.repository.transport import basic_authorization

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chartloom.repository.transport import Answer, Transport

__all__ = ["Registry"]

_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
_INDEX = "application/vnd.oci.image.index.v1+json"
_CONFIG = "application/vnd.cncf.helm.config.v1+json"
_CHARTS = ("application/vnd.cncf.helm.chart.content.v1.tar+gzip", "application/tar+gzip")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_REPOSITORY = re.compile(r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*")
_TAG = re.compile(r"\w[\w.-]{0,127}", re.ASCII)
_MOST_PAGES = 100
_MOST_MANIFESTS = 32
_SMALL = 8 << 20


class Registry:
    """The repository of one chart in a registry, such as ``oci://example.com/charts/db``."""

    def __init__(self, url: str, transport: Transport) -> None:
        host, _, self._name = url.removeprefix("oci://").partition("/")
        if not host or not _REPOSITORY.fullmatch(self._name):
            raise RepositoryError.of(
                "registry-address",
                f'"{url}" is no address in a registry',
                "write it as oci://HOST/PATH, the path in lower-case letters",
            )
        self.url = url
        self._transport = transport
        self._base = f"{'http' if transport.access.plain_http else 'https'}://{host}/v2/{self._name}"
        self._headers: dict[str, str] = {}

    def versions(self) -> list[str]:
        """All tags as versions, in the order of the registry."""
        return [tag.replace("_", "+") for tag in self._tags()]

    def pull(self, version: str) -> bytes:
        """The archive of a version, held against the digests that lead to it. Raises RepositoryError.

        In place of a version, ``sha256:…`` names a manifest. Of several manifests under one tag the chart's is taken.
        """
        tag = version.replace("+", "_")
        is_digest = bool(_DIGEST.fullmatch(tag))
        if not (is_digest or _TAG.fullmatch(tag)):
            raise RepositoryError.of("registry-tag", f'"{version}" cannot be the tag of a chart')
        shown = f"{self.url}{'@' if is_digest else ':'}{tag}"
        digest, size = _chart_layer(self._manifest(tag, shown), shown)
        blob = self._get(f"{self._base}/blobs/{digest}", limit=size).body
        _check_digest(shown, digest, blob)
        return blob

    def _manifest(self, tag: str, shown: str) -> dict[str, Any]:
        """The manifest of a chart: that of the tag, or the first one of a chart in the index that the tag names."""
        document = self._document(tag, shown)
        if not isinstance(document.get("manifests"), list):
            return document
        for digest in _manifests(document)[:_MOST_MANIFESTS]:
            found = self._document(digest, shown)
            if _is_chart(found):
                return found
        raise not_a_chart(shown, "none of the manifests in its index is that of a chart")

    def _document(self, reference: str, shown: str) -> dict[str, Any]:
        """A manifest or an index, held against its digest."""
        url = f"{self._base}/manifests/{reference}"
        answer = self._get(url, accept=f"{_MANIFEST}, {_INDEX}", limit=_SMALL)
        announced = _header(answer.headers, "Docker-Content-Digest")
        for wanted in (reference, announced):
            if _DIGEST.fullmatch(wanted):
                _check_digest(shown, wanted, answer.body)
        return _json(answer.body, shown)

    def _tags(self) -> Iterator[str]:
        url = f"{self._base}/tags/list?n=1000"
        for _ in range(_MOST_PAGES):
            answer = self._get(url, limit=_SMALL)
            tags = _json(answer.body, self.url).get("tags")
            yield from (tag for tag in tags or () if isinstance(tag, str))
            further = re.match(r"<([^>]+)>\s*;\s*rel=\"?next", answer.headers.get("Link", ""))
            if not further:
                return
            url = self._same_host(urljoin(url, further[1]))

    def _same_host(self, url: str) -> str:
        if urlsplit(url)[:2] != urlsplit(self._base)[:2]:
            raise not_a_chart(self.url, f"its list of tags goes on at another host: {url}")
        return url

    def _get(self, url: str, accept: str = "*/*", **options: Any) -> Answer:
        """What the registry answers, once with a token where it asks for one."""
        try:
            return self._transport.get(url, {"Accept": accept, **self._headers}, **options)
        except HttpError as error:
            challenge = _header(error.headers, "WWW-Authenticate")
            if error.status != 401 or not challenge or self._headers:
                raise
        self._headers = self._authorization(challenge, url)
        return self._transport.get(url, {"Accept": accept, **self._headers}, **options)

    def _authorization(self, challenge: str, url: str) -> dict[str, str]:
        kind, _, rest = challenge.partition(" ")
        access = self._transport.access
        if kind.lower() == "basic" and access.username:
            return basic_authorization(access)
        fields = dict(re.findall(r'(\w+)="([^"]*)"', rest))
        if kind.lower() != "bearer" or "realm" not in fields:
            raise HttpError(url, 401, {})
        query = {"service": fields.get("service", ""), "scope": f"repository:{self._name}:pull"}
        realm = f"{fields['realm']}{'&' if '?' in fields['realm'] else '?'}{urlencode(query)}"
        document = _json(self._transport.get(realm, trusted=True, limit=_SMALL).body, realm)
        token = document.get("token") or document.get("access_token")
        return {"Authorization": f"Bearer {token}"}


def _header(headers: Mapping[str, str], name: str) -> str:
    return next((value for key, value in headers.items() if key.lower() == name.lower()), "")


def _manifests(index: dict[str, Any]) -> list[str]:
    """The digests of the manifests in an index, without other indexes; those that say they are charts come first."""
    entries = [entry for entry in index["manifests"] if isinstance(entry, dict)]
    entries = [entry for entry in entries if entry.get("mediaType") == _MANIFEST]
    entries.sort(key=lambda entry: entry.get("artifactType") != _CONFIG)
    digests = (entry.get("digest") for entry in entries)
    return [digest for digest in digests if isinstance(digest, str) and _DIGEST.fullmatch(digest)]


def _is_chart(manifest: dict[str, Any]) -> bool:
    config = manifest.get("config")
    return isinstance(config, dict) and config.get("mediaType") == _CONFIG


def _chart_layer(manifest: dict[str, Any], shown: str) -> tuple[str, int]:
    """The digest and the size of the layer that is the chart's archive."""
    if not _is_chart(manifest):
        raise not_a_chart(shown, "its manifest is not that of a chart")
    layers = manifest.get("layers")
    for layer in layers if isinstance(layers, list) else ():
        if isinstance(layer, dict) and layer.get("mediaType") in _CHARTS:
            digest, size = layer.get("digest"), layer.get("size")
            if isinstance(digest, str) and _DIGEST.fullmatch(digest) and isinstance(size, int):
                return digest, min(max(size, 0), 100 << 20)
    raise not_a_chart(shown, "its manifest names no archive")


def _json(data: bytes, shown: str) -> dict[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise not_a_chart(shown, "the registry does not answer with JSON")
    return document


def _check_digest(shown: str, wanted: str, data: bytes) -> None:
    found = f"sha256:{sha256(data).hexdigest()}"
    if found != wanted:
        raise digest_mismatch(shown, wanted, found)
