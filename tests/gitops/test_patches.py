"""Whatever the two versions are: the patch turns one into the other."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chartloom.gitops.patches import merge_patch, operations, same
from tests.gitops.building import merge, operate

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3).map(float), st.sampled_from(["", "a", "b~/c", "1"])
)
VALUES = st.recursive(
    SCALARS,
    lambda below: st.one_of(
        st.lists(below, max_size=4),
        st.dictionaries(st.sampled_from(["a", "b", "c/d", "e~"]), below, max_size=4),
    ),
    max_leaves=12,
)
OBJECTS = st.dictionaries(st.sampled_from(["a", "b", "c/d", "e~"]), VALUES, max_size=4)


@given(OBJECTS, OBJECTS)
@settings(max_examples=100, deadline=None)
def test_operations_lead_from_one_to_the_other(base: dict[str, Any], wanted: dict[str, Any]) -> None:
    assert same(operate(base, operations(base, wanted)), wanted)


@given(OBJECTS, OBJECTS)
@settings(max_examples=100, deadline=None)
def test_a_merge_patch_does_or_is_not_offered(base: dict[str, Any], wanted: dict[str, Any]) -> None:
    patch = merge_patch(base, wanted)
    if patch is not None:
        assert same(merge(base, patch), wanted)


@given(OBJECTS)
@settings(max_examples=50, deadline=None)
def test_nothing_is_to_be_done_where_nothing_differs(base: dict[str, Any]) -> None:
    assert (merge_patch(base, base), list(operations(base, base))) == ({}, [])
