"""What a chart imports from the values of the charts inside it, found by the path that asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from chartloom.chart import Instance
    from chartloom.provenance.traced import Leaf

__all__ = ["Imports"]


class _Import(NamedTuple):
    """A table of a chart inside, below ``inner``, whose content comes to be below ``into``."""

    into: Leaf
    inner: Leaf


class Imports:
    """The imports of one chart. An umbrella has hundreds, of which one or none has what is asked for.

    ``computed`` gives the computed value at a path below the chart.
    """

    def __init__(self, instance: Instance, computed: Callable[[Leaf], Any]) -> None:
        self._all = tuple(_imports(instance))
        self._of_map: dict[Leaf, list[int]] = {}
        self._of_key: dict[Leaf, list[int]] = {}
        files = {sub.name: sub.chart.values for sub in instance.subcharts}
        for number, one in enumerate(self._all):
            self._of_map.setdefault(one.into, []).append(number)
            tables = (computed(one.inner), _at(files.get(str(one.inner[0])), one.inner[1:]))
            for key in {key for table in tables if isinstance(table, dict) for key in table}:
                self._of_key.setdefault((*one.into, key), []).append(number)

    def paths(self, path: Leaf) -> Iterator[Leaf]:
        """The paths from which the chart may have imported a path, in the order of the imports."""
        numbers = set(self._of_map.get(path, ()))
        for depth in range(1, len(path) + 1):
            numbers.update(self._of_key.get(path[:depth], ()))
        for number in sorted(numbers):
            into, inner = self._all[number]
            yield (*inner, *path[len(into) :])


def _imports(instance: Instance) -> Iterator[_Import]:
    for dependency in instance.dependencies:
        for entry in dependency.import_values:
            name = dependency.effective_name
            if isinstance(entry, str):
                yield _Import((), (name, "exports", *entry.split(".")))
            elif isinstance(entry, dict):
                child, parent = str(entry.get("child")), str(entry.get("parent"))
                into = () if parent == "." else tuple(parent.split("."))
                yield _Import(into, (name, *child.split(".")))


def _at(table: Any, path: Iterable[Any]) -> Any:
    for key in path:
        table = table.get(key) if isinstance(table, dict) else None
    return table
