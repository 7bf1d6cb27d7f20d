"""``chartloom show``: what ``helm show`` does, with its flags."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click

from chartloom.actions.show import PARTS, show, show_values_at
from chartloom.cli.account import service_command
from chartloom.cli.chart_options import (
    HelmCommand,
    access_options,
    chart_argument,
    helm_version_option,
    inert_option,
    options,
    places_options,
    refused_option,
    take_flags,
)
from chartloom.cli.remote import ORIGIN_FLAGS, Origin, origin
from chartloom.cli.template_flags import NO_SIGNATURES
from chartloom.diagnostics import Diagnostic, Severity
from chartloom.diagnostics.text import format_diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["show_group"]

_Function = TypeVar("_Function", bound="Callable[..., Any]")


class _ShowGroup(click.Group):
    """Helm's words for the parts of a chart; any other word is the name of a service."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command for a part, or the one for a service; only a part is followed by the name of a chart."""
        word, *rest = args
        if word in self.commands or word.startswith("-") or (rest and not rest[0].startswith("-")):
            return super().resolve_command(ctx, args)
        return word, service_command(word), rest


@click.group("show", cls=_ShowGroup, epilog="Example: chartloom show cart -e prod")
def show_group() -> None:
    """Show what a chart says of itself, as `helm show` does, or what a service of the fleet comes to.

    With the name of a service, `chartloom show SERVICE -e ENV` prints every default that it has there, and what the
    inventory says, with the line.

    The chart is a folder, an archive, the address of one (https://…, oci://…), a chart in the repository of --repo, or
    REPOSITORY/NAME for a repository that was added to Helm.
    """


_origin_options = options(
    ("repo", "text", "address of the repository that CHART is in"),
    ("version", "text", "version of a chart in a repository, or a range such as ^1.2 (default: the newest)"),
    ("devel", "switch", "take prereleases as well where there is no --version"),
    ("pass-credentials", "switch", "send user and password to all hosts that a repository names"),
)


def _show_command(part: str, text: str) -> click.Command:
    @click.command(part, cls=HelmCommand, help=text)
    @chart_argument()
    @_jsonpath_option(part)
    @_origin_options
    @access_options
    @places_options
    @helm_version_option
    @refused_option("--verify", NO_SIGNATURES)
    @inert_option("--keyring")
    def command(chart: str, helm_version: str, jsonpath: str = "", **given: Any) -> None:
        place = _origin(chart, take_flags(given, ORIGIN_FLAGS))
        asked = (jsonpath or part, place, int(helm_version))
        _write(_values_at(chart, *asked) if jsonpath else show(chart, *asked))

    return command


def _jsonpath_option(part: str) -> Callable[[_Function], _Function]:
    text = "print only what this kubectl JSONPath template finds, such as '{.image.tag}'"
    return click.option("--jsonpath", default="", help=text) if part == "values" else lambda command: command


def _origin(chart: str, flags: dict[str, Any]) -> Origin | None:
    """Where to look for the chart, or None for one that is on this disk."""
    return None if not flags["repo"] and os.path.exists(chart) else origin(flags)


def _values_at(chart: str, template: str, place: Origin | None, helm_version: int) -> bytes:
    found = show_values_at(chart, template, place, helm_version)
    if found.problem:
        message = f"--jsonpath finds nothing: {found.problem}"
        warning = Diagnostic("jsonpath-nothing", message, hint=found.hint, severity=Severity.WARNING)
        sys.stderr.write(format_diagnostic(warning))
    return found.data


def _write(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


_SHOWN = {
    "chart": "Its definition: Chart.yaml, as Helm writes it.",
    "values": "Its values.yaml, as it stands.",
    "readme": "Its README.",
    "crds": "Its CRDs, and those of the charts inside it.",
}
for _part in PARTS:
    show_group.add_command(_show_command(_part, _SHOWN[_part]))
show_group.add_command(_show_command("all", "All of these."))
