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
    said = [environment.exposure for environment in inventory.environments]
    others = [each for each in said if each.kind == "gateway" or not _is_known(each.class_name)]
    for entry in entries if others else ():
        if "rate_limit" in entry.record:
            first = others[0]
            way = "a Gateway" if first.kind == "gateway" else f'Ingresses of class "{first.class_name}"'
            message = f'rate_limit of service "{entry.name}" may mean nothing to {way}'
            note = (
                "there is no common way to say it: classes that name nginx, haproxy or traefik are told in their own "
                "words, other Ingresses in those of nginx, and a Gateway not at all"
            )
            hint = "say it in the words of the controller: annotations under values.ingress, or a policy of its own"
            yield source.finding(
                entry.path("rate_limit"),
                "ignored-limit",
                message,
                key=True,
                note=note,
                hint=hint,
                severity=Severity.WARNING,
            )


def _is_known(class_name: str) -> bool:
    return not class_name or any(name in class_name for name in ("nginx", "haproxy", "traefik"))
