"""The Python face of semantic versions; what templates see of them is in the tables."""

from __future__ import annotations

import pytest

from chartloom.sprig.semver import (
    Version,
    VersionError,
    compare,
    parse_constraint,
    parse_strict_version,
    parse_version,
)


def test_version_has_parts() -> None:
    version = parse_version("v1.2.3-rc.1+build.5")
    assert version == Version(1, 2, 3, "rc.1", "build.5", "v1.2.3-rc.1+build.5")
    assert str(version) == "1.2.3-rc.1+build.5"
    assert repr(version) == "Version('v1.2.3-rc.1+build.5')"


def test_equality_is_of_the_text_and_order_is_not() -> None:
    one, other = parse_version("1.2"), parse_version("1.2.0")
    assert one != other
    assert compare(one, other) == 0
    assert len({one, other, parse_version("1.2")}) == 2


# Each message is Masterminds/semver's own.
STRICT = [
    ("", "version string empty"),
    ("1" * 257, "version string is too long (max 256 bytes)"),
    ("1.2", "invalid semantic version"),
    ("v1.2.3", "invalid characters in version"),
    ("01.2.3", "version segment starts with 0"),
    ("1.2.x", "invalid characters in version"),
    ("1..3", 'strconv.ParseUint: parsing "": invalid syntax'),
    ("1.2.3-", "invalid prerelease string"),
    ("1.2.3-a_b", "invalid prerelease string"),
    ("1.2.3-01", "version segment starts with 0"),
    ("1.2.3+", "invalid metadata string"),
    ("1.2.3+a..b", "invalid metadata string"),
    (
        "99999999999999999999.0.0",
        'strconv.ParseUint: parsing "99999999999999999999": value out of range',
    ),
]


@pytest.mark.parametrize(("text", "message"), STRICT)
def test_strict_reading_refuses(text: str, message: str) -> None:
    with pytest.raises(VersionError) as caught:
        parse_strict_version(text)
    assert str(caught.value) == message


@pytest.mark.parametrize("text", ["0.0.0", "1.2.3", "1.2.3-a.1+b-c.01", "1.2.3--"])
def test_strict_reading_accepts(text: str) -> None:
    assert str(parse_strict_version(text)) == text


def test_constraint_is_kept_and_asked_again() -> None:
    constraint = parse_constraint(">=1.25.0-0 <1.40")
    assert [
        constraint.check(parse_version(v)) for v in ("1.24.9", "1.25.0-alpha", "v1.30.2+k3s1", "1.40.0")
    ] == [
        False,
        True,
        True,
        False,
    ]
