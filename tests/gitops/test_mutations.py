"""Real objects, changed at random in each environment, come out of Kustomize as they went in."""

from __future__ import annotations

import copy
import random
from typing import TYPE_CHECKING, Any

import pytest

from chartloom.gitops import Overlay, kustomize_files
from chartloom.gitops.resources import Resource
from tests.gitops.building import as_set, build, really_build
from tests.gitops.overlays import rendered
from tests.gitops.test_kustomize import SHOP, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OBJECTS = 40
ENVIRONMENTS = ("a", "b", "c")
NEW: list[Any] = ["x", "1", 1.0, 2.5, True, {}, [], {"a": {}}, ["p", "q"], [{"name": "n", "value": "v"}]]


@pytest.fixture(scope="module")
def overlays(tmp_path_factory: pytest.TempPathFactory) -> tuple[Overlay, ...]:
    chance = random.Random(20)
    objects = [each.content for each in rendered(SHOP, tmp_path_factory.mktemp("none"))[1].objects]
    versions = [_versions(chance, chance.choice(objects), f"n{number}") for number in range(OBJECTS)]
    return tuple(
        Overlay(name, name, tuple(_resource(each[index], name) for each in versions))
        for index, name in enumerate(ENVIRONMENTS)
    )


def _versions(chance: random.Random, given: Any, name: str) -> list[Any]:
    first = copy.deepcopy(given)
    first["metadata"]["name"] = name
    if chance.random() < 0.25:  # a kind of which Kustomize knows no schema
        first.update(apiVersion="acme.org/v1", kind="Thing")
    return [first, *(_changed(chance, copy.deepcopy(first)) for _ in ENVIRONMENTS[1:])]


def _changed(chance: random.Random, content: Any) -> Any:
    for _ in range(chance.randint(1, 4)):
        owner, key = chance.choice(list(_places(content, ())))
        match chance.choice(["remove", "replace", "shuffle", "add", "add"]):
            case "remove":
                del owner[key]
            case "replace" if isinstance(owner[key], str | float):
                owner[key] = chance.choice(["y", 3.0, False])
            case "shuffle" if isinstance(owner, list):
                chance.shuffle(owner)
            case "add" if isinstance(owner, list):
                owner.insert(key, copy.deepcopy(chance.choice([*owner, *NEW])))
            case "add":
                owner[f"new{chance.randint(1, 9)}"] = copy.deepcopy(chance.choice(NEW))
            case _:
                pass
    return content


def _places(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    """What may change: all but what an object is known by."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in pairs:
        here = (*path, key)
        if here[0] not in ("apiVersion", "kind") and here[:2] not in (
            ("metadata", "name"),
            ("metadata", "namespace"),
        ):
            if len(here) > 1:
                yield value, key
            yield from _places(below, here)


def _resource(content: Any, namespace: str) -> Resource:
    return Resource("web", {**content, "metadata": {**content["metadata"], "namespace": namespace}})


def test_what_is_built(overlays: tuple[Overlay, ...]) -> None:
    files = kustomize_files(SHOP, overlays)
    assert sum(path.endswith(".patch.yaml") for path in files) > OBJECTS
    for each in overlays:
        found = build(files, f"kustomize/overlays/{each.environment}")
        assert as_set(found) == as_set(resource.content for resource in each.objects)


@pytest.mark.kustomize
def test_what_kustomize_builds(overlays: tuple[Overlay, ...], kustomize: Path, tmp_path: Path) -> None:
    folder = write(tmp_path, kustomize_files(SHOP, overlays)) / "kustomize" / "overlays"
    for each in overlays:
        found = really_build(kustomize, folder / each.environment)
        assert as_set(found) == as_set(resource.content for resource in each.objects)
