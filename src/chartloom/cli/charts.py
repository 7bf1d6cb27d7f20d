"""The commands for charts, under Helm's names for them."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from chartloom.cli.dependency import dependency_group
from chartloom.cli.lint import lint_command
from chartloom.cli.package import package_command
from chartloom.cli.show import show_group

if TYPE_CHECKING:
    import click

__all__ = ["COMMANDS"]


def _alias(name: str, command: click.Command) -> click.Command:
    """The command under another of Helm's names for it, which --help keeps to itself."""
    other = copy(command)
    other.name, other.hidden = name, True
    return other


COMMANDS: tuple[click.Command, ...] = (
    lint_command,
    show_group,
    package_command,
    dependency_group,
    _alias("inspect", show_group),
    _alias("dep", dependency_group),
    _alias("dependencies", dependency_group),
)
