"""``diff``: what differs in meaning between environments, or between revisions."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chartloom.actions.diff import diff_environments, diff_paths
from chartloom.actions.template import ValueSources
from chartloom.cli.options import file_option, root_option
from chartloom.cli.output import is_coloured, print_json, print_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.actions.diff import Change, Comparison, Diff

__all__ = ["COMMANDS"]

_PATH = click.Path(path_type=Path)


@click.command(
    epilog="Examples: chartloom diff -e staging -e prod; chartloom diff ../released . -e prod; "
    "chartloom diff before.yaml after.yaml"
)
@click.argument("paths", nargs=-1, type=_PATH, metavar="[OLD NEW]")
@click.option(
    "--environment",
    "-e",
    "environments",
    multiple=True,
    metavar="ENV",
    help="given twice without OLD and NEW",
)
@click.option("--service", "-s", "services", multiple=True, help="only this one; several can be given")
@file_option
@root_option
@click.option("--values", "-f", "files", multiple=True, metavar="FILE", help="values for both sides")
@click.option("--set", "sets", multiple=True, metavar="KEY=VALUE", help="a value for both sides")
@click.option("--detailed-exitcode", is_flag=True, help="exit with 2 when there is a difference")
@click.option(
    "--output", "-o", type=click.Choice(["text", "json"]), default="text", help="for a person or a program"
)
def diff(
    paths: tuple[Path, ...],
    environments: tuple[str, ...],
    services: tuple[str, ...],
    file: Path,
    root: Path | None,
    files: tuple[str, ...],
    sets: tuple[str, ...],
    detailed_exitcode: bool,
    output: str,
) -> int:
    """What differs between two environments or revisions, in words.

    Two environments of the fleet are compared, or OLD and NEW, service by service.

    OLD and NEW are folders with an inventory and its woven charts (such as a work tree of another revision; with -e),
    charts, or files of rendered manifests. Compared is what objects mean: 1000m is 1, the order of variables is none.
    The values of secrets are never shown.
    """
    values = ValueSources(files, sets=sets)
    if not paths and len(environments) == 2:
        found = diff_environments(file, environments[0], environments[1], services, root=root, values=values)
    elif len(paths) == 2 and len(environments) < 2:
        found = diff_paths(paths[0], paths[1], "".join(environments), services, values=values)
    else:
        raise click.UsageError("give two environments, -e ENV -e ENV, or two paths, OLD NEW")
    if output == "json":
        print_json(found.to_dict())
    else:
        _print(found, coloured=is_coloured())
    return 2 if detailed_exitcode and found.comparison.is_different else 0


def _print(found: Diff, *, coloured: bool) -> None:
    comparison = found.comparison
    before, after = comparison.namespaces
    print_text(f"{found.before} → {found.after}")
    if before != after:
        print_text(f"namespace: {before or 'none'} → {after or 'none'}")
    for service, changes in comparison.changes.items():
        print_text()
        print_text(click.style(service, bold=True) if coloured else service)
        for line in _lines(service, changes, coloured=coloured):
            print_text(line)
    print_text()
    print_text(_summary(comparison))


_COLOURS = {"+": "green", "-": "red", "~": "yellow"}


def _lines(service: str, changes: Sequence[Change], *, coloured: bool) -> Iterator[str]:
    counted = Counter((change.area, change.what) for change in changes)
    area = ""
    for change in changes:
        is_clear = counted[change.area, change.what] == 1 and _is_about(service, change)
        where = "" if is_clear else f" ({', '.join(dict.fromkeys(p.object for p in change.places))})"
        text = f"{change.sign} {change.text}{where}"
        shown = click.style(text, fg=_COLOURS[change.sign]) if coloured else text
        yield f"  {'' if change.area == area else change.area:<10} {shown}"
        area = change.area


def _is_about(service: str, change: Change) -> bool:
    """Whether the service itself changes, as everyone takes it; and not only a Job of its."""
    names = {place.object.partition(" ")[2] for place in change.places}
    return change.area == "objects" or bool(names & {service, f"{service}-config", f"{service}-auth"})


def _summary(comparison: Comparison) -> str:
    count, same = len(comparison.changes), comparison.same
    if not count:
        return "no difference"
    changes = sum(len(each) for each in comparison.changes.values())
    told = f"{changes} difference{'s' * (changes != 1)} in {count} service{'s' * (count != 1)}"
    return f"{told}; the same: {', '.join(same)}" if same else told


COMMANDS = (diff,)
