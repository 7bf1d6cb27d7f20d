"""Reads an inventory and either returns it whole or says everything that is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chartloom.diagnostics import ChartloomError, Diagnostic, Span
from chartloom.matrix.build import build_inventory
from chartloom.matrix.check import check_shape
from chartloom.matrix.fields import INVENTORY
from chartloom.matrix.naming import fleet_name
from chartloom.matrix.notes import find_notes
from chartloom.matrix.rules import check_relations
from chartloom.matrix.source import read_source

if TYPE_CHECKING:
    from pathlib import Path

    from chartloom.matrix.model import Inventory
    from chartloom.matrix.source import Source

__all__ = ["FILE_NAME", "load_inventory", "parse_inventory", "read_inventory_text"]

FILE_NAME = "service-matrix.yaml"


def load_inventory(path: Path) -> Inventory:
    """The inventory in the file at ``path``, or in the folder at ``path``.

    Raises :class:`ChartloomError` with every mistake that was found.
    """
    file = path / FILE_NAME if path.is_dir() else path
    return parse_inventory(read_inventory_text(file), str(file), fleet_name(file))


def parse_inventory(text: str, file: str = FILE_NAME, name: str = "fleet") -> Inventory:
    """The inventory in ``text``; ``name`` is the fleet's when the text gives none."""
    source = read_source(text, file)
    found = _findings(source)
    if found:
        raise ChartloomError(sorted(found, key=_place))
    inventory = build_inventory(source, name)
    return replace(inventory, notes=tuple(sorted(find_notes(source, inventory), key=_place)))


def read_inventory_text(file: Path) -> str:
    """The text of the file, or an error that says why there is none."""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        hint = "make one with: chartloom init"
        raise _unreadable(file, "no-inventory", "there is no inventory here", hint) from None
    except UnicodeDecodeError as error:
        message = f"the inventory is not UTF-8: byte {error.start + 1} is part of no character"
        raise _unreadable(file, "not-utf-8", message) from None
    except OSError as error:
        message = f"the inventory cannot be read: {error.strerror}"
        raise _unreadable(file, "unreadable", message) from None


def _unreadable(file: Path, code: str, message: str, hint: str | None = None) -> ChartloomError:
    return ChartloomError(Diagnostic(code, message, Span(str(file)), hint=hint))


def _findings(source: Source) -> list[Diagnostic]:
    if source.value is None:
        hint = "start with: chartloom init, or by hand with services:"
        return [source.finding((), "empty-inventory", "the inventory is empty", hint=hint)]
    if not isinstance(source.value, dict):
        return list(check_shape(source, source.value, INVENTORY, ()))
    return [*check_shape(source, source.value, INVENTORY, ()), *check_relations(source)]


def _place(finding: Diagnostic) -> tuple[int, int]:
    return (finding.span.line, finding.span.column) if finding.span else (0, 0)
