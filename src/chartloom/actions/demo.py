"""The main job from beginning to end: an example's inventory, woven and rendered for every environment."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.actions.inventory import init_inventory
from chartloom.actions.render import FleetRendering, render_fleet
from chartloom.actions.summary import Summary, summarise
from chartloom.actions.weave import WeaveResult, weave_charts
from chartloom.diagnostics import ChartloomError, Diagnostic, Span

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Demo", "run_demo"]


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made in ``folder``: ``weave_seconds`` to weave it, and each environment's rendering with its sums."""

    folder: Path
    woven: WeaveResult
    weave_seconds: float
    environments: tuple[tuple[FleetRendering, Summary], ...]


def run_demo(folder: Path, example: str = "robot-shop") -> Demo:
    """Weave a bundled example into an empty folder and render all its environments.

    Raises ChartloomError when the folder is not empty or cannot be written to.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ChartloomError(
            Diagnostic(
                "folder-not-empty",
                "the demo needs an empty folder, so that it overwrites nothing",
                Span(str(folder)),
                hint="name another folder, or remove this one",
            )
        )
    init_inventory(folder, example, name=example)
    start = time.perf_counter()
    woven = weave_charts(folder)
    seconds = time.perf_counter() - start
    names = [e.name for e in woven.inventory.environments]
    renderings = [render_fleet(folder, name) for name in names]
    return Demo(folder, woven, seconds, tuple((r, summarise(r.manifests)) for r in renderings))
