"""``init``, ``add``, ``list``, ``graph``, ``weave``: the inventory and what is woven from it."""

from __future__ import annotations

from pathlib import Path

import click

from chartloom.actions.graph import graph_fleet
from chartloom.actions.inventory import NewService, add_service, init_inventory, list_services
from chartloom.actions.weave import WeaveResult, check_woven, weave_charts
from chartloom.cli.options import file_option, output_option, root_option
from chartloom.cli.output import print_diagnostics, print_in_brief, print_json, print_table, print_text
from chartloom.diagnostics import Severity

__all__ = ["COMMANDS"]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--example", metavar="NAME", help="start from a bundled example, such as robot-shop")
@click.option("--name", help="the fleet's name (default: the folder's, or the example's)")
def init(folder: Path, example: str | None, name: str | None) -> None:
    """Start an inventory, empty or from an example."""
    made = init_inventory(folder, example, name)
    print_text(f"wrote {made.path}: the inventory of the fleet {made.name!r}")
    print_text("next: chartloom list, chartloom add NAME, chartloom weave")


@click.command(
    epilog="Example: chartloom add wishlist --port 8080 --language nodejs --depends-on redis --depends-on catalogue"
)
@click.argument("name")
@click.option(
    "--type", "type_", type=click.Choice(["deployment", "statefulset"]), help="default: by technology"
)
@click.option("--tier", help="frontend, backend, database, messaging, …")
@click.option("--port", type=int)
@click.option("--language", help="the technology: nodejs, java, python, php, go, nginx, …")
@click.option(
    "--depends-on", "-d", "dependencies", multiple=True, metavar="SERVICE", help="several can be given"
)
@click.option("--env", "env", multiple=True, metavar="NAME=VALUE", help="several can be given")
@click.option("--exposed", is_flag=True, help="reachable from outside the cluster")
@file_option
def add(
    name: str,
    type_: str | None,
    tier: str | None,
    port: int | None,
    language: str | None,
    dependencies: tuple[str, ...],
    env: tuple[str, ...],
    exposed: bool,
    file: Path,
) -> None:
    """Add a service to the inventory; everything else in the file stays as it is."""
    pairs = tuple(_pair(text) for text in env)
    new = NewService(name, type_, tier, port, exposed, language, dependencies, pairs)
    added = add_service(file, new)
    print_text(f"added {added.service.name} at {added.path}:{added.line}")
    print_text("next: chartloom weave")


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise click.BadParameter(f"{text!r} must be NAME=VALUE", param_hint="--env")
    return name, value


@click.command("list", epilog="Example: chartloom list -l tier=backend,exposed=no")
@click.option(
    "--selector",
    "-l",
    default="",
    metavar="KEY=VALUE",
    help="only these services; also KEY!=VALUE, commas between",
)
@file_option
@output_option
def list_(file: Path, output: str, selector: str) -> None:
    """What exists, in which version, and who depends on whom."""
    fleet = list_services(file, selector)
    if output == "json":
        print_json(fleet.to_dict())
        return
    columns = ("service", "technology", "version", "tier", "type", "port", "exposed", "depends on", "used by")
    print_table(
        columns,
        (
            (
                r.name,
                r.technology,
                r.version,
                r.tier,
                r.type,
                str(r.port or ""),
                "yes" if r.exposed else "",
                ", ".join(r.depends_on),
                ", ".join(r.used_by),
            )
            for r in fleet.rows
        ),
        numbers=("port",),
    )
    print_diagnostics(fleet.inventory.notes)


@click.command()
@click.option(
    "--waves", is_flag=True, help="services in the order in which they can start, instead of the diagram"
)
@file_option
@output_option
def graph(file: Path, output: str, waves: bool) -> None:
    """Who calls whom, as a Mermaid diagram."""
    found = graph_fleet(file)
    if output == "json":
        print_json(found.to_dict())
    elif waves:
        print_table(("wave", "services"), ((str(i), ", ".join(w)) for i, w in enumerate(found.waves, 1)))
    else:
        print_text(found.mermaid.rstrip("\n"))


@click.command()
@click.option("--check", is_flag=True, help="write nothing; exit 1 when the woven files are not up to date")
@click.option(
    "--force", is_flag=True, help="overwrite files that were edited by hand; a copy of each is kept"
)
@click.option("--quiet", "-q", is_flag=True, help="print nothing but errors")
@file_option
@root_option
@output_option
def weave(file: Path, root: Path | None, output: str, check: bool, force: bool, quiet: bool) -> int:
    """Weave charts, values and documentation from the inventory."""
    result = check_woven(file, root) if check else weave_charts(file, root, force=force)
    if output == "json":
        print_json(result.to_dict())
    elif quiet:
        print_diagnostics(found for found in result.findings() if found.severity is Severity.ERROR)
    else:
        print_diagnostics(result.findings())
        print_text(_weave_line(result))
        # Of one note for each of three hundred services nobody reads all, nor twice.
        notes = _BRIEF if result.new or result.stale else 0
        print_in_brief(result.inventory.notes, "about the inventory; in full: chartloom list", notes)
    return 0 if result.is_clean else 1


_BRIEF = 10


def _weave_line(result: WeaveResult) -> str:
    written = len(result.new) + len(result.missing) + len(result.stale)
    if result.is_check:
        state = "up to date" if result.is_clean else "not up to date"
        return f"{result.root}: {result.total} files, {state}"
    parts = [f"{written} written", f"{result.total - written - len(result.edited)} unchanged"]
    parts += [f"{len(result.abandoned)} removed"] if result.abandoned else []
    parts += [f"{len(result.edited)} edited by hand and kept"] if result.edited else []
    parts += [f"{len(result.forced)} overwritten"] if result.forced else []
    return f"{result.root}: {result.total} files: {', '.join(parts)}"


COMMANDS = (init, add, list_, graph, weave)
