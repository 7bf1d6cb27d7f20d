"""What must hold between the parts of an inventory: each rule is one function that yields findings."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from chartloom.diagnostics import Diagnostic
from chartloom.diagnostics.suggest import did_you_mean, nearest
from chartloom.matrix.chart_rules import CHART_RULES, chart_roots
from chartloom.matrix.entries import (
    bare_targets,
    calls,
    connections,
    read_entries,
    texts,
    variable_stem,
    variables,
)
from chartloom.matrix.environments import environment_names
from chartloom.matrix.fields import RESERVED_FLEET_NAME, RESERVED_NAMES
from chartloom.matrix.gitops_rules import check_gitops
from chartloom.matrix.graph import find_cycles
from chartloom.matrix.network_rules import NETWORK_RULES, hosts_and_paths
from chartloom.matrix.pod_rules import POD_RULES
from chartloom.matrix.recognise import recognise
from chartloom.matrix.shared import check_sharing
from chartloom.matrix.store_rules import STORE_RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chartloom.matrix.entries import Call, Entry, Variable
    from chartloom.matrix.places import Path
    from chartloom.matrix.source import Source

__all__ = ["check_relations"]


def check_relations(source: Source) -> Iterator[Diagnostic]:
    """Every relation of the inventory that does not hold, whatever else is wrong with it."""
    entries = read_entries(source)
    for about_source in _SOURCE_RULES:
        yield from about_source(source)
    for about_entries in (*_ENTRY_RULES, *NETWORK_RULES, *STORE_RULES, *POD_RULES, *CHART_RULES):
        yield from about_entries(source, entries)


def _repeated_keys(source: Source) -> Iterator[Diagnostic]:
    for path, span in source.places.repeated:
        message = f'the key "{path[-1]}" stands twice in the same mapping'
        line, hint = source.line(span), "remove one of the two"
        yield Diagnostic("duplicate-key", message, span, line, hint=hint)


def _more_documents(source: Source) -> Iterator[Diagnostic]:
    span = source.places.second_document
    if span:
        message = "more text follows the end of the inventory; it would be ignored"
        hint = "an inventory is one YAML document: remove the line with ---"
        yield Diagnostic("second-document", message, span, source.line(span), hint=hint)


def _too_deep(source: Source) -> Iterator[Diagnostic]:
    span = source.places.too_deep
    if span:
        yield Diagnostic("too-deep", "values are nested more than 100 levels deep", span, source.line(span))


def _no_services(source: Source) -> Iterator[Diagnostic]:
    services = source.value.get("services") if isinstance(source.value, dict) else None
    if services == []:
        hint = 'add one: chartloom add NAME, or by hand "- name: web"'
        yield source.finding(("services",), "no-services", "the inventory has no services", hint=hint)


def _reserved_names(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    if isinstance(source.value, dict) and source.value.get("name") == RESERVED_FLEET_NAME:
        message = (
            '"charts" cannot be the name of a fleet: the folder of that name holds the charts of its services'
        )
        yield source.finding(("name",), "reserved-name", message)
    for entry in entries:
        if entry.name in RESERVED_NAMES:
            message = (
                f'"{entry.name}" cannot be the name of a service: it is a key of every umbrella\'s values'
            )
            yield source.finding(entry.path("name"), "reserved-name", message)


def _unknown_services_in_values(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Keys of an environment's values for the umbrella, which are the names of services."""
    known = [*RESERVED_NAMES[1:], *(entry.name for entry in entries), *chart_roots(source.value)]
    environments = source.value.get("environments") if isinstance(source.value, dict) else None
    for name, environment in environments.items() if isinstance(environments, dict) else ():
        values = environment.get("values") if isinstance(environment, dict) else None
        for key in values if isinstance(values, dict) else ():
            if key not in known:
                message = f'values of environment "{name}" name "{key}", which is no service'
                path, hint = ("environments", name, "values", key), did_you_mean(key, known)
                note = _known_services(list(dict.fromkeys(entry.name for entry in entries)))
                yield source.finding(path, "unknown-service", message, key=True, note=note, hint=hint)


def _duplicate_services(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    first: dict[str, Entry] = {}
    for entry in entries:
        known = first.setdefault(entry.name, entry)
        if known is not entry:
            note = f"it is first declared at {source.place(known.path('name'))}"
            message = f'service "{entry.name}" is declared twice'
            hint = "remove or rename one of the two"
            yield source.finding(entry.path("name"), "duplicate-service", message, note=note, hint=hint)


def _claimed_names(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Names of Kubernetes Services that two owners would both create."""
    owners = {entry.name: f'the name of service "{entry.name}"' for entry in entries}
    for entry in entries:
        for path, name, words in _further_names(entry):
            owner = owners.setdefault(name, words)
            if owner is not words:
                message = f'"{name}" is {words}, and also {owner}'
                yield source.finding(path, "duplicate-name", message, hint="rename one of the two")


def _further_names(entry: Entry) -> Iterator[tuple[Path, str, str]]:
    yield from ((path, name, f'an alias of service "{entry.name}"') for path, name in texts(entry, "aliases"))
    technology = recognise(entry.record).technology
    if _is_from_bitnami(entry) and technology.bitnami_suffix:
        words = f'the name under which Bitnami\'s chart offers service "{entry.name}"'
        yield entry.path("name"), entry.name + technology.bitnami_suffix, words
    if entry.record.get("type") == "statefulset" or technology.is_store:
        words = f'the headless Service of service "{entry.name}"'
        yield entry.path("name"), f"{entry.name}-headless", words


def _is_from_bitnami(entry: Entry) -> bool:
    said = entry.record.get("chart_source")
    return "bitnami" in (said.values() if isinstance(said, dict) else (said,))


def _unknown_dependencies(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    known = list(dict.fromkeys(entry.name for entry in entries))
    for entry in entries:
        for path, name in _declared(entry):
            if name not in known:
                message = f'service "{entry.name}" depends on "{name}", which is no service'
                note, hint = _known_services(known), did_you_mean(name, known)
                yield source.finding(path, "unknown-dependency", message, note=note, hint=hint)


def _declared(entry: Entry) -> Iterator[tuple[Path, str]]:
    yield from texts(entry, "dependencies")
    yield from texts(entry, "optional_dependencies")


def _known_services(names: Sequence[str]) -> str:
    more = f" and {len(names) - 20} more" if len(names) > 20 else ""
    return f"known services: {', '.join(names[:20])}{more}"


def _repeated_items(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """The same dependency or the same variable twice in one service."""
    for entry in entries:
        named = [(variable.path, variable.name) for variable in variables(entry)]
        hint = "remove one of the two"
        for path, name in _second_times(_declared(entry)):
            message = f'service "{entry.name}" lists the dependency "{name}" twice'
            yield source.finding(path, "duplicate-dependency", message, hint=hint)
        told = [
            (entry.path("connections", callee, name), name)
            for callee, said in connections(entry).items()
            for name in said
        ]
        for path, name in _second_times([*named, *_secret_names(entry), *told]):
            message = f'service "{entry.name}" gives the variable "{name}" twice'
            yield source.finding(path, "duplicate-variable", message, key=_is_key(path), hint=hint)


def _secret_names(entry: Entry) -> Iterator[tuple[Path, str]]:
    secrets = entry.record.get("secrets")
    yield from (
        (entry.path("secrets", name), name) for name in (secrets if isinstance(secrets, dict) else ())
    )


def _second_times(named: Iterable[tuple[Path, str]]) -> Iterator[tuple[Path, str]]:
    seen: set[str] = set()
    for path, name in named:
        if name in seen:
            yield path, name
        seen.add(name)


def _is_key(path: Path) -> bool:
    return isinstance(path[-1], str)


def _duplicate_ports(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Extra ports that repeat a number or a name of the same service."""
    for entry in entries:
        technology = recognise(entry.record).technology
        numbers: list[object] = [entry.record.get("port", float(technology.port))]
        names: list[object] = [technology.port_name]
        for index, extra in enumerate(_list_of_mappings(entry.record.get("extra_ports"))):
            for key, seen, word in (("port", numbers, "port"), ("name", names, "port name")):
                if key in extra and extra[key] in seen:
                    path = entry.path("extra_ports", index, key)
                    message = f'service "{entry.name}" has the {word} {source.written(path)} twice'
                    yield source.finding(path, "duplicate-port", message)
                seen.append(extra.get(key))


def _list_of_mappings(value: object) -> list[dict[str, object]]:
    items = value if isinstance(value, list) else []
    return [
        {k: v for k, v in item.items() if not isinstance(v, dict | list)}
        for item in items
        if isinstance(item, dict)
    ]


def _duplicate_routes(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    first: dict[tuple[str, str], tuple[Path, Entry]] = {}
    for entry in entries:
        if entry.record.get("exposed") is not True:
            continue
        for place, *route in hosts_and_paths(entry):
            known = first.setdefault((route[0], route[1]), (place, entry))
            if known[0] != place:
                both = f'services "{known[1].name}" and "{entry.name}" are both'
                who = f'service "{entry.name}" is twice' if known[1] is entry else both
                message = f"{who} exposed at {''.join(route)}"
                hint = "give one of them another host or path"
                yield source.finding(place, "duplicate-route", message, hint=hint)


def _unresolved_variables(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Bare names that stand for no service, and so have no value."""
    targets = bare_targets([entry.name for entry in entries])
    for entry in entries:
        for variable in variables(entry):
            if variable.is_bare and variable.name not in targets:
                yield _unresolved(source, entry, variable, [other.name for other in entries])


def _unresolved(source: Source, entry: Entry, variable: Variable, names: Sequence[str]) -> Diagnostic:
    name = variable.name
    message = f'variable "{name}" of service "{entry.name}" has no value, and names no service'
    note = "a bare name stands for an address: <SERVICE>_HOST, or for a port: <SERVICE>_PORT"
    hint = _meant_variable(name, names) or f'write "{name}: value", or list it under secrets'
    return source.finding(variable.path, "no-value", message, note=note, hint=hint)


def _meant_variable(name: str, names: Sequence[str]) -> str | None:
    """The service is compared, not the whole variable: all of them end alike."""
    stem, _, suffix = name.rpartition("_")
    meant = nearest(stem.lower().replace("_", "-"), names) if suffix in ("HOST", "PORT") else None
    return f'did you mean "{variable_stem(meant)}_{suffix}"?' if meant else None


def _unknown_environments(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    known = environment_names(source.value)
    for entry in entries:
        for key in ("external", "environments", "chart_source", "sealed_secrets"):
            table = entry.record.get(key)
            for name in table if isinstance(table, dict) else ():
                if name not in known:
                    message = f'{key} of service "{entry.name}" names "{name}", which is no environment'
                    note, hint = f"known environments: {', '.join(known)}", did_you_mean(name, known)
                    path = entry.path(key, name)
                    yield source.finding(path, "unknown-environment", message, key=True, note=note, hint=hint)


def _environments(source: Source) -> Iterator[Diagnostic]:
    """The list of environments itself: not empty, no name twice."""
    value = source.value.get("environments") if isinstance(source.value, dict) else None
    if value in ([], {}):
        hint = "remove the key for dev, staging and prod"
        yield source.finding(("environments",), "no-environments", "there are no environments", hint=hint)
    names = enumerate(value if isinstance(value, list) else ())
    named = ((("environments", index), name) for index, name in names if isinstance(name, str))
    for path, name in _second_times(named):
        yield source.finding(path, "duplicate-environment", f'environment "{name}" stands twice')


def _circles(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    made = {(call.caller, call.callee): call for call in calls(entries)}
    graph: dict[str, list[str]] = {entry.name: [] for entry in entries}
    for caller, callee in made:
        graph[caller].append(callee)
    for cycle in find_cycles(graph):
        steps = [made[pair] for pair in pairwise(cycle)]
        yield _circle(source, cycle, steps)


def _circle(source: Source, cycle: Sequence[str], steps: Sequence[Call]) -> Diagnostic:
    if len(steps) == 1:
        return source.finding(steps[0].path, "dependency-cycle", f'service "{cycle[0]}" depends on itself')
    inferred = [
        f"{s.caller} -> {s.callee} is inferred from {s.inferred_from}" for s in steps if s.inferred_from
    ]
    note = "\n".join(["each waits for the next before it starts, so none of them would", *inferred])
    message = f"services depend on each other in a circle: {' -> '.join(cycle)}"
    hint = "remove one of these dependencies"
    return source.finding(steps[-1].path, "dependency-cycle", message, note=note, hint=hint)


_SOURCE_RULES = (_more_documents, _too_deep, _repeated_keys, _no_services, _environments, check_gitops)
_ENTRY_RULES = (
    _reserved_names,
    _unknown_services_in_values,
    _duplicate_services,
    _claimed_names,
    _unknown_dependencies,
    _repeated_items,
    _duplicate_ports,
    _duplicate_routes,
    _unresolved_variables,
    _unknown_environments,
    check_sharing,
    _circles,
)
