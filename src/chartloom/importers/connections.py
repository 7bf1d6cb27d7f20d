"""Settings that tell a service how to reach a store, as ``connections``: they follow the store wherever it goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chartloom.importers.document import mapping
from chartloom.matrix.entries import bare_targets
from chartloom.matrix.logins import store_login
from chartloom.matrix.technologies import TECHNOLOGIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chartloom.importers.draft import DraftService
    from chartloom.matrix.model import Login

__all__ = ["say_connections"]

# What a variable is called that holds this, behind the words that it shares with that of the host.
_PORT = re.compile(r"_?PORT")
_DATABASE = re.compile(r"_?(NAME|DB|DATABASE|DBNAME|DATABASE_NAME|SCHEMA|VHOST)")
_USER = re.compile(r"_?(USER|USERNAME|LOGIN)")
_HOST = re.compile(r"_?(HOST|HOSTNAME|SERVER|ADDR|ADDRESS|ENDPOINT)$")


def say_connections(service: DraftService, stores: Mapping[str, DraftService]) -> None:
    """Move what the settings of a service say of each store that it calls into its ``connections``."""
    found: dict[str, object] = {}
    for name in service.calls:
        if name in stores and name != service.name:
            told = dict(_told(service, stores[name]))
            if told and not _goes_without(service, name, told):
                found[name] = told
                _remove(service, told)
    service.said["connections"] = found


def _told(service: DraftService, store: DraftService) -> Iterator[tuple[str, str]]:
    """By variable the text with the words for host, port, database, user and password."""
    login = store_login(store.said, store.name, TECHNOLOGIES[store.language])
    port = _port(store)
    hosts = [name for name, text in service.env.items() if text == store.name]
    stems = [_HOST.sub("", name) for name in hosts]
    for name, text in service.env.items():
        words = _words(name, text, store.name, port, login, stems)
        if words != text:
            yield name, words
    if hosts or any(_in_address(store.name, text) for text in service.env.values()):
        yield from _secrets(service, login)


def _port(store: DraftService) -> int:
    said = store.said.get("port")
    return said if isinstance(said, int) and said else TECHNOLOGIES[store.language].port


def _words(name: str, text: str, store: str, port: int, login: Login, stems: Sequence[str]) -> str:
    if text == store:
        return "$(host)"
    rest = next((name.removeprefix(stem) for stem in stems if stem and name.startswith(stem)), "")
    for pattern, value, word in (
        (_PORT, str(port), "$(port)"),
        (_DATABASE, login.database, "$(database)"),
        (_USER, login.user, "$(username)"),
    ):
        if value and text == value and pattern.fullmatch(rest):
            return word
    return _address(text, store, port, login)


def _in_address(store: str, text: str) -> bool:
    return bool(re.search(rf"(?:^|//|@){re.escape(store)}(?=[:/]|$)", text))


def _address(text: str, store: str, port: int, login: Login) -> str:
    """A URL, or a host with its port."""
    found = re.fullmatch(
        rf"(?P<scheme>[a-zA-Z][\w+.:-]*://)?(?P<user>[^@/:\s]+@)?{re.escape(store)}(?P<port>:\d+)?(?P<path>/\S*)?",
        text,
    )
    if not found or not (found["scheme"] or found["port"]):
        return text
    if found["port"] not in (None, f":{port}"):
        return text
    user, path = found["user"] or "", found["path"] or ""
    database = path.partition("?")[0].removeprefix("/")
    if login.user and user == f"{login.user}@":
        user = "$(username)@"
    if login.database and database == login.database:
        path = path.replace(f"/{database}", "/$(database)", 1)
    number = ":$(port)" if found["port"] else ""
    return f"{found['scheme'] or ''}{user}$(host){number}{path}"


def _secrets(service: DraftService, login: Login) -> Iterator[tuple[str, str]]:
    """Variables that are read from the Secret of the store."""
    for name, said in mapping(service.said.get("secrets")).items():
        ref = mapping(said)
        key = ref.get("key", name)
        if login.secret and ref.get("secret") == login.secret and not ref.get("optional"):
            if key == login.key:
                yield name, "$(password)"
            elif key == login.user_key:
                yield name, "$(username)"


def _goes_without(service: DraftService, store: str, told: Mapping[str, str]) -> bool:
    """Whether bare names of variables say it more shortly: an address and nothing else."""
    targets = bare_targets(service.calls)
    return all(targets.get(name) == store and text in ("$(host)", "$(port)") for name, text in told.items())


def _remove(service: DraftService, told: Mapping[str, str]) -> None:
    service.env = {name: text for name, text in service.env.items() if name not in told}
    secrets = mapping(service.said.get("secrets"))
    service.said["secrets"] = {name: ref for name, ref in secrets.items() if name not in told}
