"""The records of what two Helms do differently."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartloom.chart.profile import HELM_3, HELM_4, Profile, profile_of

PAGE = Path(__file__).parents[2] / "docs" / "concepts" / "helm-versions.md"


@pytest.mark.parametrize("field", Profile.__slots__)
def test_each_field_is_a_difference_and_is_described(field: str) -> None:
    assert getattr(HELM_3, field) != getattr(HELM_4, field)
    assert f"| `{field}` |" in PAGE.read_text(encoding="utf-8")


def test_a_profile_does_not_change() -> None:
    with pytest.raises(AttributeError, match="a profile does not change: helm_version"):
        HELM_4.helm_version = "v5.0.0"


def test_other_versions_are_not_reproduced() -> None:
    assert [profile_of(version) for version in (3, 4)] == [HELM_3, HELM_4]
    with pytest.raises(ValueError, match="Helm 2 is not reproduced: helm_version is 3 or 4"):
        profile_of(2)
