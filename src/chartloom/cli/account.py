"""``show SERVICE``: what a service of the fleet comes to in an environment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chartloom.actions.account import account
from chartloom.cli.options import environment_option, file_option
from chartloom.cli.output import print_json, print_table, print_text

if TYPE_CHECKING:
    from chartloom.actions.account import Account

__all__ = ["service_command"]


def service_command(service: str) -> click.Command:
    """The command that shows the service of this name."""

    @click.command(service, help=f"What the service {service} comes to in an environment, and why.")
    @environment_option
    @file_option
    @click.option(
        "--output",
        "-o",
        type=click.Choice(["table", "json", "yaml"]),
        default="table",
        help="for a person or a program",
    )
    def command(environment: str, file: Path, output: str) -> None:
        found = account(file, service, environment)
        if output == "json":
            print_json(found.to_dict())
        elif output == "yaml":
            print_text(found.to_yaml().rstrip("\n"))
        else:
            _print(found, file)

    return command


def _print(found: Account, file: Path) -> None:
    print_text(f"{found.service} in {found.environment}; line numbers are those of {file}\n")
    rows = (
        (fact.what, fact.value, f"line {fact.line}{'' if fact.reason == 'said' else f': {fact.reason}'}")
        if fact.line
        else (fact.what, fact.value, fact.reason)
        for fact in found.facts
    )
    print_table(("what", "value", "why"), rows)
