"""The values behind a failure, in words: what each is, where it stands, and what it overrode."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from chartloom.actions.explained import json_value
from chartloom.actions.field_paths import dotted
from chartloom.actions.secrecy import name_beside
from chartloom.diagnostics import Related
from chartloom.kube.secrecy import why_secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chartloom.provenance.layers import Layers, Spot
    from chartloom.provenance.traced import Leaf

__all__ = ["HIDDEN", "conditions", "is_secret", "operands", "overridden"]

HIDDEN = "…"
_LONG = 60
_MANY = 4


def operands(leaves: Iterable[Leaf], layers: Layers, label: str = "value") -> tuple[Related, ...]:
    """The values that something failed on, each with the layers that it overrode."""
    known = dict.fromkeys(_there(leaf, layers) for leaf in leaves)
    return _few([[*_operand(label, leaf, layers)] for leaf in known], label)


def conditions(leaves: Iterable[Leaf], told: Iterable[Leaf], layers: Layers) -> tuple[Related, ...]:
    """The values that decided that something happened; not those that are told, nor maps and lists around others."""
    operands = {_there(leaf, layers) for leaf in told}
    known = dict.fromkeys(_there(leaf, layers) for leaf in leaves)
    around = {leaf[:depth] for leaf in (*known, *operands) for depth in range(len(leaf))}
    kept = (leaf for leaf in known if leaf not in operands and leaf not in around)
    return _few([[_first("decided", leaf, layers)] for leaf in kept], "decided")


def overridden(path: Leaf, spots: Iterable[Spot], layers: Layers) -> Iterator[Related]:
    """What layers give that do not count."""
    for spot in spots:
        yield Related("over", f"{_shown(path, spot.value, layers)} ({spot.layer})", spot.span)


def is_secret(path: Leaf, value: Any, layers: Layers) -> bool:
    """Whether a value must not be shown: for what it is, for its name, or for that of the variable beside it."""
    beside = name_beside(path)
    name = layers.value(beside) if beside else ""
    return bool(why_secret(path, value, name if isinstance(name, str) else ""))


def _few(told: list[list[Related]], label: str) -> tuple[Related, ...]:
    shown = told if len(told) <= _MANY + 1 else told[:_MANY]
    rest = [Related(label, f"and {len(told) - len(shown)} more")] if len(shown) < len(told) else []
    return (*(each for parts in shown for each in parts), *rest)


def _there(leaf: Leaf, layers: Layers) -> Leaf:
    """The path of a value, or of the one on the way to it that is no map and no list."""
    for depth in range(1, len(leaf)):
        value = layers.value(leaf[:depth])
        if value is not None and not isinstance(value, dict | list):
            return leaf[:depth]
    return leaf


def _operand(label: str, leaf: Leaf, layers: Layers) -> Iterator[Related]:
    yield _first(label, leaf, layers)
    value = layers.value(leaf)
    if value is not None and not isinstance(value, dict):
        yield from overridden(leaf, layers.spots(leaf)[1:], layers)


def _first(label: str, leaf: Leaf, layers: Layers) -> Related:
    """What a value is, and its place; or that it is nowhere set, and the place where it would be."""
    value, spots = layers.value(leaf), layers.spots(leaf)
    if value is not None or (spots and spots[0].value is None):
        return Related(
            label, f"{dotted(leaf)} is {_shown(leaf, value, layers)}", spots[0].span if spots else None
        )
    above = next(
        (spot for depth in range(len(leaf) - 1, -1, -1) if (spot := _file(leaf[:depth], layers))), None
    )
    if above is None:
        return Related(label, f"{dotted(leaf)} is nowhere set")
    word = "below" if above.source else "into"
    return Related(label, f"{dotted(leaf)} is nowhere set; it belongs {word}", above.span)


def _file(leaf: Leaf, layers: Layers) -> Spot | None:
    """The place in a file of what is there, for an addition; in a list that arguments give, there is none."""
    spots = layers.spots(leaf)
    if any(isinstance(key, int) for key in leaf):
        return next(iter(spots), None)
    return next((spot for spot in spots if spot.span.file != spot.layer), None)


def _shown(path: Leaf, value: Any, layers: Layers) -> str:
    if value and isinstance(value, dict | list):
        number = len(value)
        return f"a {'map' if isinstance(value, dict) else 'list'} of {number}"
    if is_secret(path, value, layers):
        return HIDDEN
    text = json.dumps(json_value(value), ensure_ascii=False)
    return text if len(text) <= _LONG else f"{text[:_LONG]}{HIDDEN}"
