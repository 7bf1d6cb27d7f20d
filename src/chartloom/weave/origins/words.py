"""The words of the table of rules that stand for more than one key: what is usual, who calls whom, whose name it is.

Each is a function from a question to what it finds, or to None where it does not apply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.matrix.health import HANDLERS
from chartloom.weave.origins.asked import SAID, Asked, Found
from chartloom.weave.pods import writable_paths
from chartloom.weave.presence import switched_off

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chartloom.matrix.places import Path

__all__ = ["WORDS"]

_TELLING = ("image", "name", "port", "type", "tier")


def _technology_paths(asked: Asked) -> tuple[Path, ...]:
    """What tells the technology first, then all that could have told another one."""
    found = asked.said.recognised(asked.service)
    if found.key == "language":
        return (asked.own("language"),)
    if found.key or found.reason:
        telling = asked.own(found.key or "name")
    else:
        telling = ("defaults", "language")
    return (telling, *(asked.own(key) for key in _TELLING))


def _technology(asked: Asked) -> Found:
    return Found(asked.said.recognised(asked.service).reason or SAID, _technology_paths(asked))


def _usual(asked: Asked) -> Found:
    return Found(f"usual for {asked.model.technology.title}", _technology_paths(asked))


def _profile(asked: Asked) -> Found | None:
    environment = asked.environment
    if environment is None:
        return None
    like = asked.environment_path("like")
    told = (like,) if asked.said.at(like) else ()
    named = asked.said.at(asked.environment_path())
    # An environment that the inventory does not list says nothing; what a person would add belongs to the service.
    below = () if named or not asked.service else (asked.own("name"),)
    paths = (*told, asked.environment_path(), *below)
    return Found(f"usual for an environment like {environment.profile}", paths)


def _before_prod(asked: Asked) -> Found | None:
    return _profile(asked) if asked.environment and asked.environment.profile != "prod" else None


def _environment(asked: Asked) -> Found | None:
    return Found("the name of the environment", (asked.environment_path(),)) if asked.environment else None


def _fleet(asked: Asked) -> Found:
    own = asked.said.at(("name",))
    return Found("the name of the fleet" if own else "the name of its folder", (("name",),))


def _domain(asked: Asked) -> Found | None:
    """The domain of an environment: its own, or that of the fleet, which may be by its name."""
    if asked.environment is None:
        return None
    own = asked.environment_path("domain")
    if asked.said.at(own):
        return Found(SAID, (own,))
    profile = _profile(asked)
    below = profile.paths if profile else ()
    if asked.said.at(("domain",)):
        return Found("from the domain of the fleet", (("domain",), *below))
    return Found("by the name of the fleet", (("name",), *below))


def _name(asked: Asked) -> Found:
    return Found("by its name", (asked.own("name"),))


def _host(asked: Asked) -> Found:
    return Found("by its name and the domain", (asked.own("name"),))


def _one(asked: Asked) -> Found:
    return Found("one, where no environment has more", (asked.own("name"),))


def _off(asked: Asked) -> Found:
    return Found("off, where no environment switches it on", _technology_paths(asked))


def _image(asked: Asked) -> Found | None:
    return _usual(asked) if asked.model.technology.image else None


def _names(asked: Asked) -> Found:
    return Found("by the names of fleet and service", (asked.own("name"), ("name",)))


def _prefix(asked: Asked) -> Found | None:
    at = ("image_prefix",)
    paths = (at, asked.own("name"))
    return Found("the fleet's prefix, and the name of the service", paths) if asked.said.at(at) else None


def _call(asked: Asked) -> Found:
    """The line with which a service says that it calls ``callee``, and what tells that variables are wanted."""
    callee = asked.step("callee")
    paths = (asked.said.call(asked.service, callee), asked.own("connections", callee))
    return Found(SAID, (*paths, *_spaces(asked, callee)))


def _caller(asked: Asked) -> Found | None:
    callers = asked.fleet.callers[asked.service]
    index = int(asked.steps["n"])
    return Found(SAID, (asked.said.call(callers[index], asked.service),)) if index < len(callers) else None


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
    found = Found(SAID, (port,)) if port else _usual(to)
    return Found(found.reason, (*found.paths, *route.paths))


def _variable(asked: Asked) -> Found | None:
    """A variable that is said; a bare one stands for the address or the port of another service."""
    name = asked.step("name")
    path = asked.said.variable(asked.service, name)
    if path is None:
        return None
    callee = next((e.callee for e in asked.fleet.edges[asked.service] if _is_port_of(name, e.callee)), "")
    if isinstance(asked.said.value(path), str) and path[-1] != name and callee:
        to = asked.about(callee)
        port = to.said.of(callee, "port")
        return Found("the port of the service", (port or _usual(to).paths[0], path))
    return Found(SAID, (path,))


def _is_port_of(variable: str, service: str) -> bool:
    return variable == f"{service.replace('-', '_').upper()}_PORT"


_STORE_VARIABLES = {"database": ("_DB", "_DATABASE", "_VHOST"), "user": ("_USER", "_USERNAME")}


def _store_variable(asked: Asked) -> Found | None:
    """Database and user, of which the image of a store is told in variables of its own."""
    if not asked.model.technology.is_store or asked.step("name") in dict(asked.model.technology.env):
        return None
    for key, endings in _STORE_VARIABLES.items():
        path = asked.said.of(asked.service, key)
        if path and asked.step("name").endswith(endings):
            return Found(SAID, (path,))
    return None


def _log_level(asked: Asked) -> Found | None:
    return (
        Found("usual for every service", (asked.own("name"),)) if asked.step("name") == "LOG_LEVEL" else None
    )


def _elsewhere(asked: Asked) -> Found | None:
    """A bare variable that stands for an address in another namespace, which only the chart knows."""
    path = asked.said.variable(asked.service, asked.step("name"))
    paths = _spaces(asked, asked.step("callee"))
    return Found("in another namespace", (path, *paths)) if path else None


def _spaces(asked: Asked, callee: str) -> tuple[Path, ...]:
    """What makes a service live in another namespace than the one that it calls."""
    if asked.model.namespace == asked.fleet.services[callee].namespace:
        return ()
    return tuple(path for one in (asked.service, callee) for path in _namespace(asked.about(one)).paths)


def _namespace(asked: Asked) -> Found:
    """The namespace of a service: its own, or that of its tier."""
    own, by_tier = asked.own("namespace"), ("namespaces", asked.model.tier)
    paths = (own,) if asked.said.at(own) else (by_tier, *_tier(asked).paths)
    return Found(SAID, paths)


def _secret_name(asked: Asked) -> Found:
    return Found("by its name", (asked.own("name"), asked.own("auth")))


def _variable_name(asked: Asked) -> Found | None:
    path = asked.own("secrets", asked.step("name"))
    return Found("the name of the variable", (path,)) if asked.said.at(path) else None


def _health(asked: Asked) -> Found | None:
    """One path for all probes."""
    path = asked.said.of(asked.service, "health")
    return Found(SAID, (path,)) if path and not isinstance(asked.said.value(path), dict) else None


def _check(key: str) -> Callable[[Asked], Found | None]:
    """What one probe asks: a path, a port or a command; a slow start is over when the service lives."""

    def find(asked: Asked) -> Found | None:
        kind = asked.step("kind")
        paths = (_asking(asked, each) for each in (kind, *(("liveness",) if kind == "startup" else ())))
        head = next(filter(None, paths), None)
        if head is None:
            return None
        said = asked.said.value(head)
        if isinstance(said, str):
            return Found(SAID, (head,)) if key == "http" else None
        path: Path = (*head, key)
        if isinstance(asked.said.value(path), list):
            path = (*path, asked.steps["n"])
        return Found(SAID, (path,)) if asked.said.at(path) else None

    return find


def _asking(asked: Asked, kind: str) -> Path | None:
    """Where the inventory says what a probe asks."""
    path = asked.said.of(asked.service, "health", kind)
    if path is None and kind != "startup" and (one := _health(asked)):
        return one.paths[0]
    said = asked.said.value(path) if path else None
    is_asking = isinstance(said, str) or (isinstance(said, dict) and bool(said.keys() & set(HANDLERS)))
    return path if is_asking else None


def _all_asking(asked: Asked) -> Found | None:
    """What a probe asks decides that there is one, where its technology asks for nothing."""
    heads = filter(None, (_asking(asked, kind) for kind in (asked.step("kind"), "liveness")))
    paths = tuple(path for head in heads for path in (head, *((*head, key) for key in HANDLERS)))
    return Found(SAID, paths) if paths else None


def _a_minute(asked: Asked) -> Found:
    return Found("a minute, where nothing else is said", (asked.own("scale"), ("defaults", "scale")))


def _twice(asked: Asked) -> Found | None:
    paths = (asked.said.of(asked.service, *keys) for keys in (("scale", "min"), ("replicas",)))
    path = next(filter(None, paths), None)
    return Found("ten, or twice the number that is said", (path,)) if path else None


def _sidecar(asked: Asked) -> Found:
    name = asked.model.pod.sidecars[int(asked.steps["i"])].name
    return Found("usual for a sidecar", (asked.own("sidecars", name),))


def _folders(asked: Asked) -> Iterator[tuple[str, Path]]:
    """The folders that the inventory names, each with its path there."""
    for index, folder in enumerate(asked.model.pod.writable):
        yield folder, asked.own("writable", index)
    for sidecar in asked.model.pod.sidecars:
        for key, folders in (("shares", sidecar.shares), ("reads", sidecar.reads)):
            for index, folder in enumerate(folders):
                yield folder, asked.own("sidecars", sidecar.name, key, index)


def _mount(asked: Asked) -> Found | None:
    sidecar = asked.model.pod.sidecars[int(asked.steps["i"])]
    index = int(asked.steps["n"]) - len(sidecar.shares)
    keys = ("reads", index) if index >= 0 else ("shares", index + len(sidecar.shares))
    return Found("a folder that it shares", (asked.own("sidecars", sidecar.name, *keys),))


def _writable(asked: Asked) -> Found | None:
    found = writable_paths(asked.model)[int(asked.steps["n"])]
    if found == "/tmp" or found in asked.model.technology.writable:  # noqa: S108 -- a folder of the container
        return None
    paths = tuple(path for folder, path in _folders(asked) if folder == found)
    return Found(SAID, paths) if paths else None


def _all_writable(asked: Asked) -> Found:
    return Found(SAID, tuple(path for _, path in _folders(asked)))


def _made_secret(asked: Asked) -> Found:
    """Who reads a Secret that is made: their references to it, and the login of the store whose it is."""
    paths = tuple(path for entry in asked.said.entries for path in _references(asked.about(entry)))
    return Found("made for those who read it", (*paths, asked.own("name")))


def _references(asked: Asked) -> Iterator[Path]:
    secret = asked.step("secret")
    if asked.model.login.secret == secret:
        yield from (asked.own("auth", key) for key in ("secret", "password", "username"))
        yield from (asked.own("name"), asked.own("user"), *_technology_paths(asked), *_namespace(asked).paths)
    for ref in asked.model.secrets:
        if ref.secret == secret:
            yield from (asked.own("secrets", ref.name, key) for key in ("secret", "key"))
            yield from (asked.own("secrets", ref.name), *_namespace(asked).paths)
    for edge in asked.fleet.edges[asked.service]:
        if asked.fleet.services[edge.callee].login.secret == secret:
            yield asked.said.call(asked.service, edge.callee)


def _store(asked: Asked) -> Found:
    """The store out of which Secrets are made: that of the fleet, or those of environments."""
    own = (("environments", name, "secret_store") for name in asked.said.environments)
    return Found(SAID, (("secret_store",), ("secret_store", "path"), *own))


def _of_tier(asked: Asked) -> Found | None:
    """The services of a tier: while there is one, the tier has its switch."""
    found = tuple(
        path
        for service in asked.fleet.inventory.services
        if service.tier == asked.step("tier")
        for path in _tier(asked.about(service.name)).paths
    )
    return Found("a tier of services", found) if found else None


def _tier(asked: Asked) -> Found:
    own = asked.own("tier")
    return Found(SAID, (own,)) if asked.said.at(own) else _usual(asked)


def _alias(asked: Asked) -> Found | None:
    """The name that a store has in Bitnami's chart comes first, then those that are said."""
    said = asked.said.value(asked.own("aliases"))
    listed = said if isinstance(said, list) else []
    alias = asked.model.aliases[int(asked.steps["n"])]
    if asked.model.is_bitnami and alias == asked.service + asked.model.technology.bitnami_suffix:
        sources = (asked.own("chart_source", name) for name in asked.said.environments)
        paths = (asked.own("chart_source"), *sources, *_technology_paths(asked))
        return Found("its name in Bitnami's chart", paths)
    return Found(SAID, (asked.own("aliases", listed.index(alias)),)) if alias in listed else None


def _login_key(asked: Asked) -> Found | None:
    """The key of the password or of the user in the Secret of a store."""
    login, name = asked.model.login, asked.step("name")
    key = next((ref.key for ref in asked.model.secrets if ref.name == name), "")
    which = {login.key: "password", login.user_key: "username"}.get(key)
    path = asked.own("auth", which) if which else ()
    return Found(SAID, (path,)) if which and asked.said.at(path) else None


def _outside_key(asked: Asked) -> Found | None:
    """A managed service with a Secret of its own has the usual key in it."""
    assert asked.environment is not None
    path = asked.own("external", asked.environment.name, "auth")
    return Found("usual for the Secret of a managed service", (path,)) if asked.said.at(path) else None


def _library(asked: Asked) -> Found:
    return Found("the library runs it, where nothing else is said", (asked.own("chart"),))


def _entrance(asked: Asked) -> Found:
    return Found("usual for a service that is exposed", (asked.own("exposed"),))


def _present(asked: Asked) -> Found | None:
    """Those that are switched off in the environment: where all take part, none is listed."""
    assert asked.environment is not None
    off = switched_off(asked.fleet.inventory, asked.environment)
    tiers = (path for name in off for path in _tier(asked.about(name)).paths)
    own = asked.said.raw(asked.step("service"), asked.environment.name, "enabled")
    paths = (*([own] if own else []), *off.values(), *tiers)
    return Found("some are switched off", paths) if off else None


def _item(key: str, step: str) -> Callable[[Asked], Found | None]:
    """The item of a list of the service that a step of the value's path stands for."""

    def find(asked: Asked) -> Found | None:
        listed = asked.said.value(asked.own(key)) if asked.service else None
        name = asked.step(step)
        at = listed.index(name) if isinstance(listed, list) and name in listed else None
        return None if at is None else Found(SAID, (asked.own(key, at),))

    return find


def _environments(asked: Asked) -> Found:
    return Found(
        "the environments", tuple(("environments", step) for step in asked.said.environments.values())
    )


def _met(asked: Asked) -> Found | None:
    """Why a chart that is installed alone is told of another service: one of the two calls the other."""
    other, said = asked.step("service"), asked.said
    pairs = ((asked.service, other), (other, asked.service))
    paths = tuple(said.call(*pair) for pair in pairs if pair in said.calls)
    return Found(SAID, paths) if paths else None


def _exposure(asked: Asked) -> Found:
    """What leads to exposed services: what is said of an Ingress means nothing to a Gateway."""
    heads: tuple[Path, ...] = (asked.environment_path("exposure"), ("exposure",))
    return Found(SAID, tuple(path for head in heads for path in ((*head, "kind"), head)))


def _policies(asked: Asked) -> Found:
    return Found("the library's own policies stand alone", (asked.own("chart"),))


WORDS: dict[str, Callable[[Asked], Found | None]] = {
    "~a_minute": _a_minute,
    "~alias": _alias,
    "~all_writable": _all_writable,
    "~asking": _all_asking,
    "~before_prod": _before_prod,
    "~call": _call,
    "~caller": _caller,
    "~check_exec": _check("exec"),
    "~check_grpc": _check("grpc"),
    "~check_http": _check("http"),
    "~check_port": _check("port"),
    "~check_tcp": _check("tcp"),
    "~domain": _domain,
    "~elsewhere": _elsewhere,
    "~entrance": _entrance,
    "~environment": _environment,
    "~environments": _environments,
    "~exposure": _exposure,
    "~feature": _item("features", "flag"),
    "~fleet": _fleet,
    "~group": _item("shared_config", "group"),
    "~host": _host,
    "~image": _image,
    "~library": _library,
    "~log_level": _log_level,
    "~login_key": _login_key,
    "~made_secret": _made_secret,
    "~met": _met,
    "~mount": _mount,
    "~name": _name,
    "~names": _names,
    "~namespace": _namespace,
    "~of_tier": _of_tier,
    "~off": _off,
    "~one": _one,
    "~outside_key": _outside_key,
    "~policies": _policies,
    "~prefix": _prefix,
    "~present": _present,
    "~profile": _profile,
    "~route": _route,
    "~route_port": _route_port,
    "~routed": _routed,
    "~secret_name": _secret_name,
    "~sidecar": _sidecar,
    "~store": _store,
    "~store_variable": _store_variable,
    "~technology": _technology,
    "~twice": _twice,
    "~usual": _usual,
    "~variable": _variable,
    "~variable_name": _variable_name,
    "~writable": _writable,
}
