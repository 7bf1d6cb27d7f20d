"""``demo``: the main job on an example, with what came of it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import click

from chartloom.actions.demo import Demo, run_demo
from chartloom.cli.output import print_table, print_text

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["COMMANDS", "demo"]


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--example", default="robot-shop", show_default=True, help="the bundled example to weave")
def demo(folder: Path | None, example: str) -> None:
    """Weave an example into an empty FOLDER (demo/NAME), render every environment, compare them."""
    done = run_demo(folder or Path("demo") / example, example)
    inventory = done.woven.inventory
    print_text(
        f"{inventory.name}: {len(inventory.services)} services, {len(inventory.edges)} dependencies, "
        f"woven into {done.woven.total} files in {done.weave_seconds * 1000:.0f} ms\n"
    )
    names = [r.environment for r, _ in done.environments]
    print_table(("objects", *names), _kinds(done), numbers=names)
    print_text()
    print_table(("what differs", *names), _differences(done), numbers=names)
    print_text(_next(done))


def _kinds(done: Demo) -> Iterator[tuple[str, ...]]:
    kinds = {kind: None for _, summary in done.environments for kind in summary.kinds}
    for kind in kinds:
        yield kind, *(str(s.kinds.get(kind, "-")) for _, s in done.environments)
    yield "all", *(str(sum(s.kinds.values())) for _, s in done.environments)


def _differences(done: Demo) -> Iterator[tuple[str, ...]]:
    rows = [summary.rows() for _, summary in done.environments]
    for name in rows[0]:
        values = [row[name] for row in rows]
        if len(set(values)) > 1:
            yield name, *values
    yield "rendered in", *(f"{r.seconds * 1000:.0f} ms" for r, _ in done.environments)


def _next(done: Demo) -> str:
    folder, fleet = done.folder, done.woven.inventory.name
    last = done.environments[-1][0].environment
    places = (
        ("service-matrix.yaml", "the inventory, the only file written by hand"),
        (f"helm/{fleet}", "the umbrella chart, with the values of each environment"),
        ("helm/charts", "one chart per service, and the library chart _common"),
        ("docs", "the fleet's table and its diagram"),
    )
    width = max(len(path) for path, _ in places)
    program = "chartloom" if which("chartloom") else os.path.relpath(sys.argv[0])
    lines = "\n".join(f"  {folder}/{path.ljust(width)}  {text}" for path, text in places)
    return f"""
The files lie here:
{lines}

Try next:
  {program} list -F {folder}/service-matrix.yaml
  {program} render -e {last} catalogue -F {folder}/service-matrix.yaml
  {program} template {fleet} {folder}/helm/{fleet} -f {folder}/helm/{fleet}/values-{last}.yaml"""


COMMANDS = (demo,)
