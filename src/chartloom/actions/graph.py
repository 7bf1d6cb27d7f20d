"""The fleet as a graph: a diagram, and the order in which its services can start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.matrix.diagram import mermaid
from chartloom.matrix.graph import waves
from chartloom.matrix.load import load_inventory

if TYPE_CHECKING:
    from pathlib import Path

    from chartloom.matrix.model import Inventory

__all__ = ["FleetGraph", "graph_fleet"]


@dataclass(frozen=True, slots=True)
class FleetGraph:
    """Who calls whom: as Mermaid text, and as waves of services that need only earlier ones."""

    inventory: Inventory
    mermaid: str
    waves: tuple[tuple[str, ...], ...]

    def to_dict(self) -> dict[str, object]:
        """For JSON."""
        edges = [
            {"from": edge.caller, "to": edge.callee, "port": edge.port, "inferred_from": edge.inferred_from}
            for edge in self.inventory.edges
        ]
        return {"name": self.inventory.name, "edges": edges, "waves": [list(wave) for wave in self.waves]}


def graph_fleet(path: Path) -> FleetGraph:
    """The graph of the inventory at ``path``."""
    inventory = load_inventory(path)
    return FleetGraph(inventory, mermaid(inventory), waves(inventory.graph()))
