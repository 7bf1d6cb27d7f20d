"""Where values of a rendering stand: in the layers that give them, and in the inventory that they are woven from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartloom.provenance.layers import Spot

if TYPE_CHECKING:
    from chartloom.actions.explaining.inventory_lines import InventoryLines
    from chartloom.diagnostics import Span
    from chartloom.provenance.layers import Layers
    from chartloom.provenance.traced import Leaf

__all__ = ["Places", "Woven"]


class Woven(NamedTuple):
    """The line of an inventory from which a value is woven, and why it is so; "" where the line says it."""

    spot: Spot
    reason: str


class Places:
    """The places of values: of a chart's in layers, of a woven fleet's in its inventory as well."""

    def __init__(self, layers: Layers, lines: InventoryLines | None = None) -> None:
        self._layers = layers
        self._lines = lines

    def value(self, leaf: Leaf) -> Any:
        """What charts see at a path; None where there is nothing."""
        return self._layers.value(leaf)

    def spots(self, leaf: Leaf, *, is_key: bool = False) -> list[Spot]:
        """The places that give a path, the one that won first, then those that it overrode."""
        return self._layers.spots(leaf, is_key=is_key)

    def service(self, leaf: Leaf) -> Span | None:
        """Where the inventory speaks of the service that a path belongs to."""
        return self._lines.service(str(leaf[0])) if self._lines else None

    def woven(self, leaf: Leaf, *, is_key: bool = False) -> Woven | None:
        """The line of the inventory behind what won; None where no inventory, or no line of it, is behind it."""
        if self._lines is None:
            return None
        deep = self._first_leaf(leaf)
        origins = self._layers.of(deep)
        origin = self._lines.of(origins.path, origins.given)
        if origin is None or not origin.span.line:
            return None
        span = origin.span
        if is_key or deep != leaf:
            tail = (leaf[-1:] + deep[len(leaf) :]) if leaf else ()
            if not tail or origin.path[-len(tail) :] != tail:
                return None
            span = self._lines.key(origin.path[: len(origin.path) - len(tail) + 1])
        spot = Spot("inventory", span, self._lines.line(span), self.value(leaf))
        return Woven(spot, "" if origin.reason == "said" else origin.reason)

    def _first_leaf(self, leaf: Leaf) -> Leaf:
        value = self.value(leaf)
        while value and isinstance(value, dict | list):
            key = next(iter(value)) if isinstance(value, dict) else 0
            leaf, value = (*leaf, key), value[key]
        return leaf
