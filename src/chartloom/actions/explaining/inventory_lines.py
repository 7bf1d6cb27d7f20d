"""From a value of a rendered fleet on to the line of the inventory that it was woven from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.diagnostics import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chartloom.actions.explaining.field_paths import FieldPath
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

    def line(self, span: Span) -> str | None:
        """The whole line at a place of the inventory."""
        return self._inventory.source.line(span) if self._inventory.source else None

    def key(self, path: FieldPath) -> Span:
        """Where a key of the inventory stands."""
        source = self._inventory.source
        return source.place(path, key=True) if source else Span(self._inventory.file)

    def service(self, name: str) -> Span | None:
        """Where the inventory speaks of a service."""
        return next((service.span for service in self._inventory.services if service.name == name), None)


def _is_same(one: Any, other: Any) -> bool:
    """Whether a file still says what is woven; a person may have edited it."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)
