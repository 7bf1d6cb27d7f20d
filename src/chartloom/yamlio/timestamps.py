"""Dates as Helm's YAML library knows them."""

from __future__ import annotations

import re

__all__ = ["is_go_timestamp"]

_CLOCK = r"([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?"
_TIMESTAMP = (
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    rf"(?:[Tt]{_CLOCK}(?:Z|[-+]([0-9]{{2}}):([0-9]{{2}}))| +{_CLOCK})?"
)
# Offsets of 24 hours and 60 minutes are let through by Go's time package.
_LIMITS = (23, 59, 59, 24, 60, 23, 59, 59)


def is_go_timestamp(text: str) -> bool:
    """Whether one of the library's four layouts reads ``text``, with days that the month has."""
    match = re.fullmatch(_TIMESTAMP, text)
    if not match:
        return False
    year, month, day, *rest = (int(part or 0) for part in match.groups())
    in_range = all(part <= limit for part, limit in zip(rest, _LIMITS, strict=True))
    return in_range and 1 <= month <= 12 and 1 <= day <= _days(year, month)


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
