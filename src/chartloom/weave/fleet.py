"""Weaves a fleet: the inventory goes in, every file of every chart comes out; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from chartloom.weave.chart_files import (
    GITIGNORE,
    HELMIGNORE,
    RECORD_GITIGNORE,
    header,
    service_chart,
    service_schema,
    service_templates,
    umbrella_chart,
)
from chartloom.weave.commented import write_entries, write_mapping
from chartloom.weave.drawing import fleet_drawing
from chartloom.weave.fleet_page import fleet_page
from chartloom.weave.pages import umbrella_notes, umbrella_readme
from chartloom.weave.presence import present_services
from chartloom.weave.profiles import environment_globals, environment_values
from chartloom.weave.service_page import calls_by_callee, service_page
from chartloom.weave.service_readme import service_readme
from chartloom.weave.settings import service_entries
from chartloom.weave.sharing import SHARED_CONFIG
from chartloom.weave.spaces import FLEET_TEMPLATE
from chartloom.weave.standing import standings
from chartloom.weave.stores import services_it_meets
from chartloom.weave.umbrella import umbrella_entries, umbrella_environment, umbrella_schema, umbrella_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chartloom.matrix.model import Edge, Inventory, Service

__all__ = ["Woven", "weave_fleet"]

_LIBRARY = Path(__file__).parent / "library"


@dataclass(frozen=True, slots=True)
class Woven:
    """The files of a fleet by path below the output folder, sorted: same inventory, same bytes."""

    files: Mapping[str, bytes]


def weave_fleet(inventory: Inventory) -> Woven:
    """Every file of every chart, and the page of the fleet."""
    files = {path: text.encode() for path, text in _texts(inventory)}
    return Woven(dict(sorted({**files, **_library_files()}.items())))


def _texts(inventory: Inventory) -> Iterator[tuple[str, str]]:
    yield ".chartloom/.gitignore", RECORD_GITIGNORE
    found = standings(inventory)
    yield "docs/fleet.md", fleet_page(inventory, found)
    yield "docs/fleet.svg", fleet_drawing(inventory)
    yield "helm/.gitignore", GITIGNORE
    for name, text in _umbrella(inventory):
        yield f"helm/{inventory.name}/{name}", text
    schema = (_LIBRARY / "service.values.schema.json").read_text("utf-8")
    calls, callers = inventory.dependencies(), inventory.callers()
    called = calls_by_callee(inventory)
    present = {each.name: present_services(inventory, each) for each in inventory.environments}
    for service in inventory.services:
        for name, text in _service(inventory, service, calls, callers[service.name], present):
            yield f"helm/charts/{service.name}/{name}", text
        yield f"helm/charts/{service.name}/values.schema.json", service_schema(schema, service)
        page = service_page(inventory, service, calls[service.name], called[service.name], found)
        yield f"docs/services/{service.name}.md", page


def _umbrella(inventory: Inventory) -> Iterator[tuple[str, str]]:
    yield ".helmignore", HELMIGNORE
    yield "Chart.yaml", umbrella_chart(inventory)
    yield "README.md", umbrella_readme(inventory, umbrella_entries(inventory))
    yield "templates/NOTES.txt", umbrella_notes(inventory)
    if inventory.shared.config:
        yield "templates/shared-config.yaml", SHARED_CONFIG
    if inventory.namespaces.makes_anything:
        yield "templates/fleet.yaml", FLEET_TEMPLATE
    yield "values.schema.json", umbrella_schema(inventory)
    yield "values.yaml", umbrella_values(inventory)
    for environment in inventory.environments:
        yield f"values-{environment.name}.yaml", umbrella_environment(inventory, environment)


def _service(
    inventory: Inventory,
    service: Service,
    calls: Mapping[str, Sequence[Edge]],
    callers: Sequence[str],
    present: Mapping[str, Mapping[str, object]],
) -> Iterator[tuple[str, str]]:
    made, services = calls[service.name], inventory.by_name()
    met = services_it_meets(service, made, services)
    entries = service_entries(inventory, service, made, callers)
    values = {
        environment.name: {
            "global": {**environment_globals(environment, met, inventory), **present[environment.name]},
            **environment_values(service, environment, made, services),
        }
        for environment in inventory.environments
    }
    yield ".helmignore", HELMIGNORE
    yield "Chart.yaml", service_chart(inventory, service)
    yield "README.md", service_readme(inventory, service, made, callers, entries, values)
    yield "values.yaml", write_entries(header(inventory), entries)
    for name, text in service_templates(inventory, service).items():
        yield f"templates/{name}", text
    for name, own in values.items():
        yield f"values-{name}.yaml", write_mapping(header(inventory), own)


def _library_files() -> dict[str, bytes]:
    root = _LIBRARY / "common"
    found = (path for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {f"helm/charts/_common/{path.relative_to(root).as_posix()}": path.read_bytes() for path in found}
