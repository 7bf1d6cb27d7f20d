"""What a value does: the fields that it feeds and those that it decides, and the values that do nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chartloom.actions.explaining.computed import computed_values
from chartloom.actions.explaining.consequences import Affected, Consequences, consequences_of
from chartloom.actions.explaining.explain import explain_some
from chartloom.actions.explaining.field_paths import parse_path
from chartloom.diagnostics import ChartloomError, Diagnostic
from chartloom.diagnostics.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from chartloom.actions.explaining.explained import ExplainedField, ExplainedObject, ValueOrigin
    from chartloom.actions.template import Request
    from chartloom.chart import Chart
    from chartloom.kube import Manifest

__all__ = ["Affected", "Impact", "impact"]


@dataclass(frozen=True, slots=True)
class Impact:
    """The objects with fields that a value feeds or decides, and what follows when it changes."""

    objects: tuple[Affected, ...]
    consequences: Consequences


def impact(request: Request, path: str, *, environments: Sequence[str] = ()) -> Impact:
    """What a value, or one below it, feeds and decides, in the order of the output, and what follows from that.

    Raises ChartloomError for a value that is neither set nor read, and what rendering raises.
    """
    wanted = tuple(map(str, parse_path(path)))
    objects, manifests = explain_some(request, lambda c: _seeing(c, wanted), environments=environments)
    found = [_affected(one, wanted) for one in objects]
    names = _names(objects)
    if not any(tuple(name.split("."))[: len(wanted)] == wanted for name in names):
        known = {leaf.name for leaf in computed_values(request, environments=environments)}
        if not any(tuple(name.split("."))[: len(wanted)] == wanted for name in known):
            raise _unknown(path, names | known)
    affected = tuple(one for one in found if one.feeds or one.decides)
    return Impact(affected, consequences_of(affected, manifests))


def _seeing(chart: Chart, wanted: tuple[str, ...]) -> Callable[[Manifest], bool] | None:
    """The manifests that can depend on a value of a chart inside another one: its own, and those of the outer one.

    None where any may: globals are seen by all, and so may be what the outer chart imports.
    """
    name, *rest = wanted
    inside = {d.effective_name for d in chart.metadata.dependencies} | {sub.name for sub in chart.subcharts}
    imports = [e for d in chart.metadata.dependencies if d.effective_name == name for e in d.import_values]
    if name not in inside or not rest or rest[0] == "global" or any(_meets(rest, entry) for entry in imports):
        return None
    return lambda manifest: not _is_in_another(manifest.source, name)


def _is_in_another(source: str, name: str) -> bool:
    """Whether a template is that of a chart inside which is not the one of this name."""
    _, folder, chart, *_ = source.split("/")
    return folder == "charts" and chart != name


def _meets(path: Sequence[str], entry: Any) -> bool:
    """Whether a path and the table that an entry of ``import-values`` names lie one in the other."""
    text = str(entry.get("child")) if isinstance(entry, dict) else f"exports.{entry}"
    return all(ours == theirs for ours, theirs in zip(path, text.split("."), strict=False))


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
