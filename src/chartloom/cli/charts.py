"""``lint``, ``show``, ``package``, ``dependency``: what Helm's commands of these names do, with their flags."""

from __future__ import annotations

import sys
from typing import Any

import click

from chartloom.actions.lint import LintRequest, LintResult, lint
from chartloom.actions.show import PARTS, show
from chartloom.actions.template import ValueSources
from chartloom.cli.output import print_text
from chartloom.diagnostics import Severity
from chartloom.diagnostics.text import format_diagnostic

__all__ = ["COMMANDS"]


class _HelmCommand(click.Command):
    """A command whose switches may also be given as ``--switch=true`` and ``--switch=false``, as Helm's may."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments as click does."""
        switches = {n for p in self.params if isinstance(p, click.Option) and p.is_flag for n in p.opts}
        return super().parse_args(ctx, [word for arg in args for word in _without_truth(arg, switches)])


def _without_truth(arg: str, switches: set[str]) -> list[str]:
    name, equals, value = arg.partition("=")
    if not equals or name not in switches or value.lower() not in ("true", "false"):
        return [arg]
    return [name] if value.lower() == "true" else []


def _values_options(command: Any) -> Any:
    """The flags that give values."""
    flags = (
        ("--set-literal", "set_literal", "set one string as it stands: key=value"),
        ("--set-json", "set_json", "set JSON values: key1=json1,key2=json2"),
        ("--set-file", "set_file", "set values from files: key1=path1,key2=path2"),
        ("--set-string", "set_string", "set string values: key1=val1,key2=val2"),
        ("--set", "sets", "set values: key1=val1,key2=val2 (several can be given)"),
    )
    for name, target, text in flags:
        command = click.option(name, target, multiple=True, metavar="KEY=VALUE", help=text)(command)
    help_text = "values file, - for standard input (several can be given)"
    return click.option("--values", "-f", "files", multiple=True, metavar="FILE", help=help_text)(command)


def _value_sources(given: dict[str, Any]) -> ValueSources:
    """The values that the flags of ``_values_options`` give, which are taken out of ``given``."""
    files = [path for text in given.pop("files") for path in text.split(",")]
    names = ("sets", "set_string", "set_file", "set_json", "set_literal")
    return ValueSources(files, **{name: given.pop(name) for name in names})


@click.command("lint", cls=_HelmCommand, epilog="Example: chartloom lint helm/charts/cart --strict")
@click.argument("paths", nargs=-1, required=True, metavar="CHART...")
@_values_options
@click.option("--namespace", "-n", default="default", help="namespace of the release")
@click.option("--kube-version", default="", help="Kubernetes version for capabilities and deprecations")
@click.option("--strict", is_flag=True, help="fail on warnings")
@click.option("--with-subcharts", is_flag=True, help="lint the charts in charts/ as well")
@click.option("--skip-schema-validation", is_flag=True, help="do not check values against values.schema.json")
@click.option("--quiet", is_flag=True, help="print only warnings and errors")
def lint_command(paths: tuple[str, ...], quiet: bool, skip_schema_validation: bool, **given: Any) -> int:
    """Examine charts for possible issues, as `helm lint` does."""
    values = _value_sources(given)
    results = lint(LintRequest(paths, values, check_schema=not skip_schema_validation, **given))
    for result in results:
        if not (quiet and result.is_clean):
            print_text(_lint_text(result, quiet=quiet))
    failed = sum(result.failed for result in results)
    summary = f"{len(results)} chart(s) linted, {failed} chart(s) failed"
    if failed:
        sys.stdout.flush()
        click.echo(f"Error: {summary}", err=True)
    elif not quiet or not all(result.is_clean for result in results):
        print_text(summary)
    return 1 if failed else 0


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


@click.group("show")
def show_group() -> None:
    """Show what a chart says of itself, as `helm show` does."""


def _show_command(part: str, text: str) -> click.Command:
    @click.command(part, cls=_HelmCommand, help=text)
    @click.argument("chart")
    def command(chart: str) -> None:
        sys.stdout.flush()
        sys.stdout.buffer.write(show(chart, part))

    return command


_SHOWN = {
    "chart": "Its definition: Chart.yaml, as Helm writes it.",
    "values": "Its values.yaml, as it stands.",
    "readme": "Its README.",
    "crds": "Its CRDs, and those of the charts inside it.",
}
for _part in PARTS:
    show_group.add_command(_show_command(_part, _SHOWN[_part]))
show_group.add_command(_show_command("all", "All of these."))

COMMANDS: tuple[click.Command, ...] = (lint_command, show_group)
