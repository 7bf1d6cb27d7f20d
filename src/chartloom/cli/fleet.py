"""``render``: the manifests of the fleet in one environment."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from chartloom.actions.render import render_fleet
from chartloom.actions.template import ValueSources, manifest_text
from chartloom.cli.options import environment_option, file_option, root_option
from chartloom.cli.unfetched import strict_option, tell_unfetched

__all__ = ["COMMANDS"]


@click.command(epilog="Example: chartloom render -e prod catalogue --set catalogue.replicaCount=5")
@click.argument("services", nargs=-1)
@environment_option
@file_option
@root_option
@click.option(
    "--values", "-f", "files", multiple=True, metavar="FILE", help="values over those of the environment"
)
@click.option("--set", "sets", multiple=True, metavar="KEY=VALUE", help="as in `helm template`")
@click.option("--set-string", multiple=True, metavar="KEY=VALUE", help="as in `helm template`")
@click.option("--namespace", "-n", default="", help="namespace of the release (default: the environment's)")
@click.option("--kube-version", default="", help="Kubernetes version that .Capabilities.KubeVersion shows")
@click.option("--no-hooks", is_flag=True, help="leave hooks out")
@click.option("--no-cache", is_flag=True, help="compile and parse everything anew, keep nothing on disk")
@strict_option
def render(
    services: tuple[str, ...],
    environment: str,
    file: Path,
    root: Path | None,
    files: tuple[str, ...],
    sets: tuple[str, ...],
    set_string: tuple[str, ...],
    namespace: str,
    kube_version: str,
    no_hooks: bool,
    no_cache: bool,
    strict: bool,
) -> None:
    """Print the manifests of the fleet, or of some SERVICES of it, in one environment."""
    rendering = render_fleet(
        file,
        environment,
        services,
        root=root,
        values=ValueSources(files, sets=sets, set_string=set_string),
        namespace=namespace,
        kube_version=kube_version,
        cache="" if no_cache else None,
    )
    tell_unfetched(rendering.unfetched, strict=strict)
    hooks = () if no_hooks else rendering.hooks
    text = manifest_text((*rendering.manifests, *hooks))
    # Bytes that are no UTF-8 pass through unchanged.
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))


COMMANDS = (render,)
