"""The commands, as click knows them; each one's work is in a module of its own."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

import click

from chartloom import __version__
from chartloom.cli import template
from chartloom.cli.chart_options import chart_argument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

__all__ = ["COMPLETION_VARIABLE", "run_group"]

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


_MODULES = {
    "charts": "dep dependencies dependency inspect lint package show",
    "completion": "completion",
    "demo": "demo",
    "diff": "diff",
    "explain": "explain",
    "fleet": "render",
    "impact": "impact",
    "importing": "import",
    "inventory": "add graph init list weave",
    "values": "values",
}
"""The module of each command; a command pays for no other."""
_HOMES = {name: module for module, names in _MODULES.items() for name in names.split()}

COMPLETION_VARIABLE = "_CHARTLOOM_COMPLETE"
"""In whose value shells say that they ask for what can follow."""


class _LazyGroup(click.Group):
    """A group whose commands are loaded when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted({*super().list_commands(ctx), *_HOMES})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in _HOMES:
            return super().get_command(ctx, cmd_name)
        module = import_module(f"chartloom.cli.{_HOMES[cmd_name]}")
        commands: tuple[click.Command, ...] = module.COMMANDS
        return next(command for command in commands if command.name == cmd_name)


@click.group(cls=_LazyGroup, context_settings=_CONTEXT, epilog="Start with: chartloom demo")
@click.version_option(__version__, prog_name="chartloom")
def chartloom() -> None:
    """One service inventory in, a fleet of Helm charts out, every manifest line traced."""


class _TemplateCommand(click.Command):
    """``chartloom template``, which reads its flags itself, with these flags to complete."""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 (click's face)
        """The flags that begin so."""
        from chartloom.cli.completion import template_flags

        return template_flags(incomplete)


@chartloom.command(
    "template",
    cls=_TemplateCommand,
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    short_help="Render a chart as `helm template` does.",
)
@chart_argument("words", nargs=-1, type=click.UNPROCESSED)
def template_command(words: tuple[str, ...]) -> None:
    """Render a chart as `helm template` does."""
    # `chartloom template` never comes here, it takes the short way; this entry lists it in --help.
    template.run(words)


def run_group(words: Sequence[str]) -> int:
    """Carry out one of the commands; the exit code. Raises ChartloomError."""
    if COMPLETION_VARIABLE in os.environ:
        import_module("chartloom.cli.completion")  # which knows the shells
    try:
        result = chartloom.main(list(words), prog_name="chartloom", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 130
    return result if isinstance(result, int) else 0
