"""What is reachable from outside, as addresses: the same for an Ingress and for a route of the Gateway API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.compare.lists import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ingress_routes", "route_routes"]

Mapping = dict[str, Any]


def ingress_routes(spec: Mapping) -> Iterator[tuple[str, str]]:
    """Each address of an Ingress, and the service behind it.

    >>> backend = {"service": {"name": "web", "port": {"number": 80.0}}}
    >>> rule = {"host": "shop.example.com", "http": {"paths": [{"path": "/", "backend": backend}]}}
    >>> list(ingress_routes({"rules": [rule], "tls": [{"hosts": ["shop.example.com"]}]}))
    [('https://shop.example.com/', 'web:80')]
    """
    secured = {host for tls in spec.get("tls") or () for host in tls.get("hosts") or ("",)}
    if spec.get("defaultBackend"):
        yield "everything else", _backend(spec["defaultBackend"])
    for rule in spec.get("rules") or ():
        host = str(rule.get("host", ""))
        scheme = "https" if host in secured or "" in secured else "http"
        for path in (rule.get("http") or {}).get("paths") or ():
            yield f"{scheme}://{host or '*'}{_path(path)}", _backend(path.get("backend") or {})


def _path(path: Mapping) -> str:
    exact = " exactly" if path.get("pathType") == "Exact" else ""
    return f"{path.get('path', '/')}{exact}"


def _backend(backend: Mapping) -> str:
    service = backend.get("service")
    if not service:
        return plain(backend)
    port = service.get("port") or {}
    return f"{service.get('name')}:{plain(port.get('number', port.get('name', '')))}"


def route_routes(spec: Mapping) -> Iterator[tuple[str, str]]:
    """Each address of an HTTPRoute, and the services behind it."""
    for host in spec.get("hostnames") or ("*",):
        for rule in spec.get("rules") or ():
            where: Mapping
            for where in rule.get("matches") or ({},):
                yield f"{host}{_match(where)}", ", ".join(_weighted(rule)) or "nothing"


def _match(match: Mapping) -> str:
    path = match.get("path") or {}
    rest = {key: value for key, value in match.items() if key != "path"}
    exact = " exactly" if path.get("type") == "Exact" else ""
    return f"{path.get('value', '/')}{exact}{f' with {plain(rest)}' if rest else ''}"


def _weighted(rule: Mapping) -> Iterator[str]:
    for each in rule.get("backendRefs") or ():
        weight = f" weight {plain(each['weight'])}" if "weight" in each else ""
        yield f"{each.get('name')}:{plain(each.get('port', ''))}{weight}"
