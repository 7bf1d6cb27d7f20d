"""``values``: the computed values, and the layers that they come from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from chartloom.actions.computed import compared, computed_values, values_as_json
from chartloom.actions.explained import json_value
from chartloom.actions.secrecy import REDACTED
from chartloom.cli.explained_text import Look, where
from chartloom.cli.output import is_coloured, print_json, print_text
from chartloom.cli.subject import subject_options, take_subjects, terminal_width
from chartloom.cli.unfetched import tell_unfetched_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.actions.computed import ComputedValue, SideBySide

__all__ = ["COMMANDS"]

_EXAMPLES = """
Examples: chartloom values -e prod catalogue.image; chartloom values -e staging -e prod --changed; chartloom values
--chart ./redis -f my-values.yaml
"""


@click.command(epilog=_EXAMPLES)
@click.argument("path", default="")
@click.option(
    "--environment",
    "-e",
    "environments",
    multiple=True,
    metavar="ENV",
    help="the fleet in this environment; several are shown side by side",
)
@subject_options
@click.option(
    "--changed", is_flag=True, help="of several environments, show only what they do not agree about"
)
@click.option(
    "--show-secrets/--hide-secrets",
    default=None,
    help="whether secrets are shown: by default not to a person, but in -o json, where their values are marked",
)
@click.option(
    "--output",
    "-o",
    type=click.Choice(["text", "json"]),
    default="text",
    help="for a person or for a program",
)
def values(
    path: str,
    environments: tuple[str, ...],
    changed: bool,
    show_secrets: bool | None,
    output: str,
    **given: Any,
) -> None:
    """Print the computed values, or those below PATH, with the layers that they come from."""
    subjects = take_subjects(given, environments)
    tell_unfetched_of([each.request for each in subjects], strict=any(each.strict for each in subjects))
    columns = [computed_values(s.request, path, environments=s.environments) for s in subjects]
    look = Look(terminal_width(), is_coloured(), bool(show_secrets))
    hides = show_secrets is False
    if output == "json" and len(columns) == 1:
        print_json(values_as_json(columns[0], hides_secrets=hides))
    elif output == "json":
        print_json(
            {s.name: values_as_json(c, hides_secrets=hides) for s, c in zip(subjects, columns, strict=True)}
        )
    elif len(columns) == 1:
        print_text("\n".join(_tree(columns[0], look)))
    else:
        rows = [row for row in compared(columns) if not (changed and row.is_same)]
        print_text("\n".join(_side_by_side(rows, [s.name for s in subjects], look)))


def _tree(leaves: Sequence[ComputedValue], look: Look) -> Iterator[str]:
    """The leaves as a tree, each with its winner, and below that what it overrode."""
    before: tuple[str | int, ...] = ()
    for leaf in leaves:
        shared = _shared(before[:-1], leaf.path[:-1])
        for depth in range(shared, len(leaf.path) - 1):
            yield f"{'  ' * depth}{_key(leaf.path[depth])}:"
        before = leaf.path
        indent = "  " * (len(leaf.path) - 1)
        yield f"{indent}{_key(leaf.path[-1]) if leaf.path else ''}: {look.strong(_shown(leaf, look))}"
        for rank, found in enumerate(leaf.origin.given):
            secret = look.hides(leaf.origin.secret)
            text = REDACTED if secret else _json(found.value)
            over = f"over {look.cut(text, 40)} " if rank else ""
            yield f"{indent}    {look.quiet(f'{over}{where(found, leaf.origin, look)}  {found.layer}')}"


def _shared(one: tuple[str | int, ...], other: tuple[str | int, ...]) -> int:
    """How many keys two paths have in common at their beginnings."""
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _key(key: str | int) -> str:
    return f"[{key}]" if isinstance(key, int) else key


def _shown(leaf: ComputedValue | None, look: Look) -> str:
    if leaf is None:
        return "-"
    if look.hides(leaf.origin.secret):
        return REDACTED
    return _json(leaf.value)


def _json(value: Any) -> str:
    return json.dumps(json_value(value), ensure_ascii=False)


def _side_by_side(rows: Sequence[SideBySide], names: Sequence[str], look: Look) -> Iterator[str]:
    """A leaf with one value in one line; one with several in a line for each environment, with its winner."""
    width = max(map(len, names), default=0)
    for row in rows:
        name = ".".join(map(str, row.path))
        if row.is_same:
            yield f"  {name}: {_shown(row.values[0], look)}"
            continue
        yield f"{look.strong('≠')} {look.strong(name)}"
        for environment, leaf in zip(names, row.values, strict=True):
            place = where(leaf.origin.given[0], leaf.origin, look) if leaf and leaf.origin.given else ""
            text = f"    {environment.ljust(width)}  {_shown(leaf, look)}"
            yield f"{text}  {look.quiet(place)}".rstrip()


COMMANDS = (values,)
