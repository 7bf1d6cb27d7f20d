"""Stores, whoever runs them, and Secrets: theirs and those that others read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.weave.origins.asked import SAID, Asked, Found
from chartloom.weave.origins.usual import namespace, technology_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chartloom.matrix.places import Path

__all__ = ["STORES"]


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


def _secret_name(asked: Asked) -> Found:
    return Found("by its name", (asked.own("name"), asked.own("auth")))


def _variable_name(asked: Asked) -> Found | None:
    path = asked.own("secrets", asked.step("name"))
    return Found("the name of the variable", (path,)) if asked.said.at(path) else None


def _login_key(asked: Asked) -> Found | None:
    """The key of the password or of the user in the Secret of a store."""
    login, name = asked.model.login, asked.step("name")
    key = next((ref.key for ref in asked.model.secrets if ref.name == name), "")
    which = {login.key: "password", login.user_key: "username"}.get(key)
    path = asked.own("auth", which) if which else ()
    return Found(SAID, (path,)) if which and asked.said.at(path) else None


def _outside(asked: Asked) -> Found:
    """The managed service that stands in for a store: whatever differs in its login, all of its login is told."""
    assert asked.environment is not None
    head = asked.own("external", asked.environment.name)
    auth = (("auth", key) for key in ("secret", "password", "username"))
    keys = (("auth",), *auth, ("database",), ("user",))
    said = (path for key in keys for path in ((*head, *key), asked.own(*key)))
    return Found(SAID, (head, *said, *technology_paths(asked)))


def _outside_key(asked: Asked) -> Found | None:
    """A managed service with a Secret of its own has the usual key in it."""
    assert asked.environment is not None
    path = asked.own("external", asked.environment.name, "auth")
    return Found("usual for the Secret of a managed service", (path,)) if asked.said.at(path) else None


def _made_secret(asked: Asked) -> Found:
    """Who reads a Secret that is made: their references to it, and the login of the store whose it is."""
    paths = tuple(path for entry in asked.said.entries for path in _references(asked.about(entry)))
    return Found("made for those who read it", (*paths, asked.own("name")))


def _references(asked: Asked) -> Iterator[Path]:
    secret = asked.step("secret")
    if asked.model.login.secret == secret:
        yield from (asked.own("auth", key) for key in ("secret", "password", "username"))
        yield from (asked.own("name"), asked.own("user"), *technology_paths(asked), *namespace(asked).paths)
    for ref in asked.model.secrets:
        if ref.secret == secret:
            yield from (asked.own("secrets", ref.name, key) for key in ("secret", "key"))
            yield from (asked.own("secrets", ref.name), *namespace(asked).paths)
    for sidecar in asked.model.pod.sidecars:
        for name in (each.name for each in sidecar.secrets if each.secret == secret):
            head = asked.own("sidecars", sidecar.name, "secrets", name)
            yield from ((*head, "secret"), (*head, "key"), head, *namespace(asked).paths)
    for edge in asked.fleet.edges[asked.service]:
        if asked.fleet.services[edge.callee].login.secret == secret:
            yield from (asked.said.call(asked.service, edge.callee), *namespace(asked).paths)


def _store(asked: Asked) -> Found:
    """The store out of which Secrets are made: that of the fleet, or those of environments."""
    own = (("environments", name, "secret_store") for name in asked.said.environments)
    return Found(SAID, (("secret_store",), ("secret_store", "path"), *own))


def _alias(asked: Asked) -> Found | None:
    """The name that a store has in Bitnami's chart comes first, then those that are said."""
    said = asked.said.value(asked.own("aliases"))
    listed = said if isinstance(said, list) else []
    alias = asked.model.aliases[int(asked.steps["n"])]
    if asked.model.is_bitnami and alias == asked.service + asked.model.technology.bitnami_suffix:
        sources = (asked.own("chart_source", name) for name in asked.said.environments)
        paths = (asked.own("chart_source"), *sources, *technology_paths(asked))
        return Found("its name in Bitnami's chart", paths)
    return Found(SAID, (asked.own("aliases", listed.index(alias)),)) if alias in listed else None


def _library(asked: Asked) -> Found:
    return Found("the library runs it, where nothing else is said", (asked.own("chart"),))


def _policies(asked: Asked) -> Found:
    return Found("the library's own policies stand alone", (asked.own("chart"),))


STORES: dict[str, Callable[[Asked], Found | None]] = {
    "~alias": _alias,
    "~library": _library,
    "~login_key": _login_key,
    "~made_secret": _made_secret,
    "~outside": _outside,
    "~outside_key": _outside_key,
    "~policies": _policies,
    "~secret_name": _secret_name,
    "~store": _store,
    "~store_variable": _store_variable,
    "~variable_name": _variable_name,
}
