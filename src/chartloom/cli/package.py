"""``chartloom package``: what ``helm package`` does, with its flags."""

from __future__ import annotations

import os
from typing import Any

import click

from chartloom.actions.fetching.dependencies import DependencyRequest, update
from chartloom.actions.package import FIXED_TIME, PackageRequest, package
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
from chartloom.cli.remote import ACCESS_FLAGS, access, places

__all__ = ["package_command", "source_date_epoch"]

_NO_SIGNING = "archives are not signed here; sign the chart with `helm package --sign`"


@click.command("package", cls=HelmCommand, epilog="Example: chartloom package helm/charts/cart -d dist")
@chart_argument("paths", nargs=-1, required=True, metavar="CHART...")
@click.option("--destination", "-d", default=".", show_default=True, help="folder for the archives")
@click.option("--version", default="", help="version of the chart, instead of its own")
@click.option("--app-version", default="", help="appVersion of the chart, instead of its own")
@click.option("--dependency-update", "-u", is_flag=True, help="update charts/ before packing")
@access_options
@places_options
@refused_option("--sign", _NO_SIGNING)
@inert_option("--key")
@inert_option("--keyring")
@inert_option("--passphrase-file")
def package_command(paths: tuple[str, ...], dependency_update: bool, **given: Any) -> None:
    """Pack charts into archives, as `helm package` does.

    The same chart gives the same bytes. SOURCE_DATE_EPOCH sets the time of the files in them.
    """
    flags = take_flags(given, ACCESS_FLAGS)
    when = source_date_epoch()
    for path in paths:
        if dependency_update:
            update(DependencyRequest(path, access(flags), places(flags)))
        target = package(PackageRequest(path, when=when, **given))
        print_text(f"Successfully packaged chart and saved it to: {target}")


def source_date_epoch() -> int:
    """The time that builds are told to use for all that they write (see reproducible-builds.org)."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        return FIXED_TIME
    if not (text.isascii() and text.isdecimal()):
        raise click.ClickException(f"invalid SOURCE_DATE_EPOCH: {text!r} is no number of seconds")
    return int(text)
