"""The published schema and the loader must judge alike: an editor and the command line never disagree."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from chartloom.diagnostics import ChartloomError
from chartloom.matrix import parse_inventory
from chartloom.matrix.check import check_shape
from chartloom.matrix.fields import INVENTORY
from chartloom.matrix.places import Places
from chartloom.matrix.schema import SCHEMA_PATH, inventory_schema, published_schema
from chartloom.matrix.shapes import Choice, Flag, Items, Off, Record, Scalar, Shape, Table, Text, Tree, Whole
from chartloom.matrix.source import Source
from chartloom.testing.fleets import sample_inventory
from chartloom.yamlio import read_yaml
from chartloom.yamlio.errors import YamlError

CASES = sorted((Path(__file__).parent / "cases" / "errors").glob("*.yaml"))
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/service-matrix.yaml"))
# Relations between values, which a schema cannot see.
RELATIONS = {
    "never-granted",
    "no-gateway",
    "max-below-min",
    "no-dependencies",
    "no-destination",
    "no-metrics",
    "no-port",
    "no-volume",
    "not-exposed",
    "route-elsewhere",
    "dependency-cycle",
    "duplicate-dependency",
    "duplicate-environment",
    "duplicate-key",
    "duplicate-name",
    "duplicate-port",
    "duplicate-route",
    "duplicate-service",
    "duplicate-variable",
    "no-environments",
    "no-overlays",
    "no-services",
    "no-value",
    "no-database",
    "no-store-chart",
    "password-in-text",
    "port-without-path",
    "not-for-flux",
    "reserved-name",
    "scaled-store",
    "second-document",
    "shared-namespace",
    "step-without-size",
    "too-deep",
    "two-handlers",
    "unknown-dependency",
    "unknown-placeholder",
    "unknown-environment",
    "unknown-feature",
    "unknown-group",
    "unknown-service",
}
VALIDATOR = Draft202012Validator(inventory_schema())


def test_the_published_file_is_up_to_date() -> None:
    assert SCHEMA_PATH.read_text("utf-8") == published_schema()


def test_it_is_a_schema_itself() -> None:
    Draft202012Validator.check_schema(inventory_schema())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.parent.name)
def test_examples_are_valid(example: Path) -> None:
    VALIDATOR.validate(read_yaml(example.read_text("utf-8")))


def test_a_large_sample_is_valid() -> None:
    VALIDATOR.validate(read_yaml(sample_inventory(60)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_it_refuses_the_shapes_that_the_loader_refuses(case: Path) -> None:
    text = case.read_text("utf-8")
    with pytest.raises(ChartloomError) as caught:
        parse_inventory(text)
    try:
        value = read_yaml(text)
    except YamlError:
        return
    codes = {finding.code for finding in caught.value.diagnostics}
    assert VALIDATOR.is_valid(value) == codes.issubset(RELATIONS)


def values_of(shape: Shape) -> st.SearchStrategy[object]:
    """Values that fit a shape."""
    match shape:
        case Text(choices=choices) if choices:
            return st.sampled_from(choices)
        case Text(pattern=pattern):
            return st.from_regex(pattern.regex, fullmatch=True) if pattern else st.text(max_size=5)
        case Whole():
            return st.integers(shape.minimum, shape.maximum).map(float)
        case Flag():
            return st.booleans()
        case Off():
            return st.just(value=False)
        case Scalar():
            return st.sampled_from(["a", 1.0, 1.5, True])
        case Tree():
            return st.sampled_from([{}, {"a": 1.0}])
        case Items():
            return st.lists(values_of(shape.of), max_size=2)
        case Table():
            return st.dictionaries(values_of(shape.key), values_of(shape.of), max_size=2)
        case Choice():
            return st.one_of([values_of(option) for option in shape.options])
        case Record():
            fields = {field.name: values_of(field.shape) for field in shape.fields}
            required = {field.name for field in shape.fields if field.required}
            optional = {name: fields[name] for name in fields if name not in required}
            return st.fixed_dictionaries({name: fields[name] for name in required}, optional=optional)


ODD = st.sampled_from(
    [None, True, 0.0, 1.5, 70000.0, -1.0, "", "-", "A b", "x" * 300, [], [None], {}, {"?": 1.0}]
)


@st.composite
def spoilt(draw: st.DrawFn) -> object:
    """A fitting inventory in which one value, somewhere, was replaced by an odd one."""
    value = draw(values_of(INVENTORY))
    spot: object = value
    while isinstance(spot, dict | list) and spot:
        keys = sorted(spot) if isinstance(spot, dict) else list(range(len(spot)))
        key = draw(st.sampled_from(keys))
        if draw(st.booleans()) or not isinstance(spot[key], dict | list):
            spot[key] = draw(ODD)
            return value
        spot = spot[key]
    return value


@settings(max_examples=60, deadline=None)
@given(st.one_of(values_of(INVENTORY), spoilt()))
def test_schema_and_loader_give_the_same_verdict(value: object) -> None:
    source = Source("", (), value, Places(""))
    assert VALIDATOR.is_valid(value) == (not list(check_shape(source, value, INVENTORY, ())))
