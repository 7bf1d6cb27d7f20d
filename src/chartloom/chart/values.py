"""Values: how those of charts, parents and users become one tree.

The rules are Helm's (``pkg/chart/common/util``), down to what becomes of null: *coalescing* lets a null remove a
key and drops the nulls of chart defaults, *merging* keeps them for a coalescing to come. No function changes its
arguments, and results share with them whatever is the same, so that a fleet's values are not copied once a level:
who wants to change a result copies it first.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from chartloom.chart.resolve import Instance

    Table: TypeAlias = dict[str, Any]

__all__ = ["coalesce_tables", "coalesce_values", "copy_table", "merge_maps", "path_value", "table_at"]


def copy_table(table: Table) -> Table:
    """A copy that shares no table and no list with the original."""
    return {
        k: v if v.__class__ is not dict and v.__class__ is not list else _copy(v) for k, v in table.items()
    }


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return copy_table(value)
    if isinstance(value, list):
        return [_copy(v) for v in value]
    return value


def merge_maps(low: Table, high: Table) -> Table:
    """Two layers of user values, the second winning; a null is a value like any other."""
    merged = dict(low)
    for key, value in high.items():
        known = merged.get(key)
        merged[key] = (
            merge_maps(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
        )
    return merged


def coalesce_values(chart: Instance, values: Table, *, merge: bool = False) -> Table:
    """The values of a chart and of all charts inside it, where ``values`` win over the charts' defaults."""
    tree = _with_defaults(values, chart, merge=merge)
    for sub in chart.subcharts:
        inside = tree.get(sub.name, {})
        if not isinstance(inside, dict):
            raise _mismatch(chart, sub.name, inside)
        tree[sub.name] = inner = coalesce_values(sub, _with_globals(inside, tree), merge=merge)
        _take_back_globals(tree, inner)
    return tree


def _mismatch(chart: Instance, name: str, found: Any) -> Exception:
    from chartloom.chart.errors import values_mismatch

    return values_mismatch(chart.name, name, found)


def _with_defaults(values: Table, chart: Instance, *, merge: bool) -> Table:
    """A new table of the values and of the chart's own defaults."""
    children = {sub.name for sub in chart.subcharts}
    tree, keeps_nulls = dict(values), merge or chart.chart.profile.keeps_default_nulls
    for key, default in chart.values.items():
        if key not in tree:
            if keeps_nulls:
                tree[key] = default
            elif default is not None:
                tree[key] = _without_nulls(default) if default.__class__ is dict else default
            continue
        value = tree[key]
        if value is None:
            if not merge:
                del tree[key]
        elif isinstance(value, dict) and isinstance(default, dict):
            low = default if keeps_nulls or key in children else _without_nulls(default)
            tree[key] = coalesce_tables(value, low, merge=merge or key in children)
    return tree


def _without_nulls(table: Table) -> Table:
    """The table without nulls at any depth: the table itself where it has none."""
    changed: Table | None = None
    for key, value in table.items():
        if value is None:
            changed = dict(table) if changed is None else changed
            del changed[key]
        elif value.__class__ is dict:
            inner = _without_nulls(value)
            if inner is not value:
                changed = dict(table) if changed is None else changed
                changed[key] = inner
    return table if changed is None else changed


def coalesce_tables(high: Table, low: Table, *, merge: bool = False) -> Table:
    """The high table with what it lacks from the low one: the high table itself where it lacks nothing."""
    changed: Table | None = None
    for key, value in low.items():
        known = high.get(key)
        if known is None and key not in high:
            new = value
        elif known is None and not merge and value is not None:
            changed = dict(high) if changed is None else changed
            del changed[key]
            continue
        elif isinstance(value, dict) and isinstance(known, dict):
            new = coalesce_tables(known, value, merge=merge)
            if new is known:
                continue
        else:
            continue
        changed = dict(high) if changed is None else changed
        changed[key] = new
    return high if changed is None else changed


def _with_globals(values: Table, parent: Table) -> Table:
    """The values of a child with the globals of its parent, which win."""
    mine, theirs = values.get("global", {}), parent.get("global", {})
    if not isinstance(mine, dict) or not isinstance(theirs, dict):
        return values
    merged = dict(mine)
    for key, value in theirs.items():
        known = merged.get(key)
        if not isinstance(value, dict):
            if not isinstance(known, dict):
                merged[key] = value
        elif isinstance(known, dict):
            merged[key] = coalesce_tables(value, known, merge=True)
        elif key not in merged:
            merged[key] = value
    return {**values, "global": merged}


def _take_back_globals(parent: Table, child: Table) -> None:
    """Let the parent's globals show what the child has added to tables inside of them.

    Helm gives a child copies of global tables, but not of the tables in those: they are the same for both.
    """
    ours, theirs = parent.get("global"), child.get("global")
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        return
    for key, table in ours.items():
        if isinstance(table, dict) and isinstance(theirs.get(key), dict):
            changed = _changed_tables(table, theirs[key])
            if changed:
                parent["global"] = {**parent["global"], key: {**table, **changed}}


def _changed_tables(ours: Table, theirs: Table) -> Table:
    """Those tables in the first table that are others in the second one."""
    return {
        key: theirs[key]
        for key, value in ours.items()
        if isinstance(value, dict) and isinstance(theirs.get(key), dict) and theirs[key] is not value
    }


def table_at(values: Table, path: str) -> Table | None:
    """The table at a dotted path, or None."""
    table = values
    for key in path.split("."):
        found = table.get(key)
        if not isinstance(found, dict):
            return None
        table = found
    return table


def path_value(values: Table, path: str) -> Any:
    """The scalar or list at a dotted path; None when nothing or a table is there."""
    head, _, last = path.rpartition(".")
    table = table_at(values, head) if head else values
    found = table.get(last) if table is not None else None
    return None if isinstance(found, dict) else found
