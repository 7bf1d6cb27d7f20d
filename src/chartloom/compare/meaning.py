"""An object as a tree of what it means: what only looks different is alike in it."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from chartloom.compare.lists import PRESENT, as_mapping, element, plain
from chartloom.compare.peers import allowed, chosen
from chartloom.compare.placement import placed
from chartloom.compare.routes import ingress_routes, route_routes

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["meaning"]

Mapping = dict[str, Any]

# Labels and annotations that say again what is said elsewhere.
_ECHOES = (
    "helm.sh/chart",
    "chartloom.dev/environment",
    "app.kubernetes.io/managed-by",
    "kubectl.kubernetes.io/last-applied-configuration",
)
_ECHO_PREFIXES = ("checksum/",)


def meaning(kind: str, content: Mapping) -> Mapping:
    """The object as nested mappings, without its identity and without what only echoes other fields."""
    tree = {key: _convert(key, value) for key, value in content.items() if key not in ("kind", "metadata")}
    metadata = content.get("metadata") or {}
    told = {key: _convert(key, metadata[key]) for key in ("labels", "annotations") if metadata.get(key)}
    tree = {**tree, "metadata": told}
    return _KINDS[kind](tree, content) if kind in _KINDS else tree


def _convert(key: str, value: Any) -> Any:
    sentences = placed(key, value)
    if sentences:
        return {element(each): PRESENT for each in sentences}
    if isinstance(value, dict):
        return _without_echoes({name: _convert(name, each) for name, each in value.items()})
    if isinstance(value, list):
        return as_mapping(key, value, _variable if key == "env" and _are_variables(value) else _item)
    return value


def _are_variables(items: list[Any]) -> bool:
    """Whether the items have the shape of variables; a list of that name can be anything in an object of a CRD."""
    return all(isinstance(each, dict) and _has_source(each.get("valueFrom", {"": {}})) for each in items)


def _has_source(source: Any) -> bool:
    return isinstance(source, dict) and any(isinstance(told, dict) for told in list(source.values())[:1])


def _without_echoes(tree: Mapping) -> Mapping:
    return {k: v for k, v in tree.items() if k not in _ECHOES and not k.startswith(_ECHO_PREFIXES)}


def _item(item: Any) -> Any:
    return _convert("", item) if isinstance(item, dict) else PRESENT


def _variable(item: Mapping) -> str:
    """What a variable holds, or where its value lies.

    >>> _variable({"name": "P", "valueFrom": {"secretKeyRef": {"name": "login", "key": "p", "optional": True}}})
    'key p of secret login, if there'
    """
    if "valueFrom" not in item:
        return plain(item.get("value", ""))
    source, told = next(iter(item["valueFrom"].items()))
    if source not in _SOURCES:
        return str(told.get("fieldPath") or told.get("resource") or plain(told))
    return f"key {told.get('key')} of {_SOURCES[source]} {told.get('name')}{_doubt(told)}"


_SOURCES = {"secretKeyRef": "secret", "configMapKeyRef": "config map"}


def _doubt(told: Mapping) -> str:
    return ", if there" if told.get("optional") else ""


def _network_policy(tree: Mapping, content: Mapping) -> Mapping:
    spec = content.get("spec") or {}
    calls = {way: {element(each): PRESENT for each in allowed(spec, way)} for way in ("ingress", "egress")}
    pods = chosen(spec.get("podSelector") or {})
    return {**tree, "spec": {**(tree.get("spec") or {}), **calls, "podSelector": pods}}


def _ingress(tree: Mapping, content: Mapping) -> Mapping:
    spec = {key: value for key, value in tree.get("spec", {}).items() if key not in ("rules", "tls")}
    routes = {element(where): to for where, to in ingress_routes(content.get("spec") or {})}
    return {**tree, "spec": spec, "routes": routes}


def _route(tree: Mapping, content: Mapping) -> Mapping:
    spec = {key: value for key, value in tree.get("spec", {}).items() if key not in ("rules", "hostnames")}
    routes = {element(where): to for where, to in route_routes(content.get("spec") or {})}
    return {**tree, "spec": spec, "routes": routes}


def _secret(tree: Mapping, content: Mapping) -> Mapping:
    """Its values decoded, however they are written; nobody prints them."""
    encoded, plainly = content.get("data") or {}, content.get("stringData") or {}
    data = {**{key: _decoded(value) for key, value in encoded.items()}, **plainly}
    rest = {key: value for key, value in tree.items() if key != "stringData"}
    return {**rest, "data": data} if data else rest


def _decoded(value: Any) -> Any:
    try:
        return base64.b64decode(str(value), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return value


def _autoscaler(tree: Mapping, _content: Mapping) -> Mapping:
    """Without its limits: they are replicas of its workload, and said there."""
    spec = {k: v for k, v in tree.get("spec", {}).items() if k not in ("minReplicas", "maxReplicas")}
    return {**tree, "spec": spec}


_KINDS: dict[str, Callable[[Mapping, Mapping], Mapping]] = {
    "HorizontalPodAutoscaler": _autoscaler,
    "HTTPRoute": _route,
    "Ingress": _ingress,
    "NetworkPolicy": _network_policy,
    "Secret": _secret,
}
