"""The fleet that a woven chart belongs to: the inventory beside ``helm/``, if there is one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from chartloom.actions.explaining.inventory_lines import InventoryLines
from chartloom.diagnostics import ChartloomError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["lines_around"]


def lines_around(chart: str) -> InventoryLines | None:
    """The lines of the inventory behind a chart in ``helm/charts`` or ``helm``; None for a chart of no fleet.

    An inventory that is wrong is none: a chart can be explained without it.
    """
    folder, name = os.path.split(os.path.normpath(chart))
    is_service = os.path.basename(folder) == "charts"
    helm = os.path.dirname(folder) if is_service else folder
    file = os.path.join(os.path.dirname(helm), "service-matrix.yaml")
    if os.path.basename(helm) != "helm" or not os.path.isfile(file):
        return None
    from pathlib import Path

    return _lines(Path(file), name, is_service=is_service)


def _lines(file: Path, name: str, *, is_service: bool) -> InventoryLines | None:
    from chartloom.matrix import load_inventory

    try:
        inventory = load_inventory(file)
    except ChartloomError:
        return None
    if is_service:
        return InventoryLines(inventory, service=name) if name in inventory.by_name() else None
    return InventoryLines(inventory) if name == inventory.name else None
