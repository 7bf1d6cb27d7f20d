"""What the source says, held against what an inventory takes: odd values are reported, and never written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.importers.report import Kind, Remark
from chartloom.matrix.check import check_shape
from chartloom.matrix.fields import INVENTORY, SERVICE
from chartloom.matrix.source import read_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chartloom.importers.draft import DraftService
    from chartloom.matrix.shapes import Shape

__all__ = ["drop_what_does_not_fit", "fitting"]

Shapes = dict[str, "Shape"]
_OF_SERVICE: Shapes = {field.name: field.shape for field in SERVICE.fields}
_OF_FLEET: Shapes = {field.name: field.shape for field in INVENTORY.fields}


def drop_what_does_not_fit(service: DraftService) -> Iterator[Remark]:
    """Take keys with values that would be refused out of the draft, each with a remark."""
    for key in [
        key for key, value in service.said.items() if value and not _fits(_OF_SERVICE[key], key, value)
    ]:
        del service.said[key]
        why = f"what it comes to is nothing that {key}: takes"
        yield Remark(Kind.LEFT_OUT, service.span, service.source, key, why)
    if not service.said.get("metrics"):
        for key in ("alerts", "dashboard"):  # they would see nothing
            service.said.pop(key, None)


def fitting(fleet: Mapping[str, object]) -> dict[str, object]:
    """The keys of a fleet that say something which would not be refused."""
    return {key: value for key, value in fleet.items() if value and _fits(_OF_FLEET[key], key, value)}


def _fits(shape: Shape, key: str, value: object) -> bool:
    mistakes = check_shape(read_source("services: []", ""), _as_read(value), shape, (key,))
    return next(mistakes, None) is None


def _as_read(value: object) -> object:
    """The value as YAML gives it back, where all numbers are floats."""
    match value:
        case dict():
            return {key: _as_read(inner) for key, inner in value.items()}
        case list():
            return [_as_read(inner) for inner in value]
        case int() if not isinstance(value, bool):
            return float(value)
        case _:
            return value
