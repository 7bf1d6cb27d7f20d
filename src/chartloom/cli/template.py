"""``chartloom template``: a drop-in for ``helm template``."""

from __future__ import annotations

import sys

from chartloom.cli.flags import Flag, UsageError, flags_help, parse_flags

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

__all__ = ["FLAGS", "help_text", "run"]

FLAGS = (
    Flag(
        "api-versions",
        "strings",
        "Kubernetes API versions besides the known ones (several can be given)",
        "a",
    ),
    Flag("debug", "switch", "on failure, also show what Helm itself would say"),
    Flag("help", "switch", "show this text", "h"),
    Flag("include-crds", "switch", "print the chart's CRDs too"),
    Flag("is-upgrade", "switch", "set .Release.IsUpgrade instead of .Release.IsInstall"),
    Flag("kube-version", "text", "Kubernetes version that .Capabilities.KubeVersion shows"),
    Flag("namespace", "text", "namespace of the release", "n"),
    Flag("no-cache", "switch", "compile and parse everything anew, keep nothing on disk"),
    Flag("no-hooks", "switch", "leave hooks out"),
    Flag("set", "texts", "set values: key1=val1,key2=val2 (several can be given)"),
    Flag("set-file", "texts", "set values from files: key1=path1,key2=path2"),
    Flag("set-json", "texts", "set JSON values: key1=json1,key2=json2"),
    Flag("set-literal", "texts", "set one string as it stands: key=value"),
    Flag("set-string", "texts", "set string values: key1=val1,key2=val2"),
    Flag("show-only", "texts", "print only the output of the given templates", "s"),
    Flag("skip-crds", "switch", "leave the chart's CRDs out (they are by default)"),
    Flag("skip-schema-validation", "switch", "do not check values against values.schema.json"),
    Flag("skip-tests", "switch", "leave test hooks out"),
    Flag("values", "strings", "values file, - for standard input (several can be given)", "f"),
)
_HELP = """Render a chart and print its manifests, as `helm template` does.

Usage:
  chartloom template [NAME] CHART [flags]

Examples:
  chartloom template shop ./helm/shop -f ./helm/shop/values-prod.yaml
  chartloom template shop ./helm/shop --set catalogue.replicaCount=3 -s charts/catalogue/templates/deployment.yaml

Flags:
"""


def run(words: Sequence[str]) -> int:
    """Carry out the command; the exit code. Raises ChartloomError and UsageError."""
    flags, arguments = parse_flags(words, FLAGS)
    if flags["help"]:
        sys.stdout.write(help_text())
        return 0
    if not 1 <= len(arguments) <= 2:
        raise UsageError('"chartloom template" takes [NAME] and CHART; see chartloom template --help')
    name, chart = arguments if len(arguments) == 2 else ("release-name", arguments[0])
    _write(_output(name, chart, flags))
    return 0


def help_text() -> str:
    """What ``chartloom template --help`` prints."""
    return _HELP + flags_help(FLAGS)


def _output(name: str, chart: str, flags: dict[str, Any]) -> str:
    from chartloom.actions.template import (
        Release,
        Request,
        ValueSources,
        select_files,
        template,
        template_text,
    )

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
    )
    text = template_text(
        template(request),
        include_crds=flags["include-crds"] and not flags["skip-crds"],
        hooks=not flags["no-hooks"],
        tests=not flags["skip-tests"],
    )
    return select_files(text, flags["show-only"]) if flags["show-only"] else text


def _write(text: str) -> None:
    # Bytes that are no UTF-8 pass through unchanged.
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()
