"""Which pods may speak to which: NetworkPolicies evaluated as Kubernetes documents them, and nothing of ours.

A pod is isolated in a direction as soon as one policy of its namespace selects it for that direction; then only what
some rule of these policies allows gets through. A connection needs the leave of both sides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["Place", "Policies"]

Object = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """A pod in a namespace, or, with an address, something outside of the cluster."""

    name: str
    namespace: str = ""
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    address: str = ""


class Policies:
    """The NetworkPolicies of a cluster."""

    def __init__(self, policies: Iterable[Object]) -> None:
        self._policies = list(policies)

    def allow(self, source: Place, target: Place, port: int, protocol: str = "TCP") -> bool:
        """Whether a connection is let out of the one and into the other."""
        out = self._allow(source, target, "Egress", port, protocol)
        return out and self._allow(target, source, "Ingress", port, protocol)

    def _allow(self, own: Place, other: Place, direction: str, port: int, protocol: str) -> bool:
        if own.address:
            return True
        chosen = [p for p in self._policies if self._selects(p, own) and direction in _directions(p)]
        if not chosen:
            return True
        key, peers = {"Egress": ("egress", "to"), "Ingress": ("ingress", "from")}[direction]
        return any(
            _is_among(rule.get(peers), other, policy) and _is_open(rule.get("ports"), port, protocol)
            for policy in chosen
            for rule in policy["spec"].get(key) or ()
        )

    def _selects(self, policy: Object, place: Place) -> bool:
        is_here = policy["metadata"]["namespace"] == place.namespace
        return is_here and _matches(policy["spec"]["podSelector"], place.labels)


def _directions(policy: Object) -> list[str]:
    spec = policy["spec"]
    found: list[str] = spec.get("policyTypes") or ["Ingress", *(["Egress"] if "egress" in spec else [])]
    return found


def _is_among(peers: list[Object] | None, other: Place, policy: Object) -> bool:
    """No peers at all are all peers."""
    return not peers or any(_is_peer(peer, other, policy) for peer in peers)


def _is_peer(peer: Object, other: Place, policy: Object) -> bool:
    if "ipBlock" in peer:
        return bool(other.address) and _is_within(peer["ipBlock"], other.address)
    if other.address:
        return False
    if "namespaceSelector" in peer:
        named = {"kubernetes.io/metadata.name": other.namespace}
        is_near = _matches(peer["namespaceSelector"], named)
    else:
        is_near = other.namespace == policy["metadata"]["namespace"]
    return is_near and _matches(peer.get("podSelector", {}), other.labels)


def _is_within(block: Object, address: str) -> bool:
    own = ip_address(address)
    return own in ip_network(block["cidr"]) and all(own not in ip_network(x) for x in block.get("except", ()))


def _is_open(ports: list[Object] | None, port: int, protocol: str) -> bool:
    """No ports at all are all ports."""
    return not ports or any(
        each.get("protocol", "TCP") == protocol and port in _range(each) for each in ports
    )


def _range(said: Object) -> range:
    first = int(said.get("port", 1))
    return range(first, int(said.get("endPort", first if "port" in said else 65535)) + 1)


_EXPRESSIONS: dict[str, Callable[[Mapping[str, str], Object], bool]] = {
    "In": lambda labels, e: labels.get(e["key"]) in e["values"],
    "NotIn": lambda labels, e: labels.get(e["key"]) not in e["values"],
    "Exists": lambda labels, e: e["key"] in labels,
    "DoesNotExist": lambda labels, e: e["key"] not in labels,
}


def _matches(selector: Object, labels: Mapping[str, str]) -> bool:
    """An empty selector matches everything."""
    return selector.get("matchLabels", {}).items() <= labels.items() and all(
        _EXPRESSIONS[each["operator"]](labels, each) for each in selector.get("matchExpressions", ())
    )
