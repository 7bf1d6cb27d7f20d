"""What the woven charts render in each environment, as material for Kustomize."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from chartloom.actions.fetching.foreign import foreign_charts
from chartloom.actions.template import Request, chart_memo, template
from chartloom.chart.user_values import ValueSources
from chartloom.diagnostics import Diagnostic, Span
from chartloom.engine import Release
from chartloom.gitops.crds import Definitions
from chartloom.gitops.kustomize import Overlay
from chartloom.gitops.resources import Resource
from chartloom.yamlio import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chartloom.actions.fetching.foreign import Foreign
    from chartloom.kube import Manifest
    from chartloom.matrix import Environment, Inventory
    from chartloom.memo import Memo

__all__ = ["missing_charts", "render_overlays"]


def missing_charts(files: Mapping[str, bytes], root: Path) -> tuple[Diagnostic, ...]:
    """What keeps the overlays from being woven: a finding for each third-party chart that was not fetched."""
    return tuple(_not_fetched(each, root) for each in foreign_charts(files) if not each.found(root))


def _not_fetched(foreign: Foreign, root: Path) -> Diagnostic:
    chart = root / foreign.chart
    return Diagnostic(
        "chart-not-fetched",
        f"Kustomize overlays hold what the chart {foreign.name} {foreign.version} renders, and it is not there",
        Span(str(chart / "Chart.yaml")),
        note="the overlays are left as they are",
        hint=f"run: chartloom dependency build {chart}\nthen: chartloom weave",
    )


def render_overlays(inventory: Inventory, files: Mapping[str, bytes], root: Path) -> tuple[Overlay, ...]:
    """The objects and hooks of each environment, rendered from the woven ``files``.

    They are rendered as they are woven, not as they lie in ``root``: what somebody has edited there is reported
    elsewhere, and old copies of ours in ``charts/`` must not count. Third-party charts are taken from there.
    """
    with tempfile.TemporaryDirectory(prefix="chartloom-") as folder:
        charts = Path(folder)
        _write(charts, ((path, data) for path, data in files.items() if path.startswith("helm/")))
        fetched = (file for each in foreign_charts(files) for file in each.found(root))
        _write(charts, ((str(file.relative_to(root)), file.read_bytes()) for file in fetched))
        memo = chart_memo(str(root))
        return tuple(_overlay(inventory, each, charts, memo) for each in inventory.environments)


def _write(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for path, content in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _overlay(inventory: Inventory, environment: Environment, charts: Path, memo: Memo) -> Overlay:
    chart = charts / "helm" / inventory.name
    values = ValueSources((str(chart / f"values-{environment.name}.yaml"),))
    release = Release(inventory.name, environment.namespace)
    rendered = template(Request(str(chart), release, values), memo)
    hooks = (hook for hook in rendered.hooks if hook.hook and not hook.hook.is_test)
    return Overlay(
        environment.name,
        environment.namespace,
        _resources(rendered.manifests),
        _resources(hooks),
        tuple(_definitions(name, text) for name, text in rendered.crds),
    )


def _definitions(name: str, text: str) -> Definitions:
    chart, _, file = name.partition("/crds/")
    return Definitions(_chart_below(chart), file, text)


def _resources(manifests: Iterable[Manifest]) -> tuple[Resource, ...]:
    contents = ((manifest, cast("dict[str, Any]", read_yaml(manifest.content))) for manifest in manifests)
    return tuple(Resource(_folder(manifest), content) for manifest, content in contents if content)


def _folder(manifest: Manifest) -> str:
    """The chart below the umbrella that rendered it: ``cart``, or ``postgresql/postgresql`` for a chart in a chart.

    Objects of different charts are no versions of each other, whatever their names.
    """
    return _chart_below(manifest.source.partition("/templates/")[0])


def _chart_below(path: str) -> str:
    fleet, *below = path.split("/charts/")
    return "/".join(below) or fleet
