"""Builds a Kustomization from files in memory, as far as we use it; the real one is asked where it is there."""

from __future__ import annotations

import copy
import json
import posixpath
import subprocess
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Object = dict[str, Any]
CLUSTER_WIDE = ("ClusterRole", "ClusterRoleBinding", "Namespace")


def build(files: Mapping[str, bytes], folder: str) -> list[Object]:
    """The objects of the Kustomization in a folder of the files: resources, then patches, then the namespace."""
    said = _yaml(files, f"{folder}/kustomization.yaml")
    unknown = set(said) - {
        "apiVersion",
        "commonAnnotations",
        "kind",
        "namespace",
        "patches",
        "resources",
    }
    assert not unknown, unknown
    objects = [each for name in said.get("resources", ()) for each in _resources(files, folder, name)]
    for patch in said.get("patches", ()):
        _apply(_yaml(files, f"{folder}/{patch['path']}"), patch.get("target"), objects)
    for each in objects:
        if "commonAnnotations" in said:
            each["metadata"].setdefault("annotations", {}).update(said["commonAnnotations"])
        if "namespace" in said and each["kind"] not in CLUSTER_WIDE:
            each["metadata"]["namespace"] = said["namespace"]
    return objects


def _resources(files: Mapping[str, bytes], folder: str, name: str) -> list[Object]:
    path = posixpath.normpath(f"{folder}/{name}")
    return list(yaml.load_all(files[path], yaml.CSafeLoader)) if path in files else build(files, path)


def _yaml(files: Mapping[str, bytes], path: str) -> Any:
    return yaml.load(files[path], yaml.CSafeLoader)


def _apply(patch: Any, target: Mapping[str, str] | None, objects: list[Object]) -> None:
    head = target or {**_group(patch["apiVersion"]), "kind": patch["kind"], "name": patch["metadata"]["name"]}
    (index,) = (i for i, each in enumerate(objects) if _identity(each) == _named(head))
    change = operate if isinstance(patch, list) else merge
    objects[index] = change(objects[index], patch)


def _group(api_version: str) -> dict[str, str]:
    group, _, version = api_version.rpartition("/")
    return {"group": group, "version": version}


def _identity(each: Object) -> tuple[str, ...]:
    return _named({**_group(each["apiVersion"]), "kind": each["kind"], "name": each["metadata"]["name"]})


def _named(head: Mapping[str, str]) -> tuple[str, ...]:
    # The name of a target is a regular expression.
    return head.get("group", ""), head["version"], head["kind"], head["name"].replace("\\", "")


def merge(below: Any, patch: Any) -> Any:
    """RFC 7396."""
    if not isinstance(patch, dict):
        return patch
    made = dict(below) if isinstance(below, dict) else {}
    for key, value in patch.items():
        if value is None:
            made.pop(key)  # what is removed was there
        else:
            made[key] = merge(made.get(key), value)
    return made


def operate(document: Any, patch: Iterable[Mapping[str, Any]]) -> Any:
    """RFC 6902, without what we never write."""
    made = {"": copy.deepcopy(document)}
    for operation in patch:
        steps = [step.replace("~1", "/").replace("~0", "~") for step in operation["path"].split("/")]
        owner: Any = made
        for step in steps[:-1]:
            owner = owner[int(step) if isinstance(owner, list) else step]
        _change(owner, steps[-1], operation)
    return made[""]


def _change(owner: Any, step: str, operation: Mapping[str, Any]) -> None:
    key: Any = int(step) if isinstance(owner, list) else step
    match operation["op"]:
        case "remove":
            del owner[key]
        case "replace":
            assert owner[key] is not NotImplemented  # it is there
            owner[key] = operation["value"]
        case "add" if isinstance(owner, list):
            assert key <= len(owner)
            owner.insert(key, operation["value"])
        case "add":
            assert key not in owner
            owner[key] = operation["value"]
        case other:
            raise AssertionError(other)


def really_build(kustomize: Path, folder: Path) -> list[Object]:
    """What the real Kustomize builds."""
    done = subprocess.run([kustomize, "build", folder], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [each for each in yaml.load_all(done.stdout, yaml.CSafeLoader) if each]


def as_set(objects: Iterable[Any]) -> list[str]:
    """Objects as texts, in no order of their own; whole numbers are whole, as they are in JSON."""
    return sorted(json.dumps(_whole(each), sort_keys=True) for each in objects)


def _whole(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _whole(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_whole(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
