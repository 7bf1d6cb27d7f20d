"""What an environment of an example comes to, a line for each object: short enough to be read when it changes."""

from __future__ import annotations

from typing import Any

from tests.examples.fleets import Document, pod_of, title

__all__ = ["summary"]


def summary(documents: list[Document]) -> str:
    """One line for each object, sorted."""
    return "".join(f"{line}\n" for line in sorted(_line(document) for document in documents))


def _line(document: Document) -> str:
    facts = _FACTS.get(document["kind"], lambda _: "")(document)
    return f"{title(document)} {facts}".rstrip()


def _workload(document: Document) -> str:
    spec = document["spec"]
    containers = pod_of(document)["spec"]["containers"]
    waits = [container["name"] for container in pod_of(document)["spec"].get("initContainers", [])]
    claims = [
        claim["spec"]["resources"]["requests"]["storage"] for claim in spec.get("volumeClaimTemplates", [])
    ]
    words = [
        *(f"x{spec['replicas']}" for _ in [0] if "replicas" in spec),
        *([f"at {spec['schedule']}"] if "schedule" in spec else []),
        *_hook(document),
        " + ".join(container["image"] for container in containers),
        *([f"first {', '.join(waits)}"] if waits else []),
        *(f"keeps {claim}" for claim in claims),
    ]
    return " ".join(words)


def _hook(document: Document) -> list[str]:
    hook = document["metadata"].get("annotations", {}).get("helm.sh/hook")
    return [f"on {hook}"] if hook else []


def _service(document: Document) -> str:
    spec = document["spec"]
    if "externalName" in spec:
        return f"-> {spec['externalName']}"
    return ", ".join(str(port["port"]) for port in spec.get("ports", []))


def _ingress(document: Document) -> str:
    spec = document["spec"]
    routes = [f"{rule['host']}{path['path']}" for rule in spec["rules"] for path in rule["http"]["paths"]]
    return f"{', '.join(routes)}{' with TLS' if spec.get('tls') else ''}"


def _scaling(document: Document) -> str:
    spec = document["spec"]
    targets = [
        f"{m['resource']['name']} {m['resource']['target']['averageUtilization']}%" for m in spec["metrics"]
    ]
    return f"{spec['minReplicas']}..{spec['maxReplicas']} at {', '.join(targets)}"


def _policy(document: Document) -> str:
    spec = document["spec"]
    inward = ", ".join(_peer(peer) for rule in spec.get("ingress", []) for peer in rule.get("from", []))
    outward = ", ".join(_peer(peer) for rule in spec.get("egress", []) for peer in rule.get("to", []))
    free = "anywhere" if "Egress" not in spec["policyTypes"] else "nowhere"
    return f"in: {inward or 'nobody'}; out: {outward or free}"


def _http_route(document: Document) -> str:
    spec = document["spec"]
    paths = [match["path"]["value"] for rule in spec["rules"] for match in rule["matches"]]
    parents = ", ".join(parent["name"] for parent in spec["parentRefs"])
    return f"{', '.join(host + path for host in spec['hostnames'] for path in paths)} through {parents}"


def _peer(peer: dict[str, Any]) -> str:
    if "ipBlock" in peer:
        return str(peer["ipBlock"]["cidr"])
    labels = {**peer.get("podSelector", {}), **peer.get("namespaceSelector", {})}.get("matchLabels", {})
    names = ("chartloom.dev/service", "app.kubernetes.io/name", "kubernetes.io/metadata.name")
    return next((str(labels[name]) for name in names if name in labels), "anybody")


def _settings(document: Document) -> str:
    data = document.get("data", {})
    return " ".join(f"{key}={value}" if "\n" not in value else key for key, value in sorted(data.items()))


_FACTS = {
    "Deployment": _workload,
    "StatefulSet": _workload,
    "Job": _workload,
    "CronJob": _workload,
    "Service": _service,
    "Ingress": _ingress,
    "HTTPRoute": _http_route,
    "HorizontalPodAutoscaler": _scaling,
    "NetworkPolicy": _policy,
    "ConfigMap": _settings,
}
