"""What a set of manifests amounts to: how many objects of each kind, pods, storage, exposure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chartloom.kube import install_rank
from chartloom.kube.quantity import format_bytes, format_cpu, parse_quantity
from chartloom.yamlio import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chartloom.kube import Manifest

__all__ = ["Summary", "summarise"]


@dataclass(frozen=True, slots=True)
class Summary:
    """The sums over one environment.

    ``pods`` and ``most_pods`` are the replicas at rest and at the limits of autoscaling; ``cpu`` (cores),
    ``memory`` and ``storage`` (bytes) are what the pods at rest request; ``hosts`` are reachable from outside.
    """

    kinds: Mapping[str, int]
    pods: int = 0
    most_pods: int = 0
    autoscaled: int = 0
    cpu: float = 0.0
    memory: float = 0.0
    storage: float = 0.0
    hosts: tuple[str, ...] = ()
    log_levels: tuple[str, ...] = ()

    def rows(self) -> dict[str, str]:
        """The sums as text, by what they count."""
        return {
            "pods": str(self.pods) if self.pods == self.most_pods else f"{self.pods} to {self.most_pods}",
            "autoscaled workloads": str(self.autoscaled or "none"),
            "CPU requested": format_cpu(self.cpu),
            "memory requested": format_bytes(self.memory),
            "persistent storage": format_bytes(self.storage) if self.storage else "none",
            "reachable at": "\n".join(self.hosts) or "nowhere",
            "log level": ", ".join(self.log_levels) or "not set",
        }


@dataclass
class _Sums:
    scalers: dict[str, tuple[int, int]] = field(default_factory=dict)
    pods: int = 0
    most: int = 0
    cpu: float = 0.0
    memory: float = 0.0
    storage: float = 0.0
    hosts: set[str] = field(default_factory=set)
    levels: set[str] = field(default_factory=set)


def summarise(manifests: Iterable[Manifest]) -> Summary:
    """Count and add up what the manifests ask for."""
    listed = list(manifests)
    objects = [(m.kind, read_yaml(m.content)) for m in listed]
    documents = [(kind, o) for kind, o in objects if isinstance(o, dict)]
    sums = _Sums(scalers=dict(_scaler(o) for kind, o in documents if kind == "HorizontalPodAutoscaler"))
    for kind, document in documents:
        _add(sums, kind, document)
    kinds = Counter(m.kind for m in listed)
    return Summary(
        {kind: kinds[kind] for kind in sorted(kinds, key=install_rank)},
        sums.pods,
        sums.most,
        len(sums.scalers),
        sums.cpu,
        sums.memory,
        sums.storage,
        tuple(sorted(sums.hosts)),
        tuple(sorted(sums.levels)),
    )


def _scaler(document: dict[str, Any]) -> tuple[str, tuple[int, int]]:
    spec = document["spec"]
    target = spec["scaleTargetRef"]
    return f"{target['kind']}/{target['name']}", (int(spec.get("minReplicas", 1)), int(spec["maxReplicas"]))


def _add(sums: _Sums, kind: str, document: dict[str, Any]) -> None:
    if kind in ("Deployment", "StatefulSet"):
        _add_workload(sums, kind, document)
    elif kind == "Ingress":
        tls = bool(document["spec"].get("tls"))
        hosts = (rule.get("host", "*") for rule in document["spec"].get("rules", []))
        sums.hosts.update(f"{'https' if tls else 'http'}://{host}" for host in hosts)
    elif kind == "ConfigMap":
        level = (document.get("data") or {}).get("LOG_LEVEL")
        sums.levels.update([level] if level else [])


def _add_workload(sums: _Sums, kind: str, document: dict[str, Any]) -> None:
    spec = document["spec"]
    fixed = int(spec.get("replicas", 1))
    least, most = sums.scalers.get(f"{kind}/{document['metadata']['name']}", (fixed, fixed))
    sums.pods += least
    sums.most += most
    for container in spec["template"]["spec"]["containers"]:
        requests = (container.get("resources") or {}).get("requests") or {}
        sums.cpu += least * parse_quantity(requests.get("cpu", "0"))
        sums.memory += least * parse_quantity(requests.get("memory", "0"))
    for claim in spec.get("volumeClaimTemplates") or []:
        sums.storage += least * parse_quantity(claim["spec"]["resources"]["requests"]["storage"])
