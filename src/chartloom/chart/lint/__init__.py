"""The rules of ``helm lint``, with its severities: what fails there fails here, and nothing else does.

Each rule yields findings; ``actions.lint`` says in which order they run and what they are given.
"""

from chartloom.chart.lint.addresses import UrlParts
from chartloom.chart.lint.chart_file import check_chart_file
from chartloom.chart.lint.dependencies import check_crds, check_dependencies
from chartloom.chart.lint.finding import Finding, error, failures, warning
from chartloom.chart.lint.grammar import Grammar
from chartloom.chart.lint.manifests import check_extension, check_output, is_yaml_name
from chartloom.chart.lint.outdated import check_outdated
from chartloom.chart.lint.values import check_values, hold_against_schemas

__all__ = [
    "Finding",
    "Grammar",
    "UrlParts",
    "check_chart_file",
    "check_crds",
    "check_dependencies",
    "check_extension",
    "check_outdated",
    "check_output",
    "check_values",
    "error",
    "failures",
    "hold_against_schemas",
    "is_yaml_name",
    "warning",
]
