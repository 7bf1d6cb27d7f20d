"""How services are reached from outside: Ingresses and HTTPRoutes in the words of an inventory."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.importers.document import listed, mapping
from chartloom.importers.report import Kind
from chartloom.matrix.check import matches
from chartloom.matrix.fields import HOST, PATH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chartloom.importers.document import Record
    from chartloom.importers.draft import DraftService
    from chartloom.importers.objects import Objects, Resource
    from chartloom.importers.report import Remark

__all__ = ["Entrance", "domain_of", "read_entrances", "say_entrances"]

_ISSUER = "cert-manager.io/cluster-issuer"
_RATE_LIMIT = "nginx.ingress.kubernetes.io/limit-rps"
_OLD_CLASS = "kubernetes.io/ingress.class"
_USUAL_CLASSES = ("", "nginx")


@dataclass(frozen=True, slots=True)
class Entrance:
    """A host and a path that lead to a service, and the object that says so."""

    service: str
    host: str
    path: str
    resource: Resource


def read_entrances(objects: Objects, names: Mapping[str, str], remarks: list[Remark]) -> list[Entrance]:
    """All of them, each host and path once; ``names`` are the services by those that Kubernetes has for them."""
    found: dict[tuple[str, str], Entrance] = {}
    for backend, host, path, resource in (*_ingress_routes(objects), *_http_routes(objects)):
        service = names.get(backend)
        if service is None:
            why = f'it leads to "{backend}", which is not imported'
            remarks.append(resource.remark(Kind.LEFT_OUT, why))
        elif host and not matches(HOST, host):
            why = f"the host {host} is no name of one service"
            remarks.append(resource.remark(Kind.LEFT_OUT, why, key="host"))
        else:
            whole = path if matches(PATH, path) else "/"
            known = found.setdefault((host, whole), Entrance(service, host, whole, resource))
            if known.service != service:
                why = f'{host}{whole} leads to "{known.service}" already'
                remarks.append(resource.remark(Kind.LEFT_OUT, why, service=service))
    return list(found.values())


def _ingress_routes(objects: Objects) -> Iterator[tuple[str, str, str, Resource]]:
    for ingress in objects.of("Ingress"):
        default = mapping(mapping(ingress.spec.get("defaultBackend")).get("service")).get("name")
        if default:
            yield str(default), "", "/", ingress
        for rule in map(mapping, listed(ingress.spec.get("rules"))):
            for path in map(mapping, listed(mapping(rule.get("http")).get("paths"))):
                backend = mapping(mapping(path.get("backend")).get("service")).get("name", "")
                yield str(backend), str(rule.get("host", "")), str(path.get("path", "/")), ingress


def _http_routes(objects: Objects) -> Iterator[tuple[str, str, str, Resource]]:
    for route in objects.of("HTTPRoute"):
        hosts = [str(host) for host in listed(route.spec.get("hostnames"))] or [""]
        for rule in map(mapping, listed(route.spec.get("rules"))):
            paths = [mapping(mapping(m).get("path")).get("value", "/") for m in listed(rule.get("matches"))]
            for backend in map(mapping, listed(rule.get("backendRefs"))):
                yield from (
                    (str(backend.get("name", "")), h, str(p), route) for h in hosts for p in paths or ["/"]
                )


def domain_of(entrances: Iterable[Entrance], fleet: str) -> str:
    """The domain under which services are reached by their own names, or the host that others end with."""
    found = list(entrances)
    for each in found:
        domain = each.host.removeprefix(f"{each.service}.")
        if domain != each.host and "." in domain:
            return domain
    hosts = sorted({each.host for each in found if each.host}, key=lambda host: (len(host), host))
    return next((host for host in hosts if host.count(".") > 0), f"{fleet}.example.com")


def say_entrances(
    drafts: Sequence[DraftService],
    entrances: Sequence[Entrance],
    domain: str,
    namespace: str,
    remarks: list[Remark],
) -> Record:
    """Put the entrances into the drafts; what holds for all of them is returned, as ``exposure`` of the fleet.

    ``namespace`` is that of the ingress controller, "" where nothing tells it.
    """
    resources = list({id(each.resource): each.resource for each in entrances}.values())
    exposure = _exposure(resources)
    if exposure.get("kind") != "gateway" and namespace not in ("", "ingress-nginx"):
        exposure["namespace"] = namespace
    routed = _routed(entrances)
    for draft in drafts:
        own = [each for each in entrances if each.service == draft.name]
        routes = {path: name for (front, path), name in routed.items() if front == draft.name}
        if own and draft.name not in routed.values():
            _say(draft, own, routes, domain, remarks)
            _say_object(draft, own[0].resource, exposure)
    if "class" in exposure and "namespace" not in exposure:
        why = f"say where the controller of the class {exposure['class']} runs: exposure: {{namespace: NAME}}"
        remarks.append(resources[0].remark(Kind.TO_DO, why, key="exposure"))
    return exposure


def _routed(entrances: Sequence[Entrance]) -> dict[tuple[str, str], str]:
    """Paths that lead to another service than the rest of their hosts: by service of the rest, and path.

    They hold for all hosts of the one, and the other is reached in no other way.
    """
    fronts: dict[str, set[str]] = {}
    for each in entrances:
        if each.path == "/":
            fronts.setdefault(each.service, set()).add(each.host)
    found: dict[tuple[str, str], str] = {}
    for service in dict.fromkeys(each.service for each in entrances if each.service not in fronts):
        own = {(each.host, each.path) for each in entrances if each.service == service}
        paths = {path for _, path in own}
        front = next(
            (f for f, hosts in fronts.items() if own == {(h, p) for h in hosts for p in paths}), None
        )
        if front:
            found.update({(front, path): service for path in sorted(paths)})
    return found


def _say(
    draft: DraftService,
    own: Sequence[Entrance],
    routes: Mapping[str, str],
    domain: str,
    remarks: list[Remark],
) -> None:
    """One path, and the hosts that have it; further paths have no word."""
    path = Counter(each.path for each in own).most_common(1)[0][0]
    draft.said.update({"exposed": True, "path": path, "routes": dict(routes)})
    hosts = [_short(each.host, domain) for each in own if each.path == path and each.host]
    if hosts and hosts != [draft.name]:
        draft.said["host"] = hosts[0] if len(hosts) == 1 else hosts
    for each in (each for each in own if each.path != path):
        why = f"{each.host}{each.path} is a further route; give it under values: ingress: hosts"
        remarks.append(each.resource.remark(Kind.LEFT_OUT, why, service=draft.name))


def _short(host: str, domain: str) -> str:
    """The label before the domain, "@" for the domain, or the whole host."""
    label = host.removesuffix(f".{domain}")
    return "@" if host == domain else label if label != host and "." not in label else host


def _exposure(resources: Sequence[Resource]) -> Record:
    """What all Ingresses have in common, or the Gateway of all routes."""
    kinds = {resource.kind for resource in resources}
    if kinds == {"HTTPRoute"}:
        parents = {_parent(resource) for resource in resources}
        name, namespace, listener = parents.pop() if len(parents) == 1 else ("", "", "")
        found: Record = {"kind": "gateway", "gateway": name, "namespace": namespace, "listener": listener}
        return {key: value for key, value in found.items() if value} if name else {}
    ingresses = [resource for resource in resources if resource.kind == "Ingress"]
    classes = {_class(ingress) for ingress in ingresses}
    issuers = {str(ingress.annotations.get(_ISSUER, "")) for ingress in ingresses}
    common = {"class": classes, "issuer": issuers}
    said = {key: next(iter(values)) for key, values in common.items() if len(values) == 1}
    return {key: value for key, value in said.items() if value and value != "nginx" and matches(HOST, value)}


def _parent(route: Resource) -> tuple[str, str, str]:
    parent = mapping(next(iter(listed(route.spec.get("parentRefs"))), {}))
    name, namespace, listener = (str(parent.get(key, "")) for key in ("name", "namespace", "sectionName"))
    return name, namespace, listener


def _class(ingress: Resource) -> str:
    return str(ingress.spec.get("ingressClassName") or ingress.annotations.get(_OLD_CLASS, ""))


def _say_object(draft: DraftService, resource: Resource, exposure: Record) -> None:
    """What the object says besides, where the fleet does not say it."""
    if resource.kind == "HTTPRoute":
        if exposure.get("kind") != "gateway":
            draft.values["exposure"] = "gateway"
        return
    annotations = {
        k: v for k, v in resource.annotations.items() if not k.startswith(("meta.helm.sh", "kubectl."))
    }
    annotations.pop(_OLD_CLASS, None)
    if "issuer" in exposure:
        annotations.pop(_ISSUER, None)
    if str(annotations.get(_RATE_LIMIT, "")).isdigit():
        draft.said["rate_limit"] = int(str(annotations.pop(_RATE_LIMIT)))
    ingress: Record = {"annotations": annotations} if annotations else {}
    if "class" not in exposure and _class(resource) not in _USUAL_CLASSES:
        ingress["className"] = _class(resource)
    if ingress:
        draft.values["ingress"] = ingress
