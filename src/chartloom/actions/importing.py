"""Writing an inventory from what exists already: a Compose file, manifests, or a chart."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chartloom.actions.files import write_text_file
from chartloom.actions.template import chart_memo, load, template
from chartloom.diagnostics import ChartloomError, Diagnostic, Span
from chartloom.importers import import_compose, import_manifests
from chartloom.importers.compose_file import FILE_NAMES, read_text_file
from chartloom.importers.interpolate import read_env_text
from chartloom.importers.report import report_lines
from chartloom.matrix.load import FILE_NAME, parse_inventory

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from chartloom.actions.template import Request
    from chartloom.importers import Imported, Remark
    from chartloom.matrix import Inventory

__all__ = ["ImportResult", "Target", "import_chart", "import_compose_file", "import_manifest_files"]

STREAM = "-"


@dataclass(frozen=True, slots=True)
class Target:
    """Where the inventory goes: a file, or ``-`` for a result that is only returned."""

    path: Path
    force: bool = False

    @property
    def file(self) -> Path:
        """The file, also where a folder is given."""
        return self.path / FILE_NAME if self.path.is_dir() else self.path


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The inventory that was made, and where it was written (None: nowhere)."""

    path: Path | None
    imported: Imported
    inventory: Inventory

    def report(self) -> tuple[str, ...]:
        """The remarks as lines for a person."""
        return tuple(report_lines(self.imported.remarks))

    def to_dict(self) -> dict[str, object]:
        """For JSON."""
        made = self.imported
        return {
            "path": str(self.path) if self.path else None,
            "name": made.name,
            "services": [service.name for service in self.inventory.services],
            "remarks": [remark.to_dict() for remark in made.remarks],
        }


def import_compose_file(
    path: Path, target: Target, *, name: str = "", profiles: Sequence[str] = (), env_file: Path | None = None
) -> ImportResult:
    """Write the inventory of the Compose file at ``path``, or in the folder at ``path``.

    Raises ChartloomError for what is no Compose file, and for an inventory that is there already.
    """
    _refuse_overwriting(target)
    file = _compose_file(path)
    variables = read_env_text(read_text_file(env_file)) if env_file else {}
    text = read_text_file(file, "the Compose file")
    folder = file.resolve().parent
    imported = import_compose(text, str(file), folder, name=name, profiles=profiles, variables=variables)
    return _write(imported, target)


def _compose_file(path: Path) -> Path:
    if not path.is_dir():
        return path
    found = next((path / name for name in FILE_NAMES if (path / name).is_file()), None)
    if found is None:
        message = "there is no Compose file here"
        hint = f"known names: {', '.join(FILE_NAMES)}"
        raise ChartloomError(Diagnostic("no-compose-file", message, Span(str(path)), hint=hint))
    return found


def import_manifest_files(paths: Sequence[Path], target: Target, *, name: str = "") -> ImportResult:
    """Write the inventory of the manifests in files, in all files of folders, or from standard input (``-``).

    Raises ChartloomError where there is no service among them, and for an inventory that is there already.
    """
    _refuse_overwriting(target)
    texts = [found for path in paths for found in _manifest_texts(path)]
    return _write(import_manifests(texts, name=name), target)


def _manifest_texts(path: Path) -> Iterator[tuple[str, str]]:
    """The name and the text of each file."""
    if str(path) == STREAM:
        yield "<stdin>", sys.stdin.buffer.read().decode("utf-8", "replace")
    elif path.is_dir():
        files = (
            file for file in path.rglob("*") if file.suffix in (".yaml", ".yml", ".json") and file.is_file()
        )
        yield from ((str(file), read_text_file(file)) for file in sorted(files))
    else:
        yield str(path), read_text_file(path)


def import_chart(request: Request, target: Target, *, name: str = "") -> ImportResult:
    """Write the inventory of what a chart renders, its hooks included; remarks name its templates.

    A release without a name is called like the chart, as its only one would be. Raises ChartloomError where rendering
    does, where nothing that is rendered is a service, and for an inventory that is there already.
    """
    _refuse_overwriting(target)
    chart = load(request, chart_memo(request.chart, request.cache)).name
    request.release.name = request.release.name or chart
    rendered = template(request)
    texts = [(each.source, each.content) for each in (*rendered.manifests, *rendered.hooks)]
    found = import_manifests(texts, name=name, origin=f"the chart {chart}", fallback=chart)
    return _write(replace(found, remarks=tuple(map(_without_line, found.remarks))), target)


def _without_line(remark: Remark) -> Remark:
    """Lines are those of the rendered text, which nobody sees; the template is what can be looked at."""
    return replace(remark, span=Span(remark.span.file))


def _refuse_overwriting(target: Target) -> None:
    if str(target.path) != STREAM and target.file.exists() and not target.force:
        message = "there is an inventory already"
        hint = "write another file with -F, look at the result with -F -, or overwrite it with --force"
        raise ChartloomError(Diagnostic("already-there", message, Span(str(target.file)), hint=hint))


def _write(imported: Imported, target: Target) -> ImportResult:
    """Nothing is written that would not load."""
    inventory = parse_inventory(imported.text, FILE_NAME, imported.name)
    if str(target.path) == STREAM:
        return ImportResult(None, imported, inventory)
    write_text_file(target.file, imported.text)
    return ImportResult(target.file, imported, inventory)
