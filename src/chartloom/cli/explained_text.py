"""Explanations for a person: the answer first, the reasons after."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from chartloom.actions.explained import json_value
from chartloom.actions.field_paths import kubectl_path
from chartloom.actions.secrecy import REDACTED, shown_argument, shown_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.actions.explained import Emission, ExplainedField, ExplainedObject, Given, ValueOrigin
    from chartloom.diagnostics import Span

__all__ = ["Look", "annotated", "field_text", "overview", "where"]

_INDENT = 12
_MANY = 5
_WIDE = 56
_SHORT = 20
_FOLDED = 6


class Look(NamedTuple):
    """How it is to look: the width of the terminal, colour or none, secrets shown or not, all reasons or the first."""

    width: int = 80
    colour: bool = False
    shows_secrets: bool = False
    shows_all: bool = False

    def strong(self, text: str) -> str:
        """What is read first."""
        return f"\x1b[1m{text}\x1b[0m" if self.colour else text

    def quiet(self, text: str) -> str:
        """What is read last."""
        return f"\x1b[2m{text}\x1b[0m" if self.colour and text else text

    @property
    def is_wide(self) -> bool:
        """Whether there is room for another column."""
        return self.width >= 120

    def hides(self, secret: str) -> bool:
        """Whether a secret is not to be seen, of which it is said why it is one."""
        return not self.shows_secrets and secret != ""

    def line(self, text: str, *, secret: bool = False, key: str = "") -> str:
        """A line of a file, as much of it as may be seen."""
        return text if self.shows_secrets else shown_line(text, secret=secret, key=key)

    def cut_text(self, text: str, indent: int = 0) -> str:
        """The text, cut unless all was asked for."""
        return text if self.shows_all else self.cut(text, indent)

    def cut(self, text: str, indent: int = 0) -> str:
        """The text, cut to what is left of a line."""
        room = max(self.width - indent, 20)
        return text if len(text) <= room else text[: room - 1] + "…"


def field_text(one: ExplainedObject, field: ExplainedField, look: Look) -> str:
    """Where one field comes from."""
    lines = [
        f"{one.address} {kubectl_path(field.path)}",
        *(f"  {look.strong(line)}" for line in _value_lines(field, look)),
        "",
        *_emitted(field.emitted, look, secret=look.hides(field.secret)),
        *_flowed(field.flowed, look, secret=look.hides(field.secret)),
        *_built_in(field, look),
        *_decided(field.decided, look),
    ]
    return "\n".join(lines)


def _value_lines(field: ExplainedField, look: Look) -> list[str]:
    value = field.value
    if look.hides(field.secret):
        return [f"(secret: {field.secret}; see --show-secrets)"]
    if not isinstance(value, str) or value == "":
        return [json.dumps(value, ensure_ascii=False)]
    lines = value.rstrip("\n").split("\n")
    if len(lines) > _FOLDED and not look.shows_all:
        return [*lines[: _FOLDED - 1], f"… {len(lines) - _FOLDED + 1} more lines"]
    return lines


def _line(label: str, text: str, look: Look) -> str:
    return f"{look.quiet(label.ljust(_INDENT))}{text}".rstrip()


def _quoted(text: str, look: Look) -> Iterator[str]:
    """A line of a file."""
    if text:
        yield " " * (_INDENT + 2) + look.quiet(look.cut(text, _INDENT + 2))


def _emitted(emission: Emission | None, look: Look, *, secret: bool) -> Iterator[str]:
    if emission is None:
        return
    yield _line("emitted by", str(emission.span), look)
    # What a template says itself may be the secret.
    is_literal = secret and "{{" not in emission.source
    yield from _quoted(look.line(emission.source, secret=is_literal), look)
    for index, span in enumerate(reversed(emission.includes)):
        yield _line("" if index else "  via", str(span), look)


def _flowed(values: Sequence[ValueOrigin], look: Look, *, secret: bool) -> Iterator[str]:
    for index, value in enumerate(values):
        yield _line("" if index else "flowed from", look.strong(value.name), look)
        hidden = secret or look.hides(value.secret)
        for rank, given in enumerate(value.given):
            place = f"{where(given, value, look, secret=hidden)}  {given.layer}"
            # An argument says all in its place already.
            source = "" if given.is_argument else look.line(given.source, secret=hidden, key=value.key)
            yield from _place_and_source("  over" if rank == 1 else "", place, source, look)


def _place_and_source(label: str, place: str, source: str, look: Look) -> Iterator[str]:
    """The line of a file beside its place, or below it where the terminal is narrow."""
    if look.is_wide and _INDENT + max(len(place), _WIDE) + 2 + len(source) <= look.width:
        yield _line(label, f"{place.ljust(_WIDE)}  {look.quiet(source)}", look)
        return
    yield _line(label, place, look)
    yield from _quoted(source, look)


def _built_in(field: ExplainedField, look: Look) -> Iterator[str]:
    """What has flowed into it beside values."""
    first = "and from" if field.flowed else "flowed from"
    for index, one in enumerate(field.built_in):
        yield _line("" if index else first, one.name, look)
        if one.span is not None:
            yield from _place_and_source("", str(one.span), one.source, look)


def where(given: Given, value: ValueOrigin, look: Look, *, secret: bool = False) -> str:
    """A place as terminals open it, or the argument that gave the value."""
    if given.span is None:
        return "(given in Python)"
    if not given.is_argument:
        return str(given.span)
    if look.shows_secrets:
        return given.span.file
    return shown_argument(given.span.file, secret=secret or look.hides(value.secret), key=value.key)


def _decided(values: Sequence[ValueOrigin], look: Look) -> Iterator[str]:
    if not look.shows_all:
        values = [value for value in values if not _is_told_below(value, values)]
    shown = values if look.shows_all or len(values) <= _MANY + 1 else values[:_MANY]
    told = [_told(value, look) for value in shown]
    width = max(map(len, told), default=0)
    for index, (value, text) in enumerate(zip(shown, told, strict=True)):
        label = "" if index else "decided by"
        place = _first_place(value, look)
        if _INDENT + width + 2 + len(place) <= look.width:
            yield _line(label, f"{text.ljust(width)}  {look.quiet(place)}", look)
        else:
            yield _line(label, text, look)
            yield " " * (_INDENT + 2) + look.quiet(place)
    if len(shown) < len(values):
        yield " " * _INDENT + look.quiet(f"and {len(values) - len(shown)} more: --all")


def _told(value: ValueOrigin, look: Look) -> str:
    """A value's name, and what it is if that is short."""
    if not value.given or isinstance(value.given[0].value, dict | list):
        return value.name
    text = json.dumps(json_value(value.given[0].value), ensure_ascii=False)
    if look.hides(value.secret) or len(text) > _SHORT:
        return value.name
    return f"{value.name}: {text}"


def _first_place(value: ValueOrigin, look: Look) -> str:
    if not value.given:
        return "(not set)"
    return where(value.given[0], value, look)


def _is_told_below(value: ValueOrigin, values: Sequence[ValueOrigin]) -> bool:
    """Whether it is a map, and a value inside of it is told as well."""
    size = len(value.path)
    return any(len(other.path) > size and other.path[:size] == value.path for other in values)


def annotated(one: ExplainedObject, look: Look) -> str:
    """A manifest, or the part of it with the fields that were asked for, with places in the margin."""
    marks = {field.line: field for field in reversed(one.fields)}
    margins = {line: _margin(field) for line, field in marks.items()}
    widths = _widths([*margins.values()], look)
    out = [look.quiet(f"# {one.address} from {one.source}")]
    for number, line in _folded(one, look):
        margin = _fitted(margins.get(number, ("", "")), widths)
        out.append(f"{look.quiet(f'{margin} │')} {line}".rstrip())
    return "\n".join(out)


def _margin(field: ExplainedField) -> tuple[str, str]:
    """The place, and the value that flowed from there, if one did."""
    value = next((v for v in field.flowed if v.given), None)
    if value is not None:
        span = value.given[0].span
        argument = span is not None and "=" in span.file and span.line == span.column == 1
        return (value.given[0].layer if span is None or argument else _short(span)), value.name
    return (_short(field.emitted.span) if field.emitted else ""), ""


def _short(span: Span) -> str:
    folder, _, name = span.file.rpartition("/")
    own = f"{folder.rpartition('/')[2]}/{name}" if name == "values.yaml" and folder else name
    return f"{own}:{span.line}"


def _widths(margins: Sequence[tuple[str, str]], look: Look) -> tuple[int, int]:
    """How wide the columns of the margin are: the second is there where the terminal is wide."""
    room = 30 if look.is_wide else 26
    first = min(max((len(m[0]) for m in margins), default=0), room)
    second = min(max((len(m[1]) for m in margins), default=0), 34) if look.is_wide else 0
    return first, second


def _fitted(margin: tuple[str, str], widths: tuple[int, int]) -> str:
    first, second = (_cut_left(text, width).ljust(width) for text, width in zip(margin, widths, strict=True))
    return f"{first}  {second}" if widths[1] else first


def _cut_left(text: str, width: int) -> str:
    if not width:
        return ""
    return text if len(text) <= width else "…" + text[len(text) - width + 1 :]


def _folded(one: ExplainedObject, look: Look) -> Iterator[tuple[int, str]]:
    """The lines by their numbers: of long texts the first ones, of secrets none."""
    lines = one.content.rstrip("\n").split("\n")
    first, last = _shown_lines(one, len(lines))
    hidden: dict[int, str] = {}
    for field in one.fields:
        if look.hides(field.secret):
            hidden[field.line] = _redacted(lines[field.line - 1])
            hidden |= dict.fromkeys(range(field.line + 1, field.last_line + 1), "")
        elif field.last_line - field.line > _FOLDED and not look.shows_all:
            kept = field.line + _FOLDED - 2
            hidden[kept + 1] = f"… {field.last_line - kept} more lines"
            hidden |= dict.fromkeys(range(kept + 2, field.last_line + 1), "")
    for number, line in enumerate(lines[first - 1 : last], first):
        text = hidden.get(number, line)
        if text or not line:
            yield number, text


def _shown_lines(one: ExplainedObject, count: int) -> tuple[int, int]:
    """All lines, or those of the fields if only some of them were asked for."""
    if any(field.path == ("kind",) for field in one.fields) or not one.fields:
        return 1, count
    return min(field.line for field in one.fields), max(field.last_line for field in one.fields)


def _redacted(line: str) -> str:
    """A line without what stands after its key."""
    key, colon, _ = line.partition(": ")
    if colon:
        return f"{key}: {REDACTED}"
    return " " * (len(line) - len(line.lstrip())) + REDACTED


def overview(objects: Sequence[ExplainedObject]) -> list[tuple[str, str, str]]:
    """The objects, the templates that print them, and how many of their fields have values in them."""
    return [(o.address, o.source, f"{sum(map(_has_values, o.fields))} of {len(o.fields)}") for o in objects]


def _has_values(field: ExplainedField) -> bool:
    return bool(field.flowed)
