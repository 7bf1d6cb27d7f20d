"""What a person should know of the network of a valid inventory: addresses and limits that do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.diagnostics import Severity
from chartloom.matrix.entries import variables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from chartloom.diagnostics import Diagnostic
    from chartloom.matrix.entries import Entry
    from chartloom.matrix.model import Inventory
    from chartloom.matrix.source import Source

__all__ = ["find_network_notes"]


def find_network_notes(
    source: Source, entries: Sequence[Entry], inventory: Inventory, host_in: Callable[[str, object], str]
) -> Iterator[Diagnostic]:
    """Warnings about rate limits and about addresses; ``host_in`` says which host a variable names."""
    yield from _ignored_limits(source, entries, inventory)
    services = inventory.by_name()
    for entry in entries:
        for variable in variables(entry):
            callee = services.get(host_in(variable.name, variable.value))
            if callee and callee.namespace != services[entry.name].namespace:
                where = callee.namespace or "the namespace of the fleet"
                message = (
                    f'{variable.name} of service "{entry.name}" names "{callee.name}",'
                    f" which lives in another namespace: {where}"
                )
                hint = f"move it to connections, with $(host) in the place of {callee.name}: the chart fills it in"
                yield source.finding(
                    variable.path, "address-elsewhere", message, hint=hint, severity=Severity.WARNING
                )


def _ignored_limits(source: Source, entries: Sequence[Entry], inventory: Inventory) -> Iterator[Diagnostic]:
    exposures = [environment.exposure for environment in inventory.environments]
    others = [e for e in exposures if e.kind == "gateway" or e.class_name not in ("", "nginx")]
    for entry in entries if others else ():
        if "rate_limit" in entry.record:
            message = f'rate_limit of service "{entry.name}" is known to ingress-nginx only'
            note = "there is no common way to say it to other controllers or to a Gateway"
            hint = "say it under values: in the words of the controller"
            yield source.finding(
                entry.path("rate_limit"),
                "ignored-limit",
                message,
                key=True,
                note=note,
                hint=hint,
                severity=Severity.WARNING,
            )
