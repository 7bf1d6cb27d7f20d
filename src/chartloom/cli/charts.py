"""``lint``, ``show``, ``package``, ``dependency``: what Helm's commands of these names do, with their flags."""

from __future__ import annotations

import os
import sys
from copy import copy
from typing import Any

import click

from chartloom.actions.dependencies import Access, DependencyRequest, build, update
from chartloom.actions.dependency_list import list_dependencies, table_text
from chartloom.actions.lint import LintRequest, LintResult, lint
from chartloom.actions.package import FIXED_TIME, PackageRequest, package
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


def _helm_version_option(command: Any) -> Any:
    """The flag that says which Helm is reproduced."""
    help_text = "Helm to do it as"
    return click.option(
        "--helm-version", type=click.Choice(("4", "3")), default="4", show_default=True, help=help_text
    )(command)


@click.command("lint", cls=_HelmCommand, epilog="Example: chartloom lint helm/charts/cart --strict")
@click.argument("paths", nargs=-1, required=True, metavar="CHART...")
@_values_options
@click.option("--namespace", "-n", default="default", help="namespace of the release")
@click.option("--kube-version", default="", help="Kubernetes version for capabilities and deprecations")
@click.option("--strict", is_flag=True, help="fail on warnings")
@click.option("--with-subcharts", is_flag=True, help="lint the charts in charts/ as well")
@click.option("--skip-schema-validation", is_flag=True, help="do not check values against values.schema.json")
@_helm_version_option
@click.option("--quiet", is_flag=True, help="print only warnings and errors")
def lint_command(
    paths: tuple[str, ...], quiet: bool, skip_schema_validation: bool, helm_version: str, **given: Any
) -> int:
    """Examine charts for possible issues, as `helm lint` does."""
    values = _value_sources(given)
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
    @_helm_version_option
    def command(chart: str, helm_version: str) -> None:
        sys.stdout.flush()
        sys.stdout.buffer.write(show(chart, part, int(helm_version)))

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


def _access_options(command: Any) -> Any:
    """The flags that say how repositories are reached."""
    switches = (
        ("--plain-http", "speak http instead of https to registries"),
        ("--insecure-skip-tls-verify", "do not verify the certificates of repositories"),
    )
    texts = (
        ("--key-file", "key of that certificate"),
        ("--cert-file", "certificate to identify with"),
        ("--ca-file", "certificates to verify repositories with"),
        ("--password", "password for repositories"),
        ("--username", "user for repositories"),
    )
    for name, text in switches:
        command = click.option(name, is_flag=True, help=text)(command)
    for name, text in texts:
        command = click.option(name, default="", help=text)(command)
    return command


def _access(given: dict[str, Any]) -> Access:
    """What the flags of ``_access_options`` say, which are taken out of ``given``."""
    names = ("username", "password", "ca_file", "cert_file", "key_file", "plain_http")
    options = {name: given.pop(name) for name in names}
    return Access(**options, skip_tls_verification=given.pop("insecure_skip_tls_verify"))


@click.command("package", cls=_HelmCommand, epilog="Example: chartloom package helm/charts/cart -d dist")
@click.argument("paths", nargs=-1, required=True, metavar="CHART...")
@click.option("--destination", "-d", default=".", show_default=True, help="folder for the archives")
@click.option("--version", default="", help="version of the chart, instead of its own")
@click.option("--app-version", default="", help="appVersion of the chart, instead of its own")
@click.option("--dependency-update", "-u", is_flag=True, help="update charts/ before packing")
@_access_options
def package_command(paths: tuple[str, ...], dependency_update: bool, **given: Any) -> None:
    """Pack charts into archives, as `helm package` does.

    The same chart gives the same bytes. SOURCE_DATE_EPOCH sets the time of the files in them.
    """
    access = _access(given)
    when = _source_date_epoch()
    for path in paths:
        if dependency_update:
            update(DependencyRequest(path, access))
        target = package(PackageRequest(path, when=when, **given))
        print_text(f"Successfully packaged chart and saved it to: {target}")


def _source_date_epoch() -> int:
    """The time that builds are told to use for all that they write (see reproducible-builds.org)."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        return FIXED_TIME
    if not (text.isascii() and text.isdecimal()):
        raise click.ClickException(f"invalid SOURCE_DATE_EPOCH: {text!r} is no number of seconds")
    return int(text)


class _DependencyGroup(click.Group):
    """A group that knows the short names of Helm's commands."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        return super().get_command(ctx, {"ls": "list", "up": "update"}.get(cmd_name, cmd_name))


@click.group("dependency", cls=_DependencyGroup)
def dependency_group() -> None:
    """Manage the charts that a chart depends on, as `helm dependency` does.

    Repositories are told by address: https://… and oci://…, or file://… for a chart beside this one, which is packed
    together with what it depends on itself.
    """


@dependency_group.command("list", cls=_HelmCommand)
@click.argument("chart", default=".")
@click.option("--max-col-width", type=click.IntRange(4), default=80, show_default=True, help="widest column")
def dependency_list_command(chart: str, max_col_width: int) -> None:
    """List dependencies and whether they are there."""
    sys.stdout.write(table_text(list_dependencies(chart), max_col_width))


def _fetching_command(name: str, work: Any, text: str) -> click.Command:
    @click.command(name, cls=_HelmCommand, help=text)
    @click.argument("chart", default=".")
    @click.option(
        "--skip-refresh", is_flag=True, help="as in Helm; there is no cache that could be refreshed"
    )
    @_access_options
    def command(chart: str, skip_refresh: bool, **given: Any) -> None:  # noqa: ARG001 (see its help)
        work(DependencyRequest(chart, _access(given), _source_date_epoch(), print_text))

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
