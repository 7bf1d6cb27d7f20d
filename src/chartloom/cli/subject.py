"""The options that say what is looked at: a chart, or the fleet in an environment."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from chartloom.actions.fleet_around import lines_around
from chartloom.actions.template import Release, Request
from chartloom.cli.chart_options import take_values, values_options
from chartloom.cli.options import file_option, root_option
from chartloom.cli.unfetched import strict_option

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chartloom.actions.explaining.inventory_lines import InventoryLines

__all__ = ["Subject", "subject_options", "take_subject", "take_subjects", "terminal_width"]


class Subject(NamedTuple):
    """What is rendered, which of its values files are those of an environment, and the lines of its inventory."""

    request: Request
    environments: tuple[str, ...] = ()
    name: str = ""
    strict: bool = False
    lines: InventoryLines | None = None


def subject_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The flags that say what is looked at."""
    flags = (
        click.option(
            "--no-cache", is_flag=True, help="compile and parse everything anew, keep nothing on disk"
        ),
        click.option(
            "--kube-version", default="", help="Kubernetes version that .Capabilities.KubeVersion shows"
        ),
        click.option("--namespace", "-n", default="", help="namespace of the release"),
        values_options,
        click.option("--release", default="", metavar="NAME", help="name of the release of --chart"),
        strict_option,
        root_option,
        file_option,
        click.option("--chart", default="", metavar="PATH", help="a chart: its folder or its archive"),
    )
    for flag in flags:
        command = flag(command)
    return command


def take_subject(given: dict[str, Any]) -> Subject:
    """What the flags of ``subject_options`` name, which are taken out of ``given``."""
    environment = given.pop("environment")
    return take_subjects(given, (environment,) if environment else ())[0]


def take_subjects(given: dict[str, Any], environments: Sequence[str]) -> list[Subject]:
    """The same for each of several environments."""
    names = ("chart", "release", "namespace", "kube_version", "no_cache", "file", "root", "strict")
    chart, release, namespace, kube_version, no_cache, file, root, strict = (given.pop(n) for n in names)
    values, cache = take_values(given), "" if no_cache else None
    if bool(chart) == bool(environments):
        raise click.UsageError("say what to look at: --environment for the fleet, or --chart for a chart")
    if chart:
        own = Release(release or "release-name", namespace or "default")
        request = Request(chart, own, values, kube_version=kube_version, cache=cache)
        return [Subject(request, strict=strict, lines=lines_around(chart))]
    from chartloom.actions.render import fleet_request  # charts alone need no inventory

    found = []
    for name in environments:
        request = fleet_request(
            Path(file),
            name,
            root=root,
            values=values,
            namespace=namespace,
            kube_version=kube_version,
            cache=cache,
        )
        found.append(Subject(request, request.values.files[:1], name, strict, request.lines))
    return found


def terminal_width() -> int:
    """How many characters a line has."""
    return shutil.get_terminal_size((80, 24)).columns
