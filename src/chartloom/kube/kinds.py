"""The names by which kubectl takes a kind: its own, the plural and the short one, with or without the group."""

from __future__ import annotations

__all__ = ["SHORT_NAMES", "is_kind"]

# As `kubectl api-resources` lists them; the last ones are those of common extensions.
SHORT_NAMES = {
    "cm": "ConfigMap",
    "cj": "CronJob",
    "crd": "CustomResourceDefinition",
    "crds": "CustomResourceDefinition",
    "csr": "CertificateSigningRequest",
    "deploy": "Deployment",
    "ds": "DaemonSet",
    "ep": "Endpoints",
    "ev": "Event",
    "hpa": "HorizontalPodAutoscaler",
    "ing": "Ingress",
    "limits": "LimitRange",
    "netpol": "NetworkPolicy",
    "no": "Node",
    "ns": "Namespace",
    "pc": "PriorityClass",
    "pdb": "PodDisruptionBudget",
    "po": "Pod",
    "pv": "PersistentVolume",
    "pvc": "PersistentVolumeClaim",
    "quota": "ResourceQuota",
    "rc": "ReplicationController",
    "rs": "ReplicaSet",
    "sa": "ServiceAccount",
    "sc": "StorageClass",
    "sts": "StatefulSet",
    "svc": "Service",
    "app": "Application",
    "appproj": "AppProject",
    "appset": "ApplicationSet",
    "cert": "Certificate",
    "certs": "Certificate",
    "es": "ExternalSecret",
    "gtw": "Gateway",
    "hr": "HelmRelease",
    "ks": "Kustomization",
    "pmon": "PodMonitor",
    "promrule": "PrometheusRule",
    "refgrant": "ReferenceGrant",
    "smon": "ServiceMonitor",
    "vs": "VolumeSnapshot",
}


def is_kind(asked: str, kind: str, api_version: str) -> bool:
    """Whether a name, such as ``deploy``, ``deployments`` or ``Deployment.apps``, means a kind.

    >>> is_kind("netpol", "NetworkPolicy", "networking.k8s.io/v1")
    True
    >>> is_kind("networkpolicies.networking.k8s.io", "NetworkPolicy", "networking.k8s.io/v1")
    True
    >>> is_kind("deployments.extensions", "Deployment", "apps/v1")
    False
    """
    name, _, group = asked.lower().partition(".")
    own, _, version = api_version.rpartition("/")
    if group not in ("", own, f"{version}.{own}"):
        return False
    return SHORT_NAMES.get(name) == kind or name in (kind.lower(), _plural(kind.lower()))


def _plural(kind: str) -> str:
    if kind.endswith(("ss", "ch", "x")):
        return f"{kind}es"
    if kind.endswith("y") and kind[-2] not in "aeiou":
        return f"{kind[:-1]}ies"
    return kind if kind.endswith("s") else f"{kind}s"
