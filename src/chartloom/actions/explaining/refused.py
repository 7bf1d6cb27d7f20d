"""Values that a schema refuses, shown in the line that gives them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chartloom.actions.explaining.behind import is_secret, overridden
from chartloom.diagnostics import Related, Span
from chartloom.kube.secrecy import HIDDEN, up_to_secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chartloom.actions.explaining.places import Places, Woven
    from chartloom.diagnostics import Diagnostic, Subject
    from chartloom.provenance.layers import Spot
    from chartloom.provenance.traced import Leaf

__all__ = ["pointed"]


def pointed(diagnostics: Iterable[Diagnostic], places: Places) -> tuple[Diagnostic, ...]:
    """The diagnostics, of which those with a subject point at its line: in the order of the lines of each file."""
    found = [_pointed(d, places) if d.subject is not None else d for d in diagnostics]
    files = list(dict.fromkeys(d.span.file if d.span else "" for d in found))

    def place(diagnostic: Diagnostic) -> tuple[int, int, int]:
        span = diagnostic.span or Span("")
        return files.index(span.file), span.line, span.column

    return tuple(sorted(found, key=place))


def _pointed(diagnostic: Diagnostic, places: Places) -> Diagnostic:
    subject = diagnostic.subject
    assert subject is not None
    value = places.value(subject.path)
    message = _without(diagnostic.message, _secrets_in(subject.path, value, places))
    winner, *others = _spots(subject, value, places) or (None,)
    if winner is None:
        return replace(diagnostic, message=message)
    others = [] if isinstance(value, dict) else others
    woven = places.woven(subject.path, is_key=subject.is_key)
    first = woven.spot if woven else winner
    return replace(
        diagnostic,
        message=message,
        span=first.span,
        source=first.source and _shown(first, hides_value=is_secret(subject.path, value, places)),
        related=(
            *(_woven(woven, winner) if woven else ()),
            *overridden(subject.path, others, places),
            *diagnostic.related,
        ),
    )


def _woven(woven: Woven, into: Spot) -> Iterator[Related]:
    if woven.reason:
        yield Related("because", woven.reason)
    yield Related("woven into", "", into.span)


def _spots(subject: Subject, value: Any, places: Places) -> list[Spot]:
    """The places of the subject; of a map those in files first, for what it lacks is added there."""
    spots = places.spots(subject.path, is_key=subject.is_key)
    if isinstance(value, dict) and not subject.is_key:
        spots.sort(key=lambda spot: spot.span.file == spot.layer)
    return spots


# Secrets


def _secrets_in(path: Leaf, value: Any, places: Places) -> Iterator[str]:
    """The texts in a value that are likely secrets."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _secrets_in((*path, key), inner, places)
    elif isinstance(value, str) and is_secret(path, value, places):
        yield value


def _without(message: str, secrets: Iterable[str]) -> str:
    for secret in secrets:
        message = message.replace(repr(secret), "the value").replace(secret, HIDDEN)
    return message


def _shown(spot: Spot, *, hides_value: bool) -> str:
    """The line of a value up to the first secret in it: nothing before the place may move."""
    line, span = spot.source or "", spot.span
    if span.file == spot.layer:
        return line  # an argument, which has none any more
    if hides_value and line[: span.column - 1].strip():
        return f"{line[: span.column - 1]}{HIDDEN}"
    return up_to_secret(line)
