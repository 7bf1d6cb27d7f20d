"""What an environment of a fleet comes to in a cluster: its pods, and on which ports they are reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from chartloom.actions.template import Release, Request, ValueSources, template
from tests.examples.fleets import pod_of
from tests.examples.traffic import Place, Policies

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chartloom.kube import Manifest

__all__ = ["Cluster", "Pod", "cluster"]

Object = dict[str, Any]


@dataclass(frozen=True)
class Pod:
    """A pod that may run: the service that it acts for, whether it serves, and the ports of its containers."""

    service: str
    kind: str
    place: Place
    ports: dict[str, int]

    @property
    def serves(self) -> bool:
        """Whether it is the service itself, and no task of it."""
        return self.kind in ("Deployment", "StatefulSet")


@dataclass(frozen=True)
class Cluster:
    """Everything of one environment."""

    namespace: str
    objects: list[Object]
    pods: list[Pod]
    policies: Policies

    def of_kind(self, kind: str) -> Iterator[Object]:
        """The objects of a kind, each with its namespace."""
        return (each for each in self.objects if each["kind"] == kind)

    def serving(self, service: str) -> list[Pod]:
        """The pods that a service consists of."""
        return [pod for pod in self.pods if pod.service == service and pod.serves]

    def target_port(self, name: str, namespace: str, port: int | str) -> int:
        """The port of the pods behind a port of a Service."""
        (service,) = (
            each
            for each in self.of_kind("Service")
            if (each["metadata"]["name"], each["metadata"]["namespace"]) == (name, namespace)
        )
        (found,) = (p for p in service["spec"]["ports"] if port in (p["port"], p.get("name")))
        target = found.get("targetPort", found["port"])
        selector = service["spec"]["selector"].items()
        pods = (pod for pod in self.pods if selector <= pod.place.labels.items())
        return int(target) if isinstance(target, int) else next(pods).ports[target]


def cluster(umbrella: Path, environment: str, *switches: str) -> Cluster:
    """An environment of an umbrella, as our engine renders it."""
    values = ValueSources([str(umbrella / f"values-{environment}.yaml")], sets=switches)
    rendered = template(Request(str(umbrella), Release(umbrella.name, umbrella.name), values))
    objects, pods = [], []
    for manifest in (*rendered.manifests, *rendered.hooks):
        each = yaml.load(manifest.content, yaml.CSafeLoader)
        if each:
            each["metadata"].setdefault("namespace", umbrella.name)
            objects.append(each)
            pods += [pod for pod in [_pod(manifest, each)] if pod]
    policies = [each for each in objects if each["kind"] == "NetworkPolicy"]
    return Cluster(umbrella.name, objects, pods, Policies(policies))


def _pod(manifest: Manifest, each: Object) -> Pod | None:
    if each["kind"] not in ("Deployment", "StatefulSet", "Job", "CronJob", "Pod"):
        return None
    template = each if each["kind"] == "Pod" else pod_of(each)
    labels = template["metadata"].get("labels", {})
    # A chart below that of a service runs the store in its place; one beside the services is nobody's.
    _, *charts = manifest.source.partition("/templates/")[0].split("/charts/")
    service = labels.get("chartloom.dev/service") or (charts[0] if len(charts) > 1 else "")
    ports = {
        port["name"]: port["containerPort"]
        for container in template["spec"]["containers"]
        for port in container.get("ports", ())
    }
    name = f"{each['kind']}/{each['metadata']['name']}"
    return Pod(service, each["kind"], Place(name, each["metadata"]["namespace"], labels), ports)
