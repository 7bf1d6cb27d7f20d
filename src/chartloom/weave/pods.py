"""Sidecars, files, writable folders and places of the pods of a service, as values of its chart."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from chartloom.matrix.build import deep_merge
from chartloom.weave.commented import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.matrix.model import Service
    from chartloom.matrix.pod import Destination, Reference, Sidecar
    from chartloom.matrix.scaling import Scale, Step

__all__ = [
    "destinations",
    "pod_entries",
    "scale_values",
    "scaling_entries",
    "scratch_values",
    "scratch_volume",
    "spread_values",
    "writable_paths",
]

Values = dict[str, object]

_SIDECAR_RESOURCES: Values = {
    "requests": {"cpu": "50m", "memory": "64Mi"},
    "limits": {"cpu": "100m", "memory": "128Mi"},
}


def writable_paths(service: Service) -> list[str]:
    """The folders to which the service may write: usual ones, its own, and those that it shares; [] for /tmp alone."""
    technology = service.technology
    data = (technology.data_path,) if technology.data_path and not service.is_stateful else ()
    shared = (path for sidecar in service.pod.sidecars for path in (*sidecar.shares, *sidecar.reads))
    paths = dict.fromkeys(("/tmp", *technology.writable, *data, *service.pod.writable, *shared))  # noqa: S108 -- a folder of the container
    elsewhere = {*service.pod.scratch, *((technology.data_path,) if service.is_stateful else ())}
    own = [path for path in paths if path not in elsewhere]
    return own if len(own) > 1 else []


def pod_entries(service: Service) -> Iterator[Entry]:
    """What is in the pods besides the container of the service."""
    if service.pod.scratch:
        volumes = {scratch_volume(path): {"mountPath": path} for path in service.pod.scratch}
        yield Entry("volumes", volumes, "-- Folders that come and go with each pod.")
    if service.pod.files:
        comment = "-- Whole files of its container; they are kept in a ConfigMap."
        yield Entry("configFiles", dict(service.pod.files), comment)
    if service.pod.sidecars:
        sidecars = [_sidecar(service, sidecar) for sidecar in service.pod.sidecars]
        yield Entry("sidecars", sidecars, "-- Containers that run beside it.")


def _sidecar(service: Service, sidecar: Sidecar) -> Values:
    found: Values = {"name": sidecar.name, "image": sidecar.image}
    if sidecar.command:
        found["command"] = list(sidecar.command)
    if sidecar.args:
        found["args"] = list(sidecar.args)
    env: list[Values] = [{"name": name, "value": value} for name, value in sidecar.env]
    env += [_reference(reference) for reference in sidecar.secrets]
    if env:
        found["env"] = env
    found["resources"] = deep_merge(_SIDECAR_RESOURCES, sidecar.resources)
    mounts = [_mount(service, path) for path in sidecar.shares]
    mounts += [{**_mount(service, path), "readOnly": True} for path in sidecar.reads]
    return {**found, "volumeMounts": mounts} if mounts else found


def _reference(reference: Reference) -> Values:
    key: Values = {"name": reference.secret, "key": reference.key}
    told = {**key, "optional": True} if reference.is_optional else key
    return {"name": reference.name, "valueFrom": {"secretKeyRef": told}}


def _mount(service: Service, path: str) -> Values:
    if path in service.pod.scratch:
        return {"name": scratch_volume(path), "mountPath": path}
    is_data = service.is_stateful and path == service.technology.data_path
    return {"name": "data" if is_data else _volume(path), "mountPath": path}


def _volume(path: str, kind: str = "writable") -> str:
    """The name of the volume of a folder; of a writable one the library makes it by itself.

    >>> _volume("/var/log/app")
    'writable-var-log-app'
    """
    text = f"{kind}-" + re.sub("[^a-z0-9]+", "-", path.lower()).strip("-")
    if len(text) > 63:
        text = f"{text[:54].removesuffix('-')}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return text.removesuffix("-")


def scratch_volume(path: str) -> str:
    """The name of the volume of a folder that comes and goes with its pod.

    >>> scratch_volume("/var/models")
    'scratch-var-models'
    """
    return _volume(path, "scratch")


def scratch_values(service: Service) -> Values:
    """How large these volumes are, where they are more than a folder of the node."""
    sizes = {
        scratch_volume(path): {"ephemeral": {"size": size}} for path, size in service.pod.scratch.items()
    }
    return {"volumes": sizes} if sizes else {}


def destinations(service: Service) -> list[Values]:
    """Kubernetes' egress rules for what is no service of the fleet."""
    return [_destination(destination) for destination in service.pod.egress]


def _destination(destination: Destination) -> Values:
    labels = {"kubernetes.io/metadata.name": destination.namespace}
    peer: Values = {"namespaceSelector": {"matchLabels": labels}}
    if destination.cidr:
        peer = {"ipBlock": {"cidr": destination.cidr}}
    return {"to": [peer], "ports": [{"port": port, "protocol": "TCP"} for port in destination.ports]}


def scaling_entries(service: Service) -> Iterator[Entry]:
    """What an autoscaler looks at, and how spot nodes are known; the environments switch them on."""
    scale = service.scaling.scale
    values = _targets(scale) if scale else {}
    if values:
        yield Entry("autoscaling", values, "-- What its autoscaler looks at, where there is one.")
    spot = service.upkeep.spot
    if spot and spot.label:
        label = {"key": spot.label, "value": spot.value}
        yield Entry("scheduling", {"spotLabel": label}, "-- How spot nodes are known.")


def _targets(scale: Scale) -> Values:
    steps = {"scaleUp": scale.up, "scaleDown": scale.down}
    behavior = {key: _step(step) for key, step in steps.items() if step}
    found = {
        "targetCPUUtilizationPercentage": scale.cpu,
        "targetMemoryUtilizationPercentage": scale.memory,
        "behavior": behavior or None,
    }
    return {key: value for key, value in found.items() if value is not None}


def _step(step: Step) -> Values:
    sizes = (("Percent", step.percent), ("Pods", step.pods))
    policies = [{"type": kind, "value": size, "periodSeconds": step.every} for kind, size in sizes if size]
    wait = {"stabilizationWindowSeconds": step.wait} if step.wait >= 0 else {}
    return {**wait, **({"policies": policies} if policies else {})}


def scale_values(service: Service) -> Values:
    """The pods of a deployment in production: as many as the load asks for, unless one is enough."""
    scale = service.scaling.scale
    least = (scale.least if scale else None) or service.replicas
    if service.scaling.is_fixed or (least == 1 and not (scale and scale.most)):
        return {"replicaCount": service.replicas} if service.replicas > 1 else {}
    most = (scale.most if scale else None) or max(10, 2 * least)
    return {"autoscaling": {"enabled": True, "minReplicas": least, "maxReplicas": most}}


_SPREAD = {"nodes": "spreadNodes", "zones": "spreadZones", "apart": "antiAffinity"}


def spread_values(service: Service) -> Values:
    """How pods lie apart, in environments that are built to last."""
    spread = {_SPREAD[key]: hardness for key, hardness in service.scaling.spread.items()}
    spot = {"spot": "prefer"} if service.upkeep.spot else {}
    return {"scheduling": {**spot, **spread}} if spot or spread else {}
