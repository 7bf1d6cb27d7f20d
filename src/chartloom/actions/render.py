"""Render a woven fleet, whole or some services of it, for one environment."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.actions.explaining.inventory_lines import InventoryLines
from chartloom.actions.fetching.unfetched import unfetched_charts
from chartloom.actions.template import Request, template
from chartloom.chart.user_values import ValueSources
from chartloom.diagnostics import ChartloomError, Diagnostic, Span
from chartloom.diagnostics.suggest import did_you_mean
from chartloom.engine import Release
from chartloom.matrix import load_inventory

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from chartloom.kube import Manifest
    from chartloom.matrix import Inventory

__all__ = ["FleetRendering", "fleet_request", "render_fleet"]


@dataclass(frozen=True, slots=True)
class FleetRendering:
    """The manifests of a fleet in one environment, and how long the rendering took, in seconds.

    ``unfetched`` are warnings about third-party charts whose objects are missing in it.
    """

    fleet: str
    environment: str
    manifests: tuple[Manifest, ...]
    hooks: tuple[Manifest, ...]
    seconds: float
    unfetched: tuple[Diagnostic, ...] = ()


def render_fleet(
    path: Path,
    environment: str,
    services: Sequence[str] = (),
    *,
    root: Path | None = None,
    values: ValueSources | None = None,
    namespace: str = "",
    kube_version: str = "",
    cache: str | None = None,
) -> FleetRendering:
    """The manifests of the fleet of the inventory at ``path``, rendered from its woven charts.

    ``services`` limits them to those services, ``root`` is the folder that holds ``helm/`` (by default the
    inventory's), ``values`` are laid over those of the environment. Raises ChartloomError for an unknown
    environment or service, charts that are not woven, and whatever rendering refuses.
    """
    inventory = load_inventory(path)
    for service in services:
        _require("service", service, [s.name for s in inventory.services], inventory)
    request = _request(inventory, path, environment, root, values, namespace, kube_version, cache)
    start = time.perf_counter()
    rendered = template(request)
    seconds = time.perf_counter() - start
    kept = tuple(f"{inventory.name}/charts/{service}/" for service in services)
    return FleetRendering(
        inventory.name,
        environment,
        _of_services(rendered.manifests, kept),
        _of_services(rendered.hooks, kept),
        seconds,
        unfetched_charts(request, services),
    )


def fleet_request(
    path: Path,
    environment: str,
    *,
    root: Path | None = None,
    values: ValueSources | None = None,
    namespace: str = "",
    kube_version: str = "",
    cache: str | None = None,
) -> Request:
    """How the umbrella chart of a woven fleet is rendered in an environment, whose own values file is the first.

    Raises ChartloomError as ``render_fleet`` does.
    """
    inventory = load_inventory(path)
    return _request(inventory, path, environment, root, values, namespace, kube_version, cache)


def _request(
    inventory: Inventory,
    path: Path,
    environment: str,
    root: Path | None,
    values: ValueSources | None,
    namespace: str,
    kube_version: str,
    cache: str | None,
) -> Request:
    namespaces = {e.name: e.namespace for e in inventory.environments}
    _require("environment", environment, list(namespaces), inventory)
    chart = (root or (path if path.is_dir() else path.parent)) / "helm" / inventory.name
    own = _require_woven(chart, f"values-{environment}.yaml")
    return Request(
        str(chart),
        Release(inventory.name, namespace or namespaces[environment]),
        _over(str(own), values or ValueSources()),
        kube_version=kube_version,
        cache=cache,
        lines=InventoryLines(inventory, environment),
    )


def _over(own: str, values: ValueSources) -> ValueSources:
    return ValueSources(
        (own, *values.files),
        sets=values.sets,
        set_string=values.set_string,
        set_file=values.set_file,
        set_json=values.set_json,
        set_literal=values.set_literal,
    )


def _of_services(manifests: Iterable[Manifest], prefixes: tuple[str, ...]) -> tuple[Manifest, ...]:
    return tuple(m for m in manifests if not prefixes or m.source.startswith(prefixes))


def _require(what: str, name: str, known: Sequence[str], inventory: Inventory) -> None:
    if name in known:
        return
    raise ChartloomError(
        Diagnostic(
            f"unknown-{what}",
            f'the fleet "{inventory.name}" has no {what} "{name}"',
            Span(inventory.file),
            note=f"known {what}s: {', '.join(known)}",
            hint=did_you_mean(name, known),
        )
    )


def _require_woven(chart: Path, values: str) -> Path:
    if not (chart / "Chart.yaml").is_file():
        raise ChartloomError(
            Diagnostic(
                "not-woven",
                "the charts of this fleet have not been woven yet",
                Span(str(chart)),
                hint="run: chartloom weave",
            )
        )
    if not (chart / values).is_file():
        raise ChartloomError(
            Diagnostic(
                "not-woven",
                "the charts were woven before this environment was in the inventory",
                Span(str(chart / values)),
                hint="run: chartloom weave",
            )
        )
    return chart / values
