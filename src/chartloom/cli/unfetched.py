"""``--strict``, and what is said of charts that were never fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chartloom.cli.output import print_diagnostics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chartloom.actions.template import Request
    from chartloom.diagnostics import Diagnostic

__all__ = ["strict_option", "tell_unfetched", "tell_unfetched_of"]

strict_option = click.option(
    "--strict", is_flag=True, help="fail when a third-party chart was not fetched, instead of warning"
)


def tell_unfetched_of(requests: Sequence[Request], *, strict: bool) -> None:
    """Warn of charts that these renderings lack; with ``strict`` raise ChartloomError."""
    from chartloom.actions.fetching.unfetched import unfetched_charts

    tell_unfetched([each for request in requests for each in unfetched_charts(request)], strict=strict)


def tell_unfetched(found: Sequence[Diagnostic], *, strict: bool) -> None:
    """Warn of charts that were found missing; with ``strict`` raise ChartloomError."""
    from chartloom.actions.fetching.unfetched import as_errors

    if strict:
        as_errors(found)
    print_diagnostics(dict.fromkeys(found))
