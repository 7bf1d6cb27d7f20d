"""How Kubernetes asks for the health of a service, as values of its chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.matrix.health import PROBES
from chartloom.matrix.technologies import SLOW_START

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.matrix.health import Check
    from chartloom.matrix.model import Service
    from chartloom.matrix.technologies import Probe

__all__ = ["probe_values"]

Values = dict[str, object]


def probe_values(service: Service) -> Values:
    """``probes``: what the inventory says over what is usual for the technology."""
    if not service.health.enabled:
        return {kind: {"enabled": False} for kind in PROBES}
    found = ((kind, _probe(service, kind)) for kind in PROBES)
    return {kind: values for kind, values in found if values}


def _probe(service: Service, kind: str) -> Values:
    said, usual = _said(service, kind), _usual(service, kind)
    if said and said.is_off:
        return {"enabled": False}
    if said is None and usual is None:
        return {}
    handler = next(_handlers(service, kind), None)
    timings = {**dict(usual.timings if usual else ()), **dict(said.timings if said else ())}
    return {**handler, **timings} if handler else {}


def _said(service: Service, kind: str) -> Check | None:
    found: Check | None = getattr(service.health, kind)
    return found


def _usual(service: Service, kind: str) -> Probe | None:
    """Who asks for a startup probe has a slow start, whatever the technology."""
    found: Probe | None = getattr(service.technology, kind)
    return SLOW_START if found is None and kind == "startup" and service.health.startup else found


def _handlers(service: Service, kind: str) -> Iterator[Values]:
    """What may be asked, best first: a slow start is over when the service lives.

    A path that the fleet's defaults name is none of a service that listens on nothing.
    """
    kinds = (kind, "liveness") if kind == "startup" else (kind,)
    for each in kinds:
        said = _said(service, each)
        if said and said.handler and (said.handler != "http" or said.port or service.port):
            yield _asked(said, service)
    for each in kinds:
        probe: Probe | None = getattr(service.technology, each)
        if probe and (probe.command or service.port):
            yield _usually_asked(probe, service)


def _asked(check: Check, service: Service) -> Values:
    match check.handler:
        case "http":
            return {"httpGet": {"path": check.path, "port": check.port or service.technology.port_name}}
        case "exec":
            return {"exec": {"command": list(check.command)}}
        case "tcp":
            return {"tcpSocket": {"port": check.port}}
        case _:
            return {"grpc": {"port": check.port}}


def _usually_asked(probe: Probe, service: Service) -> Values:
    port = service.technology.port_name
    if probe.command:
        return {"exec": {"command": list(probe.command)}}
    return {"httpGet": {"path": probe.path, "port": port}} if probe.path else {"tcpSocket": {"port": port}}
