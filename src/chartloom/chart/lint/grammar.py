"""What the rules must know of versions and URLs, and this package has no parser for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from chartloom.chart.lint.addresses import UrlParts

__all__ = ["Grammar"]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The judges of small texts.

    ``satisfies(constraint, version)`` is false as well where one of them cannot be read; ``parse_url`` gives None
    for what Go's parser refuses.
    """

    is_version: Callable[[str], bool]
    is_strict_version: Callable[[str], bool]
    satisfies: Callable[[str, str], bool]
    parse_url: Callable[[str], UrlParts | None]
