"""Semantic versions and constraints on them, with the verdicts of Masterminds/semver 3.5.

    parse_version("v1.2")            lenient: a missing part is zero, a leading v is taken off
    parse_strict_version("1.2.0")    only what semver.org allows
    parse_constraint("^1.2 || >3")   ``.check(version)`` says whether a version satisfies it

Versions and constraints are read by hand: compiling the regular expressions that would do it costs
more than most templates take.
"""

from __future__ import annotations

from functools import lru_cache

from chartloom.gotmpl.printing import go_quote
from chartloom.gotmpl.values import GoObject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Constraint",
    "Version",
    "VersionError",
    "are_identifiers",
    "check_prerelease",
    "compare",
    "parse_constraint",
    "parse_strict_version",
    "parse_version",
]

_LONGEST_VERSION = 256
_LONGEST_CONSTRAINT = 512
_MOST_GROUPS = 32
_MOST_UINT = (1 << 64) - 1

_DIGITS = frozenset("0123456789")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_IDENTIFIER = _DIGITS | _LETTERS | {"-"}
_PATTERN = _DIGITS | frozenset("xX*|")
_BLANKS = "\t\n\f\r "


class VersionError(ValueError):
    """A text that is no version or no constraint, in the words of the Go library."""


class Version(GoObject):
    """A semantic version. It is equal to another only when they were written alike; see ``compare``."""

    __slots__ = ("major", "metadata", "minor", "original", "patch", "prerelease")
    go_type = "*semver.Version"
    go_kind = "ptr"

    def __init__(
        self, major: int, minor: int, patch: int, prerelease: str = "", metadata: str = "", original: str = ""
    ) -> None:
        self.major = major
        self.minor = minor
        self.patch = patch
        self.prerelease = prerelease
        self.metadata = metadata
        self.original = original or str(self)

    def __str__(self) -> str:
        pre = f"-{self.prerelease}" if self.prerelease else ""
        return f"{self.major}.{self.minor}.{self.patch}{pre}{'+' if self.metadata else ''}{self.metadata}"

    def __repr__(self) -> str:
        return f"Version({self.original!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self.content == other.content

    def __hash__(self) -> int:
        return hash(self.content)

    @property
    def content(self) -> tuple[int, int, int, str, str, str]:
        """All that the version was made of."""
        return self.major, self.minor, self.patch, self.prerelease, self.metadata, self.original

    def go_json(self) -> str:
        """The version without a leading v, too."""
        return str(self)

    def go_string(self) -> str:
        """The version without a leading v."""
        return str(self)


# Reading versions


@lru_cache(256)  # a chart asks for few versions, and for those again and again
def parse_version(text: str) -> Version:
    """The version, read leniently; raises VersionError.

    >>> str(parse_version("v1.2"))
    '1.2.0'
    """
    if len(text) > _LONGEST_VERSION:
        raise VersionError(f"version string is too long (max {_LONGEST_VERSION} bytes)")
    rest, plus, metadata = text.removeprefix("v").partition("+")
    core, dash, prerelease = rest.partition("-")
    parts = core.split(".")
    if len(parts) > 3 or not all(map(_is_digits, parts)):
        raise VersionError("invalid semantic version")
    if (dash and not are_identifiers(prerelease)) or (plus and not are_identifiers(metadata)):
        raise VersionError("invalid semantic version")
    major, minor, patch = [*map(_lenient_segment, parts), 0, 0][:3]
    check_prerelease(prerelease)
    return Version(major, minor, patch, prerelease, metadata, text)


def parse_strict_version(text: str) -> Version:
    """The version, if it is one as semver.org defines it; raises VersionError."""
    if not text:
        raise VersionError("version string empty")
    if len(text) > _LONGEST_VERSION:
        raise VersionError(f"version string is too long (max {_LONGEST_VERSION} bytes)")
    parts = text.split(".", 2)
    if len(parts) != 3:
        raise VersionError("invalid semantic version")
    rest, plus, metadata = parts[2].partition("+")
    parts[2], dash, prerelease = rest.partition("-")
    if plus and not are_identifiers(metadata):
        raise VersionError("invalid metadata string")
    if dash:
        check_prerelease(prerelease, strict=True)
    major, minor, patch = map(_strict_segment, _checked_segments(parts))
    return Version(major, minor, patch, prerelease, metadata, text)


def _is_digits(text: str) -> bool:
    return bool(text) and _DIGITS.issuperset(text)


def are_identifiers(text: str) -> bool:
    """Whether these are identifiers with dots between them, such as ``alpha.1``."""
    return all(part and _IDENTIFIER.issuperset(part) for part in text.split("."))


def check_prerelease(text: str, *, strict: bool = False) -> None:
    """Refuse a number with leading zeros; with ``strict`` also whatever is no identifier."""
    for part in text.split("."):
        if strict and not (part and _IDENTIFIER.issuperset(part)):
            raise VersionError("invalid prerelease string")
        if len(part) > 1 and part[0] == "0" and _is_digits(part):
            raise VersionError("version segment starts with 0")


def _checked_segments(parts: list[str]) -> list[str]:
    for part in parts:
        if not _DIGITS.issuperset(part):
            raise VersionError("invalid characters in version")
        if len(part) > 1 and part[0] == "0":
            raise VersionError("version segment starts with 0")
    return parts


def _strict_segment(text: str) -> int:
    number = int(text) if text else -1
    if not 0 <= number <= _MOST_UINT:
        reason = "value out of range" if text else "invalid syntax"
        raise VersionError(f'strconv.ParseUint: parsing "{text}": {reason}')
    return number


def _lenient_segment(text: str) -> int:
    try:
        return _strict_segment(text)
    except VersionError as error:
        raise VersionError(f"error parsing version segment: {error}") from None


# Order


def compare(one: Version, other: Version) -> int:
    """-1, 0 or 1 by precedence; metadata does not count."""
    left, right = (one.major, one.minor, one.patch), (other.major, other.minor, other.patch)
    if left != right:
        return 1 if left > right else -1
    if not one.prerelease or not other.prerelease:
        return bool(other.prerelease) - bool(one.prerelease)
    return _compare_prereleases(one.prerelease, other.prerelease)


def _compare_prereleases(one: str, other: str) -> int:
    left, right = one.split("."), other.split(".")
    for mine, theirs in zip(left, right, strict=False):
        if mine != theirs:
            return 1 if _rank(mine) > _rank(theirs) else -1
    return (len(left) > len(right)) - (len(left) < len(right))


def _rank(part: str) -> tuple[bool, int, str]:
    """Numbers come before words; what is too large for 64 bits is a word."""
    number = int(part) if _is_digits(part) else _MOST_UINT + 1
    return (False, number, "") if number <= _MOST_UINT else (True, 0, part)


# Constraints


class Comparison:
    """One operator with the version that it compares with, and which parts of that were left open."""

    __slots__ = ("any_minor", "any_patch", "is_open", "operator", "version")

    def __init__(
        self, operator: str, version: Version, *, any_minor: bool, any_patch: bool, is_open: bool
    ) -> None:
        self.operator = operator
        self.version = version
        self.any_minor = any_minor
        self.any_patch = any_patch
        self.is_open = is_open


class Constraint:
    """Groups of comparisons: a version satisfies it when it satisfies all of some group."""

    __slots__ = ("groups",)

    def __init__(self, groups: tuple[tuple[Comparison, ...], ...]) -> None:
        self.groups = groups

    def check(self, version: Version) -> bool:
        """Whether the version satisfies the constraint.

        A prerelease does only in a group that mentions a prerelease itself.
        """
        return any(_satisfies(version, group) for group in self.groups)


def _satisfies(version: Version, group: tuple[Comparison, ...]) -> bool:
    if version.prerelease and not any(c.version.prerelease for c in group):
        return False
    return all(_OPERATORS[c.operator](version, c) for c in group)


@lru_cache(256)
def parse_constraint(text: str) -> Constraint:
    """The constraint; raises VersionError.

    >>> parse_constraint("^1.2 || >3").check(parse_version("1.9.0"))
    True
    """
    if len(text) > _LONGEST_CONSTRAINT:
        raise VersionError(f"constraint string is too long (max {_LONGEST_CONSTRAINT} bytes)")
    alternatives = _without_ranges(text).split("||")
    if len(alternatives) > _MOST_GROUPS:
        raise VersionError(f"too many constraint groups (max {_MOST_GROUPS})")
    return Constraint(tuple([_read_group(alternative) for alternative in alternatives]))


class _Pattern:
    """A version in a constraint, which may have ``x`` for a part or lack it, and where it ends in the text."""

    __slots__ = ("end", "parts", "prerelease", "text")

    def __init__(self, text: str, parts: list[str], prerelease: str, end: int) -> None:
        self.text = text
        self.parts = parts
        self.prerelease = prerelease
        self.end = end


def _read_pattern(text: str, start: int) -> _Pattern | None:
    at = start + text.startswith("v", start)
    parts: list[str] = []
    while len(parts) < 3 and (not parts or text.startswith(".", at)):
        first = at + bool(parts)
        end = _span(text, first, _PATTERN)
        if end == first:
            break
        parts.append(text[first:end])
        at = end
    if not parts:
        return None
    numbers_end, at = at, _identifiers_end(text, at, "-")
    prerelease = text[numbers_end:at]
    at = _identifiers_end(text, at, "+")
    return _Pattern(text[start:at], parts, prerelease, at)


def _span(text: str, at: int, allowed: frozenset[str] | str) -> int:
    while at < len(text) and text[at] in allowed:
        at += 1
    return at


def _identifiers_end(text: str, at: int, mark: str) -> int:
    """The end of ``-alpha.1`` or the like, or ``at`` when there is none."""
    while text.startswith(mark, at):
        end = _span(text, at + 1, _IDENTIFIER)
        if end == at + 1:
            break
        at, mark = end, "."
    return at


def _without_ranges(text: str) -> str:
    """``1.2 - 3`` is written as ``>= 1.2, <= 3``."""
    out, at = text, 0
    while "-" in text and at < len(text):
        found = _read_range(text, at)
        if found is None:
            at += 1
            continue
        low, high, end = found
        out = out.replace(text[at:end], f">= {low}, <= {high} ", 1)
        at = end
    return out


def _read_range(text: str, at: int) -> tuple[str, str, int] | None:
    low = _read_pattern(text, _span(text, at, _BLANKS))
    dash = _span(text, low.end, _BLANKS) if low else 0
    if low is None or dash == low.end or not text.startswith("-", dash):
        return None
    start = _span(text, dash + 1, _BLANKS)
    high = _read_pattern(text, start) if start > dash + 1 else None
    return (low.text, high.text, _span(text, high.end, _BLANKS)) if high else None


def _read_group(text: str) -> tuple[Comparison, ...]:
    found: list[tuple[str, _Pattern]] = []
    at = _span(text, 0, _BLANKS)
    while True:
        operator = _read_operator(text, at)
        pattern = _read_pattern(text, _span(text, at + len(operator), _BLANKS))
        if pattern is None:
            raise VersionError(f"improper constraint: {go_quote(text)}")
        found.append((operator, pattern))
        at = _span(text, pattern.end, _BLANKS)
        if at == len(text):
            return tuple([_comparison(*each) for each in found])
        separated = at > pattern.end
        if text[at] == ",":
            at, separated = _span(text, at + 1, _BLANKS), True
        if not separated:
            raise VersionError(f"improper constraint: {go_quote(text)}")


def _read_operator(text: str, at: int) -> str:
    for operator in ("!=", ">=", "=>", "<=", "=<", "~>", "=", ">", "<", "~", "^"):
        if text.startswith(operator, at):
            return operator
    return ""


def _comparison(operator: str, pattern: _Pattern) -> Comparison:
    known = _known_parts(pattern.parts)
    text = pattern.text
    if len(known) < 3:
        text = ".".join([*known, "0", "0", "0"][:3]) + pattern.prerelease
    try:
        version = parse_version(text)
    except VersionError:
        raise VersionError("constraint parser error") from None
    return Comparison(
        operator,
        version,
        any_minor=len(known) == 1,
        any_patch=len(known) == 2,
        is_open=len(known) < 3,
    )


def _known_parts(parts: list[str]) -> list[str]:
    for index, part in enumerate(parts):
        if part in ("x", "X", "*"):
            return parts[:index]
    return parts


# Verdicts


def _is_equal(version: Version, wanted: Comparison) -> bool:
    return _is_near(version, wanted) if wanted.is_open else compare(version, wanted.version) == 0


def _is_different(version: Version, wanted: Comparison) -> bool:
    base = wanted.version
    if wanted.any_minor:
        return version.major != base.major
    if wanted.any_patch and (version.major, version.minor) == (base.major, base.minor):
        return _compare_prereleases(version.prerelease, base.prerelease) != 0
    return compare(version, base) != 0


def _is_greater(version: Version, wanted: Comparison) -> bool:
    base = wanted.version
    if wanted.any_minor:
        return version.major > base.major
    if wanted.any_patch:
        return (version.major, version.minor) > (base.major, base.minor)
    return compare(version, base) > 0


def _is_less(version: Version, wanted: Comparison) -> bool:
    return compare(version, wanted.version) < 0


def _is_greater_or_equal(version: Version, wanted: Comparison) -> bool:
    return compare(version, wanted.version) >= 0


def _is_less_or_equal(version: Version, wanted: Comparison) -> bool:
    base = wanted.version
    if not wanted.is_open:
        return compare(version, base) <= 0
    if version.major != base.major:
        return version.major < base.major
    return wanted.any_minor or version.minor <= base.minor


def _is_near(version: Version, wanted: Comparison) -> bool:
    """``~1.2.3``: the same minor version; ``~1``: the same major version; ``~0.0.0`` and ``~*``: any."""
    base = wanted.version
    if compare(version, base) < 0:
        return False
    if not (wanted.any_minor or wanted.any_patch or base.major or base.minor or base.patch):
        return True
    return version.major == base.major and (wanted.any_minor or version.minor == base.minor)


def _is_compatible(version: Version, wanted: Comparison) -> bool:
    """``^1.2.3``: the same in the first part that is not zero."""
    base = wanted.version
    if compare(version, base) < 0 or version.major != base.major:
        return False
    if base.major or wanted.any_minor:
        return True
    if base.minor or wanted.any_patch:
        return version.minor == base.minor
    return (version.minor, version.patch) == (0, base.patch)


_OPERATORS: dict[str, Callable[[Version, Comparison], bool]] = {
    "": _is_equal,
    "=": _is_equal,
    "!=": _is_different,
    ">": _is_greater,
    "<": _is_less,
    ">=": _is_greater_or_equal,
    "=>": _is_greater_or_equal,
    "<=": _is_less_or_equal,
    "=<": _is_less_or_equal,
    "~": _is_near,
    "~>": _is_near,
    "^": _is_compatible,
}
