"""Starting an inventory, adding a service to it, and listing what it holds."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from chartloom.actions.files import write_text_file
from chartloom.actions.selection import read_selector, selects
from chartloom.diagnostics import ChartloomError, Diagnostic, Span
from chartloom.matrix.examples import example_text
from chartloom.matrix.insert import insert_service
from chartloom.matrix.load import FILE_NAME, load_inventory, parse_inventory, read_inventory_text
from chartloom.matrix.naming import fleet_name

if TYPE_CHECKING:
    from pathlib import Path

    from chartloom.matrix.model import Inventory, Service

__all__ = [
    "Added",
    "FleetList",
    "Initialised",
    "NewService",
    "ServiceRow",
    "add_service",
    "init_inventory",
    "list_services",
]

_EMPTY = """\
# The services of this fleet. Add one with `chartloom add NAME`, then run `chartloom weave`.
name: {name}
services: []
"""


@dataclass(frozen=True, slots=True)
class Initialised:
    """The inventory that was started."""

    path: Path
    name: str
    example: str | None

    def to_dict(self) -> dict[str, object]:
        """For JSON."""
        return {"path": str(self.path), "name": self.name, "example": self.example}


def init_inventory(folder: Path, example: str | None = None, name: str | None = None) -> Initialised:
    """Start an inventory in ``folder``: a copy of a bundled example, or an empty one.

    The copy differs from the example in one line at most, when the fleet would otherwise take
    another name from the folder. An inventory that is there already is never overwritten.
    """
    file = folder / FILE_NAME
    if file.exists():
        hint = "add to it with: chartloom add NAME"
        raise ChartloomError(
            Diagnostic("already-there", "there is an inventory already", Span(str(file)), hint=hint)
        )
    text = example_text(example) if example else ""
    wanted = name or _own_name(text, file) or example or fleet_name(file)
    text = _named(text, wanted, file) if example else _EMPTY.format(name=wanted)
    write_text_file(file, text)
    return Initialised(file, wanted, example)


_NAME = re.compile(r"^name:.*$", re.MULTILINE)


def _own_name(text: str, file: Path) -> str:
    """The name that an inventory says itself, or ""."""
    return parse_inventory(text, str(file)).name if _NAME.search(text) else ""


def _named(text: str, name: str, file: Path) -> str:
    """``text`` as it is when the fleet is called ``name`` anyway, otherwise with a line that says so."""
    if parse_inventory(text, str(file), fleet_name(file)).name == name:
        return text
    renamed, count = _NAME.subn(f"name: {name}", text, count=1)
    return renamed if count else f"name: {name}\n{text}"


@dataclass(frozen=True, slots=True)
class NewService:
    """What is said of a service that is added; the rest has defaults."""

    name: str
    type: str | None = None
    tier: str | None = None
    port: int | None = None
    exposed: bool = False
    language: str | None = None
    dependencies: tuple[str, ...] = ()
    env: tuple[tuple[str, str], ...] = ()

    def record(self) -> dict[str, object]:
        """The entry of the inventory, in the order of its keys, without what is left to defaults."""
        said: dict[str, object] = {
            "name": self.name,
            "type": self.type,
            "tier": self.tier,
            "port": None if self.port is None else float(self.port),
            "exposed": self.exposed,
            "language": self.language,
            "dependencies": list(self.dependencies),
            "env_vars": [{name: value} for name, value in self.env],
        }
        return {
            key: value
            for key, value in said.items()
            if value is not None and value is not False and value != []
        }


@dataclass(frozen=True, slots=True)
class Added:
    """The service that was added, with its defaults, and where it stands."""

    path: Path
    line: int
    service: Service
    inventory: Inventory

    def to_dict(self) -> dict[str, object]:
        """For JSON."""
        return {"path": str(self.path), "line": self.line, **_rows(self.inventory)[-1].to_dict()}


def add_service(path: Path, new: NewService) -> Added:
    """Add a service to the inventory at ``path``; comments and order of the file survive.

    Nothing is written when the result would not be valid.
    """
    file = path / FILE_NAME if path.is_dir() else path
    changed = insert_service(read_inventory_text(file), new.record(), str(file))
    inventory = parse_inventory(changed, str(file), fleet_name(file))
    write_text_file(file, changed)
    service = inventory.services[-1]
    return Added(file, service.span.line, service, inventory)


SELECTOR_KEYS = ("name", "technology", "version", "tier", "type", "port", "exposed")


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service as the list shows it."""

    name: str
    technology: str
    version: str
    tier: str
    type: str
    port: int | None
    exposed: bool
    depends_on: tuple[str, ...]
    used_by: tuple[str, ...]

    def properties(self) -> dict[str, str]:
        """What a selector can ask for."""
        exposed = "yes" if self.exposed else "no"
        return {**{key: str(getattr(self, key)) for key in SELECTOR_KEYS}, "exposed": exposed}

    def to_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class FleetList:
    """Everything that a fleet runs."""

    inventory: Inventory
    rows: tuple[ServiceRow, ...]

    def to_dict(self) -> dict[str, object]:
        """For JSON."""
        fleet = self.inventory
        environments = [environment.name for environment in fleet.environments]
        rows = [row.to_dict() for row in self.rows]
        return {"name": fleet.name, "version": fleet.version, "environments": environments, "services": rows}


def list_services(path: Path, selector: str = "") -> FleetList:
    """What the inventory at ``path`` holds, in its own order; of services only those that ``selector`` means.

    It is one or more of ``key=value`` and ``key!=value``, with commas between; ``SELECTOR_KEYS`` are the keys.
    """
    conditions = read_selector(selector, SELECTOR_KEYS)
    inventory = load_inventory(path)
    return FleetList(
        inventory, tuple(row for row in _rows(inventory) if selects(conditions, row.properties()))
    )


def _rows(inventory: Inventory) -> tuple[ServiceRow, ...]:
    calls, callers = inventory.graph(), inventory.callers()
    return tuple(
        ServiceRow(
            name=service.name,
            technology=service.technology.title,
            version=service.image.tag,
            tier=service.tier,
            type=service.kind,
            port=service.port or None,
            exposed=service.exposed,
            depends_on=tuple(calls[service.name]),
            used_by=tuple(callers[service.name]),
        )
        for service in inventory.services
    )
