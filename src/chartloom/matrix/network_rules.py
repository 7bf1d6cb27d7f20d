"""What must hold of how services are reached, watched and trusted; each rule is one function that yields findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.diagnostics.suggest import did_you_mean
from chartloom.matrix.addresses import service_namespaces
from chartloom.matrix.entries import usual_language
from chartloom.matrix.environments import environment_names
from chartloom.matrix.monitoring import known_metrics
from chartloom.matrix.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.diagnostics import Diagnostic
    from chartloom.matrix.entries import Entry
    from chartloom.matrix.places import Path
    from chartloom.matrix.source import Source

__all__ = ["NETWORK_RULES", "hosts_and_paths"]


def hosts_and_paths(entry: Entry) -> Iterator[tuple[Path, str, str]]:
    """Where a service is exposed: the place in the inventory that says so, the host and the path."""
    said = entry.record.get("host", entry.name)
    hosts = enumerate(said) if isinstance(said, list) else [(None, said)]
    for index, host in hosts:
        place = entry.path("host") if index is None else entry.path("host", index)
        yield place, str(host), str(entry.record.get("path", "/"))
        yield from ((entry.path("routes", path), str(host), path) for path, _ in _routes(entry))


def _routes(entry: Entry) -> list[tuple[str, str]]:
    said = entry.record.get("routes")
    found = said.items() if isinstance(said, dict) else ()
    return [(path, service) for path, service in found if isinstance(service, str)]


def _lost_routes(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Routes to nobody, routes of nobody, and routes that no Ingress can take."""
    spaces = service_namespaces(entries, source.value)
    for entry in entries:
        for path, service in _routes(entry):
            place = entry.path("routes", path)
            if service not in spaces:
                message = f'{path} of service "{entry.name}" leads to "{service}", which is no service'
                yield source.finding(
                    place, "unknown-service", message, hint=did_you_mean(service, list(spaces))
                )
            elif spaces[service] != spaces[entry.name] and not _has_gateways_only(source):
                message = (
                    f'{path} of service "{entry.name}" leads to "{service}", which lives in another namespace; '
                    "an Ingress leads nowhere else, only a Gateway does"
                )
                hint = f"let it be exposed itself: exposed: true, host: ..., path: {path}"
                yield source.finding(place, "route-elsewhere", message, hint=hint)
        if _routes(entry) and entry.record.get("exposed") is not True:
            message = f'routes of service "{entry.name}" lead nowhere: it is not exposed'
            hint = "write exposed: true, or remove them"
            yield source.finding(entry.path("routes"), "not-exposed", message, key=True, hint=hint)


def _has_gateways_only(source: Source) -> bool:
    """Whether the fleet is exposed by Gateways, and no environment says otherwise."""
    value = source.value if isinstance(source.value, dict) else {}
    environments = value.get("environments")
    said = (
        [each.get("exposure") for each in environments.values() if isinstance(each, dict)]
        if isinstance(environments, dict)
        else []
    )
    usual = _kind_of(value.get("exposure"), "ingress")
    return usual == "gateway" and all(_kind_of(each, usual) == "gateway" for each in said)


def _kind_of(exposure: object, usual: str) -> str:
    found = exposure.get("kind", usual) if isinstance(exposure, dict) else exposure
    return found if isinstance(found, str) else usual


def _missing_gateway(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """An exposure by a Gateway that is not named, in the fleet or in an environment."""
    if not any(entry.record.get("exposed") is True for entry in entries):
        return
    fleet = source.value.get("exposure") if isinstance(source.value, dict) else None
    places: list[tuple[Path, object]] = [(("exposure",), fleet)]
    environments = source.value.get("environments") if isinstance(source.value, dict) else None
    for name in environment_names(source.value):
        said = environments.get(name) if isinstance(environments, dict) else None
        if isinstance(said, dict) and "exposure" in said:
            places.append((("environments", name, "exposure"), said["exposure"]))
    for path, said in places:
        record = {"kind": said} if isinstance(said, str) else said
        inherits = path != ("exposure",) and isinstance(fleet, dict) and "gateway" in fleet
        if (
            isinstance(record, dict)
            and record.get("kind") == "gateway"
            and "gateway" not in record
            and not inherits
        ):
            message = "services are exposed through a Gateway, but none is named"
            hint = "name it: {kind: gateway, gateway: NAME, namespace: NAMESPACE}"
            yield source.finding(path, "no-gateway", message, hint=hint)


def _metrics(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Metrics of what has none, and alerts or a dashboard without any."""
    usual = usual_language(source.value)
    defaults = source.value.get("defaults") if isinstance(source.value, dict) else None
    for entry in entries:
        technology = recognise(entry.record, usual).technology
        known = known_metrics(technology)
        said = entry.record.get("metrics", defaults.get("metrics") if isinstance(defaults, dict) else None)
        if entry.record.get("metrics") is True and not known:
            message = (
                f'service "{entry.name}" is made with {technology.title}, which has no metrics of its own'
            )
            hint = "say where an exporter beside it answers: metrics: {port: 9100}"
            yield source.finding(entry.path("metrics"), "no-metrics", message, hint=hint)
        for key in ("alerts", "dashboard"):
            if said in (None, False) and entry.record.get(key) not in (None, False):
                message = f'{key} of service "{entry.name}" would see nothing: it has no metrics'
                hint = "write metrics: true"
                yield source.finding(entry.path(key), "no-metrics", message, key=True, hint=hint)


def _rights(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Rights that Kubernetes never grants: what is made has no name yet that could be looked at."""
    for entry in entries:
        said = entry.record.get("rbac")
        for index, right in enumerate(said if isinstance(said, list) else ()):
            verbs = right.get("verbs") if isinstance(right, dict) and right.get("names") else None
            for verb in verbs if isinstance(verbs, list) else ():
                if verb in ("create", "deletecollection"):
                    message = f'service "{entry.name}" may {verb} by name, which Kubernetes never grants'
                    hint = f"give {verb} a right of its own, without names"
                    yield source.finding(
                        entry.path("rbac", index, "verbs"), "never-granted", message, hint=hint
                    )


NETWORK_RULES = (_lost_routes, _missing_gateway, _metrics, _rights)
