"""``impact``: what a value feeds and decides, and which values do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from chartloom.actions.field_paths import kubectl_path
from chartloom.actions.impact import impact as impact_of
from chartloom.actions.impact import unused_values
from chartloom.cli.explained_text import Look, where
from chartloom.cli.output import print_json, print_text
from chartloom.cli.subject import subject_options, take_subject
from chartloom.cli.unfetched import tell_unfetched_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.actions.impact import Affected, UnusedValue

__all__ = ["COMMANDS"]


@click.command(
    epilog="Examples: chartloom impact -e prod catalogue.image; chartloom impact --chart ./redis --unused -f my.yaml"
)
@click.argument("path", default="")
@click.option(
    "--environment", "-e", default="", metavar="ENV", help="the fleet in this environment: dev, prod, …"
)
@subject_options
@click.option(
    "--unused", is_flag=True, help="list the values given that nothing depends on (or else the defaults)"
)
@click.option(
    "--output", "-o", type=click.Choice(["text", "json"]), default="text", help="for a person or a program"
)
def impact(path: str, unused: bool, output: str, **given: Any) -> None:
    """Tell which fields of which manifests the value at PATH, or below it, feeds or decides."""
    if bool(path) == unused:
        raise click.UsageError("say a PATH, or --unused")
    subject = take_subject(given)
    tell_unfetched_of([subject.request], strict=subject.strict)
    if unused:
        values = unused_values(subject.request, environments=subject.environments)
        _print_unused(values, output)
        return
    found = impact_of(subject.request, path, environments=subject.environments)
    if output == "json":
        print_json({"objects": [_json(one) for one in found]})
    elif found:
        print_text("\n".join(line for one in found for line in _lines(one)))
    else:
        print_text(f"{path} is set, but no field depends on it")


def _json(one: Affected) -> dict[str, Any]:
    feeds, decides = ([kubectl_path(path) for path in paths] for paths in (one.feeds, one.decides))
    return {"object": one.address, "source": one.source, "feeds": feeds, "decides": decides}


def _lines(one: Affected) -> Iterator[str]:
    yield one.address
    if one.is_whole and one.decides:
        yield "  decides  all of it"
    decides = () if one.is_whole else one.decides
    for label, paths in (("feeds", one.feeds), ("decides", decides)):
        for index, path in enumerate(paths[:_MANY]):
            yield f"  {'' if index else label:<8} {kubectl_path(path)}"
        if len(paths) > _MANY:
            yield f"  {'':<8} and {len(paths) - _MANY} more"


_MANY = 8


def _print_unused(values: Sequence[UnusedValue], output: str) -> None:
    if output == "json":
        print_json({"unused": [{"path": one.value.name, "meant": one.meant} for one in values]})
        return
    for one in values:
        origin = one.value.origin
        place = where(origin.given[0], origin, Look()) if origin.given else ""
        hint = f'; did you mean "{one.meant}"?' if one.meant else ""
        print_text(f"{one.value.name}  {place}{hint}")


COMMANDS = (impact,)
