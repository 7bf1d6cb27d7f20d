"""Whom a NetworkPolicy lets through, in words: the same peers and ports are the same, however they are grouped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.compare.lists import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["allowed", "chosen", "merged", "selected"]

Mapping = dict[str, Any]

_NAMES = ("chartloom.dev/service", "app.kubernetes.io/name", "app", "k8s-app", "kubernetes.io/metadata.name")


def allowed(spec: Mapping, way: str) -> list[str]:
    """Each peer and port that a policy allows, once, sorted; ``way`` is ``ingress`` or ``egress``.

    >>> selector = {"matchLabels": {"app": "web"}}
    >>> allowed({"ingress": [{"from": [{"podSelector": selector}], "ports": [{"port": 80.0}]}]}, "ingress")
    ['web on 80/TCP']
    """
    peers = "from" if way == "ingress" else "to"
    return sorted({each for rule in spec.get(way) or () for each in _rule(rule or {}, peers)})


def _rule(rule: Mapping, field: str) -> Iterator[str]:
    peers = [_peer(each) for each in rule.get(field) or ()] or ["anyone"]
    ports = [_port(each) for each in rule.get("ports") or ()] or ["any port"]
    yield from (f"{peer} on {port}" for peer in peers for port in ports)


def _peer(peer: Mapping) -> str:
    if "ipBlock" in peer:
        block = peer["ipBlock"]
        spared = ", ".join(block.get("except") or ())
        return f"{block.get('cidr')} except {spared}" if spared else str(block.get("cidr"))
    pods, spaces = peer.get("podSelector"), peer.get("namespaceSelector")
    where = "" if spaces is None else f"namespace {selected(spaces)}" if spaces else "any namespace"
    who = "" if pods is None else selected(pods) if pods else "every pod"
    return f"{who} in {where}" if who and where else who or where


def chosen(selector: Mapping) -> str:
    """The labels that a selector asks for, all of them.

    >>> chosen({"matchLabels": {"app": "web", "tier": "front"}}), chosen({})
    ('pods with app=web, tier=front', 'all pods')
    """
    labels = [f"{key}={value}" for key, value in sorted((selector.get("matchLabels") or {}).items())]
    given = [*labels, *(plain(each) for each in selector.get("matchExpressions") or ())]
    return f"pods with {', '.join(given)}" if given else "all pods"


def merged(peers: list[str]) -> list[str]:
    """The same, with the ports of a peer behind it once.

    >>> merged(["dns on 53/TCP", "dns on 53/UDP", "web on 80/TCP"])
    ['dns on 53/TCP and 53/UDP', 'web on 80/TCP']
    """
    found: dict[str, list[str]] = {}
    for each in peers:
        peer, _, port = each.rpartition(" on ")
        found.setdefault(peer, []).append(port)
    return [f"{peer} on {' and '.join(ports)}" for peer, ports in found.items()]


def selected(selector: Mapping) -> str:
    """The name among the labels, where one of them is a name, and the labels that say more than the release."""
    labels = {**(selector.get("matchLabels") or {})}
    labels.pop("app.kubernetes.io/instance", None)
    name = next((labels.pop(label) for label in _NAMES if label in labels), "")
    more = [f"{key}={value}" for key, value in sorted(labels.items())]
    more += [plain(each) for each in selector.get("matchExpressions") or ()]
    return " ".join([*([str(name)] if name else []), *more])


def _port(port: Mapping) -> str:
    first, last = plain(port.get("port", "any")), port.get("endPort")
    return f"{first}{f'-{plain(last)}' if last else ''}/{port.get('protocol', 'TCP')}"
