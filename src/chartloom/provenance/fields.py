"""Fields of traced values: ``.Values.web.port`` with where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.gotmpl import runtime
from chartloom.gotmpl.values import AnyMap
from chartloom.provenance.ledger import JOB
from chartloom.provenance.traced import NOTHING, Traced

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chartloom.provenance.ledger import Ledger
    from chartloom.provenance.traced import Leaves

__all__ = ["readers"]


def readers(ledger: Ledger, methods: frozenset[str]) -> dict[str, Callable[..., Any]]:
    """What traced templates call to read fields, by name; ``methods`` are names that may be those of a method.

    A path is names with dots between, of which no name has any.
    """
    reader = _Reader(ledger, methods)
    known = ledger.known_fields

    def fields(value: Any, path: str) -> Any:
        is_traced = value.__class__ is Traced
        held = value.value if is_traced else value
        found = known.get((id(held), path))
        if found is None:
            return reader.read(value, path)
        return found.decided_by(value.control) if is_traced else found

    return {"fields": fields, "fields_of_job": reader.read_of_job}


class _Reader:
    """Reads what has not been read before."""

    def __init__(self, ledger: Ledger, methods: frozenset[str]) -> None:
        self.ledger = ledger
        self.methods = methods

    def read_of_job(self, value: Any, path: str) -> Any:
        """A path that leads through what is of the template that runs."""
        self.ledger.asked |= JOB
        return self.fields(value, path.split("."))

    def read(self, value: Any, path: str) -> Any:
        """The fields, and know them the next time: as long as nothing on the way may have changed."""
        held, control = (value.value, value.control) if value.__class__ is Traced else (value, NOTHING)
        if not isinstance(held, dict) or not self.ledger.is_old(held):
            return self.fields(value, path.split("."))
        found = self.ledger.known_fields[id(held), path] = self.first_read(held, path)
        return found.decided_by(control)

    def first_read(self, held: dict[str, Any], path: str) -> Traced:
        """Fields of what is old. Many have the same way to them, which is known as well."""
        way, _, last = path.rpartition(".")
        if not way:
            return self.fields(held, (last,))
        table = self.ledger.known_fields.get((id(held), way))
        if table is None:
            table = self.ledger.known_fields[id(held), way] = self.first_read(held, way)
        inner = table.value
        if inner.__class__ is not dict or table.flow:
            return self.fields(held, path.split("."))
        return self.ledger.element(inner, last, inner.get(last)).decided_by(table.control)

    def fields(self, value: Any, names: Sequence[str]) -> Traced:
        """The last one of fields in fields."""
        held, control, ledger = value, NOTHING, self.ledger
        if value.__class__ is Traced:
            held, control = value.value, value.control
        last = len(names) - 1
        for at, name in enumerate(names):
            # Whether a map's key, if anything, is meant.
            if held.__class__ is not dict and (not isinstance(held, AnyMap) or name in self.methods):
                flow = NOTHING if at else ledger.flow_of(value)
                return _others(ledger, held, flow, control, names[at:])
            found = held.get(name)
            if at == last or not isinstance(found, dict):
                element = ledger.element(held, name, found)
                if at == last:
                    return element.decided_by(control)
                control = control | element.control
            else:
                control = ledger.control_on_the_way(held, name, control)
            held = found
        raise AssertionError(names)


def _others(ledger: Ledger, held: Any, flow: Leaves, control: Leaves, names: Sequence[str]) -> Traced:
    """Fields of nil, of maps with a type of their own, and methods."""
    for name in names:
        if isinstance(held, dict) and name not in (getattr(held.__class__, "go_methods", None) or ()):
            element = ledger.element(held, name, runtime.fields(held, name))
            held, flow, control = element.value, ledger.flow_of(element), control | element.control
        elif held is not None:
            held = runtime.fields(held, name)
    return Traced(held, flow, control)
