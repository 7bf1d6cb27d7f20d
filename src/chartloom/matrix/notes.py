"""What a person should know about an inventory although nothing in it is wrong: all that was inferred."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chartloom.diagnostics import Severity
from chartloom.matrix.entries import calls, read_entries, usual_language, variables
from chartloom.matrix.gitops_notes import hooks_from_git
from chartloom.matrix.network_notes import find_network_notes
from chartloom.matrix.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.diagnostics import Diagnostic
    from chartloom.matrix.entries import Entry
    from chartloom.matrix.model import Inventory, Service
    from chartloom.matrix.source import Source

__all__ = ["find_notes"]

_HOST_IN_URL = r"(?:[a-z][a-z0-9+.-]*:)+//(?:[^@/]*@)?([a-z0-9.-]+)"
_HOST_ALONE = r"([a-z0-9.-]+)(?::[0-9]+)?"
_ADDRESSES = ("HOST", "ADDR", "ADDRESS", "SERVER", "ENDPOINT", "HOSTS", "SERVERS")


def find_notes(source: Source, inventory: Inventory) -> Iterator[Diagnostic]:
    """Notes and warnings about a valid inventory."""
    entries = read_entries(source)
    yield from _assumed_domain(source, entries, inventory)
    for entry, service in zip(entries, inventory.services, strict=True):
        yield from _inferred_technology(source, entry, service)
        yield from _bitnami(source, entry, service)
        if inventory.gitops:
            yield from hooks_from_git(source, entry, service, inventory.gitops)
    yield from _inferred_edges(source, entries)
    yield from _undeclared_calls(source, entries, inventory)
    yield from find_network_notes(source, entries, inventory, _host_alone)


def _assumed_domain(source: Source, entries: Sequence[Entry], inventory: Inventory) -> Iterator[Diagnostic]:
    said = isinstance(source.value, dict) and "domain" in source.value
    pairs = zip(entries, inventory.services, strict=True)
    exposed = [entry for entry, service in pairs if service.exposed and not service.hosts]
    if exposed and not said:
        domain = f"{inventory.name}.example.com"
        message = f"no domain is given: exposed services are reached under {domain}"
        hint = "say under which domain production is reached: domain: shop.example.org"
        path = exposed[0].path("exposed" if "exposed" in exposed[0].record else "name")
        yield source.finding(path, "assumed-domain", message, hint=hint, severity=Severity.NOTE)


def _inferred_technology(source: Source, entry: Entry, service: Service) -> Iterator[Diagnostic]:
    if "language" in entry.record or service.technology.name == entry.name:
        return
    reason = recognise(entry.record, usual_language(source.value)).reason
    if not reason:
        return
    message = f'service "{entry.name}" names no language; it is taken as {service.technology.title}: {reason}'
    hint = f"settle it with: language: {service.technology.name}"
    path = entry.path("name")
    yield source.finding(path, "inferred-language", message, hint=hint, severity=Severity.NOTE)


def _bitnami(source: Source, entry: Entry, service: Service) -> Iterator[Diagnostic]:
    if not service.is_bitnami or service.chart:
        return
    words = f" and reached as {' and '.join(service.aliases)} too" if service.aliases else ""
    message = f'service "{entry.name}" is woven as a {service.kind} of the library chart{words}'
    hint = 'pin a version to take Bitnami\'s chart: chart: {version: "1.2.3"}'
    path = entry.path("chart_source")
    yield source.finding(path, "bundled-store", message, hint=hint, severity=Severity.NOTE)


def _inferred_edges(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    for call in calls(entries):
        if call.inferred_from:
            message = f'service "{call.caller}" calls "{call.callee}", as {call.inferred_from} gives away'
            hint = f"declare it: dependencies: [..., {call.callee}]"
            yield source.finding(call.path, "inferred-dependency", message, hint=hint, severity=Severity.NOTE)


def _undeclared_calls(source: Source, entries: Sequence[Entry], inventory: Inventory) -> Iterator[Diagnostic]:
    """Values that name a service which the network policy would keep out of reach."""
    owners = {
        name: service.name for service in inventory.services for name in (service.name, *service.aliases)
    }
    graph = inventory.graph()
    for entry in entries:
        for variable in variables(entry):
            callee = owners.get(_host_in(variable.name, variable.value))
            if callee and callee != entry.name and callee not in graph[entry.name]:
                message = (
                    f'{variable.name} of service "{entry.name}" names "{callee}", '
                    "which is not among its dependencies: its network policy blocks the call"
                )
                hint = f"declare it: dependencies: [..., {callee}]"
                yield source.finding(
                    variable.path, "undeclared-dependency", message, hint=hint, severity=Severity.WARNING
                )


def _host_in(name: str, value: object) -> str:
    """The service that a variable may name: its host, without what the cluster's DNS adds."""
    service, domain = _host_and_domain(name, value)
    return service if not domain or "svc" in domain.split(".") else ""


def _host_alone(name: str, value: object) -> str:
    """The same, when nothing says in which namespace it lives."""
    service, domain = _host_and_domain(name, value)
    return "" if domain else service


def _host_and_domain(name: str, value: object) -> tuple[str, str]:
    text = value if isinstance(value, str) else ""
    found = re.match(_HOST_IN_URL, text)
    if not found and name.rpartition("_")[2] in _ADDRESSES:
        found = re.fullmatch(_HOST_ALONE, text)
    service, _, domain = found[1].partition(".") if found else ("", "", "")
    return service, domain
