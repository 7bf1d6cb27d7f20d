"""The origins of maps and lists that functions make out of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from chartloom.provenance.traced import CONTAINERS, NOTHING, Leaves, Traced, plain
from chartloom.yamlio.keyorder import natural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chartloom.provenance.ledger import Ledger

    View: TypeAlias = dict[Any, Any]

__all__ = [
    "assigned",
    "copied",
    "made_map",
    "picked",
    "read_from_text",
    "scalars_in_order",
    "selected",
    "view",
]


def made_map(ledger: Ledger, result: dict[str, Any], pairs: Iterable[tuple[Any, Any]]) -> None:
    """A map of given keys and values."""
    ledger.enter_literal(
        result, {plain(key): value if value.__class__ is Traced else Traced(value) for key, value in pairs}
    )


def picked(ledger: Ledger, result: dict[str, Any], source: dict[str, Any]) -> Leaves:
    """A map with some of another's keys; gives what has decided which keys there are."""
    ledger.enter_made(
        result, [(key, ledger.element(source, key, value)) for key, value in dict.items(result)]
    )
    return ledger.control_of(source)


def selected(ledger: Ledger, result: list[Any], args: Sequence[Any]) -> Leaves:
    """A list whose elements are those of the arguments, or the arguments; gives what has decided which these are."""
    candidates: list[Traced] = []
    control: Leaves = NOTHING
    for arg in args:
        held = plain(arg)
        candidates.append(arg if arg.__class__ is Traced else Traced(held))
        if isinstance(held, CONTAINERS):
            control |= ledger.control_of(held)
            candidates += [element for _, element in ledger.elements(held)]
    known = {id(one.value): one for one in reversed(candidates)}
    made = [
        (i, known[id(value)] if id(value) in known else _same(value, candidates))
        for i, value in enumerate(result)
    ]
    ledger.enter_made(result, made, control)
    return control


def _same(value: Any, candidates: Iterable[Traced]) -> Traced:
    equal = None
    for candidate in candidates:
        if candidate.value is value:
            return candidate
        if equal is None and candidate.value.__class__ is value.__class__ and candidate.value == value:
            equal = candidate
    return equal or Traced(value)


def view(ledger: Ledger, table: dict[str, Any]) -> View:
    """A map as it is now: its keys with traced scalars and lists, and with views of maps."""
    return {
        key: view(ledger, element.value) if isinstance(element.value, dict) else element
        for key, element in ledger.elements(table)
    }


def assigned(
    ledger: Ledger, result: dict[str, Any], views: Sequence[View], control: Leaves, *, last_wins: bool
) -> None:
    """A map that was merged from others, the first of which it was before; of those that have a key, one counts."""
    into = -1 if last_wins else 0
    made: list[tuple[Any, Traced]] = []
    for key, value in dict.items(result):
        having = [one[key] for one in views if key in one]
        if len(having) == 1 and value and having[0].__class__ is Traced and having[0].value is value:
            made.append((key, having[0]))  # as most are
        elif isinstance(value, dict):
            inner = [one for one in having if isinstance(one, dict)]
            assigned(ledger, value, inner, control, last_wins=last_wins)
            made.append((key, Traced(value)))
        else:
            scalars = [one for one in having if isinstance(one, Traced)]
            # What is empty gives way to what is not; where all are, the map that was merged into keeps its own.
            full = [one for one in scalars if one.value]
            asked = [ledger.say_of(one) for one in scalars if not one.value]
            found = _same(value, full or [scalars[into]] if scalars else [])
            made.append((key, _moved(ledger, value, found).decided_by(NOTHING.union(*asked))))
    ledger.enter_made(result, made, control)


def _moved(ledger: Ledger, value: Any, found: Traced) -> Traced:
    """The origin of a value that was copied from another."""
    if isinstance(value, list) and isinstance(found.value, list) and value is not found.value:
        copied(ledger, value, found.value)
    return Traced(value, found.flow, found.control)


def copied(ledger: Ledger, copy: Any, original: Any) -> None:
    """A deep copy."""
    if copy is original or not isinstance(copy, CONTAINERS) or not isinstance(original, CONTAINERS):
        return
    made: list[tuple[Any, Traced]] = []
    for key, element in ledger.elements(original):
        value = dict.get(copy, key) if isinstance(copy, dict) else copy[key]
        if value is element.value:
            made.append((key, element))
            continue
        copied(ledger, value, element.value)
        made.append((key, Traced(value, element.flow, element.control)))
    ledger.enter_made(copy, made, ledger.control_of(original))


def scalars_in_order(ledger: Ledger, container: Any) -> list[Traced]:
    """The scalars in a container, and its empty maps and lists, in the order in which YAML writes them."""
    found: list[Traced] = []
    _add_scalars(ledger, container, NOTHING, found)
    return found


def _add_scalars(ledger: Ledger, container: Any, control: Leaves, found: list[Traced]) -> None:
    if isinstance(container, dict):
        keys = natural(dict.keys(container))
        elements = [ledger.element(container, key, dict.__getitem__(container, key)) for key in keys]
    else:
        elements = [element for _, element in ledger.elements(container)]
    control |= ledger.control_of(container)
    if not elements:
        found.append(Traced(container, NOTHING, control))
    for element in elements:
        if isinstance(element.value, CONTAINERS):
            _add_scalars(ledger, element.value, control | element.control, found)
        else:
            found.append(element.decided_by(control))


def read_from_text(ledger: Ledger, result: Any, text: Traced) -> bool:
    """A value that was read from YAML; whether the text could be followed."""
    from chartloom.provenance.documents import origins_of_text

    origins = origins_of_text(text)
    if origins is None:
        return False
    _enter_read(ledger, result, (), origins)
    return True


def _enter_read(ledger: Ledger, container: Any, path: tuple[Any, ...], origins: Any) -> None:
    made: list[tuple[Any, Traced]] = []
    control: Leaves = NOTHING
    elements = dict.items(container) if isinstance(container, dict) else enumerate(container)
    for key, value in elements:
        if isinstance(value, CONTAINERS):
            _enter_read(ledger, value, (*path, key), origins)
            made.append((key, Traced(value)))
        else:
            flow, decided = origins.get((*path, key), (NOTHING, NOTHING))
            control |= decided
            made.append((key, Traced(value, flow, decided)))
    ledger.enter_made(container, made, control)
