"""Inventories that the tests of weaving share."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from chartloom.matrix import Inventory, load_inventory, parse_inventory

ROBOT_SHOP = Path(__file__).parents[2] / "examples" / "robot-shop"


@cache
def robot_shop() -> Inventory:
    return load_inventory(ROBOT_SHOP)


def inventory_of(text: str, name: str = "shop") -> Inventory:
    return parse_inventory(text, "service-matrix.yaml", name)
