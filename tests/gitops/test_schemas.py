"""The woven objects are what Argo CD and Flux accept: held against the definitions that they install."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from chartloom.actions.rollouts import read_rollouts
from chartloom.gitops import gitops_files
from chartloom.weave import weave_fleet
from tests import real_tools
from tests.examples.fleets import NAMES, fleet
from tests.gitops.expansion import expand
from tests.gitops.fleets import WAYS, woven

DEFINITIONS = {
    "argoproj.io/v1alpha1": ("argocd",),
    "source.toolkit.fluxcd.io/v1": ("flux-source",),
    "kustomize.toolkit.fluxcd.io/v1": ("flux-kustomize",),
    "helm.toolkit.fluxcd.io/v2": ("flux-helm",),
}


@cache
def schemas(name: str) -> dict[tuple[str, str], Any]:
    """The schemas of one tool by API version and kind; no key but the known ones."""
    wanted = next(each for each in real_tools.SCHEMAS if each.name == name)
    if not wanted.path.is_dir():
        pytest.skip(f"the definitions of {wanted.module} are not there: `make tools`")
    found = {}
    for file in sorted(wanted.path.glob("*.yaml")):
        definition = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
        if definition["kind"] != "CustomResourceDefinition":
            continue
        spec = definition["spec"]
        for version in spec["versions"]:
            key = (f"{spec['group']}/{version['name']}", spec["names"]["kind"])
            found[key] = closed(version["schema"]["openAPIV3Schema"])
    return found


def closed(schema: Any) -> Any:
    """The schema with every object closed: the API server drops what it does not know, and says nothing."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(below) for key, below in schema.items()}
    open_ = schema.get("x-kubernetes-preserve-unknown-fields") or "additionalProperties" in schema
    if "properties" in schema and schema.get("type") == "object" and not open_:
        made["additionalProperties"] = False
    return made


def problems(each: dict[str, Any]) -> list[str]:
    if each["apiVersion"] == "v1":
        return []
    (tool,) = DEFINITIONS[each["apiVersion"]]
    schema = dict(schemas(tool)[each["apiVersion"], each["kind"]])
    schema["properties"] = {**schema["properties"], "metadata": {"type": "object"}}
    found = Draft202012Validator(schema).iter_errors(each)
    return [f"{each['kind']}/{each['metadata']['name']}: {e.json_path}: {e.message}" for e in found]


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
