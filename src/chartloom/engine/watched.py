"""Values that know which of them were read, so that what did not read a changed one need not run again.

Reads are known by the chart and the key below ``.Values``: finer is not worth its cost, coarser would help nobody.
"""

from __future__ import annotations

import marshal

from chartloom.engine.objects import Table, Values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, TypeAlias

    from chartloom.chart import Instance
    from chartloom.engine.jobs import Jobs

    Read: TypeAlias = tuple[str, str | None]
    Prints: TypeAlias = dict[str, dict[str, bytes]]

__all__ = ["FAR", "Reads", "Seal", "WatchedValues", "changed_reads", "fingerprints"]


FAR = ("", "Subcharts")
"""Read by whoever looks at ``.Subcharts``, through which the dots of other charts can be seen."""


class Reads:
    """What was read, as ``(path of the chart, key)``, None for all keys."""

    __slots__ = ("has_writes", "seen")

    def __init__(self) -> None:
        self.seen: set[Read] = set()
        self.has_writes = False


class WatchedValues(Values):
    """The values of the chart at ``path``, whose readers are remembered."""

    __slots__ = ("_kind", "_path", "_reads")

    def __init__(self, values: Mapping[str, Any], path: str, reads: Reads, kind: type[Values]) -> None:
        super().__init__(values)
        self._path = path
        self._reads = reads
        self._kind = kind

    @property
    def go_type(self) -> str:  # type: ignore[override]
        """The type that they go by in the Helm that is reproduced."""
        return self._kind.go_type

    def table(self, path: str) -> Values:
        """The table at a dotted path."""
        return self._kind(self.items()).table(path)

    def subtable(self, name: str) -> Table:
        """The values of a subchart, watched as well."""
        place = f"{self._path}/charts/{name}"
        table = _WatchedTable(dict.get(self, name) or {}, place, self._reads)
        super().__setitem__(name, table)
        return table

    def _all(self) -> None:
        self._reads.seen.add((self._path, None))

    # Every way to look at a dict. What has no need of Python's own methods (`dict.get`) is in this module alone.

    def get(self, key: str, default: Any = None) -> Any:  # noqa: D102
        self._reads.seen.add((self._path, key))
        return dict.get(self, key, default)

    def __getitem__(self, key: str) -> Any:
        self._reads.seen.add((self._path, key))
        return dict.__getitem__(self, key)

    def __contains__(self, key: object) -> bool:
        self._reads.seen.add((self._path, str(key)))
        return dict.__contains__(self, key)

    def __iter__(self) -> Iterator[str]:
        self._all()
        return dict.__iter__(self)

    def __reversed__(self) -> Iterator[str]:
        self._all()
        return dict.__reversed__(self)

    def __len__(self) -> int:
        self._all()
        return dict.__len__(self)

    def __eq__(self, other: object) -> bool:
        self._all()
        return dict.__eq__(self, other)

    __hash__ = None  # type: ignore[assignment]

    def keys(self) -> Any:  # noqa: D102
        self._all()
        return dict.keys(self)

    def values(self) -> Any:  # noqa: D102
        self._all()
        return dict.values(self)

    def items(self) -> Any:  # noqa: D102
        self._all()
        return dict.items(self)

    def copy(self) -> dict[str, Any]:  # noqa: D102
        self._all()
        return dict.copy(self)

    def go_copy(self) -> Values:
        """A deep copy, which nobody watches."""
        return self._kind(_copied(self.items()))

    def __setitem__(self, key: str, value: Any) -> None:
        self._reads.has_writes = True
        super().__setitem__(key, value)

    def pop(self, key: str, *default: Any) -> Any:  # noqa: D102
        self._reads.has_writes = True
        return super().pop(key, *default)


class _WatchedTable(Table):
    """A subchart's values as its parent sees them: reading them is reading one key of the parent's."""

    __slots__ = ("_path", "_reads")

    def __init__(self, values: Mapping[str, Any], path: str, reads: Reads) -> None:
        super().__init__(values)
        self._path = path
        self._reads = reads

    def go_copy(self) -> Table:
        return Table(_copied(self.items()))

    def twin(self, kind: type[Values]) -> Values:
        values = WatchedValues(self, self._path, self._reads, kind)
        self._twin, values._twin = values, self
        return values

    def __setitem__(self, key: str, value: Any) -> None:
        self._reads.has_writes = True
        super().__setitem__(key, value)

    def pop(self, key: str, *default: Any) -> Any:
        self._reads.has_writes = True
        return super().pop(key, *default)


class _Subcharts(dict[str, "Any"]):
    """``.Subcharts``: through it a template sees what others keep in their dots."""

    __slots__ = ("_reads",)

    def __init__(self, subcharts: Mapping[str, Any], reads: Reads) -> None:
        super().__init__(subcharts)
        self._reads = reads

    def get(self, key: str, default: Any = None) -> Any:
        self._reads.seen.add(FAR)
        return super().get(key, default)

    def __getitem__(self, key: str) -> Any:
        self._reads.seen.add(FAR)
        return super().__getitem__(key)

    def __iter__(self) -> Iterator[str]:
        self._reads.seen.add(FAR)
        return super().__iter__()

    def items(self) -> Any:
        self._reads.seen.add(FAR)
        return super().items()

    def go_copy(self) -> dict[str, Any]:
        """A deep copy, which nobody watches: that of a whole dot has one in it."""
        return _copied(self.items())


class Seal:
    """Shows what templates have changed that others may read."""

    __slots__ = ("_dots", "_prints", "_reads", "_root", "_values")

    def __init__(
        self, jobs: Jobs, root: Instance, values: WatchedValues, reads: Reads, prints: Prints | None
    ) -> None:
        self._root = root
        self._values = values
        self._reads = reads
        self._prints = prints
        dots = {base: dot for _, dot, base in jobs.outputs.values()}
        for dot in dots.values():
            dot["Subcharts"] = _Subcharts(dot["Subcharts"], reads)
        self._dots = [(base, dot, _parts(dot)) for base, dot in dots.items()]
        reads.has_writes = False

    def broken(self) -> frozenset[str] | None:
        """The folders of templates that have put something into their common dot; None for anything worse."""
        if self._prints is None or self._reads.has_writes:
            return None
        try:
            if fingerprints(self._root, self._values) != self._prints:
                return None
        except ValueError:  # what a function has made is there now
            return None
        return self._changed_dots()

    def _changed_dots(self) -> frozenset[str] | None:
        changed = set()
        for base, dot, (ids, release, chart) in self._dots:
            now, release_now, chart_now = _parts(dot)
            if release_now != release or chart_now != chart or not ids.items() <= now.items():
                return None
            if now != ids:
                changed.add(base)
        return frozenset(changed)


def _parts(dot: Mapping[str, Any]) -> tuple[dict[str, int], dict[str, Any], dict[str, Any]]:
    """What the dot of a template holds, but for the values, which are looked at by themselves."""
    ids = {key: id(value) for key, value in dot.items() if key != "Template"}
    chart = dot["Chart"]
    return ids, dict(dot["Release"]), dict(chart) if isinstance(chart, dict) else {}


def _copied(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    from chartloom.sprig.merging import deep_copy  # whoever copies has loaded it

    return {key: value if value is None else deep_copy(value) for key, value in items}


def fingerprints(root: Instance, tree: dict[str, Any]) -> Prints:
    """For each chart by its path, and each key of its values, bytes that are equal for equal values only.

    Equal also in type, which Python's ``==`` does not ask. Raises ValueError for values of other types than YAML's.
    """
    found: Prints = {}
    _add_prints(root, tree, found)
    return found


def _add_prints(instance: Instance, values: dict[str, Any], found: Prints) -> None:
    subs = {sub.name: sub for sub in instance.subcharts}
    mine: dict[str, bytes] = {}
    # Python's own method, lest looking count as reading.
    for key, value in dict.items(values):
        if key in subs and isinstance(value, dict):
            _add_prints(subs[key], value, found)
            inner = found[subs[key].path]
            mine[key] = marshal.dumps([*inner.items()], 2)
        else:
            mine[key] = marshal.dumps(value, 2)
    found[instance.path] = mine


def changed_reads(old: Prints, new: Prints) -> set[Read]:
    """What to have read is to be out of date."""
    changed: set[Read] = set()
    for path, prints in new.items():
        known = old.get(path, {})
        if prints != known:
            keys: Iterable[str] = prints.keys() | known.keys()
            changed.update((path, key) for key in keys if prints.get(key) != known.get(key))
            changed.add((path, None))
    return changed
