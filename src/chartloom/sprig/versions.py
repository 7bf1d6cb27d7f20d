"""The semantic version functions of Sprig, and what templates may ask a version."""

from __future__ import annotations

from chartloom.gotmpl.errors import EvalError, FunctionError
from chartloom.gotmpl.values import GoMethod, Uint64
from chartloom.sprig.semver import (
    Version,
    VersionError,
    are_identifiers,
    check_prerelease,
    compare,
    parse_constraint,
    parse_version,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import ClassVar

__all__ = ["TemplateVersion", "semver", "semver_compare"]


def semver_compare(constraint: str, version: str) -> bool:
    """Whether the version satisfies the constraint."""
    try:
        return parse_constraint(constraint).check(parse_version(version))
    except VersionError as error:
        raise FunctionError(str(error)) from None


def semver(text: str) -> TemplateVersion:
    """The version, for a template to ask for its parts."""
    try:
        return TemplateVersion(*parse_version(text).content)
    except VersionError as error:
        raise FunctionError(str(error)) from None


# What templates may ask


def _next_major(version: Version) -> VersionValue:
    return _following(version, "major", version.major, (version.major + 1, 0, 0))


def _next_minor(version: Version) -> VersionValue:
    return _following(version, "minor", version.minor, (version.major, version.minor + 1, 0))


def _next_patch(version: Version) -> VersionValue:
    if version.prerelease:
        return _renamed(version, "", "")
    return _following(version, "patch", version.patch, (version.major, version.minor, version.patch + 1))


def _following(version: Version, part: str, number: int, parts: tuple[int, int, int]) -> VersionValue:
    if number == _MOST_UINT:
        name = f"Inc{part.capitalize()}"
        raise EvalError(f"error calling {name}: {part} version increment would overflow uint64")
    return _prefixed(version, VersionValue(*parts))


def _renamed(version: Version, prerelease: str, metadata: str) -> VersionValue:
    changed = VersionValue(version.major, version.minor, version.patch, prerelease, metadata)
    return _prefixed(version, changed)


def _prefixed(version: Version, following: VersionValue) -> VersionValue:
    if version.original.startswith("v"):
        following.original = "v" + following.original
    return following


def _set_prerelease(version: Version, prerelease: str) -> VersionValue:
    try:
        if prerelease:
            check_prerelease(prerelease, strict=True)
    except VersionError as error:
        raise EvalError(f"error calling SetPrerelease: {error}") from None
    return _renamed(version, prerelease, version.metadata)


def _set_metadata(version: Version, metadata: str) -> VersionValue:
    if metadata and not are_identifiers(metadata):
        raise EvalError("error calling SetMetadata: invalid metadata string")
    return _renamed(version, version.prerelease, metadata)


_MOST_UINT = (1 << 64) - 1
_POINTER = "*semver.Version"
_VALUE_METHODS = {
    "IncMajor": GoMethod(_next_major),
    "IncMinor": GoMethod(_next_minor),
    "IncPatch": GoMethod(_next_patch),
    "Major": GoMethod(lambda v: Uint64(v.major)),
    "MarshalJSON": GoMethod(lambda v: f'"{v}"'.encode()),
    "MarshalText": GoMethod(lambda v: str(v).encode()),
    "Metadata": GoMethod(lambda v: v.metadata),
    "Minor": GoMethod(lambda v: Uint64(v.minor)),
    "Patch": GoMethod(lambda v: Uint64(v.patch)),
    "Prerelease": GoMethod(lambda v: v.prerelease),
    "SetMetadata": GoMethod(_set_metadata, "string"),
    "SetPrerelease": GoMethod(_set_prerelease, "string"),
    "String": GoMethod(str),
    "Value": GoMethod(str),
}


class VersionValue(Version):
    """A version that a method of another one gave: in Go no pointer, hence with fewer methods."""

    __slots__ = ()
    go_type = "semver.Version"
    go_kind = "struct"
    go_methods: ClassVar[Mapping[str, GoMethod]] = _VALUE_METHODS


class TemplateVersion(Version):
    """What ``semver`` gives."""

    __slots__ = ()
    go_methods: ClassVar[Mapping[str, GoMethod]] = {
        **_VALUE_METHODS,
        "Compare": GoMethod(compare, _POINTER),
        "Equal": GoMethod(lambda v, other: compare(v, other) == 0, _POINTER),
        "GreaterThan": GoMethod(lambda v, other: compare(v, other) > 0, _POINTER),
        "GreaterThanEqual": GoMethod(lambda v, other: compare(v, other) >= 0, _POINTER),
        "LessThan": GoMethod(lambda v, other: compare(v, other) < 0, _POINTER),
        "LessThanEqual": GoMethod(lambda v, other: compare(v, other) <= 0, _POINTER),
        "Original": GoMethod(lambda v: v.original),
    }
