"""Lists of Kubernetes as what they are: most are mappings by a name, or sets, and few are sequences."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["PRESENT", "as_mapping", "element", "plain"]

PRESENT = True
"""What an element of a set is mapped to."""

_SEQUENCES = frozenset(("command", "args"))
# Fields that tell the items of a list from each other, where their name does not.
_KEYS: dict[str, tuple[str, ...]] = {
    "volumeMounts": ("mountPath",),
    "volumeDevices": ("devicePath",),
    "hostAliases": ("ip",),
    "matchExpressions": ("key",),
    "envFrom": ("prefix", "configMapRef.name", "secretRef.name"),
    "metrics": ("type", "resource.name"),
    "policies": ("type",),
    "subjects": ("kind", "name"),
    "ownerReferences": ("kind", "name"),
    "parentRefs": ("name",),
}
_USUAL_KEYS: tuple[tuple[str, ...], ...] = (
    ("name",),
    ("metadata.name",),
    ("alert",),
    ("containerPort",),
    ("port",),
    ("host",),
    ("path",),
    ("key",),
)


def element(name: str) -> str:
    """The segment of a path that stands for an item of a list."""
    return f"[{name}]"


def as_mapping(field: str, items: Sequence[Any], convert: Callable[[Any], Any]) -> Any:
    """The list as a mapping, each item as ``convert`` makes it: by key, or as a set.

    Only where the order says something it stays a list.

    >>> as_mapping("env", [{"name": "A", "value": "1"}], lambda item: item["value"])
    {'[A]': '1'}
    >>> as_mapping("accessModes", ["ReadWriteOnce"], lambda item: item)
    {'[ReadWriteOnce]': True}
    """
    if field in _SEQUENCES:
        return [plain(item) for item in items]
    for keys in (_KEYS[field],) if field in _KEYS else _USUAL_KEYS:
        names = [_name(item, keys) for item in items]
        if all(names) and len(set(names)) == len(names):
            return {element(name): convert(item) for name, item in zip(names, items, strict=True)}
    return {element(plain(item)): PRESENT for item in items}


def _name(item: Any, keys: tuple[str, ...]) -> str:
    found = [_at(item, key) for key in keys]
    return "/".join(plain(each) for each in found if each is not None)


def _at(item: Any, key: str) -> Any:
    for step in key.split("."):
        item = item.get(step) if isinstance(item, dict) else None
    return item


def plain(value: Any) -> str:
    """A value on one line.

    >>> plain(8080.0), plain("web"), plain({"a": [1.0]})
    ('8080', 'web', '{"a": [1]}')
    """
    if isinstance(value, str):
        return value
    return json.dumps(_whole(value), ensure_ascii=False, sort_keys=True)


def _whole(value: Any) -> Any:
    """Numbers as they are written: YAML has been read as Go reads JSON, where all are floats."""
    if isinstance(value, dict):
        return {key: _whole(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
