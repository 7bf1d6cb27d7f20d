"""How services are reached from outside, as values: hosts, paths and certificates, and what leads to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chartloom.matrix.exposure import Exposure
    from chartloom.matrix.model import Environment, Service

__all__ = [
    "entrance_values",
    "exposed_kinds",
    "exposure_globals",
    "ingress_values",
    "is_limited_by_traefik",
    "routers_elsewhere",
    "unrouted_values",
]

Values = dict[str, object]

_ISSUER = "cert-manager.io/cluster-issuer"


def ingress_values(service: Service, environment: Environment) -> Values:
    """``ingress`` of an exposed service; a Gateway takes the same hosts and paths."""
    hosts = _hosts(service, environment)
    is_limited = service.rate_limit and environment.exposure.kind == "ingress"
    return {
        "enabled": True,
        **({"rateLimit": service.rate_limit} if is_limited else {}),
        "hosts": [{"host": host, "paths": _paths(service)} for host in hosts],
        "tls": [{"secretName": f"{service.name}-tls", "hosts": hosts}],
    }


def _paths(service: Service) -> list[Values]:
    """Its own path first; more exact ones win, whatever their order."""
    routes = [
        {"path": route.path, "pathType": "Prefix", "service": route.service, "port": route.port}
        for route in service.routes
    ]
    return [{"path": service.path, "pathType": "Prefix"}, *routes]


def _hosts(service: Service, environment: Environment) -> list[str]:
    return [_complete(host, environment.domain) for host in service.hosts or (service.name,)]


def _complete(host: str, domain: str) -> str:
    """A host with a dot is complete; a label is completed by the domain, which "@" stands for."""
    if host == "@":
        return domain
    return host if "." in host else f"{host}.{domain}"


def entrance_values(service: Service, exposure: Exposure) -> Values:
    """Which ingress controller the policy of a service lets in, where it is not in the usual namespace."""
    if exposure.kind == "ingress" and exposure.namespace and (service.exposed or service.is_routed):
        return {"networkPolicy": {"ingressController": {"namespace": exposure.namespace}}}
    return {}


def unrouted_values(service: Service, environment: Environment, services: Iterable[Service]) -> Values:
    """Closes the policy of a service to the way in, where nothing leads to it: who has its route is not exposed."""
    if not service.is_routed:
        return {}
    routers = (each for each in services if any(route.service == service.name for route in each.routes))
    if any(_is_exposed(router, environment) for router in routers):
        return {}
    return {"networkPolicy": {"routed": False}}


def _is_exposed(service: Service, environment: Environment) -> bool:
    """Whether it has an Ingress or an HTTPRoute there; the last word counts."""
    umbrella = environment.values.get(service.name)
    layers = (umbrella, service.environments.get(environment.name), service.values)
    for layer in layers:
        ingress = layer.get("ingress") if isinstance(layer, dict) else None
        said = ingress.get("enabled") if isinstance(ingress, dict) else None
        if isinstance(said, bool):
            return said
    return service.exposed and environment.profile != "dev" and environment.name not in service.external


def exposure_globals(exposure: Exposure) -> Values:
    """What every chart is told about the way in, where it is not the usual one."""
    if exposure.kind == "gateway":
        gateway = {
            "name": exposure.gateway,
            "namespace": exposure.namespace,
            "sectionName": exposure.listener,
        }
        return {"exposure": "gateway", "gateway": {key: value for key, value in gateway.items() if value}}
    annotations = {"annotations": {_ISSUER: exposure.issuer}} if exposure.issuer else {}
    found: Values = {**({"className": exposure.class_name} if exposure.class_name else {}), **annotations}
    return {"ingress": found} if found else {}


def exposed_kinds(environments: Iterable[Environment]) -> set[str]:
    """The keys of values that an exposed service is reached by, in any environment."""
    return {{"ingress": "ingress", "gateway": "httpRoute"}[e.exposure.kind] for e in environments}


def is_limited_by_traefik(service: Service, environments: Iterable[Environment]) -> bool:
    """Whether its limit is an object of its own, where others have an annotation."""
    raw = (
        service.values,
        *service.environments.values(),
        *(e.values.get(service.name) for e in environments),
    )
    ingresses = [each["ingress"] for each in raw if isinstance(each, dict) and "ingress" in each]
    is_limited = service.rate_limit or any(
        "rateLimit" in each for each in ingresses if isinstance(each, dict)
    )
    said = [each.get("className") for each in ingresses if isinstance(each, dict)]
    classes = [*said, *(environment.exposure.class_name for environment in environments)]
    return bool(is_limited) and any("traefik" in str(name) for name in classes)


def routers_elsewhere(service: Service, services: Iterable[Service]) -> list[str]:
    """The services of other namespaces whose routes lead to this one."""
    if not service.is_routed:
        return []
    others = (each for each in services if each.namespace != service.namespace)
    return [each.name for each in others if any(route.service == service.name for route in each.routes)]
