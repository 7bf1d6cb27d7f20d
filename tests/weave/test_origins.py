"""Each woven value has a line of the inventory, or a reason, behind it; that they are the true ones is tried out."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from chartloom.matrix import Inventory, load_inventory
from chartloom.weave.origins import InventoryOrigins, Origin, inventory_origin
from chartloom.yamlio import read_yaml
from tests.weave.inventory_mutation import mutate, woven_leaves

HERE = Path(__file__).parent / "cases" / "origins"
EXAMPLES = Path(__file__).parents[2] / "examples"
INVENTORIES = {path.parent.name: path for path in sorted(EXAMPLES.glob("*/service-matrix.yaml"))} | {
    "full": HERE / "full.yaml"
}
# What importing makes of other people's files has words that nobody would write.
IMPORTED = {path.stem: path for path in sorted((HERE.parents[2] / "importers/cases").glob("*/*.matrix.yaml"))}
PATHS = yaml.safe_load((HERE / "paths.yaml").read_text(encoding="utf-8"))


@cache
def inventory_of(name: str) -> Inventory:
    return load_inventory((INVENTORIES | IMPORTED)[name])


@cache
def origins_of(name: str) -> dict[Any, Origin | None]:
    inventory = inventory_of(name)
    origins = InventoryOrigins(inventory)
    return {(place, path): origins.of(path, place) for place, path in woven_leaves(inventory)}


@pytest.mark.parametrize(("name", "environment", "path", "said", "reason"), PATHS, ids=str)
def test_path(name: str, environment: str, path: str, said: str, reason: str) -> None:
    found = inventory_origin(inventory_of(name), steps(path), environment or None)
    assert found is not None
    assert (spoken(found.path, inventory_of(name)), found.reason) == (said, reason)


def steps(path: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdecimal() else step for step in path.split("."))


def spoken(path: tuple[str | int, ...], inventory: Inventory) -> str:
    """A path of the inventory with names in the place of the numbers of services and charts."""
    head, *rest = path or ("",)
    if head in ("services", "charts"):
        named = inventory.services if head == "services" else inventory.charts
        rest[0] = named[int(rest[0])].name
    return ".".join(map(str, (head, *rest)))


# What is said by an alias or a merge key stands where the anchor is: its line, and what stands there.
THROUGH_ALIASES = [
    ("three-tier", "frontend-chatbot.resources.limits.cpu", "resources: &small {", "200m"),
    ("shop", "user.dependsOn.postgresql.env.DB_HOST", "postgresql: &postgres {", "$(host)"),
    (
        "shop",
        "user.dependsOn.postgresql.env.DB_NAME",
        "connections: {postgresql: {<<: *postgres, DB_NAME",
        "users",
    ),
    ("bookverse", "checkout.secretEnv.JWT_SECRET.secret", "JWT_SECRET: {", "bookverse-auth"),
]


@pytest.mark.parametrize(("name", "path", "line", "text"), THROUGH_ALIASES)
def test_place_behind_an_alias(name: str, path: str, line: str, text: str) -> None:
    found = inventory_origin(inventory_of(name), steps(path))
    assert found is not None
    assert found.source.startswith(line)
    written = INVENTORIES[name].read_text(encoding="utf-8").split("\n")[found.span.line - 1]
    assert written[found.span.column - 1 :].startswith(text)


def test_what_is_not_woven_has_no_origin() -> None:
    inventory = inventory_of("robot-shop")
    for path in (("catalogue", "common", "service", "type"), ("nobody",), ("catalogue", "service"), ()):
        assert inventory_origin(inventory, path) is None


def test_an_environment_that_changes_nothing_leaves_the_word_to_the_chart() -> None:
    inventory = inventory_of("robot-shop")
    path = ("catalogue", "service", "port")
    assert inventory_origin(inventory, path, "prod") == inventory_origin(inventory, path)


@pytest.mark.parametrize("name", INVENTORIES | IMPORTED)
def test_every_woven_value_has_an_origin(name: str) -> None:
    without = [place for place, origin in origins_of(name).items() if origin is None]
    assert without == []


@pytest.mark.parametrize("name", INVENTORIES)
def test_what_is_said_stands_there(name: str) -> None:
    source = inventory_of(name).source
    assert source is not None
    lines = INVENTORIES[name].read_text(encoding="utf-8").split("\n")
    for origin in filter(None, origins_of(name).values()):
        line = lines[origin.span.line - 1] if origin.span.line else ""
        assert origin.source == line.strip()
        said: Any = source.value
        for step in origin.path:
            said = said[step]
        if origin.path and not isinstance(said, dict | list):
            text = line[origin.span.column - 1 :][: origin.span.length]
            assert text == "|" or said == read_yaml(text), origin


@pytest.mark.parametrize("name", INVENTORIES)
def test_a_change_of_the_inventory_was_named(name: str) -> None:
    tally = mutate(inventory_of(name), sample=40)
    assert (tally.missed, tally.idle) == ([], [])
    assert tally.changed


@pytest.mark.slow
@pytest.mark.parametrize("name", INVENTORIES | IMPORTED)
def test_all_changes_of_the_inventory_were_named(name: str) -> None:
    tally = mutate(inventory_of(name))
    assert (tally.missed, tally.idle) == ([], [])
    assert tally.changed
