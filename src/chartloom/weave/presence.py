"""Which services an environment leaves out, as the inventory says; the switches of Helm's users come on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.matrix.model import Environment, Inventory
    from chartloom.matrix.places import Path

__all__ = ["present_services", "switched_off"]


def present_services(inventory: Inventory, environment: Environment) -> dict[str, object]:
    """``global.present`` for charts that are installed alone, which no umbrella tells; nothing when all take part."""
    told = environment.values.get("global")
    if isinstance(told, dict) and told.get("partial") is True:
        return {}
    off = switched_off(inventory, environment)
    on = {service.name: True for service in inventory.services if service.name not in off}
    return {"present": on} if off else {}


def switched_off(inventory: Inventory, environment: Environment) -> dict[str, Path]:
    """The services that are left out, each with the place of the inventory that says so."""
    return dict(_switched_off(inventory, environment))


def _switched_off(inventory: Inventory, environment: Environment) -> Iterator[tuple[str, Path]]:
    tags = environment.values.get("tags")
    for index, service in enumerate(inventory.services):
        path: Path = ("environments", environment.name, "values", service.name, "enabled")
        own = environment.values.get(service.name)
        said = own.get("enabled") if isinstance(own, dict) else None
        if said is None and service.environments.get(environment.name, {}).get("enabled") is not None:
            path = ("services", index, "environments", environment.name, "enabled")
            said = service.environments[environment.name]["enabled"]
        if said is None and isinstance(tags, dict) and tags.get(service.tier) is False:
            path, said = ("environments", environment.name, "values", "tags", service.tier), False
        if said is False:
            yield service.name, path
