"""The objects in manifests, and which of one side is which of the other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from chartloom.yamlio import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chartloom.kube import Manifest

__all__ = ["Object", "by_identity", "main_namespace", "read_objects"]

Mapping = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Object:
    """One object; ``group`` is the service that it belongs to, ``chart`` a chart inside that of the service, or ""."""

    group: str
    kind: str
    namespace: str
    name: str
    content: Mapping
    chart: str = ""

    @property
    def title(self) -> str:
        """As a person calls it."""
        return f"{self.kind} {self.name}"


def read_objects(manifests: Iterable[Manifest]) -> tuple[Object, ...]:
    """The objects in the manifests; those in a List, as kubectl prints them, one by one."""
    return tuple(each for manifest in manifests for each in _objects(manifest))


def _objects(manifest: Manifest) -> Iterator[Object]:
    content = read_yaml(manifest.content)
    if not isinstance(content, dict):
        return
    items = content.get("items")
    listed = items if str(content.get("kind", "")).endswith("List") and isinstance(items, list) else [content]
    yield from (_object(manifest.source, cast("Mapping", each)) for each in listed if isinstance(each, dict))


def _object(source: str, content: Mapping) -> Object:
    metadata = content.get("metadata") or {}
    name = str(metadata.get("name") or metadata.get("generateName") or "")
    group = _chart(source) or _labelled(metadata.get("labels") or {}) or name
    kind, namespace = str(content.get("kind", "")), str(metadata.get("namespace") or "")
    return Object(group, kind, namespace, name, content, _inner_chart(source))


def _chart(source: str) -> str:
    """The service whose chart has the template, as its path says: the chart right below the umbrella.

    >>> _chart("shop/charts/cart/templates/service.yaml"), _chart("cart/templates/service.yaml"), _chart("")
    ('cart', 'cart', '')
    """
    charts, found, _ = source.partition("/templates/")
    return (charts.split("/charts/")[:2][-1].rpartition("/")[2]) if found else ""


def _inner_chart(source: str) -> str:
    """The chart inside that of a service which has the template, or "".

    >>> _inner_chart("shop/charts/db/charts/redis/templates/x.yaml"), _inner_chart("shop/charts/db/templates/x.yaml")
    ('redis', '')
    """
    return "/".join(source.partition("/templates/")[0].split("/charts/")[2:])


_LABELS = ("chartloom.dev/service", "app.kubernetes.io/name", "app")


def _labelled(labels: Mapping) -> str:
    return next((str(labels[name]) for name in _LABELS if labels.get(name)), "")


def main_namespace(objects: Sequence[Object]) -> str:
    """The namespace in which most of the objects are, or ""."""
    counted = Counter(each.namespace for each in objects if each.namespace)
    return max(sorted(counted), key=counted.__getitem__) if counted else ""


def by_identity(objects: Sequence[Object]) -> dict[tuple[str, ...], Object]:
    """The objects by kind, name and namespace.

    The main namespace of a side counts as none: the same fleet may live in another one. Objects that are there
    twice are numbered, so that none is lost.
    """
    main, seen = main_namespace(objects), Counter[tuple[str, ...]]()
    found: dict[tuple[str, ...], Object] = {}
    for each in objects:
        namespace = "" if each.namespace == main else each.namespace
        identity = (each.kind, each.name, namespace)
        found[(*identity, str(seen[identity]))] = each
        seen[identity] += 1
    return found
