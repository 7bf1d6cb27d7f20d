"""Custom resources, held against the definitions that their makers install; kept elsewhere, see real_tools."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests import real_tools

__all__ = ["DEFINITIONS", "problems"]

# Who defines the kinds of an API group.
DEFINITIONS = {
    "argoproj.io": "argocd",
    "source.toolkit.fluxcd.io": "flux-source",
    "kustomize.toolkit.fluxcd.io": "flux-kustomize",
    "helm.toolkit.fluxcd.io": "flux-helm",
    "gateway.networking.k8s.io": "gateway-api",
    "monitoring.coreos.com": "prometheus-operator",
    "external-secrets.io": "external-secrets",
    "bitnami.com": "sealed-secrets",
    "snapshot.storage.k8s.io": "snapshots",
    "traefik.io": "traefik",
}


@cache
def schemas(name: str) -> dict[tuple[str, str], Any]:
    """The schemas of one tool by API version and kind; no key but the known ones."""
    wanted = next(each for each in real_tools.SCHEMAS if each.name == name)
    if not wanted.path.is_dir():
        pytest.skip(f"the definitions of {wanted.module} are not there: `make tools`")
    found: dict[tuple[str, str], Any] = {}
    for file in sorted(wanted.path.glob("*.yaml")):
        for definition in yaml.load_all(file.read_text("utf-8"), _Loader):
            if definition and definition.get("kind") == "CustomResourceDefinition":
                found |= _versions(definition["spec"])
    return found


class _Loader(yaml.CSafeLoader):
    """Reads a bare "=" as the text that it is; YAML 1.1 has a type of its own for it."""


_Loader.add_constructor("tag:yaml.org,2002:value", lambda _, node: node.value)


def _versions(spec: dict[str, Any]) -> dict[tuple[str, str], Any]:
    return {
        (f"{spec['group']}/{version['name']}", spec["names"]["kind"]): closed(
            version["schema"]["openAPIV3Schema"]
        )
        for version in spec["versions"]
    }


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
    """What the makers of the kind would not accept in an object of it."""
    group = each["apiVersion"].partition("/")[0]
    schema = dict(schemas(DEFINITIONS[group])[each["apiVersion"], each["kind"]])
    schema["properties"] = {**schema["properties"], "metadata": {"type": "object"}}
    found = Draft202012Validator(schema).iter_errors(each)
    return [f"{each['kind']}/{each['metadata']['name']}: {e.json_path}: {e.message}" for e in found]
