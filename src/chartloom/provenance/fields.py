"""Fields of traced values: ``.Values.web.port`` with where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.gotmpl import runtime
from chartloom.gotmpl.values import AnyMap
from chartloom.provenance.ledger import JOB
from chartloom.provenance.traced import NOTHING, Traced

if TYPE_CHECKING:
    from collections.abc import Callable

    from chartloom.provenance.ledger import Ledger
    from chartloom.provenance.traced import Leaves

__all__ = ["readers"]


def readers(ledger: Ledger, methods: frozenset[str]) -> dict[str, Callable[..., Any]]:
    """What traced templates call to read fields, by name; ``methods`` are names that may be those of a method."""

    def fields(value: Any, way: tuple[str, ...], last: str) -> Any:
        held, control = value, NOTHING
        if value.__class__ is Traced:
            held, control = value.value, value.control
        for at, name in enumerate(way):
            if held.__class__ is not dict and (not isinstance(held, AnyMap) or name in methods):
                flow = NOTHING if at else ledger.flow_of(value)
                return _others(ledger, held, flow, control, (*way[at:], last))
            found = held.get(name)
            if isinstance(found, dict):
                control = ledger.control_on_the_way(held, name, control)
            else:
                element = ledger.element(held, name, found)
                if element.control:
                    control = control | element.control
                return _others(ledger, found, ledger.flow_of(element), control, (*way[at + 1 :], last))
            held = found
        if held.__class__ is not dict and (not isinstance(held, AnyMap) or last in methods):
            flow = NOTHING if way else ledger.flow_of(value)
            return _others(ledger, held, flow, control, (last,))
        element = ledger.element(held, last, held.get(last))
        return element.decided_by(control) if control else element

    def fields_of_job(value: Any, way: tuple[str, ...], last: str) -> Any:
        ledger.asked |= JOB
        return fields(value, way, last)

    return {"fields": fields, "fields_of_job": fields_of_job}


def _others(ledger: Ledger, held: Any, flow: Leaves, control: Leaves, names: tuple[str, ...]) -> Any:
    """Fields of nil, of maps with a type of their own, and methods."""
    for name in names:
        if isinstance(held, dict) and name not in (getattr(held.__class__, "go_methods", None) or ()):
            element = ledger.element(held, name, runtime.fields(held, name))
            held, flow, control = element.value, ledger.flow_of(element), control | element.control
        elif held is not None:
            held = runtime.fields(held, name)
    return Traced(held, flow, control)
