"""What becomes of the charts inside a chart that takes part under several aliases.

Helm copies a chart for each dependency on it, but not all of what is inside: some charts are then inside of several
copies, and yet have one parent and so one path, under which only the last one of several equal templates counts; and
a dependency that one copy has given its alias is not found under its name by the next. Helm 4 copies more than Helm 3.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chartloom.chart.model import Chart
    from chartloom.chart.resolve import Instance

    Make = Callable[[Chart, str], Instance]

__all__ = ["place_copies"]

_ORIGINAL, _COPY, _SHALLOW = range(3)
"""A chart as it was loaded; a copy for a dependency; a copy with the charts inside it left as they were."""


class _Place:
    """A chart in its place: ``key`` names what was loaded there, of which others may be copies as well."""

    __slots__ = ("instance", "is_declared", "key", "kind", "parent")

    def __init__(
        self, instance: Instance, kind: int, key: str, parent: _Place | None, declared: bool
    ) -> None:
        self.instance = instance
        self.kind = kind
        self.key = key
        self.parent = parent
        self.is_declared = declared

    @property
    def has_dependencies(self) -> bool:
        return bool(self.instance.chart.metadata.dependencies)


def place_copies(root: Instance, make: Make) -> None:
    """Give the charts below ``root`` the paths that Helm gives them, and the names.

    ``make`` makes a chart take part under a name.
    """
    _Places(root, make).settle()


class _Places:
    def __init__(self, root: Instance, make: Make) -> None:
        self._make = make
        self._copies_inside = not root.chart.profile.shares_inner_charts
        self._last: dict[str, _Place] = {}
        self._places = list(self._below(_Place(root, _ORIGINAL, root.name, None, declared=False)))

    def settle(self) -> None:
        """Set all paths."""
        paths = [self._path(place) for place in self._places]
        for place, path in zip(self._places, paths, strict=True):
            place.instance.path = path

    def _below(self, place: _Place) -> Iterator[_Place]:
        """The place and all below it, in the order in which Helm comes by."""
        yield place
        instance = place.instance
        if place.has_dependencies:
            if place.key in self._last and not self._owns(place):
                self._lose_aliases(instance)
            self._last[place.key] = place
        declared = {dependency.effective_name for dependency in instance.dependencies}
        for sub in instance.subcharts:
            is_declared = sub.name in declared
            key = f"{place.key}/{sub.chart.name}"
            yield from self._below(_Place(sub, self._kind(place, is_declared), key, place, is_declared))

    def _kind(self, parent: _Place, is_declared: bool) -> int:
        if is_declared:
            return _COPY
        return _SHALLOW if self._copies_inside and parent.kind == _COPY else _ORIGINAL

    def _owns(self, place: _Place) -> bool:
        """Whether the charts inside it are in no other copy."""
        return place.kind == _ORIGINAL or (self._copies_inside and place.kind == _COPY)

    def _lose_aliases(self, instance: Instance) -> None:
        """Let charts with an alias take part under their own names: the alias was given in another copy."""
        named = {d.name: d.alias for d in instance.chart.metadata.dependencies if d.alias}
        kept = [sub for sub in instance.subcharts if sub.name not in named.values()]
        found = [self._make(chart, chart.name) for chart in instance.chart.subcharts if chart.name in named]
        instance.subcharts = (*found, *kept)

    def _path(self, place: _Place) -> str:
        parent, name = place.parent, place.instance.name
        if parent is None:
            return name
        if place.is_declared or self._owns(parent):
            return f"{self._path(parent)}/charts/{name}"
        above = self._path(self._last[parent.key]) if parent.has_dependencies else self._first_path(parent)
        return f"{above}/charts/{name}"

    def _first_path(self, place: _Place) -> str:
        """The path of what was loaded there, whatever became of its copies."""
        if place.parent is None or place.kind == _ORIGINAL:
            return self._path(place)
        return f"{self._first_path(place.parent)}/charts/{place.instance.chart.name}"
