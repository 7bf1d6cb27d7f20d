"""Versions, constraints and URLs as Go reads them, for the packages that may not import their parsers."""

from __future__ import annotations

from chartloom.chart.lint import Grammar, UrlParts
from chartloom.engine.render import is_compatible
from chartloom.gotmpl.errors import FunctionError
from chartloom.sprig.semver import parse_strict_version, parse_version
from chartloom.sprig.urls import url_parse

__all__ = ["GRAMMAR", "is_version"]


def is_version(text: str) -> bool:
    """Whether Helm takes the text for a version."""
    try:
        parse_version(text)
    except ValueError:
        return False
    return True


def _is_strict_version(text: str) -> bool:
    try:
        parse_strict_version(text)
    except ValueError:
        return False
    return True


def _parse_url(text: str) -> UrlParts | None:
    try:
        found = url_parse(text)
    except FunctionError:
        return None
    return UrlParts(str(found["scheme"]), str(found["host"]), str(found["path"]))


GRAMMAR = Grammar(is_version, _is_strict_version, is_compatible, _parse_url)
