"""Explanations for a person: the answer first, the reasons after."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from chartloom.actions.explaining.explained import json_value
from chartloom.actions.explaining.field_paths import kubectl_path
from chartloom.actions.explaining.secrecy import REDACTED, shown_argument, shown_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.actions.explaining.explained import (
        Emission,
        ExplainedField,
        ExplainedObject,
        Given,
        ValueOrigin,
    )

__all__ = ["FOLDED", "Look", "field_text", "inventory_place", "where"]

_INDENT = 12
_MANY = 5
_WAYS = 3
_WIDE = 56
_SHORT = 20
FOLDED = 6
"""Of longer texts the first lines are shown."""


class Look(NamedTuple):
    """How it is to look: the width of the terminal, colour or none, secrets shown or not, all reasons or the first.

    With ``links``, places that are shown in short are links.
    """

    width: int = 80
    colour: bool = False
    shows_secrets: bool = False
    shows_all: bool = False
    links: bool = False

    def strong(self, text: str) -> str:
        """What is read first."""
        return f"\x1b[1m{text}\x1b[0m" if self.colour else text

    def quiet(self, text: str) -> str:
        """What is read last."""
        return f"\x1b[2m{text}\x1b[0m" if self.colour and text.strip() else text

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
        *_flowed(field.flowed, look, secret=look.hides(field.secret)),
        *_built_in(field, look),
        *_emitted(field.emitted, look, secret=look.hides(field.secret)),
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
    if len(lines) > FOLDED and not look.shows_all:
        return [*lines[: FOLDED - 1], f"… {len(lines) - FOLDED + 1} more lines"]
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
    for index, place in enumerate(_ways(emission, look)):
        yield _line("" if index else "  via", place, look)


def _ways(emission: Emission, look: Look) -> list[str]:
    """The includes that led there, the innermost first; of many those at both ends."""
    places = [str(span) for span in reversed(emission.includes)]
    if look.shows_all or len(places) <= _WAYS:
        return places
    return [places[0], look.quiet(f"{len(places) - 2} more: --all"), places[-1]]


def _flowed(values: Sequence[ValueOrigin], look: Look, *, secret: bool) -> Iterator[str]:
    for index, value in enumerate(values):
        yield _line("" if index else "flowed from", look.strong(value.name), look)
        hidden = secret or look.hides(value.secret)
        for rank, given in enumerate(value.given):
            place = f"{where(given, value, look, secret=hidden)}  {given.layer}"
            # An argument says all in its place already.
            source = "" if given.is_argument else look.line(given.source, secret=hidden, key=value.key)
            yield from _place_and_source("  over" if rank == 1 else "", place, source, look)
            if not rank:
                yield from _inventory(value, look, secret=hidden)


def _inventory(value: ValueOrigin, look: Look, *, secret: bool) -> Iterator[str]:
    """The line of the inventory behind a woven value."""
    origin = value.inventory
    if origin is None:
        return
    source = look.line(origin.source, secret=secret, key=value.key)
    for text in () if look.shows_secrets else origin.secrets:
        source = source.replace(text, REDACTED)
    yield from _place_and_source("", inventory_place(value), source, look)


def inventory_place(value: ValueOrigin) -> str:
    """The place in the inventory, and why the value is so where nobody says it; "" where none is woven."""
    origin = value.inventory
    if origin is None:
        return ""
    return f"{origin.span}  {'inventory' if origin.is_said else origin.reason}"


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
        yield _line("" if index else first, look.strong(one.name), look)
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
