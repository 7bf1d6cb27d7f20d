"""Values that are set and do nothing, and values that templates ask for and nobody has set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.actions.explaining.computed import ComputedValue, computed_values
from chartloom.actions.explaining.explain import traced_request
from chartloom.actions.explaining.field_paths import dotted
from chartloom.actions.explaining.template_places import TemplatePlaces
from chartloom.diagnostics.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chartloom.actions.explaining.field_paths import FieldPath
    from chartloom.actions.explaining.layered import Layered
    from chartloom.actions.template import Request
    from chartloom.chart import Chart
    from chartloom.diagnostics import Span
    from chartloom.provenance.layers import Layers
    from chartloom.provenance.trace import Trace

__all__ = ["UnsetValue", "UnusedValue", "unset_values", "unused_values"]


@dataclass(frozen=True, slots=True)
class UnusedValue:
    """A value that is set, but that nothing depends on, and the name like it that is read, or that a chart gives."""

    value: ComputedValue
    meant: str | None


@dataclass(frozen=True, slots=True)
class UnsetValue:
    """A value that a template asks for and that is nowhere set, the first place that asks, and its line.

    ``meant`` is a value beside it that is set, does nothing, and is called almost the same.
    """

    path: FieldPath
    span: Span
    source: str
    meant: str | None

    @property
    def name(self) -> str:
        """The path as text, dots joining keys."""
        return dotted(self.path)


def unused_values(request: Request, *, environments: Sequence[str] = ()) -> tuple[UnusedValue, ...]:
    """The values of the user that nothing depends on; without a user's, the defaults.

    What switches something off has an effect, and so has what only the notes show.
    """
    inputs, traced, layers, _ = traced_request(request, environments)
    read = _read(inputs, traced, layers)
    leaves = computed_values(request, environments=environments)
    given = [leaf for leaf in leaves if _is_given(leaf)]
    libraries = tuple(_libraries(inputs.chart, ""))
    asked = _by_parent(_seen_outside(read, libraries))
    known = _by_parent(_seen_outside((leaf.name for leaf in leaves if not _is_given(leaf)), libraries))
    return tuple(
        UnusedValue(leaf, _meant(leaf.path, asked) or (_begins_so(leaf.path, known) if given else None))
        for leaf in given or leaves
        if leaf.name not in read
    )


def _begins_so(path: FieldPath, known: dict[str, list[str]]) -> str | None:
    """The name that is meant, of those that nothing depends on either: ``replicas`` is ``replicaCount``."""
    start = str(path[-1])[:3]
    names = known.get(dotted(path[:-1]), ())
    return _meant(path, {dotted(path[:-1]): [name for name in names if name.startswith(start)]})


def _is_given(leaf: ComputedValue) -> bool:
    """Whether its user gives a value, and not a chart."""
    return bool(leaf.origin.given) and "chart" not in leaf.origin.given[0].layer


def unset_values(request: Request, *, environments: Sequence[str] = ()) -> tuple[UnsetValue, ...]:
    """The values that templates ask for and that are nowhere set, by their names.

    What switches a chart on is none of them: it is on when nothing is said.
    """
    inputs, traced, layers, _ = traced_request(request, environments)
    read, places = _read(inputs, traced, layers), TemplatePlaces()
    leaves = computed_values(request, environments=environments)
    idle = _by_parent(leaf.name for leaf in leaves if leaf.name not in read)
    known = set(_switches(inputs.chart, ""))
    found: dict[str, UnsetValue] = {}
    for leaf, emitted in traced.asked().items():
        origins = layers.of(leaf)
        if leaf and not origins.given and dotted(origins.path) not in known:
            known.add(dotted(origins.path))
            value = UnsetValue(origins.path, *places.of(emitted), _meant(origins.path, idle))
            found[value.name] = value
    return tuple(found[name] for name in sorted(found))


def _read(inputs: Layered, traced: Trace, layers: Layers) -> set[str]:
    """The names of all values that something depends on."""
    return {dotted(layers.of(leaf).path) for leaf in traced.named()} | set(_switches(inputs.chart, ""))


def _libraries(chart: Chart, prefix: str) -> Iterator[str]:
    """Where the values of library charts lie, which often are defaults for those of the chart around them."""
    for dependency in chart.metadata.dependencies:
        path = f"{prefix}{dependency.effective_name}."
        for sub in chart.subcharts:
            if sub.name == dependency.name:
                yield from (path,) if sub.metadata.is_library else _libraries(sub, path)


def _seen_outside(names: Iterable[str], libraries: tuple[str, ...]) -> Iterator[str]:
    """Names, and those of libraries as they are said outside of them: ``web.common.port`` is ``web.port``."""
    for name in names:
        yield name
        for library in libraries:
            if name.startswith(library):
                yield f"{library[:-1].rpartition('.')[0]}.{name[len(library) :]}".removeprefix(".")


def _switches(chart: Chart, prefix: str) -> Iterator[str]:
    """The names of the values by which the charts inside a chart are switched on and off."""
    for dependency in chart.metadata.dependencies:
        yield from (prefix + path for path in dependency.condition.strip().split(",") if path)
        yield from (f"tags.{tag}" for tag in dependency.tags)
        for sub in chart.subcharts:
            if sub.name == dependency.name:
                yield from _switches(sub, f"{prefix}{dependency.effective_name}.")


def _by_parent(names: Iterable[str]) -> dict[str, list[str]]:
    """The last keys of names, by what stands before them."""
    found: dict[str, list[str]] = {}
    for name in names:
        parent, _, key = name.rpartition(".")
        found.setdefault(parent, []).append(key)
    return found


def _meant(path: FieldPath, beside: dict[str, list[str]]) -> str | None:
    """The name beside a value that is most like its own."""
    found = nearest(str(path[-1]), beside.get(dotted(path[:-1]), ()))
    return dotted((*path[:-1], found)) if found else None
