"""What differs in meaning between two environments of a fleet, or between two revisions of anything that renders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chartloom.actions.render import render_fleet
from chartloom.actions.template import Request, template
from chartloom.chart.user_values import ValueSources
from chartloom.compare import Change, Comparison, compare_manifests
from chartloom.diagnostics import ChartloomError, Diagnostic, Span
from chartloom.diagnostics.suggest import did_you_mean
from chartloom.engine.manifests import manifests_of, split_documents
from chartloom.matrix.load import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from chartloom.actions.render import FleetRendering
    from chartloom.kube import Manifest

__all__ = ["Change", "Comparison", "Diff", "compare_renderings", "diff_environments", "diff_paths"]


@dataclass(frozen=True, slots=True)
class Diff:
    """What differs, and the names of the two sides.

    ``environment`` is that of both sides, "" where they are environments or have none; ``left_out`` are third-party
    charts that neither side has, because they were not fetched; ``unfetched`` are warnings about those that one of
    the sides should have had.
    """

    before: str
    after: str
    comparison: Comparison
    environment: str = ""
    left_out: tuple[str, ...] = ()
    unfetched: tuple[Diagnostic, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """For JSON."""
        head = {"before": self.before, "after": self.after, "environment": self.environment or None}
        return {**head, **self.comparison.to_dict(), "left_out": list(self.left_out)}


def diff_environments(
    path: Path,
    before: str,
    after: str,
    services: Sequence[str] = (),
    *,
    root: Path | None = None,
    values: ValueSources | None = None,
) -> Diff:
    """What the second environment of the fleet at ``path`` has otherwise than the first, by service.

    Both are rendered from the woven charts. ``services`` limits them, ``values`` are laid over both.
    """
    first, second = (render_fleet(path, each, services, root=root, values=values) for each in (before, after))
    return Diff(
        before,
        after,
        compare_renderings(first, second),
        unfetched=tuple(dict.fromkeys((*first.unfetched, *second.unfetched))),
    )


def compare_renderings(
    before: FleetRendering, after: FleetRendering, services: Sequence[str] = ()
) -> Comparison:
    """What the second rendering has otherwise than the first, of these services or of all."""
    found = compare_manifests(*((*each.manifests, *_installed(each.hooks)) for each in (before, after)))
    return _only(found, services) if services else found


def diff_paths(
    before: Path,
    after: Path,
    environment: str = "",
    services: Sequence[str] = (),
    *,
    values: ValueSources | None = None,
) -> Diff:
    """What the second path renders otherwise than the first.

    Each is a folder with an inventory and its woven charts (in ``environment``), a chart, or a file of rendered
    manifests; they need not be of the same sort. ``values`` are laid over those of charts.
    """
    sides = [_manifests(each, environment, values or ValueSources()) for each in (before, after)]
    found = compare_manifests(*sides)
    return Diff(str(before), str(after), _only(found, services) if services else found, environment)


def _installed(hooks: Sequence[Manifest]) -> list[Manifest]:
    """The hooks but for tests, which say nothing about what runs."""
    return [each for each in hooks if not (each.hook and each.hook.is_test)]


def _manifests(path: Path, environment: str, values: ValueSources) -> Sequence[Manifest]:
    if (path / FILE_NAME).is_file():
        if not environment:
            raise _failed(
                "no-environment", "the folder holds a fleet: say in which environment", path, "add: -e ENV"
            )
        rendered = render_fleet(path, environment, values=values)
        return (*rendered.manifests, *_installed(rendered.hooks))
    if (path / "Chart.yaml").is_file() or path.suffix in (".tgz", ".gz"):
        found = template(Request(str(path), values=values))
        return (*found.manifests, *_installed(found.hooks))
    return _read_manifests(path)


def _read_manifests(path: Path) -> list[Manifest]:
    try:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
    except IsADirectoryError:
        message = f"the folder holds neither {FILE_NAME} nor Chart.yaml"
        hint = "give the folder of a fleet or of a chart, or a file of rendered manifests"
        raise _failed("nothing-to-compare", message, path, hint) from None
    except OSError as error:
        raise _failed("unreadable", f"cannot be read: {error.strerror}", path) from None
    return [
        each
        for document in split_documents(text)
        for each in manifests_of(_source(document) or str(path), [document])
    ]


def _source(document: str) -> str:
    """The template that the comment over a document names, or ""."""
    return document.partition("# Source: ")[2].partition("\n")[0].strip()


def _only(comparison: Comparison, services: Sequence[str]) -> Comparison:
    known = sorted({*comparison.changes, *comparison.same})
    for name in services:
        if name not in known:
            hint = did_you_mean(name, known)
            raise _failed("unknown-service", f'neither side has a service "{name}"', None, hint)
    changes = {name: found for name, found in comparison.changes.items() if name in services}
    same, added, removed = (
        tuple(name for name in names if name in services)
        for names in (comparison.same, comparison.added, comparison.removed)
    )
    return replace(comparison, changes=changes, same=same, added=added, removed=removed)


def _failed(code: str, message: str, path: Path | None, hint: str | None = None) -> ChartloomError:
    return ChartloomError(Diagnostic(code, message, Span(str(path)) if path else None, hint=hint))
