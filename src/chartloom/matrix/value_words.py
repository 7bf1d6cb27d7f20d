"""What the inventory and the library chart call the same thing, for those who take one word for the other."""

from __future__ import annotations

__all__ = ["as_key", "as_value"]

# Keys of a service, and the values of its chart that they give. Those of the same name are not here.
_VALUES = {
    "aliases": "service.aliases",
    "alerts": "monitoring.prometheusRule",
    "dashboard": "monitoring.dashboard",
    "dependencies": "dependsOn",
    "dependency_check": "dependencyCheck",
    "egress": "networkPolicy.extraEgress",
    "env_vars": "env",
    "exposed": "ingress",
    "extra_ports": "extraPorts",
    "features": "featureFlags",
    "files": "configFiles",
    "health": "probes",
    "host": "ingress.hosts",
    "logs": "logShipper",
    "metrics": "monitoring",
    "port": "service.port",
    "replicas": "replicaCount",
    "scale": "autoscaling",
    "scratch": "volumes",
    "sealed_secrets": "sealedSecret.secrets",
    "secrets": "secretEnv",
    "service_urls": "serviceUrls",
    "shared_config": "sharedConfig",
    "snapshots": "backup.snapshots",
    "spot": "scheduling.spot",
    "spread": "scheduling",
    "storage": "persistence.size",
    "tag": "image.tag",
    "type": "workload",
    "writable": "writablePaths",
}
# Values that several keys give: the one that is meant most often.
_MEANT = {"ingress": "exposed", "monitoring": "metrics", "scheduling": "spread", "service": "port"}


def as_value(key: str) -> str:
    """The value of the library chart for a key of a service; nothing when there is none of another name.

    >>> as_value("scale"), as_value("sidecars")
    ('autoscaling', '')
    """
    return _VALUES.get(key, "")


def as_key(value: str) -> str:
    """The key of a service for a value of the library chart; nothing when there is none of another name.

    >>> as_key("autoscaling"), as_key("terminationGracePeriodSeconds")
    ('scale', '')
    """
    keys = {path.partition(".")[0]: key for key, path in _VALUES.items()}
    return {**keys, **_MEANT}.get(value, "")
