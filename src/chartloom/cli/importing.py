"""``chartloom import``: an inventory from a Compose file, from manifests, or from a chart."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chartloom.actions.importing import Target, import_chart, import_compose_file, import_manifest_files
from chartloom.actions.template import Release, Request
from chartloom.cli.chart_options import chart_argument, take_values, values_options
from chartloom.cli.options import file_option, output_option
from chartloom.cli.output import print_json, print_text

if TYPE_CHECKING:
    from chartloom.actions.importing import ImportResult

__all__ = ["COMMANDS", "import_group"]


class _ImportGroup(click.Group):
    """A word that is no command is a Compose file: ``chartloom import compose.yaml``."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, and the words that are left for it."""
        is_path = args[0] not in self.commands and ("." in args[0] or "/" in args[0])
        return super().resolve_command(ctx, ["compose", *args] if is_path else args)


@click.group(
    "import",
    cls=_ImportGroup,
    epilog="Example: helm template shop ./shop | chartloom import manifests -",
)
def import_group() -> None:
    """Write an inventory from what exists: a Compose file, manifests, a chart.

    What could not be carried over is reported, each with its line. `chartloom import FILE` imports a Compose file.
    """


_name_option = click.option("--name", default="", help="the fleet's name (default: as the source says)")
_force_option = click.option("--force", is_flag=True, help="overwrite an inventory that is there")


@import_group.command("compose")
@click.argument("path", type=click.Path(path_type=Path), default=Path())
@click.option("--profile", "profiles", multiple=True, metavar="NAME", help='with its services too; "*": all')
@click.option("--env-file", type=click.Path(path_type=Path), help="variables over those of .env")
@_name_option
@_force_option
@file_option
@output_option
def compose(
    path: Path,
    profiles: tuple[str, ...],
    env_file: Path | None,
    name: str,
    force: bool,
    file: Path,
    output: str,
) -> None:
    """Write an inventory from a Compose file: PATH, or the one in the folder PATH.

    What lies beside the file is read as well: .env, Dockerfiles, files of settings. -F - prints the inventory.
    """
    target = Target(file, force)
    _print(import_compose_file(path, target, name=name, profiles=profiles, env_file=env_file), output)


@import_group.command("manifests", epilog="Example: helm template shop ./shop | chartloom import manifests -")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@_name_option
@_force_option
@file_option
@output_option
def manifests(paths: tuple[Path, ...], name: str, force: bool, file: Path, output: str) -> None:
    """Write an inventory from Kubernetes manifests: files, folders, or - for standard input.

    -F - prints the inventory.
    """
    _print(import_manifest_files(paths, Target(file, force), name=name), output)


@import_group.command("chart", epilog="Example: chartloom import chart ./shop -f values-prod.yaml")
@chart_argument()
@click.option("--release", default="", metavar="NAME", help="name of the release (default: the chart's)")
@values_options
@click.option("--namespace", "-n", default="default", help="namespace of the release")
@click.option("--kube-version", default="", help="Kubernetes version that .Capabilities.KubeVersion shows")
@_name_option
@_force_option
@file_option
@output_option
def chart(**given: Any) -> None:
    """Write an inventory from what CHART renders: its folder or its archive.

    The chart is rendered as `chartloom template` does, with its defaults and the values that are given here.
    -F - prints the inventory.
    """
    names = ("chart", "release", "namespace", "kube_version", "name", "force", "file", "output")
    path, release, namespace, kube_version, name, force, file, output = (given.pop(each) for each in names)
    request = Request(path, Release(release, namespace), take_values(given), kube_version=kube_version)
    _print(import_chart(request, Target(file, force), name=name), output)


def _print(result: ImportResult, output: str) -> None:
    """The inventory, where it was not written, alone on standard output: a pipe must be able to take it."""
    if output == "json":
        print_json(result.to_dict())
        return
    lines = result.report()
    if result.path is None:
        print_text(result.imported.text.rstrip("\n"))
        sys.stderr.writelines(f"{line}\n" for line in lines)
        return
    print_text(
        f"wrote {result.path}: {result.imported.services} services of the fleet {result.imported.name!r}"
    )
    for line in lines:
        print_text(line)
    print_text("next: chartloom list, chartloom weave")


COMMANDS = (import_group,)
