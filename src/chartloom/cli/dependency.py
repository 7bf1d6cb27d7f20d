"""``chartloom dependency``: what ``helm dependency`` does, with its flags."""

from __future__ import annotations

import sys
from typing import Any

import click

from chartloom.actions.fetching.dependencies import DependencyRequest, build, update
from chartloom.actions.fetching.dependency_list import list_dependencies, table_text
from chartloom.cli.chart_options import (
    HelmCommand,
    access_options,
    chart_argument,
    inert_option,
    places_options,
    refused_option,
    take_flags,
)
from chartloom.cli.output import print_text
from chartloom.cli.package import source_date_epoch
from chartloom.cli.remote import ACCESS_FLAGS, access, places
from chartloom.cli.template_flags import NO_SIGNATURES

__all__ = ["dependency_group"]


class _DependencyGroup(click.Group):
    """A group that knows the short names of Helm's commands."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        return super().get_command(ctx, {"ls": "list", "up": "update"}.get(cmd_name, cmd_name))


@click.group("dependency", cls=_DependencyGroup)
def dependency_group() -> None:
    """Manage the charts that a chart depends on, as `helm dependency` does.

    Repositories are told by address (https://… and oci://…), by a name that Helm knows (@…), or as file://… for a chart
    beside this one, which is packed together with what it depends on itself.
    """


@dependency_group.command("list", cls=HelmCommand)
@chart_argument(default=".")
@click.option("--max-col-width", type=click.IntRange(4), default=80, show_default=True, help="widest column")
def dependency_list_command(chart: str, max_col_width: int) -> None:
    """List dependencies and whether they are there."""
    sys.stdout.write(table_text(list_dependencies(chart), max_col_width))


def _fetching_command(name: str, work: Any, text: str) -> click.Command:
    @click.command(name, cls=HelmCommand, help=text)
    @chart_argument(default=".")
    @click.option(
        "--skip-refresh", is_flag=True, help="as in Helm; there is no cache that could be refreshed"
    )
    @access_options
    @places_options
    @refused_option("--verify", NO_SIGNATURES)
    @inert_option("--keyring")
    def command(chart: str, skip_refresh: bool, **given: Any) -> None:  # noqa: ARG001 (see its help)
        flags = take_flags(given, ACCESS_FLAGS)
        work(DependencyRequest(chart, access(flags), places(flags), source_date_epoch(), print_text))

    return command


dependency_group.add_command(
    _fetching_command(
        "build", build, "Fetch into charts/ what Chart.lock names; without a lock, like update."
    )
)
dependency_group.add_command(
    _fetching_command(
        "update", update, "Fetch the newest versions that Chart.yaml allows, and write Chart.lock."
    )
)
