"""Which of the charts inside a chart take part, under which names, and with which defaults.

Aliases, tags, conditions and ``import-values`` are Helm's (``pkg/chart/v2/util/dependencies.go``); the work grows
with the number of charts, not with its square: values are coalesced once for all conditions.
"""

from __future__ import annotations

from chartloom.chart.values import (
    coalesce_tables,
    coalesce_values,
    copy_table,
    merge_maps,
    path_value,
    table_at,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from chartloom.chart.model import Chart, Dependency

    Compatible = Callable[[str, str], bool]

__all__ = ["Instance", "resolve", "without_missing"]


class Instance:
    """A chart in its place: under a name, below a parent, with the defaults that hold there.

    ``path`` is the chart's place as Helm prints it, such as ``shop/charts/cart``.
    """

    __slots__ = ("chart", "dependencies", "name", "path", "subcharts", "values")

    def __init__(self, chart: Chart, name: str, path: str, dependencies: Sequence[Dependency]) -> None:
        self.chart = chart
        self.name = name
        self.path = path
        self.dependencies = tuple(dependencies)
        self.values = chart.values
        self.subcharts: tuple[Instance, ...] = ()

    def walk(self) -> Iterator[Instance]:
        """This chart and all charts inside it."""
        yield self
        for sub in self.subcharts:
            yield from sub.walk()


def resolve(
    chart: Chart, values: dict[str, Any], compatible: Compatible, *, lenient: bool = False
) -> Instance:
    """The tree of charts that take part when the chart is rendered with the values of its user.

    ``compatible(constraint, version)`` decides whether a chart's version meets a dependency. Raises ChartError,
    also for a dependency of the chart that is not there, unless this is ``lenient``.
    """
    root = _instance(chart, chart.name, chart.name, compatible)
    if not lenient:
        _require_all(root)
    if any(d.condition or d.tags for i in root.walk() for d in i.dependencies):
        _prune(root, coalesce_values(root, values), "", ())
    if any(d.alias for i in root.walk() for d in i.dependencies):
        from chartloom.chart.aliases import place_copies  # few charts have aliases

        place_copies(root, lambda inner, name: _instance(inner, name, name, compatible))
    _import_values(root)
    return root


def without_missing(chart: Chart) -> Chart:
    """The chart without the dependencies that are not there, which ``resolve`` would insist on."""
    from chartloom.chart.model import Metadata

    present = {sub.name for sub in chart.subcharts}
    kept = [d for d in chart.metadata.dependencies if d.name in present]
    if len(kept) == len(chart.metadata.dependencies):
        return chart
    return chart.changed(metadata=Metadata(chart.metadata.fields, kept))


def _instance(chart: Chart, name: str, path: str, compatible: Compatible) -> Instance:
    instance = Instance(chart, name, path, chart.metadata.dependencies)
    declared, present = _by_name(instance.dependencies), _by_name(chart.subcharts)
    chosen = [
        (c, c.name)
        for c in chart.subcharts
        if not any(compatible(d.version, c.metadata.version) for d in declared.get(c.name, ()))
    ]
    for dependency in instance.dependencies:
        fitting = (
            c for c in present.get(dependency.name, ()) if compatible(dependency.version, c.metadata.version)
        )
        chosen += [(c, dependency.effective_name) for c in list(fitting)[:1]]
    instance.subcharts = tuple(_instance(c, n, f"{path}/charts/{n}", compatible) for c, n in chosen)
    return instance


def _by_name(named: Sequence[Any]) -> dict[str, list[Any]]:
    """Charts or dependencies by their names, of which two can be equal."""
    found: dict[str, list[Any]] = {}
    for one in named:
        found.setdefault(one.name, []).append(one)
    return found


def _require_all(root: Instance) -> None:
    """Helm checks that the root chart's dependencies are there by name."""
    present = {c.name for c in root.chart.subcharts}
    missing = [d.name for d in root.dependencies if d.name not in present]
    if missing:
        from chartloom.chart.errors import missing_dependencies

        raise missing_dependencies(root.chart.path, missing)


def _prune(instance: Instance, values: dict[str, Any], prefix: str, tags: tuple[Any, ...]) -> None:
    """Remove what conditions and tags switch off; a condition that is set beats all tags."""
    if not instance.dependencies:
        return
    tags = (*tags, values.get("tags") if not prefix else instance.values.get("tags"))
    switches = _merged_tags(tags)
    off = {d.effective_name for d in instance.dependencies if not _is_enabled(d, values, prefix, switches)}
    if off:
        instance.dependencies = tuple(d for d in instance.dependencies if d.effective_name not in off)
        instance.subcharts = tuple(s for s in instance.subcharts if s.name not in off)
    for sub in instance.subcharts:
        _prune(sub, values, f"{prefix}{sub.name}.", tags)


def _merged_tags(layers: tuple[Any, ...]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for layer in layers:
        if isinstance(layer, dict):
            merged = merge_maps(layer, merged)
    return merged


def _is_enabled(dependency: Dependency, values: dict[str, Any], prefix: str, tags: dict[str, Any]) -> bool:
    for path in dependency.condition.strip().split(","):
        found = path_value(values, prefix + path) if path else None
        if isinstance(found, bool):
            return found
    switches = [tags[t] for t in dependency.tags if isinstance(tags.get(t), bool)]
    return not switches or any(switches)


def _import_values(instance: Instance) -> None:
    """Let each chart's defaults include those of the charts inside it, and what it imports from them."""
    for sub in instance.subcharts:
        _import_values(sub)
    if not instance.dependencies:
        return
    merged = coalesce_values(instance, {}, merge=True)
    imports = [(d.effective_name, entry) for d in instance.dependencies for entry in d.import_values]
    instance.values = _with_imports(copy_table(merged), imports) if imports else merged


def _with_imports(merged: dict[str, Any], imports: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """A chart's values, which may be changed, with what it imports from those of charts inside it."""
    imported: dict[str, Any] = {}
    for name, entry in imports:
        table = _imported(merged, name, entry)
        if table is not None:
            _merge_into(imported, table)
    return coalesce_tables(merged, imported, merge=True)


def _merge_into(high: dict[str, Any], low: dict[str, Any]) -> None:
    """Add to the high table what it lacks from the low one, as Helm does: in place, where others see it.

    What is imported first changes with what is imported next, and its nulls are written into that.
    """
    low.update({key: None for key, value in high.items() if value is None})
    for key, value in low.items():
        if key not in high:
            high[key] = value
        elif isinstance(value, dict) and isinstance(high[key], dict):
            _merge_into(high[key], value)


def _imported(values: dict[str, Any], name: str, entry: Any) -> dict[str, Any] | None:
    if isinstance(entry, str):
        return table_at(values, f"{name}.exports.{entry}")
    if not isinstance(entry, dict):
        return None
    table = table_at(values, f"{name}.{entry.get('child')}")
    parent = str(entry.get("parent"))
    if table is None or parent == ".":
        return table
    for key in reversed(parent.split(".")):
        table = {key: table}
    return table
