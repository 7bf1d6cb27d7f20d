"""``chartloom template``: a drop-in for ``helm template``."""

from __future__ import annotations

import os
import sys

from chartloom.cli.flags import UsageError, flags_help, parse_flags
from chartloom.cli.guard import guarded
from chartloom.cli.template_flags import ALL_FLAGS, FLAGS, helm_version, refuse_flags

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from chartloom.actions.fetching.locate import Origin
    from chartloom.actions.template import Rendered

__all__ = ["help_text", "run"]

_HELP = """Render a chart and print its manifests, as `helm template` does.

Usage:
  chartloom template [NAME] CHART [flags]

Examples:
  chartloom template shop ./helm/shop -f ./helm/shop/values-prod.yaml
  chartloom template shop ./helm/shop --set catalogue.replicaCount=3 -s charts/catalogue/templates/deployment.yaml
  chartloom template cache redis --repo https://charts.example.com --version ^1.2
  chartloom template cache oci://registry.example.com/charts/redis

Flags:
"""


_HELP_END = """
Helm's other flags are accepted too. Those for clusters and releases change nothing.
"""


def run(words: Sequence[str]) -> int:
    """Carry out the command; the exit code. Raises ChartloomError and UsageError."""
    flags, arguments = parse_flags(words, ALL_FLAGS)
    if flags["help"]:
        sys.stdout.write(help_text())
        return 0
    refuse_flags(flags)
    try:
        guarded(lambda: _render(*_name_and_chart(arguments, flags), flags), flags["max-memory"])
    except Exception as error:
        if flags["debug"] and (message := getattr(error, "helm_message", "")):
            sys.stderr.write(f"Helm would say: {message}\n")
        raise
    return 0


def help_text() -> str:
    """What ``chartloom template --help`` prints."""
    return _HELP + flags_help(FLAGS) + _HELP_END


def _name_and_chart(arguments: Sequence[str], flags: dict[str, Any]) -> tuple[str, str]:
    if not 1 <= len(arguments) <= 2:
        raise UsageError('"chartloom template" takes [NAME] and CHART; see chartloom template --help')
    namers = [name for name in ("generate-name", "name-template") if flags[name]]
    if len(arguments) == 2:
        if namers:
            raise UsageError(f"--{namers[0]} and a NAME exclude each other")
        return arguments[0], arguments[1]
    if flags["name-template"]:
        from chartloom.actions.template import generated_name

        return generated_name(flags["name-template"]), arguments[0]
    # Helm's --generate-name gives this very name when nothing is installed.
    return "release-name", arguments[0]


def _render(name: str, chart: str, flags: dict[str, Any]) -> None:
    rendered = _rendered(name, chart, flags)
    shown = {
        "include_crds": flags["include-crds"],
        "hooks": not flags["no-hooks"],
        "tests": not flags["skip-tests"],
    }
    if flags["output-dir"]:
        _write_files(rendered, name, flags, shown)
        return
    from chartloom.actions.template import select_files, template_text

    text = template_text(rendered, **shown)
    _write(select_files(text, flags["show-only"], helm_version(flags)) if flags["show-only"] else text)


def _rendered(name: str, chart: str, flags: dict[str, Any]) -> Rendered:
    from chartloom.actions.template import Release, Request, ValueSources, template

    origin = _origin(chart, flags)
    if flags["dependency-update"] and origin is None:
        from chartloom.cli.remote import fetch_dependencies

        fetch_dependencies(chart, flags)
    request = Request(
        chart,
        Release(name, flags["namespace"] or "default", is_upgrade=flags["is-upgrade"]),
        ValueSources(
            flags["values"],
            sets=flags["set"],
            set_string=flags["set-string"],
            set_file=flags["set-file"],
            set_json=flags["set-json"],
            set_literal=flags["set-literal"],
        ),
        kube_version=flags["kube-version"],
        api_versions=flags["api-versions"],
        check_schema=not flags["skip-schema-validation"],
        cache="" if flags["no-cache"] else None,
        helm_version=helm_version(flags),
        origin=origin,
    )
    return template(request)


def _origin(chart: str, flags: dict[str, Any]) -> Origin | None:
    """Where to look for the chart, or None for one that is on this disk."""
    if not flags["repo"] and os.path.exists(chart):
        return None
    from chartloom.cli.remote import origin

    return origin(flags)


def _write_files(rendered: Rendered, name: str, flags: dict[str, Any], shown: dict[str, bool]) -> None:
    from chartloom.actions.template_files import write_files

    if flags["show-only"]:
        raise UsageError("--output-dir and --show-only exclude each other")
    folder = name if flags["release-name"] else ""
    for path in write_files(rendered, flags["output-dir"], folder, **shown):
        _write(f"wrote {path}\n")
    # Helm prints the text that is left, which is none.
    _write("\n")


def _write(text: str) -> None:
    # Bytes that are no UTF-8 pass through unchanged.
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()
