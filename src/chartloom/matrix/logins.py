"""What a client must know of a store besides its address, and how the official image is told of it.

Three things can stand behind the name of a store: the StatefulSet of the library, Bitnami's chart, and a managed
service. The inventory says database, user and Secret once; what it does not say is what the image takes by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from chartloom.matrix.model import Login, SecretRef

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.matrix.technologies import Technology

__all__ = ["MADE_BY_BITNAMI", "external_login", "store_command", "store_env", "store_login", "store_secrets"]

Record = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Image:
    """How one official image is told of its database, its user and the password."""

    usual: Login
    database: str = ""
    user: str = ""
    variable: str = ""
    # Read in place of the password of the administrator, when another user is made.
    user_variable: str = ""
    command: tuple[str, ...] = ()


# The variable is the one that redis-cli reads as well, and so the probes; without it Redis runs open.
_REDIS = ("sh", "-c", 'exec redis-server --dir /data ${REDISCLI_AUTH:+--requirepass "$REDISCLI_AUTH"}')

_IMAGES = {
    "postgresql": _Image(
        Login(user="postgres", key="password"), "POSTGRES_DB", "POSTGRES_USER", "POSTGRES_PASSWORD"
    ),
    "mysql": _Image(
        Login(user="root", key="root-password"),
        "MYSQL_DATABASE",
        "MYSQL_USER",
        "MYSQL_ROOT_PASSWORD",
        "MYSQL_PASSWORD",
    ),
    "mongodb": _Image(
        Login(user_key="username", key="password"),
        "MONGO_INITDB_DATABASE",
        "MONGO_INITDB_ROOT_USERNAME",
        "MONGO_INITDB_ROOT_PASSWORD",
    ),
    "rabbitmq": _Image(
        Login(user_key="username", key="password"),
        "RABBITMQ_DEFAULT_VHOST",
        "RABBITMQ_DEFAULT_USER",
        "RABBITMQ_DEFAULT_PASS",
    ),
    "redis": _Image(Login(key="password"), variable="REDISCLI_AUTH", command=_REDIS),
}
MADE_BY_BITNAMI = tuple(_IMAGES)
# Without a Secret these run open.
_OPEN = ("redis",)


def store_login(record: Mapping[str, object], name: str, technology: Technology) -> Login:
    """What clients are told of the StatefulSet of the library; nothing for what is no store of ours."""
    image = _IMAGES.get(technology.name)
    if image is None:
        return Login(database=_text(record, "database"), user=_text(record, "user"))
    user = _text(record, "user")
    usual = replace(image.usual, user=user, user_key="") if user else image.usual
    if user and image.user_variable:
        usual = replace(usual, key="password")
    closed = "auth" in record or technology.name not in _OPEN
    secret = f"{name}-auth" if closed else ""
    login = replace(usual, database=_text(record, "database"), secret=secret)
    return _with_auth(login, record) if closed else replace(login, key="")


def external_login(record: Mapping[str, object], below: Login) -> Login:
    """What clients are told of a managed service; what it does not say is as in the store it stands in for."""
    user = _text(record, "user")
    known = replace(below, user=user, user_key="") if user else below
    login = replace(known, database=_text(record, "database") or below.database)
    if "auth" not in record:
        return login
    return _with_auth(replace(login, user_key="", key="password"), record)


def _with_auth(login: Login, record: Mapping[str, object]) -> Login:
    said = cast("Record", record.get("auth", {}))
    return replace(
        login,
        secret=_text(said, "secret") or login.secret,
        user_key=_text(said, "username") or login.user_key,
        key=_text(said, "password") or login.key,
    )


def store_env(login: Login, technology: Technology) -> dict[str, str]:
    """The variables that make the official image create database and user."""
    image = _IMAGES.get(technology.name)
    if image is None:
        return {}
    user = login.user if login.user != image.usual.user and not login.user_key else ""
    found = {image.database: login.database, image.user: user}
    return {name: text for name, text in found.items() if name and text}


def store_command(login: Login, technology: Technology) -> tuple[str, ...]:
    """What starts the image where the password is no business of its entrypoint; nothing where it is."""
    image = _IMAGES.get(technology.name)
    return image.command if image and login.secret else ()


def store_secrets(login: Login, technology: Technology) -> tuple[SecretRef, ...]:
    """The variables that the official image reads from the Secret of the store, in the order of its documentation."""
    image = _IMAGES.get(technology.name)
    usual = tuple(
        SecretRef(ref.name, login.secret, _key(ref.name, ref.key, login, image), ref.optional)
        for ref in technology.secrets
    )
    if image is None or not login.secret:
        return usual
    made = {ref.name for ref in usual}
    wanted = image.user_variable if login.user != image.usual.user else image.variable
    extra = (
        () if not wanted or wanted in made else (SecretRef(wanted, login.secret, login.key, optional=False),)
    )
    return (*usual, *extra)


def _key(variable: str, key: str, login: Login, image: _Image | None) -> str:
    if image is None:
        return key
    if variable == image.user:
        return login.user_key or key
    own = variable == image.variable and not (image.user_variable and login.user != image.usual.user)
    return login.key if own else key


def _text(record: Mapping[str, object], key: str) -> str:
    return str(record.get(key, ""))
