"""What the functions on values promise besides their results, which ``tests/engine/cases`` holds against Helm."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartloom.chart.metadata import read_metadata
from chartloom.chart.model import Chart
from chartloom.chart.resolve import resolve
from chartloom.chart.values import coalesce_values, copy_table, merge_maps, path_value, table_at

keys = st.sampled_from(("a", "b", "global", "sub", "low"))
values = st.recursive(
    st.one_of(st.none(), st.floats(0, 9), st.text(max_size=2), st.lists(st.none(), max_size=2)),
    lambda inner: st.dictionaries(keys, inner, max_size=4),
    max_leaves=6,
)
tables = st.dictionaries(keys, values, max_size=4)
# The values of a subchart must be a table.
parents = st.builds(
    lambda table, inner: {**table, "sub": inner}, tables, st.dictionaries(st.just("low"), tables)
)

quick = settings(max_examples=50, deadline=None)


def chart(name: str, defaults: dict[str, Any], *subcharts: Chart) -> Chart:
    metadata = read_metadata({"apiVersion": "v2", "name": name, "version": "1.0.0"}, None, "Chart.yaml")
    return Chart(name, metadata, defaults, None, (), (), subcharts)


@quick
@given(parents, parents, tables, tables)
def test_coalescing_changes_none_of_its_layers(
    user: dict[str, Any], parent: dict[str, Any], sub: dict[str, Any], low: dict[str, Any]
) -> None:
    sub = {key: value for key, value in sub.items() if key != "low"}
    before = json.dumps([user, parent, sub, low])
    whole = chart("top", parent, chart("sub", sub, chart("low", low)))
    first, second = (coalesce_values(resolve(whole, user, lambda *_: True), user) for _ in range(2))
    assert json.dumps([user, parent, sub, low]) == before
    assert first == second


@quick
@given(tables, tables)
def test_merging_changes_neither_layer(low: dict[str, Any], high: dict[str, Any]) -> None:
    before = json.dumps([low, high])
    merged = merge_maps(low, high)
    assert json.dumps([low, high]) == before
    assert set(merged) == {*low, *high}
    assert merge_maps(merged, high) == merged


def test_merging_keeps_nulls_for_the_charts_to_see() -> None:
    assert merge_maps({"a": 1, "b": {"c": 1, "d": 2}}, {"a": None, "b": {"c": None}}) == {
        "a": None,
        "b": {"c": None, "d": 2},
    }


@quick
@given(tables)
def test_a_copy_shares_nothing_that_can_change(table: dict[str, Any]) -> None:
    assert copy_table(table) == table
    assert not mutable(table) & mutable(copy_table(table))


def mutable(value: Any) -> set[int]:
    if isinstance(value, dict):
        return {id(value)}.union(*map(mutable, value.values()))
    return {id(value)}.union(*map(mutable, value)) if isinstance(value, list) else set()


@pytest.mark.parametrize(
    ("path", "table", "value"),
    [
        ("a", {"b": 1}, None),
        ("a.b", None, 1),
        ("l", None, [1]),
        ("a.b.c", None, None),
        ("x", None, None),
        ("x.y", None, None),
    ],
)
def test_paths(path: str, table: object, value: object) -> None:
    values = {"a": {"b": 1}, "l": [1]}
    assert (table_at(values, path), path_value(values, path)) == (table, value)
