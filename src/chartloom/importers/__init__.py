"""What exists already, as an inventory: Compose files."""

from chartloom.importers.compose import import_compose
from chartloom.importers.report import Imported, Kind, Remark

__all__ = ["Imported", "Kind", "Remark", "import_compose"]
