"""Which layer gave a leaf, and which others it overrode."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartloom.chart import Chart, load_chart, resolve
from chartloom.chart.profile import HELM_4
from chartloom.chart.user_values import ValueSources, read_user_values
from chartloom.chart.values import coalesce_values
from chartloom.engine.render import is_compatible
from chartloom.provenance.layers import Given, Layer, Layers, user_layers
from chartloom.yamlio import read_yaml_list

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES: Any = read_yaml_list((Path(__file__).parent / "cases" / "layers.yaml").read_text(encoding="utf-8"))
CHART = "apiVersion: v2\nname: shop\nversion: 1.0.0\n"


def write(folder: Path, files: dict[str, str]) -> list[str]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return [str(folder / name) for name in files]


def leaf_of(keys: list[Any]) -> tuple[Any, ...]:
    return tuple(int(key) if isinstance(key, float) else key for key in keys)


def line(found: Given, folder: Path) -> str:
    return f"{found.layer} {found.span}".replace(f"{folder}/", "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_layers(case: dict[str, Any], tmp_path: Path) -> None:
    write(tmp_path / "shop", {"Chart.yaml": CHART, **case["charts"]})
    user = dict(case.get("user", {}))
    files = write(tmp_path, user.pop("files", {}))
    environments = [str(tmp_path / name) for name in user.pop("environments", ())]
    sources = ValueSources(files, **user)
    values = read_user_values(sources)
    root = resolve(load_chart(str(tmp_path / "shop")), values, is_compatible)
    tree = coalesce_values(root, values)
    layers = Layers(root, tree, user_layers(sources, HELM_4, environments=environments))
    leaf = leaf_of(case["leaf"])
    found = layers.of(leaf)
    assert [line(one, tmp_path) for one in found.given] == case["given"]
    assert found.path == leaf_of(case.get("path", case["leaf"]))
    assert Layer("", tree).look(leaf) == ((case["value"], len(leaf)) if "value" in case else None)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(value, dict | list) and value:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            yield from leaves(inner, (*path, key))
    else:
        yield path, value


def numbered(shape: Any, numbers: Iterator[int]) -> Any:
    """The shape with another number for each of its scalars: which layer one came from can be told by it."""
    if isinstance(shape, dict):
        return {key: numbered(inner, numbers) for key, inner in shape.items()}
    if isinstance(shape, list):
        return [numbered(inner, numbers) for inner in shape]
    return None if shape is None else next(numbers)


KEYS = st.sampled_from(["a", "b", "sub", "deep", "global"])
SHAPES = st.recursive(
    st.sampled_from([0, 0, 0, None]),
    lambda inner: st.dictionaries(KEYS, inner, max_size=3) | st.lists(st.just(0), max_size=2),
    max_leaves=6,
)


def tables(depth: int) -> st.SearchStrategy[dict[str, Any]]:
    """Values of a chart with ``depth`` charts inside each other, whose tables are tables."""
    below = {"sub": tables(depth - 1)} if depth else {}
    optional: dict[Any, Any] = {"a": SHAPES, "b": SHAPES, "global": st.dictionaries(KEYS, SHAPES, max_size=3)}
    return st.fixed_dictionaries({}, optional={**optional, **below})


def chart_of(values: dict[str, Any], metadata: Any, inside: list[Chart]) -> Chart:
    return Chart("chart", metadata, values, None, (), (), inside, None)


@pytest.fixture(scope="module")
def metadata(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    found = {}
    for name in ("top", "sub"):
        folder = tmp_path_factory.mktemp(name)
        (folder / "Chart.yaml").write_text(CHART.replace("shop", name))
        found[name] = load_chart(str(folder)).metadata
    return found


@settings(max_examples=100, deadline=None)
@given(st.lists(tables(2), max_size=3), tables(2), tables(1), tables(0))
def test_the_winner_gives_what_was_computed(
    metadata: dict[str, Any], user: list[Any], top: Any, sub: Any, inner: Any
) -> None:
    numbers = itertools.count(1)
    *given_tables, top, sub, inner = (numbered(shape, numbers) for shape in (*user, top, sub, inner))
    innermost = chart_of(inner, metadata["sub"], [])
    chart = chart_of(top, metadata["top"], [chart_of(sub, metadata["sub"], [innermost])])
    values = read_user_values(ValueSources(tables=given_tables))
    root = resolve(chart, values, is_compatible)
    tree = coalesce_values(root, values)
    layers = Layers(root, tree, [Layer(f"user {i}", table) for i, table in enumerate(given_tables)])
    for path, value in leaves(tree):
        if value is not None and not isinstance(value, dict | list):
            assert value in [one.value for one in layers.of(path).given][:1], path
