"""The values of the umbrella chart: the switches, the environments, and the schema that knows every name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chartloom.matrix.build import deep_merge
from chartloom.weave.argocd import argocd_globals
from chartloom.weave.chart_files import header
from chartloom.weave.commented import Entry, write_entries, write_mapping
from chartloom.weave.profiles import environment_globals, environment_values
from chartloom.weave.sharing import fleet_globals
from chartloom.weave.spaces import fleet_values, space_globals
from chartloom.weave.stores import chart_services
from chartloom.weave.third_party import chart_environments, chart_keys, chart_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.matrix.model import Environment, Inventory

__all__ = [
    "environment_of_fleet",
    "umbrella_entries",
    "umbrella_environment",
    "umbrella_schema",
    "umbrella_values",
]


def umbrella_values(inventory: Inventory) -> str:
    """``values.yaml``: what every chart is told, a switch for each tier, and a place for each service."""
    return write_entries(header(inventory), umbrella_entries(inventory))


def umbrella_entries(inventory: Inventory) -> list[Entry]:
    """What ``values.yaml`` says.

    No service is switched on here: a condition that is set anywhere makes Helm ignore the tags.
    """
    tiers = dict.fromkeys(service.tier for service in inventory.services)
    first, *rest = inventory.services
    return [
        Entry("global", _globals(inventory), "-- What every chart of the fleet is told."),
        *_common(inventory),
        Entry("tags", dict.fromkeys(tiers, True), "-- A switch for each tier."),
        Entry(first.name, {}, _SERVICES_COMMENT),
        *(Entry(service.name, {}) for service in rest),
        *_third_party(inventory),
    ]


def _third_party(inventory: Inventory) -> Iterator[Entry]:
    comment = "-- Third-party charts, each in its own words, and their switches."
    for key, value in chart_values(inventory).items():
        yield Entry(key, value, comment)
        comment = ""


def _globals(inventory: Inventory) -> dict[str, object]:
    charts = chart_services(inventory.services, len(inventory.environments))
    told = {"chartServices": charts} if charts else {}
    spaces = space_globals(inventory, inventory.by_name())
    ways = argocd_globals(inventory)
    return {"partOf": inventory.name, **spaces, **told, **ways, **fleet_globals(inventory)}


def _common(inventory: Inventory) -> Iterator[Entry]:
    if inventory.namespaces.makes_anything:
        comment = "-- What the umbrella makes once for the whole fleet; the library chart tells more of it."
        yield Entry("common", {"fleet": fleet_values(inventory.namespaces)}, comment)


_SERVICES_COMMENT = """\
-- The services. Below its name a service takes the values of its own chart;
`enabled: false` leaves it out, `enabled: true` keeps it when its tier is switched off."""


def umbrella_environment(inventory: Inventory, environment: Environment) -> str:
    """``values-<environment>.yaml``: the values files of all services in one, each below its name."""
    return write_mapping(header(inventory), environment_of_fleet(inventory, environment))


def environment_of_fleet(inventory: Inventory, environment: Environment) -> dict[str, object]:
    """What ``values-<environment>.yaml`` says."""
    told = environment_globals(environment, inventory.services, inventory)
    values: dict[str, object] = {"global": told}
    calls, services = inventory.dependencies(), inventory.by_name()
    for service in inventory.services:
        own = environment_values(service, environment, calls[service.name], services)
        if own:
            values[service.name] = own
    values |= chart_environments(inventory, environment)
    return deep_merge(values, environment.values)


def umbrella_schema(inventory: Inventory) -> str:
    """``values.schema.json``: refuses a service that does not exist; the rest is left to its own schema."""
    services: dict[str, object] = {
        service.name: {"type": "object", "description": service.description} for service in inventory.services
    }
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"Values of {inventory.name}",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "global": {"type": "object", "description": "What every chart of the fleet is told."},
            **_common_schema(inventory),
            "tags": {
                "type": "object",
                "description": "Switches whole tiers.",
                "additionalProperties": {"type": "boolean"},
            },
            **services,
            **{key: {"type": "object", "description": about} for key, about in chart_keys(inventory)},
        },
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _common_schema(inventory: Inventory) -> dict[str, object]:
    if not inventory.namespaces.makes_anything:
        return {}
    return {
        "common": {"type": "object", "description": "Values of the library chart; `fleet` is for umbrellas."}
    }
