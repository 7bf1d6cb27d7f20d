"""Where the services of an inventory live, and which of their variables hold an address in another namespace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.matrix.entries import bare_targets, usual_language, variables
from chartloom.matrix.namespaces import namespace_of
from chartloom.matrix.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chartloom.matrix.entries import Entry

__all__ = ["hosts_elsewhere", "service_namespaces"]


def service_namespaces(entries: Sequence[Entry], inventory: object) -> dict[str, str]:
    """The namespace of each service, empty for that of the fleet."""
    usual = usual_language(inventory)
    return {
        entry.name: namespace_of(
            entry.record,
            str(entry.record.get("tier", recognise(entry.record, usual).technology.tier)),
            inventory,
        )
        for entry in entries
    }


def hosts_elsewhere(entry: Entry, namespaces: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """By service in another namespace: the bare variables of ``entry`` that stand for its address.

    Only the chart knows that address when it is rendered, as it may be in the namespace of the release.
    """
    targets = bare_targets(list(namespaces))
    found: dict[str, tuple[str, ...]] = {}
    for variable in variables(entry):
        callee = targets.get(variable.name, "") if variable.is_bare else ""
        is_host = variable.name.endswith("_HOST") and callee in namespaces
        if is_host and namespaces[callee] != namespaces[entry.name]:
            found[callee] = (*found.get(callee, ()), variable.name)
    return found
