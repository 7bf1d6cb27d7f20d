"""Which lines of an inventory are behind the values that are woven from it."""

from chartloom.weave.origins.asked import SAID
from chartloom.weave.origins.lookup import InventoryOrigins, Origin, inventory_origin

__all__ = ["SAID", "InventoryOrigins", "Origin", "inventory_origin"]
