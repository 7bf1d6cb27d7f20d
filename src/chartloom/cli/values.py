"""``values``: the computed values, and the layers that they come from."""

from __future__ import annotations

from typing import Any

import click

from chartloom.actions.explaining.computed import compared, computed_values, values_as_json
from chartloom.cli.explained_text import Look
from chartloom.cli.options import secrets_option, text_or_json_option
from chartloom.cli.output import is_coloured, print_json, print_text
from chartloom.cli.subject import subject_options, take_subjects, terminal_width
from chartloom.cli.unfetched import tell_unfetched_of
from chartloom.cli.values_text import side_by_side, tree

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
@click.option("--all", "shows_all", is_flag=True, help="show all of long values")
@secrets_option
@text_or_json_option
def values(
    path: str,
    environments: tuple[str, ...],
    changed: bool,
    shows_all: bool,
    show_secrets: bool | None,
    output: str,
    **given: Any,
) -> None:
    """Print the computed values, or those below PATH, with the layers that they come from."""
    subjects = take_subjects(given, environments)
    tell_unfetched_of([each.request for each in subjects], strict=any(each.strict for each in subjects))
    columns = [computed_values(s.request, path, environments=s.environments, lines=s.lines) for s in subjects]
    look = Look(terminal_width(), is_coloured(), bool(show_secrets), shows_all)
    hides = show_secrets is False
    if output == "json" and len(columns) == 1:
        print_json(values_as_json(columns[0], hides_secrets=hides))
    elif output == "json":
        print_json(
            {s.name: values_as_json(c, hides_secrets=hides) for s, c in zip(subjects, columns, strict=True)}
        )
    elif len(columns) == 1:
        print_text("\n".join(tree(columns[0], look)))
    else:
        rows = [row for row in compared(columns) if not (changed and row.is_same)]
        print_text("\n".join(side_by_side(rows, [s.name for s in subjects], look)))


COMMANDS = (values,)
