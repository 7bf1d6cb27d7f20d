"""``chartloom completion``: scripts by which shells complete commands, flags and the paths of charts."""

from __future__ import annotations

import sys

import click
from click.shell_completion import (
    CompletionItem,
    ShellComplete,
    add_completion_class,
    get_completion_class,
)

from chartloom.cli.template_flags import FLAGS

__all__ = ["COMMANDS", "completion_group", "template_flags"]

_VARIABLE = "_CHARTLOOM_COMPLETE"
_SHELLS = {
    "bash": "source <(chartloom completion bash)",
    "zsh": "source <(chartloom completion zsh)",
    "fish": "chartloom completion fish | source",
    "powershell": "chartloom completion powershell | Out-String | Invoke-Expression",
}
_PLAIN = "plain"


def template_flags(incomplete: str) -> list[CompletionItem]:
    """The flags of ``chartloom template`` that begin so."""
    flags = {f"--{flag.name}": flag.help for flag in FLAGS}
    return [CompletionItem(n, help=text) for n, text in flags.items() if n.startswith(incomplete)]


@click.group("completion")
def completion_group() -> None:
    """Print a script by which a shell completes chartloom's commands, as `helm completion` does."""


def _completion_command(shell: str, start: str) -> click.Command:
    @click.command(shell, help=f"The script for {shell}.", epilog=f"To use it: {start}")
    @click.option("--no-descriptions", is_flag=True, help="leave out what commands and flags do")
    def command(no_descriptions: bool) -> None:
        sys.stdout.write(script(shell, descriptions=not no_descriptions))

    return command


def script(shell: str, *, descriptions: bool = True) -> str:
    """The script for a shell. Raises ClickException where the installed click does not know the shell."""
    kind = get_completion_class(shell)
    if kind is None:
        raise click.ClickException(f"completion for {shell} needs a newer click: pip install --upgrade click")
    # What click does for bash besides is to run one, to see how old it is.
    text = ShellComplete.source(kind(click.Command("chartloom"), {}, "chartloom", _VARIABLE))
    return text if descriptions else text.replace(f"{shell}_complete", f"{shell}{_PLAIN}_complete")


def _register_plain(shell: str) -> None:
    """Let the script without descriptions be answered: it asks in the name of a shell of its own."""
    kind = get_completion_class(shell)
    if kind is None:
        return

    class Plain(kind):  # type: ignore[misc, valid-type]
        """The same shell, told of no descriptions."""

        def format_completion(self, item: CompletionItem) -> str:
            """The item as the shell reads it."""
            return str(super().format_completion(CompletionItem(item.value, item.type)))

    add_completion_class(Plain, f"{shell}{_PLAIN}")


for _shell, _start in _SHELLS.items():
    completion_group.add_command(_completion_command(_shell, _start))
    _register_plain(_shell)

COMMANDS = (completion_group,)
