"""``chartloom lint``: what ``helm lint`` does, with its flags."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from chartloom.actions.fetching.unfetched import unfetched_charts
from chartloom.actions.lint import LintRequest, LintResult, lint
from chartloom.actions.template import Request
from chartloom.cli.chart_options import (
    HelmCommand,
    chart_argument,
    helm_version_option,
    take_values,
    values_options,
)
from chartloom.cli.output import print_text
from chartloom.cli.unfetched import tell_unfetched
from chartloom.diagnostics import ChartloomError, Severity
from chartloom.diagnostics.text import format_diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chartloom.actions.template import ValueSources
    from chartloom.diagnostics import Diagnostic

__all__ = ["lint_command"]


@click.command("lint", cls=HelmCommand, epilog="Example: chartloom lint helm/charts/cart --strict")
@chart_argument("paths", nargs=-1, required=True, metavar="CHART...")
@values_options
@click.option("--namespace", "-n", default="default", help="namespace of the release")
@click.option("--kube-version", default="", help="Kubernetes version for capabilities and deprecations")
@click.option("--strict", is_flag=True, help="fail on warnings")
@click.option("--with-subcharts", is_flag=True, help="lint the charts in charts/ as well")
@click.option("--skip-schema-validation", is_flag=True, help="do not check values against values.schema.json")
@helm_version_option
@click.option("--quiet", is_flag=True, help="print only warnings and errors")
def lint_command(
    paths: tuple[str, ...], quiet: bool, skip_schema_validation: bool, helm_version: str, **given: Any
) -> int:
    """Examine charts for possible issues, as `helm lint` does."""
    values = take_values(given)
    results = lint(
        LintRequest(
            paths,
            values,
            check_schema=not skip_schema_validation,
            helm_version=int(helm_version),
            **given,
        )
    )
    for result in results:
        if not (quiet and result.is_clean):
            print_text(_lint_text(result, quiet=quiet))
    missing = _unfetched(paths, values, int(helm_version))
    tell_unfetched(missing, strict=False)
    failed = sum(result.failed for result in results)
    summary = f"{len(results)} chart(s) linted, {failed} chart(s) failed"
    if failed:
        sys.stdout.flush()
        click.echo(f"Error: {summary}", err=True)
    elif not quiet or not all(result.is_clean for result in results):
        print_text(summary)
    return 1 if failed or (missing and given["strict"]) else 0


def _unfetched(paths: Sequence[str], values: ValueSources, helm_version: int) -> list[Diagnostic]:
    """What Helm does not look at: charts that the charts inside need, and that were never fetched."""
    found: dict[Diagnostic, None] = {}
    for path in paths:
        try:
            found |= dict.fromkeys(unfetched_charts(Request(path, values=values, helm_version=helm_version)))
        except ChartloomError:
            continue  # linting has said why it cannot be rendered
    return list(found)


_LABELS = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def _lint_text(result: LintResult, *, quiet: bool) -> str:
    lines = [f"==> Linting {result.path}\n"]
    for finding in result.findings:
        if quiet and finding.severity is Severity.NOTE:
            continue
        first, *details = format_diagnostic(finding.diagnostic).splitlines(keepends=True)
        message = first.partition("]: ")[2]
        lines += [f"[{_LABELS[finding.severity]}] {finding.path}: {message}", *details]
    return "".join(lines)
