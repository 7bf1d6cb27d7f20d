"""The values of the umbrella chart: the switches, the environments, and the schema that knows every name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chartloom.matrix.build import deep_merge
from chartloom.weave.chart_files import header
from chartloom.weave.commented import Entry, write_entries, write_mapping
from chartloom.weave.profiles import environment_globals, environment_values, external_stores

if TYPE_CHECKING:
    from chartloom.matrix.model import Environment, Inventory

__all__ = ["umbrella_environment", "umbrella_schema", "umbrella_values"]


def umbrella_values(inventory: Inventory) -> str:
    """``values.yaml``: what every chart is told, and a switch for each service."""
    first, *rest = inventory.services
    switches = [
        Entry(first.name, {"enabled": True}, "-- One switch for each service; its own values go below it.")
    ]
    entries = [
        Entry("global", {"partOf": inventory.name}, "-- What every chart of the fleet is told."),
        *switches,
        *(Entry(service.name, {"enabled": True}) for service in rest),
    ]
    return write_entries(header(inventory), entries)


def umbrella_environment(inventory: Inventory, environment: Environment) -> str:
    """``values-<environment>.yaml``: the values files of all services in one, each below its name."""
    stores = external_stores(inventory, environment)
    values: dict[str, object] = {"global": environment_globals(environment, stores)}
    for service in inventory.services:
        own = environment_values(service, environment)
        if own:
            values[service.name] = own
    return write_mapping(header(inventory), deep_merge(values, environment.values))


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
            "tags": {
                "type": "object",
                "description": "Switches whole tiers.",
                "additionalProperties": {"type": "boolean"},
            },
            **services,
        },
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
