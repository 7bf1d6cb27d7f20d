"""What exists already, as an inventory: Compose files, and manifests that somebody wrote or a chart rendered."""

from chartloom.importers.compose import import_compose
from chartloom.importers.manifests import import_manifests
from chartloom.importers.report import Imported, Kind, Remark

__all__ = ["Imported", "Kind", "Remark", "import_compose", "import_manifests"]
