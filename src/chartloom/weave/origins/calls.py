"""Who calls whom, what callers are told, and what leads to a service from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.matrix.entries import variable_stem
from chartloom.weave.origins.asked import SAID, Asked, Found
from chartloom.weave.origins.usual import namespace, usual

if TYPE_CHECKING:
    from collections.abc import Callable

    from chartloom.matrix.places import Path

__all__ = ["CALLS"]


def _call(asked: Asked) -> Found:
    """The line with which a service says that it calls ``callee``, and what tells that variables are wanted."""
    callee = asked.step("callee")
    edge = next(edge for edge in asked.fleet.edges[asked.service] if edge.callee == callee)
    told = (asked.own("connections", callee, name) for name, _ in edge.variables)
    paths = (asked.said.call(asked.service, callee), asked.own("connections", callee), *told)
    bare = asked.said.variable(asked.service, f"{variable_stem(callee)}_HOST")
    return Found(SAID, (*paths, *([bare] if bare else []), *_spaces(asked, callee)))


def _caller(asked: Asked) -> Found | None:
    callers = asked.fleet.callers[asked.service]
    index = int(asked.steps["n"])
    return Found(SAID, (asked.said.call(callers[index], asked.service),)) if index < len(callers) else None


def _elsewhere(asked: Asked) -> Found | None:
    """A bare variable that stands for an address in another namespace, which only the chart knows."""
    path = asked.said.variable(asked.service, asked.step("name"))
    paths = _spaces(asked, asked.step("callee"))
    return Found("in another namespace", (path, *paths)) if path else None


def _spaces(asked: Asked, callee: str) -> tuple[Path, ...]:
    """What makes a service live in another namespace than the one that it calls."""
    if asked.model.namespace == asked.fleet.services[callee].namespace:
        return ()
    return tuple(path for one in (asked.service, callee) for path in namespace(asked.about(one)).paths)


def _met(asked: Asked) -> Found | None:
    """Why a chart that is installed alone is told of another service: one of the two calls the other."""
    other, said = asked.step("service"), asked.said
    pairs = ((asked.service, other), (other, asked.service))
    paths = tuple(said.call(*pair) for pair in pairs if pair in said.calls)
    return Found(SAID, paths) if paths else None


def _variable(asked: Asked) -> Found | None:
    """A variable that is said; a bare one stands for the address or the port of another service."""
    name = asked.step("name")
    path = asked.said.variable(asked.service, name)
    if path is None:
        return None
    if path[-1] == name:
        return Found(SAID, (path,))
    called = {variable_stem(edge.callee): edge.callee for edge in asked.fleet.edges[asked.service]}
    stem, _, what = name.rpartition("_")
    to = asked.about(called.get(stem, asked.service))
    if what == "PORT":
        port = to.said.of(to.service, "port")
        return Found("the port of the service", (port or usual(to).paths[0], path))
    # In another namespace the address would be another one.
    return Found(SAID, (path, *(place for one in (asked, to) for place in namespace(one).paths)))


def _routed(asked: Asked) -> Found | None:
    """The routes of other services that lead here."""
    paths = tuple(
        entry.path("routes", path)
        for entry in asked.said.entries.values()
        for path, target in _routes(asked.about(entry.name))
        if target == asked.service
    )
    return Found("a route leads to it", paths) if paths else None


def _routes(asked: Asked) -> list[tuple[str, str]]:
    return [(route.path, route.service) for route in asked.model.routes]


def _route(asked: Asked) -> Found | None:
    """The route that gives a path of the Ingress; the first path is the service's own."""
    index = int(asked.steps["m"]) - 1
    routes = _routes(asked)
    return Found(SAID, (asked.own("routes", routes[index][0]),)) if 0 <= index < len(routes) else None


def _route_port(asked: Asked) -> Found | None:
    route = _route(asked)
    if route is None:
        return None
    to = asked.about(_routes(asked)[int(asked.steps["m"]) - 1][1])
    port = to.said.of(to.service, "port")
    found = Found(SAID, (port,)) if port else usual(to)
    return Found(found.reason, (*found.paths, *route.paths))


def _entrance(asked: Asked) -> Found:
    return Found("usual for a service that is exposed", (asked.own("exposed"),))


def _exposure(asked: Asked) -> Found:
    """What leads to exposed services: what is said of an Ingress means nothing to a Gateway."""
    heads: tuple[Path, ...] = (asked.environment_path("exposure"), ("exposure",))
    return Found(SAID, tuple(path for head in heads for path in ((*head, "kind"), head)))


CALLS: dict[str, Callable[[Asked], Found | None]] = {
    "~call": _call,
    "~caller": _caller,
    "~elsewhere": _elsewhere,
    "~entrance": _entrance,
    "~exposure": _exposure,
    "~met": _met,
    "~route": _route,
    "~route_port": _route_port,
    "~routed": _routed,
    "~variable": _variable,
}
