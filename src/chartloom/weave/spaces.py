"""The namespaces of a fleet, as values: where each service lives, and what the umbrella makes of the namespaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chartloom.matrix.model import Inventory
    from chartloom.matrix.namespaces import Namespaces

__all__ = ["FLEET_TEMPLATE", "fleet_values", "space_globals"]

Values = dict[str, object]

FLEET_TEMPLATE = '{{- include "common.v1.fleet" . }}\n'


def space_globals(inventory: Inventory, names: Iterable[str]) -> Values:
    """What a chart is told about where it and those that it meets live."""
    services = inventory.by_name()
    listed = {name: services[name].namespace for name in dict.fromkeys(names) if services[name].namespace}
    fleet = inventory.namespaces.name
    return {**({"namespace": fleet} if fleet else {}), **({"namespaces": listed} if listed else {})}


def fleet_values(namespaces: Namespaces) -> Values:
    """``common.fleet`` of the umbrella: what is made once for the whole fleet."""
    space: Values = {"create": True} if namespaces.create else {}
    if namespaces.release:
        space["release"] = True
    if namespaces.pod_security:
        space["podSecurity"] = namespaces.pod_security
    if namespaces.labels:
        space["labels"] = dict(namespaces.labels)
    deny: Values = {"defaultDeny": {"enabled": True}} if namespaces.default_deny else {}
    return {**({"namespace": space} if space else {}), **deny}
