"""``diff``: what differs in meaning between environments, or between revisions."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chartloom.actions.diff import diff_environments, diff_paths
from chartloom.actions.revisions import WORK_TREE, diff_revisions
from chartloom.actions.template import ValueSources
from chartloom.cli.options import file_option, root_option
from chartloom.cli.output import is_coloured, print_json, print_text
from chartloom.cli.unfetched import strict_option, tell_unfetched

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.actions.diff import Change, Comparison, Diff

__all__ = ["COMMANDS"]

_USAGE = """give two sides:
  two environments:          -e ENV -e ENV
  a revision and the files:  -e ENV -r REV
  two revisions:             -e ENV -r REV -r REV
  two paths:                 OLD NEW"""
_PATH = click.Path(path_type=Path)


@click.command(
    epilog="Examples: chartloom diff -e staging -e prod; chartloom diff -e prod -r HEAD~1; "
    "chartloom diff before.yaml after.yaml"
)
@click.argument("paths", nargs=-1, type=_PATH, metavar="[OLD NEW]")
@click.option(
    "--environment",
    "-e",
    "environments",
    multiple=True,
    metavar="ENV",
    help="two, or the one in which revisions are compared",
)
@click.option(
    "--revision",
    "-r",
    "revisions",
    multiple=True,
    metavar="REV",
    help="revision of Git; one is compared with the files as they are, two with each other",
)
@click.option("--service", "-s", "services", multiple=True, help="only this one; several can be given")
@file_option
@root_option
@click.option("--values", "-f", "files", multiple=True, metavar="FILE", help="values for both sides")
@click.option("--set", "sets", multiple=True, metavar="KEY=VALUE", help="a value for both sides")
@strict_option
@click.option("--detailed-exitcode", is_flag=True, help="exit with 2 when there is a difference")
@click.option(
    "--output", "-o", type=click.Choice(["text", "json"]), default="text", help="for a person or a program"
)
def diff(
    paths: tuple[Path, ...],
    environments: tuple[str, ...],
    revisions: tuple[str, ...],
    services: tuple[str, ...],
    file: Path,
    root: Path | None,
    files: tuple[str, ...],
    sets: tuple[str, ...],
    strict: bool,
    detailed_exitcode: bool,
    output: str,
) -> int:
    """What differs between two environments or revisions, in words.

    Compared are two environments of the fleet, two revisions of it in one environment, or OLD and NEW; the result is
    told service by service.

    A revision is what Git has of the inventory and of its charts, woven again. OLD and NEW are folders with an
    inventory and its woven charts (with -e), charts, or files of rendered manifests.

    Compared is what objects mean: 1000m is 1, the order of variables is none.
    The values of secrets are never shown.
    """
    values = ValueSources(files, sets=sets)
    match paths, environments, revisions:
        case (), (before, after), ():
            found = diff_environments(file, before, after, services, root=root, values=values)
        case (), (environment,), (before, *rest) if len(rest) < 2:
            now = rest[0] if rest else WORK_TREE
            found = diff_revisions(file, before, now, environment, services, root=root, values=values)
        case (old, new), _, () if len(environments) < 2:
            found = diff_paths(old, new, "".join(environments), services, values=values)
        case _:
            raise click.UsageError(_USAGE)
    tell_unfetched(found.unfetched, strict=strict)
    if output == "json":
        print_json(found.to_dict())
    else:
        _print(found, coloured=is_coloured())
    return 2 if detailed_exitcode and found.comparison.is_different else 0


def _print(found: Diff, *, coloured: bool) -> None:
    comparison = found.comparison
    before, after = comparison.namespaces
    print_text(f"{found.before} → {found.after}{f' in {found.environment}' if found.environment else ''}")
    if before != after:
        print_text(f"namespace: {before or 'none'} → {after or 'none'}")
    for heading, lines in _blocks(comparison, coloured=coloured).items():
        print_text()
        print_text(click.style(heading, bold=True) if coloured else heading)
        for line in lines:
            print_text(line)
    print_text()
    print_text(_summary(comparison))
    if found.left_out:
        print_text(f"not compared, because they are not fetched: {', '.join(found.left_out)}")


def _blocks(comparison: Comparison, *, coloured: bool) -> dict[str, tuple[str, ...]]:
    """The lines of each service by its heading; services of which the same is told have one together."""
    together: dict[tuple[str, ...], list[str]] = {}
    for service, changes in comparison.changes.items():
        if service in comparison.added or service in comparison.removed:
            lines = tuple(_whole(service, changes, coloured=coloured))
        else:
            lines = tuple(_lines(service, changes, coloured=coloured))
        together.setdefault(lines, []).append(service)
    return {", ".join(services): lines for lines, services in together.items()}


_TOLD_IN_WORDS = ("Deployment", "StatefulSet", "CronJob", "Ingress", "HTTPRoute")


def _whole(service: str, changes: Sequence[Change], *, coloured: bool) -> Iterator[str]:
    """A service that only one side has: what runs and who reaches it in words, the rest by kind."""
    sign = changes[0].sign
    what, colour = ("a new service", "green") if sign == "+" else ("no longer there", "red")
    told = [each for each in changes if each.what.startswith(_TOLD_IN_WORDS)]
    rest = [each.what.removesuffix(f" {service}") for each in changes if each not in told]
    texts = [what, *(each.text for each in told), *([f"and {', '.join(rest)}"] if rest else [])]
    for text in texts:
        shown = f"{sign} {text}"
        yield f"  {click.style(shown, fg=colour) if coloured else shown}"


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
