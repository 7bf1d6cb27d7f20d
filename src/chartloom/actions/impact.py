"""What a value does: the fields that it feeds and those that it decides, and the values that do nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.actions.computed import ComputedValue, computed_values
from chartloom.actions.explain import explain_request, traced_request
from chartloom.actions.field_paths import dotted, parse_path
from chartloom.diagnostics import ChartloomError, Diagnostic
from chartloom.diagnostics.suggest import did_you_mean, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chartloom.actions.explained import ExplainedField, ExplainedObject, ValueOrigin
    from chartloom.actions.field_paths import FieldPath
    from chartloom.actions.template import Request
    from chartloom.chart import Chart

__all__ = ["Affected", "UnusedValue", "impact", "unused_values"]


@dataclass(frozen=True, slots=True)
class Affected:
    """An object with the fields that a value feeds, and those that it only decides.

    ``is_whole`` says that all fields are among them: the value decides whether the object is there.
    """

    address: str
    source: str
    feeds: tuple[FieldPath, ...]
    decides: tuple[FieldPath, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class UnusedValue:
    """A value that is set, but that nothing depends on, and the name that is read most like it."""

    value: ComputedValue
    meant: str | None


def impact(request: Request, path: str, *, environments: Sequence[str] = ()) -> tuple[Affected, ...]:
    """The objects with fields that a value, or one below it, feeds or decides, in the order of the output.

    Raises ChartloomError for a value that is neither set nor read, and what rendering raises.
    """
    wanted = tuple(map(str, parse_path(path)))
    objects = explain_request(request, environments=environments)
    found = [_affected(one, wanted) for one in objects]
    names = _names(objects)
    if not any(tuple(name.split("."))[: len(wanted)] == wanted for name in names):
        known = {leaf.name for leaf in computed_values(request, environments=environments)}
        if not any(tuple(name.split("."))[: len(wanted)] == wanted for name in known):
            raise _unknown(path, names | known)
    return tuple(one for one in found if one.feeds or one.decides)


def _affected(one: ExplainedObject, wanted: tuple[str, ...]) -> Affected:
    feeds = [field.path for field in one.fields if _is_among(field.flowed, wanted)]
    decides = [f.path for f in one.fields if f.path not in feeds and _is_among(f.decided, wanted)]
    is_whole = len(feeds) + len(decides) == len(one.fields)
    return Affected(one.address, one.source, tuple(feeds), tuple(decides), is_whole)


def _is_among(values: Iterable[ValueOrigin], wanted: tuple[str, ...]) -> bool:
    return any(tuple(map(str, value.path))[: len(wanted)] == wanted for value in values)


def _names(objects: Iterable[ExplainedObject]) -> set[str]:
    return {value.name for value in _values(field for one in objects for field in one.fields)}


def _values(fields: Iterable[ExplainedField]) -> Iterator[ValueOrigin]:
    for field in fields:
        yield from field.flowed
        yield from field.decided


def _unknown(path: str, names: set[str]) -> ChartloomError:
    message = f"the value {path} is neither set nor read"
    return ChartloomError(Diagnostic("unknown-value", message, hint=did_you_mean(path, names)))


def unused_values(request: Request, *, environments: Sequence[str] = ()) -> tuple[UnusedValue, ...]:
    """The values of the user that nothing depends on; without a user's, the defaults.

    What switches something off has an effect, and so has what only the notes show.
    """
    inputs, traced, layers = traced_request(request, environments)
    read = {dotted(layers.of(leaf).path) for leaf in traced.named()} | set(_switches(inputs.chart, ""))
    beside = _by_parent(read)
    leaves = computed_values(request, environments=environments)
    given = [leaf for leaf in leaves if leaf.origin.given and "chart" not in leaf.origin.given[0].layer]
    return tuple(
        UnusedValue(leaf, _meant(leaf.path, beside)) for leaf in given or leaves if leaf.name not in read
    )


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
    """The name that is read beside a value and most like its own."""
    found = nearest(str(path[-1]), beside.get(dotted(path[:-1]), ()))
    return dotted((*path[:-1], found)) if found else None
