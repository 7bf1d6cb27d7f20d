"""Values: how those of charts, parents and users become one tree.

The rules are Helm's (``pkg/chart/common/util``), down to what becomes of null: *coalescing* lets a null remove a
key and drops the nulls of chart defaults, *merging* keeps them for a coalescing to come. Functions whose names say
``into`` change their first argument; the trees that they are given are the caller's own.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from chartloom.chart.resolve import Instance

    Table: TypeAlias = dict[str, Any]

__all__ = [
    "coalesce_tables_into",
    "coalesce_values",
    "copy_table",
    "merge_maps",
    "path_value",
    "table_at",
]


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
    tree = copy_table(values)
    _coalesce_into(tree, chart, merge=merge)
    return tree


def _coalesce_into(dest: Table, chart: Instance, *, merge: bool) -> None:
    _defaults_into(dest, chart, merge=merge)
    for sub in chart.subcharts:
        inside = dest.setdefault(sub.name, {})
        if not isinstance(inside, dict):
            raise _mismatch(chart, sub.name, inside)
        _globals_into(inside, dest)
        _coalesce_into(inside, sub, merge=merge)


def _mismatch(chart: Instance, name: str, found: Any) -> Exception:
    from chartloom.chart.errors import values_mismatch

    return values_mismatch(chart.name, name, found)


def _defaults_into(dest: Table, chart: Instance, *, merge: bool) -> None:
    children = {sub.name for sub in chart.subcharts}
    for key, default in chart.values.items():
        if key in dest:
            _default_under(dest, key, default, merge=merge, child=key in children)
        elif default.__class__ is dict or default.__class__ is list:
            default = _copy(default)
            if not merge and isinstance(default, dict):
                _drop_nulls_from(default)
            dest[key] = default
        elif merge or default is not None:
            dest[key] = default


def _default_under(dest: Table, key: str, default: Any, *, merge: bool, child: bool) -> None:
    """A default whose key is already there."""
    value = dest[key]
    if value is None and not merge:
        del dest[key]
    elif isinstance(value, dict) and isinstance(default, dict):
        default = copy_table(default)
        if not (merge or child):
            _drop_nulls_from(default)
        coalesce_tables_into(value, default, merge=merge or child)


def _drop_nulls_from(table: Table) -> None:
    for key in [k for k, v in table.items() if v is None]:
        del table[key]
    for value in table.values():
        if value.__class__ is dict:
            _drop_nulls_from(value)


def coalesce_tables_into(dest: Table, source: Table, *, merge: bool = False) -> Table:
    """Add to a table what it lacks; ``dest`` wins. Both are changed; ``dest`` is returned."""
    for key, value in source.items():
        if key not in dest:
            dest[key] = value
            continue
        known = dest[key]
        if known is None:
            if not merge and value is not None:
                del dest[key]
        elif isinstance(value, dict) and isinstance(known, dict):
            coalesce_tables_into(known, value, merge=merge)
    return dest


def _globals_into(dest: Table, source: Table) -> None:
    """Hand the globals of a parent down to a child; the parent's win."""
    mine, theirs = dest.get("global", {}), source.get("global", {})
    if not isinstance(mine, dict) or not isinstance(theirs, dict):
        return
    for key, value in theirs.items():
        if isinstance(value, dict):
            _global_table_into(mine, key, dict(value))
        elif not isinstance(mine.get(key), dict):
            mine[key] = value
    dest["global"] = mine


def _global_table_into(dest: Table, key: str, table: Table) -> None:
    known = dest.get(key)
    if key not in dest:
        dest[key] = table
    elif isinstance(known, dict):
        dest[key] = coalesce_tables_into(table, known, merge=True)


def table_at(values: Table, path: str) -> Table | None:
    """The table at a dotted path, or None."""
    found: Any = values
    for key in path.split("."):
        found = found.get(key)
        if not isinstance(found, dict):
            return None
    return dict(found) if found is values else found


def path_value(values: Table, path: str) -> Any:
    """The scalar or list at a dotted path; None when nothing or a table is there."""
    head, _, last = path.rpartition(".")
    table = table_at(values, head) if head else values
    found = table.get(last) if table is not None else None
    return None if isinstance(found, dict) else found
