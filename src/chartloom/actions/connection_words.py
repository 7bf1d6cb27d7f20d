"""What a client is told of a service that it calls: ``$(host)`` and the like as what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.weave.stores import store_at

if TYPE_CHECKING:
    from chartloom.matrix.model import Environment, Login, Service

__all__ = ["connection_words"]


def connection_words(text: str, caller: Service, callee: Service, environment: Environment) -> str:
    """The text of a variable with what it stands for; of a Secret its name and key are told."""
    store = store_at(callee, environment)
    login = store.login
    if text in ("$(password)", "$(username)"):
        key = login.key if text == "$(password)" else login.user_key
        if key and login.secret:
            return f"key {key} of secret {login.secret}"
    host = store.host or _address(caller, callee, environment)
    told = {"host": host, "port": str(store.port), "database": login.database, "username": _user(login)}
    for name, value in told.items():
        text = text.replace(f"$({name})", value)
    return "not set" if text in ("", "$(password)") else text


def _user(login: Login) -> str:
    return "" if login.user_key else login.user


def _address(caller: Service, callee: Service, environment: Environment) -> str:
    if caller.namespace == callee.namespace:
        return callee.name
    return f"{callee.name}.{callee.namespace or environment.namespace}"
