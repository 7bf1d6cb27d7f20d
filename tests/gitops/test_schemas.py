"""The woven objects are what Argo CD and Flux accept: held against the definitions that they install."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from chartloom.actions.rollouts import read_rollouts
from chartloom.gitops import gitops_files
from chartloom.weave import weave_fleet
from tests import custom_resources
from tests.examples.fleets import NAMES, fleet
from tests.gitops.expansion import expand
from tests.gitops.fleets import WAYS, woven


def problems(each: dict[str, Any]) -> list[str]:
    return [] if each["apiVersion"] == "v1" else custom_resources.problems(each)


@pytest.mark.parametrize(("tool", "granularity"), WAYS)
def test_objects_fit_their_definitions(tool: str, granularity: str) -> None:
    texts = [content for path, content in woven(tool, granularity).items() if path.endswith(".yaml")]
    assert all_problems(texts) == []


def all_problems(texts: list[bytes]) -> list[str]:
    found = [each for text in texts for each in yaml.safe_load_all(text)]
    return [p for each in (*found, *expand(found)) for p in problems(each)]


@pytest.mark.parametrize("name", [name for name in NAMES if fleet(name).gitops])
def test_the_objects_of_examples_do(name: str) -> None:
    rollouts = read_rollouts(fleet(name), weave_fleet(fleet(name)).files)
    files = gitops_files(fleet(name), rollouts)
    assert len(files) > len(fleet(name).services)
    assert all_problems([content for path, content in files.items() if path.endswith(".yaml")]) == []


BAD = [
    (
        {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "spec": {}},
        "'destination' is a required",
    ),
    (
        {"apiVersion": "helm.toolkit.fluxcd.io/v2", "kind": "HelmRelease", "spec": {"retires": 1}},
        "'retires' was",
    ),
]


@pytest.mark.parametrize(("each", "words"), BAD)
def test_a_bad_object_is_found(each: dict[str, Any], words: str) -> None:
    assert any(words in problem for problem in problems({**each, "metadata": {"name": "bad"}}))
