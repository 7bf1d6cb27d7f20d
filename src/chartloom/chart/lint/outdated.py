"""What Helm 3 finds in templates that were right in Helm 2."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chartloom.chart.lint.finding import error, warning
from chartloom.diagnostics import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.chart import ChartFile
    from chartloom.chart.lint.finding import Finding

__all__ = ["check_outdated"]

_CRD_HOOK = re.compile(r'"?helm\.sh/hook"?:[\t\n\f\r ]+crd-install')
_RELEASE_TIME = re.compile(r"\.Release\.Time")


def check_outdated(template: ChartFile) -> Iterator[Finding]:
    """CRDs as hooks, and the time of the release."""
    if found := _CRD_HOOK.search(template.text):
        yield warning(
            template.name,
            "outdated-crd-hook",
            "hooks on crd-install are no longer run",
            span=_span(template, found),
            hint="move the definition into crds/",
        )
    if found := _RELEASE_TIME.search(template.text):
        yield error(
            template.name,
            "outdated-release-time",
            ".Release.Time is no longer there",
            span=_span(template, found),
            hint="write `now`",
        )


def _span(template: ChartFile, found: re.Match[str]) -> Span:
    line_start = template.text.rfind("\n", 0, found.start()) + 1
    line = template.text.count("\n", 0, line_start) + 1
    return Span(template.path, line, found.start() - line_start + 1)
