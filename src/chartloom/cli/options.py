"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = [
    "environment_option",
    "file_option",
    "output_option",
    "root_option",
    "secrets_option",
    "text_or_json_option",
]

file_option = click.option(
    "--file",
    "-F",
    "file",
    type=click.Path(path_type=Path),
    default=Path("service-matrix.yaml"),
    show_default=True,
    help="the inventory",
)
root_option = click.option(
    "--root", type=click.Path(path_type=Path), help="folder of the woven files (default: the inventory's)"
)
output_option = click.option(
    "--output",
    "-o",
    type=click.Choice(["table", "json"]),
    default="table",
    help="for a person or for a program",
)
environment_option = click.option(
    "--environment", "-e", required=True, metavar="ENV", help="dev, staging, prod, …"
)
text_or_json_option = click.option(
    "--output",
    "-o",
    type=click.Choice(["text", "json"]),
    default="text",
    help="for a person or for a program",
)
secrets_option = click.option(
    "--show-secrets/--hide-secrets",
    default=None,
    help="whether secrets are shown: by default not to a person, but in -o json, where their values are marked",
)
