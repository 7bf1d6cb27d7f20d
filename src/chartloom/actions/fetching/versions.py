"""Which of many versions meets a constraint, as Helm chooses."""

from __future__ import annotations

from functools import cmp_to_key
from typing import TYPE_CHECKING

from chartloom.sprig.semver import VersionError, compare, parse_constraint, parse_version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chartloom.sprig.semver import Version

__all__ = ["are_equal", "constraint_problem", "newest", "satisfies"]


def constraint_problem(text: str) -> str | None:
    """Why a text is no constraint on versions, or None."""
    try:
        parse_constraint(text)
    except VersionError as error:
        return str(error)
    return None


def satisfies(constraint: str, version: str) -> bool:
    """Whether a version meets a constraint; what is no version or no constraint does not."""
    found = _parsed(version)
    return (
        found is not None
        and constraint_problem(constraint) is None
        and parse_constraint(constraint).check(found)
    )


def newest(constraint: str, versions: Iterable[str]) -> str | None:
    """The highest version that meets the constraint, as it is written, or None.

    >>> newest("^1.2", ["1.2.0", "1.10.0", "2.0.0", "1.11.0-rc.1", "new"])
    '1.10.0'
    """
    known = {v: parsed for v in versions if (parsed := _parsed(v)) is not None}
    wanted = parse_constraint(constraint)

    def order(one: str, other: str) -> int:
        return compare(known[one], known[other])

    fitting = [text for text, version in known.items() if wanted.check(version)]
    return max(fitting, key=cmp_to_key(order), default=None)


def are_equal(one: str, other: str) -> bool:
    """Whether two texts are the same version, though perhaps written in different ways."""
    left, right = _parsed(one), _parsed(other)
    if left is None or right is None:
        return one == other
    return compare(left, right) == 0 and left.metadata == right.metadata


def _parsed(text: str) -> Version | None:
    try:
        return parse_version(text)
    except VersionError:
        return None
