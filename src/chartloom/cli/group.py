"""The commands, as click knows them; each one's work is in a module of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chartloom import __version__
from chartloom.cli import charts, demo, diff, fleet, importing, inventory, template
from chartloom.cli.chart_options import chart_argument
from chartloom.cli.completion import TemplateCommand, completion_group

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["run_group"]

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


@click.group(context_settings=_CONTEXT, epilog="Start with: chartloom demo")
@click.version_option(__version__, prog_name="chartloom")
def chartloom() -> None:
    """One service inventory in, a fleet of Helm charts out, every manifest line traced."""


@chartloom.command(
    "template",
    cls=TemplateCommand,
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    short_help="Render a chart as `helm template` does.",
)
@chart_argument("words", nargs=-1, type=click.UNPROCESSED)
def template_command(words: tuple[str, ...]) -> None:
    """Render a chart as `helm template` does."""
    # `chartloom template` never comes here, it takes the short way; this entry lists it in --help.
    template.run(words)


for command in (
    *inventory.COMMANDS,
    *fleet.COMMANDS,
    *diff.COMMANDS,
    *charts.COMMANDS,
    demo.demo,
    importing.import_group,
    completion_group,
):
    chartloom.add_command(command)


def run_group(words: Sequence[str]) -> int:
    """Carry out one of the commands; the exit code. Raises ChartloomError."""
    try:
        result = chartloom.main(list(words), prog_name="chartloom", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 130
    return result if isinstance(result, int) else 0
