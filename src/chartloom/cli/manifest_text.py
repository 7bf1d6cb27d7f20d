"""Whole manifests for a person: each line with its place in the margin, wide ones folded."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from chartloom.actions.explaining.field_paths import kubectl_path
from chartloom.actions.explaining.folding import first_line, folds
from chartloom.actions.explaining.secrecy import REDACTED
from chartloom.cli.explained_text import FOLDED
from chartloom.cli.links import linked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.actions.explaining.explained import ExplainedField, ExplainedObject
    from chartloom.actions.explaining.folding import Fold
    from chartloom.cli.explained_text import Look
    from chartloom.diagnostics import Span

__all__ = ["annotated", "overview"]

_WIDE = 60
"""Manifests with more lines are folded, to about so many:"""
_SCREEN = 40


def annotated(one: ExplainedObject, look: Look) -> str:
    """A manifest, or the part of it with the fields that were asked for, with places in the margin."""
    marks = {field.line: field for field in reversed(one.fields)}
    margins = {line: _margin(field) for line, field in marks.items()}
    widths = _widths([*margins.values()], look)
    closed = _closed(one, look)
    out = [look.quiet(f"# {one.address} from {one.source}")]
    for number, line in _lines(one, look, closed):
        margin = _fitted(margins.get(number, _Margin()), widths, look)
        out.append(f"{look.quiet(f'{margin} │')} {line}".rstrip())
    if closed:
        part = kubectl_path(max(closed, key=lambda fold: fold.fields).path)
        out.append(look.quiet(f"# folded: open a part by its path, such as {part}, or everything with --all"))
    return "\n".join(out)


def _closed(one: ExplainedObject, look: Look) -> tuple[Fold, ...]:
    """What is folded: nothing of a part that was asked for."""
    is_wide = one.content.count("\n") > _WIDE and not look.shows_all
    return folds(one, _SCREEN) if is_wide and _is_whole(one) else ()


def _is_whole(one: ExplainedObject) -> bool:
    return any(field.path == ("kind",) for field in one.fields) or not one.fields


class _Margin(NamedTuple):
    """What stands beside a line: a place in short, what flowed from there, and the whole place."""

    place: str = ""
    name: str = ""
    span: Span | None = None


def _margin(field: ExplainedField) -> _Margin:
    """The place, and what flowed from there, if anything did."""
    value = next((v for v in field.flowed if v.given), None)
    if value is not None:
        span = value.given[0].span
        argument = span is not None and "=" in span.file and span.line == span.column == 1
        if span is None or argument:
            return _Margin(value.given[0].layer, value.name)
        return _Margin(_short(span), value.name, span)
    said = next((one for one in field.built_in if one.span), None)
    if said is not None and said.span is not None:
        return _Margin(_short(said.span), said.name, said.span)
    return _Margin(_short(field.emitted.span), "", field.emitted.span) if field.emitted else _Margin()


def _short(span: Span) -> str:
    folder, _, name = span.file.rpartition("/")
    own = f"{folder.rpartition('/')[2]}/{name}" if name in ("values.yaml", "Chart.yaml") and folder else name
    return f"{own}:{span.line}"


def _widths(margins: Sequence[_Margin], look: Look) -> tuple[int, int]:
    """How wide the columns of the margin are: the second is there where the terminal is wide."""
    room = 30 if look.is_wide else 26
    first = min(max((len(m.place) for m in margins), default=0), room)
    second = min(max((len(m.name) for m in margins), default=0), 34) if look.is_wide else 0
    return first, second


def _fitted(margin: _Margin, widths: tuple[int, int], look: Look) -> str:
    first = _cut_left(margin.place, widths[0])
    blank = " " * (widths[0] - len(first))
    place = linked(first, margin.span) if look.links and margin.span else first
    second = f"  {_cut_left(margin.name, widths[1]).ljust(widths[1])}" if widths[1] else ""
    return f"{place}{blank}{second}"


def _cut_left(text: str, width: int) -> str:
    if not width:
        return ""
    return text if len(text) <= width else "…" + text[len(text) - width + 1 :]


def _lines(one: ExplainedObject, look: Look, closed: Sequence[Fold]) -> Iterator[tuple[int, str]]:
    """The lines by their numbers: of long texts and of what is folded the first ones, of secrets none."""
    lines = one.content.rstrip("\n").split("\n")
    first, last = _shown_lines(one, len(lines))
    hidden: dict[int, str] = {}
    for field in one.fields:
        if look.hides(field.secret):
            hidden[field.line] = _redacted(lines[field.line - 1])
            hidden |= dict.fromkeys(range(field.line + 1, field.last_line + 1), "")
        elif field.last_line - field.line > FOLDED and not look.shows_all:
            kept = field.line + FOLDED - 2
            hidden[kept + 1] = f"… {field.last_line - kept} more lines"
            hidden |= dict.fromkeys(range(kept + 2, field.last_line + 1), "")
    for fold in closed:
        hidden[fold.first] = (
            f"{hidden.get(fold.first, lines[fold.first - 1]).rstrip()}  {look.quiet(_told(fold))}"
        )
        hidden |= dict.fromkeys(range(fold.first + 1, fold.last + 1), "")
    for number, line in enumerate(lines[first - 1 : last], first):
        text = hidden.get(number, line)
        if text or (not line and number not in hidden):
            yield number, text


def _told(fold: Fold) -> str:
    """What is in a part that is folded."""
    values = f", {fold.with_values} with values" if fold.with_values else ""
    return f"… {fold.last - fold.first} lines, {fold.fields} fields{values}"


def _shown_lines(one: ExplainedObject, count: int) -> tuple[int, int]:
    """All lines, or those of the fields if only some of them were asked for."""
    if _is_whole(one):
        return 1, count
    return first_line(one), max(field.last_line for field in one.fields)


def _redacted(line: str) -> str:
    """A line without what stands after its key."""
    key, colon, _ = line.partition(": ")
    if colon:
        return f"{key}: {REDACTED}"
    return " " * (len(line) - len(line.lstrip())) + REDACTED


def overview(objects: Sequence[ExplainedObject], look: Look) -> Iterator[str]:
    """The objects by the charts that print them, their templates, and how many of their fields have values in them."""
    groups: dict[str, list[ExplainedObject]] = {}
    for one in objects:
        groups.setdefault(_chart(one), []).append(one)
    names = _told_apart(objects)
    first = max(map(len, names.values()), default=0)
    second = max((len(_template(one)) for one in objects), default=0)
    for chart, found in groups.items():
        yield look.strong(chart)
        for one in found:
            count = f"{sum(1 for f in one.fields if f.flowed):>3} of {len(one.fields):>3} fields have values in them"
            line = f"  {names[id(one)].ljust(first)}  {look.quiet(_template(one).ljust(second))}"
            fits = 6 + first + second + len(count) <= look.width
            yield f"{line}  {look.quiet(count)}" if fits else line.rstrip()


def _told_apart(objects: Sequence[ExplainedObject]) -> dict[int, str]:
    """What each is called; of several with one name also the namespaces."""
    counts = Counter(one.address for one in objects)
    return {
        id(one): f"{one.address} in {one.namespace}"
        if counts[one.address] > 1 and one.namespace
        else one.address
        for one in objects
    }


def _chart(one: ExplainedObject) -> str:
    return one.source.partition("/templates/")[0]


def _template(one: ExplainedObject) -> str:
    return one.source.partition("/templates/")[2]
