"""From a value of a rendered fleet on to the line of the inventory that it was woven from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chartloom.actions.field_paths import FieldPath
    from chartloom.matrix import Inventory
    from chartloom.provenance.layers import Given
    from chartloom.weave.origins import InventoryOrigins, Origin

__all__ = ["InventoryLines"]

_OF_CHARTS = ("chart default", "parent chart")


class InventoryLines:
    """The lines of an inventory behind the values of its umbrella chart in one environment.

    With a ``service`` they are those of its chart alone, and no environment is needed.
    """

    def __init__(self, inventory: Inventory, environment: str = "", service: str = "") -> None:
        self._inventory = inventory
        self._environment = environment
        self._head = (service,) if service else ()
        self._origins: InventoryOrigins | None = None

    def of(self, path: FieldPath, given: Sequence[Given]) -> Origin | None:
        """Where the inventory says what the winner of the layers gives; None where that is not as it was woven."""
        if not given or (given[0].layer != "environment" and given[0].layer not in _OF_CHARTS):
            return None
        if self._origins is None:  # whoever shows no value needs none of it
            from chartloom.weave.origins import InventoryOrigins

            self._origins = InventoryOrigins(self._inventory)
        environment = None if given[0].layer in _OF_CHARTS else self._environment
        at = (*self._head, *path)
        is_woven, value = self._origins.woven(at, environment)
        if not is_woven or not _is_same(value, given[0].value):
            return None
        return self._origins.of(at, environment)


def _is_same(one: Any, other: Any) -> bool:
    """Whether a file still says what is woven; a person may have edited it."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)
