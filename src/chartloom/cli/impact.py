"""``impact``: what a value feeds and decides, and which values do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from chartloom.actions.explaining.impact import impact as impact_of
from chartloom.actions.explaining.unused import unset_values, unused_values
from chartloom.cli.explained_text import Look, where
from chartloom.cli.impact_text import impact_json, impact_lines
from chartloom.cli.options import text_or_json_option
from chartloom.cli.output import is_coloured, print_json, print_text
from chartloom.cli.subject import subject_options, take_subject, terminal_width
from chartloom.cli.unfetched import tell_unfetched_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chartloom.actions.explaining.unused import UnsetValue, UnusedValue

__all__ = ["COMMANDS"]


@click.command(
    epilog="Examples: chartloom impact -e prod catalogue.image; chartloom impact --chart ./redis --unused -f my.yaml"
)
@click.argument("path", default="")
@click.option(
    "--environment", "-e", default="", metavar="ENV", help="the fleet in this environment: dev, prod, …"
)
@subject_options
@click.option("--all", "shows_all", is_flag=True, help="list all fields of all objects")
@click.option(
    "--unused", is_flag=True, help="list the values given that nothing depends on (or else the defaults)"
)
@click.option("--unset", is_flag=True, help="list the values that templates ask for and that are nowhere set")
@text_or_json_option
def impact(path: str, shows_all: bool, unused: bool, unset: bool, output: str, **given: Any) -> None:
    """Tell which fields of which manifests the value at PATH, or below it, feeds or decides."""
    if [bool(path), unused, unset].count(True) != 1:
        raise click.UsageError("say a PATH, or --unused, or --unset")
    subject = take_subject(given)
    tell_unfetched_of([subject.request], strict=subject.strict)
    if unused:
        values = unused_values(subject.request, environments=subject.environments)
        _print_unused(values, output)
        return
    if unset:
        _print_unset(unset_values(subject.request, environments=subject.environments), output)
        return
    found = impact_of(subject.request, path, environments=subject.environments)
    if output == "json":
        print_json(impact_json(found))
    elif found.objects:
        print_text("\n".join(impact_lines(found, Look(terminal_width(), is_coloured(), shows_all=shows_all))))
    else:
        print_text(f"{path} is set, but no field depends on it")


def _print_unused(values: Sequence[UnusedValue], output: str) -> None:
    if output == "json":
        print_json({"unused": [_unused_json(one) for one in values]})
        return
    for one in values:
        origin = one.value.origin
        place = where(origin.given[0], origin, Look()) if origin.given else ""
        hint = f'; did you mean "{one.meant}"?' if one.meant else ""
        print_text(f"{one.value.name}  {place}{hint}")


def _unused_json(one: UnusedValue) -> dict[str, Any]:
    origin = one.value.origin
    given = origin.given[0] if origin.given else None
    span = given.span if given else None
    return {
        "path": one.value.name,
        "file": where(given, origin, Look()) if given and given.is_argument else span and span.file,
        "line": span and span.line,
        "column": span and span.column,
        "meant": one.meant,
    }


def _print_unset(values: Sequence[UnsetValue], output: str) -> None:
    if output == "json":
        print_json({"unset": [_unset_json(one) for one in values]})
        return
    look = Look(terminal_width(), is_coloured())
    for one in values:
        hint = f'; did you mean this instead of "{one.meant}"?' if one.meant else ""
        print_text(f"{look.strong(one.name)}  {one.span}{hint}")
        print_text(f"  {look.quiet(look.cut(one.source, 2))}")


def _unset_json(one: UnsetValue) -> dict[str, Any]:
    span = one.span
    return {"path": one.name, "file": span.file, "line": span.line, "column": span.column, "meant": one.meant}


COMMANDS = (impact,)
