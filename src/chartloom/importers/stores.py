"""The settings by which official images of stores are told of database, user and password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.matrix.logins import store_login
from chartloom.matrix.technologies import TECHNOLOGIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.importers.images import ImageRef

__all__ = ["StoreSettings", "image_values", "store_settings"]


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """What the settings of a store come to.

    ``said`` are keys of the inventory, ``rest`` the settings that stay, ``passwords`` the key of the store's Secret
    by the password that was found, so that clients can be pointed to it; ``keys`` are those that the Secret needs.
    """

    said: dict[str, object]
    rest: dict[str, str]
    secret: str = ""
    passwords: tuple[tuple[str, str], ...] = ()
    keys: tuple[str, ...] = ()
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """The variables of one image."""

    database: str
    user: str = ""
    passwords: tuple[str, ...] = ()
    usual_user: str = ""
    named_user: str = ""
    open: tuple[str, ...] = ()


_WORDS = {
    "postgresql": _Words(
        "POSTGRES_DB",
        "POSTGRES_USER",
        ("POSTGRES_PASSWORD",),
        "postgres",
        open=("POSTGRES_HOST_AUTH_METHOD",),
    ),
    "mysql": _Words(
        "MYSQL_DATABASE",
        "MYSQL_USER",
        ("MYSQL_ROOT_PASSWORD", "MYSQL_PASSWORD"),
        "root",
        open=("MYSQL_ALLOW_EMPTY_PASSWORD", "MYSQL_RANDOM_ROOT_PASSWORD"),
    ),
    "mongodb": _Words(
        "MONGO_INITDB_DATABASE",
        passwords=("MONGO_INITDB_ROOT_PASSWORD",),
        named_user="MONGO_INITDB_ROOT_USERNAME",
    ),
    "rabbitmq": _Words(
        "RABBITMQ_DEFAULT_VHOST", passwords=("RABBITMQ_DEFAULT_PASS",), named_user="RABBITMQ_DEFAULT_USER"
    ),
    "redis": _Words("", passwords=("REDIS_PASSWORD",)),
}
_KEYS = {"MYSQL_ROOT_PASSWORD": "root-password"}


def store_settings(name: str, language: str, env: Mapping[str, str]) -> StoreSettings:
    """The settings of a store, sorted; those of any other service all stay.

    >>> store_settings("db", "postgresql", {"POSTGRES_DB": "shop", "POSTGRES_PASSWORD": "x", "TZ": "UTC"})
    StoreSettings(said={'database': 'shop'}, rest={'TZ': 'UTC'}, secret='db-auth', passwords=(('x', 'password'),), ...)
    """
    words = _WORDS.get(language)
    if words is None:
        return StoreSettings({}, dict(env))
    # MariaDB has the same ones under its own name, and all images read files as well.
    known = {_plain(variable): text for variable, text in env.items()}
    said: dict[str, object] = {}
    if known.get(words.database):
        said["database"] = known[words.database]
    if known.get(words.user) and known[words.user] != words.usual_user:
        said["user"] = known[words.user]
    passwords = tuple((known[v], _KEYS.get(v, "password")) for v in words.passwords if known.get(v))
    if language == "redis" and passwords:
        said["auth"] = {"secret": f"{name}-auth"}
    taken = {words.database, words.user, *words.passwords, words.named_user, *words.open} - {""}
    rest = {variable: text for variable, text in env.items() if _plain(variable) not in taken}
    login = store_login({**said}, name, TECHNOLOGIES[language])
    return StoreSettings(
        said, rest, login.secret, passwords, _keys(language, said), any(v in known for v in words.open)
    )


def _keys(language: str, said: Mapping[str, object]) -> tuple[str, ...]:
    refs = {ref.key for ref in TECHNOLOGIES[language].secrets} or {"password"}
    return tuple(sorted({*refs, *({"password"} if "user" in said else ())}))


def _plain(variable: str) -> str:
    return variable.removesuffix("_FILE").replace("MARIADB_", "MYSQL_")


# The Alpine images of these give their user another number.
_ALPINE_USERS = {"postgresql": (70, 70), "rabbitmq": (100, 101)}


def image_values(language: str, image: ImageRef | None) -> dict[str, object]:
    """Values for an image that differs from the technology's usual one: in its user, in its client."""
    if language == "mysql" and image and image.repository.rpartition("/")[2] == "mariadb":
        return {"probes": {"readiness": {"exec": {"command": ["mariadb-admin", "ping", "-h", "127.0.0.1"]}}}}
    users = _ALPINE_USERS.get(language)
    if (
        image is None
        or users is None
        or "alpine" not in image.tag
        or image.repository != TECHNOLOGIES[language].image
    ):
        return {}
    user, group = users
    return {"podSecurityContext": {"runAsUser": user, "runAsGroup": group, "fsGroup": group}}
