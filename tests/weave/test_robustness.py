"""Whatever is done to an inventory, it is either woven or refused; nothing else may come out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from chartloom.diagnostics import ChartloomError
from chartloom.diagnostics.text import format_diagnostics
from chartloom.matrix import parse_inventory
from chartloom.weave import weave_fleet
from chartloom.weave.findings import find_mistakes
from tests.weave.inventories import ROBOT_SHOP

LINES = (ROBOT_SHOP / "service-matrix.yaml").read_text("utf-8").splitlines()
SCRAPS = (
    *tuple("- {}~|'\"\té\x07?"),
    ": ",
    "- x",
    "[]",
    "{}",
    "null",
    "1.5",
    "*a",
    "&a",
    "!!binary x",
    "---",
)
ENTRIES = (
    "name: x",
    "values: {a: [1, {b: 2}]}",
    "environments: {prod: {}}",
    "<<: {a: 1}",
    "port: 1",
    "port: []",
    "extra_ports: [{name: [], port: {}}]",
    "exposed: true",
    "values: {ingress: {enabled: true, hosts: [null]}, podDisruptionBudget: {enabled: true, minAvailable: x%}}",
    "environments: {prod: {autoscaling: null, env: null, secret: {data: null}}}",
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Robot-Shop with a few lines cut, put together, replaced or filled with scraps."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        column = draw(st.integers(0, len(lines[at])))
        scrap = draw(st.sampled_from((*SCRAPS, *ENTRIES)))
        replaced = (lines[at][:column] + scrap, lines[at][:column] + scrap + lines[at][column:], scrap)
        lines[at] = draw(st.sampled_from(replaced))
    return "\n".join(lines)


@settings(max_examples=100, deadline=None)
@given(damaged())
def test_a_damaged_inventory_is_woven_or_refused(text: str) -> None:
    try:
        inventory = parse_inventory(text)
    except ChartloomError as error:
        assert format_diagnostics(error.diagnostics)  # noqa: PT017 -- either way is right
    else:
        assert weave_fleet(inventory).files
        assert format_diagnostics(find_mistakes(inventory)) is not None
