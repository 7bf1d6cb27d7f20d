"""The difference between two versions of one object, as a patch that Kustomize applies.

Where only fields of mappings differ, it is a merge patch, which reads like the object. Where lists differ, or
something empty takes part, it is a list of operations (RFC 6902): what a merge does to a list depends on the
schema of its kind, and what becomes of an empty mapping depends on the version of Kustomize, of which every
kubectl has another one.
"""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["merge_patch", "operations", "same"]

Operation = dict[str, object]


class _NoMergeError(Exception):
    """A merge patch cannot say this."""


def same(one: object, other: object) -> bool:
    """Whether both are the same to Kubernetes; 1 and true are not.

    >>> same({"a": 1.0, "b": []}, {"b": [], "a": 1}), same(1, True)
    (True, False)
    """
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(below, other[key]) for key, below in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def merge_patch(base: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, object] | None:
    """What, merged into ``base``, gives ``wanted``; None where a merge is not sure to.

    >>> merge_patch({"spec": {"replicas": 1, "paused": True}}, {"spec": {"replicas": 3}})
    {'spec': {'paused': None, 'replicas': 3}}
    >>> merge_patch({"args": ["a"]}, {"args": ["b"]}), merge_patch({}, {"nodeSelector": {}})
    (None, None)
    """
    try:
        return _merge(base, wanted)
    except _NoMergeError:
        return None


def _merge(base: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key in sorted({*base, *wanted}):
        if key not in wanted:
            found[key] = None
        elif key not in base:
            found[key] = _filled(wanted[key])
        elif not same(base[key], wanted[key]):
            found[key] = _changed(base[key], wanted[key])
    return found


def _changed(base: object, wanted: object) -> object:
    if isinstance(base, dict) and isinstance(wanted, dict) and wanted:
        return _merge(base, wanted)
    if isinstance(base, dict | list) or isinstance(wanted, dict | list):
        raise _NoMergeError
    return _filled(wanted)


def _filled(value: object) -> object:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if value is None or value in ({}, []):
        raise _NoMergeError
    for below in inside:
        _filled(below)
    return value


def operations(base: object, wanted: object, path: str = "") -> Iterator[Operation]:
    """The operations that turn ``base`` into ``wanted``, in the order in which they must be applied.

    >>> list(operations({"env": ["a", "c"], "x/y": 1}, {"env": ["a", "b", "c"]}))
    [{'op': 'add', 'path': '/env/1', 'value': 'b'}, {'op': 'remove', 'path': '/x~1y'}]
    """
    if same(base, wanted):
        return
    if isinstance(base, dict) and isinstance(wanted, dict):
        for key in sorted({*base, *wanted}):
            yield from _of_key(base, wanted, key, f"{path}/{_escaped(key)}")
    elif isinstance(base, list) and isinstance(wanted, list) and base and wanted:
        yield from _of_lists(base, wanted, path)
    else:
        yield {"op": "replace", "path": path, "value": wanted}


def _of_key(base: Mapping[str, Any], wanted: Mapping[str, Any], key: str, path: str) -> Iterator[Operation]:
    if key not in wanted:
        yield {"op": "remove", "path": path}
    elif key not in base:
        yield {"op": "add", "path": path, "value": wanted[key]}
    else:
        yield from operations(base[key], wanted[key], path)


def _of_lists(base: Sequence[Any], wanted: Sequence[Any], path: str) -> Iterator[Operation]:
    """Items are added, removed and changed where they stand; each operation sees the list as those before left it."""
    matcher = SequenceMatcher(None, list(map(_text, base)), list(map(_text, wanted)), autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        common = min(last - first, end - start)
        for offset in range(common):
            yield from operations(base[first + offset], wanted[start + offset], f"{path}/{start + offset}")
        for _ in range(last - first - common):
            yield {"op": "remove", "path": f"{path}/{start + common}"}
        for index in range(start + common, end):
            yield {"op": "add", "path": f"{path}/{index}", "value": wanted[index]}


def _text(item: object) -> str:
    """By which equal items are known; numbers come from one reader, so that equal ones look alike."""
    return json.dumps(item, sort_keys=True)


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
