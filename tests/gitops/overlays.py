"""Overlays out of data files and out of inventories."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from chartloom.actions.kustomize import render_overlays
from chartloom.gitops.kustomize import Overlay
from chartloom.gitops.resources import Resource
from chartloom.weave import weave_fleet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chartloom.matrix import Inventory

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "overlays.yaml").read_text("utf-8")
)


def overlays_of(case: Mapping[str, Any]) -> tuple[Overlay, ...]:
    """The overlays of a case; the namespace has the name of the environment."""
    hooks = case.get("hooks", {})
    return tuple(
        Overlay(name, name, _resources(objects), _resources(hooks.get(name, ())))
        for name, objects in case["environments"].items()
    )


def _resources(objects: Iterable[Mapping[str, Any]]) -> tuple[Resource, ...]:
    return tuple(
        Resource(each["folder"], {key: value for key, value in each.items() if key != "folder"})
        for each in objects
    )


def rendered(inventory: Inventory, root: Path) -> tuple[Overlay, ...]:
    """What the woven charts render; nothing was fetched into ``root``."""
    return render_overlays(inventory, weave_fleet(inventory).files, root)
