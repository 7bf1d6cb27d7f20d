"""What both importers do last: secrets taken out, calls found, everything made short and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.importers.calls import Calls, hosts_in, replace_hosts
from chartloom.importers.connections import say_connections
from chartloom.importers.document import mapping
from chartloom.importers.fitting import drop_what_does_not_fit
from chartloom.importers.report import Imported, Kind, Remark
from chartloom.importers.shorten import shorten
from chartloom.importers.stores import store_settings
from chartloom.importers.write import write_inventory
from chartloom.kube.secrecy import why_secret
from chartloom.matrix.check import matches
from chartloom.matrix.fields import ENV_NAME
from chartloom.matrix.technologies import TECHNOLOGIES

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from chartloom.importers.draft import Draft, DraftService

__all__ = ["finish"]

_Known = dict[str, tuple[str, str]]


def finish(draft: Draft, hosts: Mapping[str, str], remarks: list[Remark]) -> Imported:
    """The inventory of a draft; ``hosts`` says which service a name in a setting means."""
    graph = _calls(draft, hosts, remarks)
    _aliases(draft, remarks)
    aliases = {alias for service in draft.services for alias in _listed(service.said.get("aliases"))}
    known: _Known = {}
    for service in draft.services:
        known.update(_store(service, remarks))
    for service in draft.services:
        remarks.extend(drop_what_does_not_fit(service))
    stores = {s.name: s for s in draft.services if TECHNOLOGIES[s.language].is_store}
    routed = {str(name) for s in draft.services for name in mapping(s.said.get("routes")).values()}
    for service in draft.services:
        service.calls = tuple(graph.of(service.name))
        service.optional = tuple(name for name in service.optional if name in service.calls)
        _settings(service, hosts, aliases, known, remarks)
        say_connections(service, stores)
        _quiet(service, graph.has_callers(service.name) or service.name in routed, remarks)
    order = [service.name for service in draft.services]
    text = write_inventory(draft, shorten(draft))
    return Imported(
        draft.name, text, len(order), tuple(sorted(remarks, key=lambda r: (r.span.file, r.span.line)))
    )


def _calls(draft: Draft, hosts: Mapping[str, str], remarks: list[Remark]) -> Calls:
    """What is declared, then what settings and commands give away; a circle is never closed."""
    graph = Calls(service.name for service in draft.services)
    for service in draft.services:
        for callee in service.calls:
            if not graph.add(service.name, callee):
                _circle(service, callee, remarks)
    for service in draft.services:
        for callee in dict.fromkeys(_named(service, hosts)):
            if callee != service.name and not graph.add(service.name, callee):
                _circle(service, callee, remarks)
    return graph


def _aliases(draft: Draft, remarks: list[Remark]) -> None:
    """A name leads to one service only."""
    taken = {name for service in draft.services for name in (service.name, f"{service.name}-headless")}
    for service in draft.services:
        wanted = _listed(service.said.get("aliases"))
        kept = [alias for alias in dict.fromkeys(wanted) if alias not in taken]
        for alias in (alias for alias in wanted if alias not in kept):
            why = f'"{alias}" is the name of another service, too'
            remarks.append(Remark(Kind.LEFT_OUT, service.span, service.source, "aliases", why))
        taken.update(kept)
        service.said["aliases"] = kept


def _listed(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _circle(service: DraftService, callee: str, remarks: list[Remark]) -> None:
    why = (
        f'the call of "{callee}" would close a circle, in which each waits for the next: '
        "allow it under values: networkPolicy"
    )
    remarks.append(Remark(Kind.LEFT_OUT, service.span, service.source, "dependencies", why))


def _named(service: DraftService, hosts: Mapping[str, str]) -> Iterable[str]:
    files = mapping(service.said.get("files")).values()
    texts = [*service.env.items(), *(("", text) for text in (*_words(service), *map(str, files)))]
    for name, text in texts:
        for host in hosts_in(name, text):
            if callee := hosts.get(host) or hosts.get(_first_label(host)):
                yield callee


def _words(service: DraftService) -> list[str]:
    said = [service.values.get("command"), service.values.get("args")]
    return [str(word) for words in said if isinstance(words, list) for word in words]


def _first_label(host: str) -> str:
    """The Service that an address within the cluster names, or ""."""
    service, _, rest = host.partition(".")
    return service if "svc" in rest.split(".") else ""


def _store(service: DraftService, remarks: list[Remark]) -> _Known:
    """Database and user of a store become keys of their own; its passwords by their text, for the clients."""
    if not TECHNOLOGIES[service.language].is_store:
        return {}
    settings = store_settings(service.name, service.language, service.env)
    service.said.update(settings.said)
    service.env = settings.rest
    if service.language == "redis" and settings.secret:
        service.values.pop("args", None)
    if settings.passwords or settings.secret:
        auth = mapping(service.said.get("auth"))
        keys = ", ".join(dict.fromkeys(_key(key, auth) for key in settings.keys))
        why = f"make the Secret {auth.get('secret', settings.secret)} with the keys {keys}"
        remarks.append(Remark(Kind.TO_DO, service.span, service.source, "password", why))
    if settings.is_open:
        why = "without a password it runs in development only"
        remarks.append(Remark(Kind.CHANGED, service.span, service.source, "password", why))
    return {text: (settings.secret, key) for text, key in settings.passwords}


def _key(usual: str, auth: Mapping[str, object]) -> str:
    """What a key of the Secret of a store is called."""
    return str(auth.get("username" if usual == "username" else "password", usual))


def _settings(
    service: DraftService,
    hosts: Mapping[str, str],
    aliases: Container[str],
    known: Mapping[str, tuple[str, str]],
    remarks: list[Remark],
) -> None:
    """Secrets leave the settings; hosts that have another name now get it."""
    renamed = {old: new for old, new in hosts.items() if old not in aliases and old != new}
    kept: dict[str, str] = {}
    secrets: dict[str, object] = dict(mapping(service.said.get("secrets")))
    own: list[str] = []
    for name, text in service.env.items():
        if name in secrets:
            continue
        if not why_secret((name,), text) or not matches(ENV_NAME, name):
            kept[name] = replace_hosts(name, text, renamed) if renamed else text
        elif text in known:
            secret, key = known[text]
            secrets[name] = {"secret": secret, "key": key}
        else:
            secrets[name] = {"secret": f"{service.name}-secrets"}
            own.append(name)
    service.env = kept
    if secrets:
        service.said["secrets"] = secrets
    if own:
        why = f"make the Secret {service.name}-secrets with the keys {', '.join(own)}; their values were not copied"
        remarks.append(Remark(Kind.TO_DO, service.span, service.source, "environment", why))


def _quiet(service: DraftService, is_called: bool, remarks: list[Remark]) -> None:
    """A service without a port, which nobody calls, works for itself; one that is called gets the usual port."""
    technology = TECHNOLOGIES[service.language]
    if technology.is_store or "port" in service.said:
        if "health" not in service.said and not technology.is_store:
            path = technology.liveness.path if technology.liveness else "/"
            why = (
                f"nothing says how it is asked for its health; it is asked for {path}: change it with health:"
            )
            remarks.append(Remark(Kind.TO_DO, service.span, service.source, "health", why))
        return
    if is_called or service.said.get("exposed"):
        why = f"nothing says on which port it listens; {technology.port} is assumed: change it with port:"
        remarks.append(Remark(Kind.TO_DO, service.span, service.source, "port", why))
        return
    service.said["port"] = False
    if service.said.get("health") is False:
        del service.said["health"]  # nobody is asked at no port
    why = "nothing says that it listens on a port: it is taken for a worker"
    remarks.append(Remark(Kind.CHANGED, service.span, service.source, "port", why))
