"""The values that a chart is rendered with, each with the layer that won and those that it overrode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chartloom.actions.explaining.explained import flowed_json, json_value
from chartloom.actions.explaining.field_paths import FieldPath, concrete_paths, dotted, parse_path
from chartloom.actions.explaining.layered import layered, value_origin
from chartloom.actions.template import chart_memo
from chartloom.chart.resolve import resolve
from chartloom.chart.values import coalesce_values
from chartloom.diagnostics import ChartloomError, Diagnostic
from chartloom.diagnostics.suggest import did_you_mean
from chartloom.engine.render import is_compatible
from chartloom.provenance.layers import Layers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.actions.explaining.explained import ValueOrigin
    from chartloom.actions.explaining.inventory_lines import InventoryLines
    from chartloom.actions.template import Request

__all__ = ["ComputedValue", "SideBySide", "compared", "computed_values", "values_as_json"]


@dataclass(frozen=True, slots=True)
class ComputedValue:
    """A leaf of the computed values: a scalar, or an empty map or list."""

    path: FieldPath
    value: Any
    origin: ValueOrigin

    @property
    def name(self) -> str:
        """The path as text, dots joining keys."""
        return dotted(self.path)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A leaf in each of several renderings; None where it has no such leaf."""

    path: FieldPath
    values: tuple[ComputedValue | None, ...]

    @property
    def is_same(self) -> bool:
        """Whether all of them have it, with one value."""
        first = self.values[0]
        return first is not None and all(v is not None and v.value == first.value for v in self.values)


def computed_values(
    request: Request,
    path: str = "",
    *,
    environments: Sequence[str] = (),
    lines: InventoryLines | None = None,
) -> tuple[ComputedValue, ...]:
    """The leaves at a path and below it, in the order of the values; ``lines`` are those of a fleet's inventory.

    What charts see of the globals of others is left out: it is listed where it was given. Nothing is rendered.
    Raises ChartloomError, also for a path that is not there.
    """
    memo = chart_memo(request.chart, request.cache)
    inputs = layered(request, memo, environments)
    root = resolve(inputs.chart, inputs.values, is_compatible)
    tree = coalesce_values(root, inputs.values)
    memo.save()
    layers = Layers(root, tree, inputs.layers)
    wanted = parse_path(path)
    leaves = dict(_leaves(tree, ()))
    meant = concrete_paths(wanted, {leaf: str(value) for leaf, value in leaves.items()})
    chosen = {leaf: value for leaf, value in leaves.items() if leaf[: len(wanted)] in meant}
    if not chosen:
        raise _unknown_value(path, leaves)
    found = ((leaf, value, layers.of(leaf)) for leaf, value in chosen.items())
    return tuple(
        ComputedValue(leaf, value, value_origin(origins, tree, lines))
        for leaf, value, origins in found
        if (origins.path == leaf or "global" in wanted) and (origins.given or value not in ({}, []))
    )


def _leaves(value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, Any]]:
    if isinstance(value, dict) and value:
        for key, inner in dict.items(value):
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list) and value:
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*path, index))
    else:
        yield path, value


def _unknown_value(path: str, leaves: dict[FieldPath, Any]) -> ChartloomError:
    names = {dotted(leaf[:depth]) for leaf in leaves for depth in range(1, len(leaf) + 1)}
    hint = did_you_mean(path, names)
    return ChartloomError(Diagnostic("unknown-value", f"there is no value {path or 'at all'}", hint=hint))


def compared(columns: Sequence[Sequence[ComputedValue]]) -> tuple[SideBySide, ...]:
    """The leaves of several renderings side by side, in the order of the first that has them."""
    tables = [{value.path: value for value in column} for column in columns]
    paths = dict.fromkeys(path for table in tables for path in table)
    return tuple(SideBySide(path, tuple(table.get(path) for table in tables)) for path in paths)


def values_as_json(values: Sequence[ComputedValue], *, hides_secrets: bool = False) -> dict[str, Any]:
    """The values as JSON: each as ``explain`` says what flowed, and its value."""
    return {"values": [_leaf_json(one, hides_secrets) for one in values]}


def _leaf_json(one: ComputedValue, hides: bool) -> dict[str, Any]:
    value = None if hides and one.origin.secret else json_value(one.value)
    return {**flowed_json(one.origin, hides_secrets=hides), "path": one.name, "value": value}
