"""The lines of the inventory behind the values of third-party charts beside the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.weave.origins.asked import SAID, Found

if TYPE_CHECKING:
    from chartloom.matrix.model import Environment, Inventory
    from chartloom.matrix.places import Path
    from chartloom.matrix.said import Said

__all__ = ["third_party"]


def third_party(
    said: Said, inventory: Inventory, path: Path, environment: Environment | None = None
) -> Found | None:
    """What is behind a value of a chart, or behind the switch of one: the last chart that says it wins."""
    found = None
    for index, chart in enumerate(inventory.charts):
        at: Path = ("charts", index)
        values: Path = ("environments", environment.name) if environment else ("values",)
        if path[0] == chart.name and said.at((*at, *values, *path[1:])):
            found = Found(SAID, ((*at, *values, *path[1:]),))
        if path == tuple(chart.condition.split(".")):
            found = _switch(said, at, environment)
    return found


def _switch(said: Said, at: Path, environment: Environment | None) -> Found:
    condition, only, name = (*at, "condition"), (*at, "only"), (*at, "name")
    if environment:
        return Found("not in this environment", (only, condition, name))
    where = condition if said.at(condition) else name
    return Found("the switch of the chart", (where, name))
