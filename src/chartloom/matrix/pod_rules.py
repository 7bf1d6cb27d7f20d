"""What must hold of ports, probes and pods; each rule is one function that yields findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.matrix.entries import calls
from chartloom.matrix.health import HANDLERS, PROBES
from chartloom.matrix.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chartloom.diagnostics import Diagnostic
    from chartloom.matrix.entries import Entry
    from chartloom.matrix.places import Path
    from chartloom.matrix.source import Source

__all__ = ["POD_RULES"]


def _without_port(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """What needs a port of a service that listens on none."""
    silent = {entry.name for entry in entries if entry.record.get("port") is False}
    for call in calls(entries):
        if call.callee in silent:
            message = f'service "{call.caller}" calls "{call.callee}", which listens on no port'
            yield source.finding(call.path, "no-port", message, hint=f"give {call.callee} a port")
    for entry in entries:
        yield from _silent_routes(source, entry, silent)
        if entry.name in silent:
            yield from _exposed(source, entry)
            yield from _watched(source, entry)
            yield from _asked_for_a_path(source, entry)


def _silent_routes(source: Source, entry: Entry, silent: set[str]) -> Iterator[Diagnostic]:
    for path, service in _mapping(entry.record.get("routes")).items():
        if service in silent:
            message = f'a route of service "{entry.name}" leads to "{service}", which listens on no port'
            yield source.finding(
                entry.path("routes", path), "no-port", message, hint=f"give {service} a port"
            )


def _exposed(source: Source, entry: Entry) -> Iterator[Diagnostic]:
    if entry.record.get("exposed") is True:
        message = f'service "{entry.name}" is exposed, but listens on no port'
        yield source.finding(entry.path("exposed"), "no-port", message, hint="give it a port")


def _watched(source: Source, entry: Entry) -> Iterator[Diagnostic]:
    metrics = entry.record.get("metrics", False)
    if metrics is not False and "port" not in _mapping(metrics):
        message = f'metrics of service "{entry.name}" are read at its port, but it listens on none'
        hint = "name the port of the metrics: metrics: {port: 9090}"
        yield source.finding(entry.path("metrics"), "no-port", message, hint=hint)


def _asked_for_a_path(source: Source, entry: Entry) -> Iterator[Diagnostic]:
    for path, said in _checks(entry):
        if isinstance(said, str) or ("http" in _mapping(said) and "port" not in _mapping(said)):
            message = f'{path[-1]} of service "{entry.name}" asks for a path, but it listens on no port'
            hint = "let a command tell: {exec: [...]}, or name a port: {http: /health, port: 8080}"
            yield source.finding(path, "no-port", message, hint=hint)


def _handlers(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """A probe asks in one way; only a path has a port besides."""
    for entry in entries:
        for path, said in _checks(entry):
            given = [key for key in HANDLERS if key in _mapping(said)]
            subject = f'{path[-1]} of service "{entry.name}"'
            if len(given) > 1:
                message = f"{subject} asks in two ways: {' and '.join(given)}"
                yield source.finding(
                    (*path, given[1]), "two-handlers", message, key=True, hint="keep one of them"
                )
            elif "port" in _mapping(said) and given != ["http"]:
                message = f"{subject} has a port, but no path that is asked for there"
                hint = "write http: /health beside it, or tcp: PORT in its place"
                yield source.finding((*path, "port"), "port-without-path", message, key=True, hint=hint)


def _checks(entry: Entry) -> Iterator[tuple[Path, object]]:
    said = entry.record.get("health")
    if isinstance(said, str):
        yield entry.path("health"), said
    for kind in PROBES:
        if kind in _mapping(said):
            yield entry.path("health", kind), _mapping(said)[kind]


def _scales(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """An autoscaler whose bounds cross, that has nothing to scale, or that does not know how fast."""
    for entry in entries:
        scale = _mapping(entry.record.get("scale"))
        if scale and _is_stateful(entry):
            message = f'service "{entry.name}" has data in each pod: no autoscaler may take pods away'
            hint = "remove scale, and say how many it has: replicas: 3"
            yield source.finding(entry.path("scale"), "scaled-store", message, key=True, hint=hint)
        yield from _bounds(source, entry, scale)
        for direction in ("up", "down"):
            yield from _step(source, entry, direction, _mapping(scale.get(direction)))


def _bounds(source: Source, entry: Entry, scale: Mapping[str, object]) -> Iterator[Diagnostic]:
    least, most = scale.get("min", entry.record.get("replicas")), scale.get("max")
    if isinstance(least, float) and isinstance(most, float) and most < least:
        message = f'service "{entry.name}" has {least:.15g} pods at least, but {most:.15g} at most'
        hint = "raise max, or lower min or replicas"
        yield source.finding(entry.path("scale", "max"), "max-below-min", message, hint=hint)


def _step(source: Source, entry: Entry, direction: str, step: Mapping[str, object]) -> Iterator[Diagnostic]:
    if "every" in step and not {"percent", "pods"} & set(step):
        message = f'scale.{direction} of service "{entry.name}" says how often, but not how many pods'
        path, hint = entry.path("scale", direction, "every"), "say percent or pods, or remove every"
        yield source.finding(path, "step-without-size", message, key=True, hint=hint)


def _snapshots(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Snapshots of what has no volume."""
    for entry in entries:
        if entry.record.get("snapshots") and not (
            _is_stateful(entry) and recognise(entry.record).technology.is_store
        ):
            message = f'service "{entry.name}" has no volume of which there could be snapshots'
            yield source.finding(
                entry.path("snapshots"), "no-volume", message, key=True, hint="say it at the store itself"
            )


def _variables_of_sidecars(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """A variable that has a value and is read from a Secret as well."""
    for entry in entries:
        for name, said in _mapping(entry.record.get("sidecars")).items():
            for variable in _mapping(_mapping(said).get("secrets")):
                if variable in _mapping(_mapping(said).get("env")):
                    message = (
                        f'sidecar "{name}" of service "{entry.name}" gives the variable "{variable}" twice'
                    )
                    path, hint = entry.path("sidecars", name, "secrets", variable), "remove one of the two"
                    yield source.finding(path, "duplicate-variable", message, key=True, hint=hint)


def _nothing_to_check(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """A check of dependencies where there are none."""
    callers = {call.caller for call in calls(entries)}
    for entry in entries:
        if entry.record.get("dependency_check") is True and entry.name not in callers:
            message = f'service "{entry.name}" depends on nothing that could be checked'
            hint = "remove dependency_check, or list what it calls: dependencies: [...]"
            yield source.finding(entry.path("dependency_check"), "no-dependencies", message, hint=hint)


def _destinations(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """A destination is a namespace or a range of addresses."""
    for entry in entries:
        listed = entry.record.get("egress")
        for index, said in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(said, dict) and ("namespace" in said) == ("cidr" in said):
                number = "two destinations" if "cidr" in said else "no destination"
                message = f'egress[{index + 1}] of service "{entry.name}" names {number}'
                hint = "write namespace: NAME for pods of the cluster, or cidr: 0.0.0.0/0 for addresses"
                yield source.finding(entry.path("egress", index), "no-destination", message, hint=hint)


def _is_stateful(entry: Entry) -> bool:
    said = entry.record.get("type")
    return said == "statefulset" if said else recognise(entry.record).technology.is_store


def _mapping(said: object) -> Mapping[str, object]:
    return said if isinstance(said, dict) else {}


POD_RULES = (
    _without_port,
    _handlers,
    _scales,
    _snapshots,
    _variables_of_sidecars,
    _nothing_to_check,
    _destinations,
)
