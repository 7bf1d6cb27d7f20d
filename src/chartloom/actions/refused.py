"""Values that a schema refuses, shown in the line that gives them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chartloom.actions.explained import json_value
from chartloom.diagnostics import Related, Span
from chartloom.kube.secrecy import masked, why_secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chartloom.diagnostics import Diagnostic, Subject
    from chartloom.provenance.layers import Layers, Spot

__all__ = ["pointed"]

_HIDDEN = "…"


def pointed(diagnostics: Iterable[Diagnostic], layers: Layers) -> tuple[Diagnostic, ...]:
    """The diagnostics, of which those with a subject point at its line: in the order of the lines of each file."""
    found = [_pointed(d, layers) if d.subject is not None else d for d in diagnostics]
    files = list(dict.fromkeys(d.span.file if d.span else "" for d in found))

    def place(diagnostic: Diagnostic) -> tuple[int, int, int]:
        span = diagnostic.span or Span("")
        return files.index(span.file), span.line, span.column

    return tuple(sorted(found, key=place))


def _pointed(diagnostic: Diagnostic, layers: Layers) -> Diagnostic:
    subject = diagnostic.subject
    assert subject is not None
    value = layers.value(subject.path)
    message = _without(diagnostic.message, _secrets_in(subject.path, value))
    winner, *others = _spots(subject, value, layers) or (None,)
    if winner is None:
        return replace(diagnostic, message=message)
    overridden = [] if isinstance(value, dict) else [_over(spot, subject.path) for spot in others]
    return replace(
        diagnostic,
        message=message,
        span=winner.span,
        source=winner.source and _shown(winner, is_secret=bool(why_secret(subject.path, value))),
        related=(*overridden, *diagnostic.related),
    )


def _spots(subject: Subject, value: Any, layers: Layers) -> list[Spot]:
    """The places of the subject; of a map those in files first, for what it lacks is added there."""
    spots = layers.spots(subject.path, is_key=subject.is_key)
    if isinstance(value, dict) and not subject.is_key:
        spots.sort(key=lambda spot: spot.span.file == spot.layer)
    return spots


def _over(spot: Spot, path: tuple[str | int, ...]) -> Related:
    hidden = why_secret(path, spot.value)
    value = _HIDDEN if hidden else json.dumps(json_value(spot.value), ensure_ascii=False)
    return Related("over", f"{value} ({spot.layer})", spot.span)


# Secrets


def _secrets_in(path: tuple[str | int, ...], value: Any) -> Iterator[str]:
    """The texts in a value that are likely secrets."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _secrets_in((*path, key), inner)
    elif isinstance(value, str) and why_secret(path, value):
        yield value


def _without(message: str, secrets: Iterable[str]) -> str:
    for secret in secrets:
        message = message.replace(repr(secret), "the value").replace(secret, _HIDDEN)
    return message


def _shown(spot: Spot, *, is_secret: bool) -> str:
    """The line of a value up to the first secret in it: nothing before the place may move."""
    line, span = spot.source or "", spot.span
    if span.file == spot.layer:
        return line  # an argument, which has none any more
    if is_secret and line[: span.column - 1].strip():
        return f"{line[: span.column - 1]}{_HIDDEN}"
    hidden = masked(line, _HIDDEN)
    same = next((at for at, (one, other) in enumerate(zip(line, hidden, strict=False)) if one != other), None)
    return line if same is None else f"{line[:same]}{_HIDDEN}"
