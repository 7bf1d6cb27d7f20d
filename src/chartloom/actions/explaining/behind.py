"""The values behind a failure, in words: what each is, where it stands, and what it overrode."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from chartloom.actions.explaining.explained import json_value
from chartloom.actions.explaining.field_paths import dotted
from chartloom.actions.explaining.secrecy import name_beside
from chartloom.diagnostics import Related
from chartloom.kube.secrecy import HIDDEN, why_secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chartloom.actions.explaining.places import Places
    from chartloom.provenance.layers import Spot
    from chartloom.provenance.traced import Leaf

__all__ = ["conditions", "is_secret", "named", "operands", "overridden"]

_NAMED = re.compile(r"(?:\.?Values\.)?([A-Za-z_][\w-]*(?:\.[\w-]+)+)")
_LONG = 60
_MANY = 4


def operands(leaves: Iterable[Leaf], places: Places, label: str = "value") -> tuple[Related, ...]:
    """The values that something failed on, each with the layers that it overrode."""
    known = dict.fromkeys(_there(leaf, places) for leaf in leaves)
    return _few([[*_operand(label, leaf, places)] for leaf in known], label)


def conditions(
    leaves: Iterable[Leaf], told: Iterable[Leaf], places: Places, message: str
) -> tuple[Related, ...]:
    """The values that decided that something happened; not those that are told, nor maps and lists around others.

    Of many, those that the message speaks of: a template that looks at all values before it fails asks them all.
    """
    operands = {_there(leaf, places) for leaf in told}
    known = dict.fromkeys(_there(leaf, places) for leaf in leaves)
    around = {leaf[:depth] for leaf in (*known, *operands) for depth in range(len(leaf))}
    kept = [leaf for leaf in known if leaf not in operands and leaf not in around]
    if len(kept) > _MANY + 1:
        kept = _mentioned(kept, message)
    return _few([[_first("decided", leaf, places)] for leaf in kept], "decided")


def named(message: str, chart: Leaf, told: Iterable[Leaf], places: Places) -> tuple[Related, ...]:
    """The values that an author's message names by their paths, as they are in the values of a chart."""
    paths = dict.fromkeys((*chart, *found[1].split(".")) for found in _NAMED.finditer(message))
    known = {*told}
    kept = (path for path in paths if path not in known and places.value(path) is not None)
    return _few([[*_operand("named", path, places)] for path in kept], "named")


def _mentioned(leaves: list[Leaf], message: str) -> list[Leaf]:
    """Those of whose keys the message names most; all of them if it names none."""
    words = frozenset(re.findall(r"[\w-]+", message))
    marks = [len(words.intersection(map(str, leaf))) for leaf in leaves]
    return [leaf for leaf, mark in zip(leaves, marks, strict=True) if mark == max(marks)]


def overridden(path: Leaf, spots: Iterable[Spot], places: Places) -> Iterator[Related]:
    """What layers give that do not count."""
    for spot in spots:
        yield Related("over", f"{_shown(path, spot.value, places)} ({spot.layer})", spot.span)


def is_secret(path: Leaf, value: Any, places: Places) -> bool:
    """Whether a value must not be shown: for what it is, for its name, or for that of the variable beside it."""
    beside = name_beside(path)
    name = places.value(beside) if beside else ""
    return bool(why_secret(path, value, name if isinstance(name, str) else ""))


def _few(told: list[list[Related]], label: str) -> tuple[Related, ...]:
    shown = told if len(told) <= _MANY + 1 else told[:_MANY]
    rest = [Related(label, f"and {len(told) - len(shown)} more")] if len(shown) < len(told) else []
    return (*(each for parts in shown for each in parts), *rest)


def _there(leaf: Leaf, places: Places) -> Leaf:
    """The path of a value, or of the one on the way to it that is no map and no list."""
    for depth in range(1, len(leaf)):
        value = places.value(leaf[:depth])
        if value is not None and not isinstance(value, dict | list):
            return leaf[:depth]
    return leaf


def _operand(label: str, leaf: Leaf, places: Places) -> Iterator[Related]:
    first = _first(label, leaf, places)
    yield first
    spots = places.spots(leaf)
    if spots and first.span != spots[0].span and places.value(leaf) is not None:
        yield Related("woven into", "", spots[0].span)
    value = places.value(leaf)
    if value is not None and not isinstance(value, dict):
        yield from overridden(leaf, spots[1:], places)


def _first(label: str, leaf: Leaf, places: Places) -> Related:
    """What a value is, and its place; or that it is nowhere set, and the place where it would be."""
    value, spots = places.value(leaf), places.spots(leaf)
    if value is None and not (spots and spots[0].value is None):
        return _unset(label, leaf, places)
    text, woven = f"{dotted(leaf)} is {_shown(leaf, value, places)}", places.woven(leaf)
    if woven is None:
        return Related(label, text, spots[0].span if spots else None)
    return Related(label, f"{text} ({woven.reason})" if woven.reason else text, woven.spot.span)


def _unset(label: str, leaf: Leaf, places: Places) -> Related:
    text = f"{dotted(leaf)} is nowhere set"
    service = places.service(leaf)
    if service is not None:
        return Related(label, f"{text}; it belongs below `values` of the service", service)
    above = next(
        (spot for depth in range(len(leaf) - 1, -1, -1) if (spot := _file(leaf[:depth], places))), None
    )
    if above is None:
        return Related(label, text)
    return Related(label, f"{text}; it belongs {'below' if above.source else 'into'}", above.span)


def _file(leaf: Leaf, places: Places) -> Spot | None:
    """The place in a file of what is there, for an addition; in a list that arguments give, there is none."""
    spots = places.spots(leaf)
    if any(isinstance(key, int) for key in leaf):
        return next(iter(spots), None)
    return next((spot for spot in spots if spot.span.file != spot.layer), None)


def _shown(path: Leaf, value: Any, places: Places) -> str:
    if value and isinstance(value, dict | list):
        number = len(value)
        return f"a {'map' if isinstance(value, dict) else 'list'} of {number}"
    if is_secret(path, value, places):
        return HIDDEN
    text = json.dumps(json_value(value), ensure_ascii=False)
    return text if len(text) <= _LONG else f"{text[:_LONG]}{HIDDEN}"
