"""The values of one service chart, in the order in which a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.matrix.build import deep_merge
from chartloom.matrix.logins import store_command
from chartloom.weave.argocd import argocd_globals
from chartloom.weave.bitnami import chart_values
from chartloom.weave.commented import Entry
from chartloom.weave.exposure import routers_elsewhere
from chartloom.weave.operations import operation_entries, policy_entries
from chartloom.weave.pods import pod_entries, scaling_entries, writable_paths
from chartloom.weave.probes import probe_values
from chartloom.weave.profiles import BASE_LOG_LEVEL
from chartloom.weave.sharing import service_globals, sharing_entries
from chartloom.weave.spaces import space_globals
from chartloom.weave.stores import chart_services, dependency, services_it_meets
from chartloom.weave.tasks import task_entries
from chartloom.weave.upkeep import upkeep_entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chartloom.matrix.model import Edge, Inventory, Service

__all__ = ["service_entries"]

Values = dict[str, object]


def service_entries(
    inventory: Inventory, service: Service, calls: Sequence[Edge], callers: Sequence[str]
) -> list[Entry]:
    """The entries of ``values.yaml``: what differs from the library's defaults, and where it comes from."""
    usual = [
        *_identity(inventory, service),
        *_network(inventory, service, calls, callers),
        *_environment(service),
        *_container(service),
        *pod_entries(service),
        *_storage(service),
        *scaling_entries(service),
        *sharing_entries(inventory, service),
        *task_entries(service),
        *policy_entries(inventory, service),
        *operation_entries(service),
        *upkeep_entries(service),
        *_third_party(service),
        *_presence(service),
        *_globals(inventory, service, calls, callers),
    ]
    return list(_with_own_values(usual, service.values))


def _with_own_values(entries: Sequence[Entry], own: Mapping[str, object]) -> Iterator[Entry]:
    """The entries with the inventory's own ``values:`` laid over them, new keys last."""
    below = {entry.key: entry.value for entry in entries}
    merged = deep_merge(below, own)
    yield from (Entry(entry.key, merged[entry.key], entry.comment) for entry in entries)
    comment = "-- As given under `values:` of the service."
    for key in (key for key in own if key not in below):
        yield Entry(key, merged[key], comment)
        comment = ""


def _identity(inventory: Inventory, service: Service) -> Iterator[Entry]:
    yield Entry(
        "partOf", inventory.name, "-- The fleet; it is part of every selector, so it must never change."
    )
    yield Entry("tier", service.tier)
    yield Entry("technology", service.technology.name)
    yield Entry("workload", service.kind)
    yield Entry("replicaCount", 1, "-- Pods; the environments say how many there are elsewhere.")
    yield Entry("image", _image(service), "-- The tag is the chart's appVersion.")


def _image(service: Service) -> Values:
    registry = {"registry": service.image.registry} if service.image.registry else {}
    return {**registry, "repository": service.image.repository}


def _network(
    inventory: Inventory, service: Service, calls: Sequence[Edge], callers: Sequence[str]
) -> Iterator[Entry]:
    yield Entry("service", _service(service), "-- Its address, and where it listens.")
    if service.extra_ports:
        yield Entry("extraPorts", [{"name": name, "port": port} for name, port in service.extra_ports])
    if calls:
        comment = "-- What it calls: each is waited for, and let out by the network policy."
        services = inventory.by_name()
        yield Entry("dependsOn", {edge.callee: dependency(edge, services) for edge in calls}, comment)
    if callers:
        yield Entry("callers", list(callers), "-- Who calls it: each is let in by the network policy.")
    routers = routers_elsewhere(service, inventory.services)
    if routers:
        comment = "-- Whose HTTPRoutes lead here from another namespace: a ReferenceGrant allows it."
        yield Entry("httpRoute", {"grantTo": routers}, comment)


def _service(service: Service) -> Values:
    # Without a port there is a Service for what else it listens on, such as metrics.
    if not service.port:
        return {"enabled": bool(service.extra_ports or service.monitoring.metrics), "port": 0}
    found: Values = {"port": service.port}
    if service.technology.port_name != "http":
        found["portName"] = service.technology.port_name
    if service.aliases:
        found["aliases"] = list(service.aliases)
    return found


def _environment(service: Service) -> Iterator[Entry]:
    env = {**dict(service.technology.env), **_log_level(service), **dict(service.env)}
    if env:
        yield Entry("env", env, "-- Settings of the container; they are kept in a ConfigMap.")
    if service.secrets:
        comment = "-- Settings that are read from Secrets; those are made outside the chart."
        yield Entry(
            "secretEnv",
            {ref.name: _secret(ref.secret, ref.key, ref.optional) for ref in service.secrets},
            comment,
        )


def _log_level(service: Service) -> dict[str, str]:
    return {} if service.technology.is_store else {"LOG_LEVEL": BASE_LOG_LEVEL}


def _secret(secret: str, key: str, optional: bool) -> Values:
    found: Values = {"secret": secret, "key": key}
    return {**found, "optional": True} if optional else found


def _container(service: Service) -> Iterator[Entry]:
    command = store_command(service.login, service.technology)
    if service.pod.command:
        yield Entry("command", list(service.pod.command), "-- What it runs.")
    elif command:
        yield Entry("command", list(command), "-- With a password, where there is one.")
    if service.pod.args:
        yield Entry("args", list(service.pod.args), "-- What it is told when it starts.")
    probes = probe_values(service)
    title = service.technology.title
    if probes:
        yield Entry("probes", probes, f"-- How Kubernetes asks for its health ({title}).")
    yield Entry("resources", _resources(service), f"-- Requests and limits ({title}).")
    yield Entry("podSecurityContext", _security(service), "-- Never root; the library adds the rest.")
    paths = writable_paths(service)
    if paths:
        yield Entry("writablePaths", paths, "-- Folders it writes to; all others are read-only.")


def _resources(service: Service) -> Values:
    r = service.resources
    return {
        "requests": {"cpu": r.cpu, "memory": r.memory},
        "limits": {"cpu": r.cpu_limit, "memory": r.memory_limit},
    }


def _security(service: Service) -> Values:
    user, group = service.technology.user, service.technology.group
    found: Values = {"runAsUser": user, "runAsGroup": group, "fsGroup": group}
    # A large volume is not walked at each start, and files that must stay private keep their mode.
    return {**found, "fsGroupChangePolicy": "OnRootMismatch"} if service.technology.is_store else found


def _storage(service: Service) -> Iterator[Entry]:
    if service.is_stateful and service.technology.data_path:
        values = {"enabled": False, "size": service.storage, "mountPath": service.technology.data_path}
        yield Entry(
            "persistence", values, "-- Where its data lies; off means an emptyDir, lost with the pod."
        )


def _third_party(service: Service) -> Iterator[Entry]:
    if service.chart:
        comment = f"-- Values of the third-party chart {service.chart.name}, where it runs the store."
        yield Entry(service.chart.name, chart_values(service), comment)


def _globals(
    inventory: Inventory, service: Service, calls: Sequence[Edge], callers: Sequence[str]
) -> Iterator[Entry]:
    """What the chart must know of the fleet when it is installed alone."""
    met = services_it_meets(service, calls, inventory.by_name())
    routed = (*(route.service for route in service.routes), *routers_elsewhere(service, inventory.services))
    spaces = space_globals(inventory, (*(other.name for other in met), *callers, *routed))
    charts = chart_services(met, len(inventory.environments))
    told = {
        **spaces,
        **({"chartServices": charts} if charts else {}),
        **argocd_globals(inventory),
        **service_globals(inventory, service),
    }
    if told:
        yield Entry("global", told, _GLOBALS[bool(charts)])


_GLOBALS = {
    True: "-- Stores that a third-party chart can run, switched by `enabled`; an umbrella's word wins.",
    False: "-- What it has to know of the fleet when it is installed alone; an umbrella's word wins.",
}


def _presence(service: Service) -> Iterator[Entry]:
    """Helm hands the exports of charts that take part to the umbrella, and its globals to all of them."""
    values = {"presence": {"global": {"present": {service.name: True}}}}
    yield Entry("exports", values, "-- What an umbrella learns of this chart: that it takes part.")
