"""What is rendered: a chart, the values of its user, and the layers that these values came in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartloom.actions.explaining.explained import ValueOrigin
from chartloom.actions.explaining.secrecy import name_beside, why_value_is_secret
from chartloom.actions.template import ValueSources, fetch, load
from chartloom.chart.user_values import read_user_values
from chartloom.chart.values import copy_table
from chartloom.gotmpl.values import Int64
from chartloom.provenance.layers import Layer, user_layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chartloom.actions.explaining.field_paths import FieldPath
    from chartloom.actions.explaining.inventory_lines import InventoryLines
    from chartloom.actions.template import Request
    from chartloom.chart import Chart
    from chartloom.memo import Memo
    from chartloom.provenance.layers import Origins

__all__ = ["Layered", "layered", "value_origin"]


class Layered(NamedTuple):
    """A chart and the values of its user, merged and in layers."""

    chart: Chart
    values: dict[str, Any]
    layers: list[Layer]


def layered(request: Request, memo: Memo, environments: Sequence[str] = ()) -> Layered:
    """The chart and the values of a request, each file read once. Raises ChartloomError."""
    chart = load(request, memo)
    sources = request.values
    layers = user_layers(sources, chart.profile, memo=memo, fetch=fetch, environments=environments)
    files = len(sources.tables) + len(sources.files)
    rest = ValueSources(
        sets=sources.sets,
        set_string=sources.set_string,
        set_file=sources.set_file,
        set_json=sources.set_json,
        set_literal=sources.set_literal,
        # Copies, for flags write into what files give.
        tables=[copy_table(layer.table) for layer in layers[:files]],
    )
    values = read_user_values(rest, memo, Int64, fetch, profile=chart.profile)
    return Layered(chart, values, layers)


def value_origin(origins: Origins, tree: dict[str, Any], lines: InventoryLines | None = None) -> ValueOrigin:
    """A value with its layers, its line of the inventory, and whether it is a secret; ``tree`` has all values."""
    beside = name_beside(origins.path)
    name = _at(tree, beside) if beside else ""
    secret = why_value_is_secret(origins.path, origins.given, name if isinstance(name, str) else "")
    inventory = lines.of(origins.path, origins.given) if lines else None
    return ValueOrigin(origins.path, origins.given, secret, inventory)


def _at(tree: Any, path: FieldPath) -> Any:
    for key in path:
        try:
            tree = tree[key]
        except (KeyError, IndexError, TypeError):
            return ""
    return tree
