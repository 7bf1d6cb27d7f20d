"""The keys of a Compose service that have no counterpart, and why; all others are carried over by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.importers.document import listed, mapping
from chartloom.importers.report import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.importers.compose_file import ComposeFile, ComposeService
    from chartloom.importers.report import Remark

__all__ = ["remarks_about_file", "remarks_about_keys"]

# What is carried over elsewhere, or what a cluster does by itself.
_DEALT_WITH = frozenset(
    (
        "annotations", "attach", "build", "cap_drop", "command", "configs", "container_name", "cpus", "depends_on",
        "deploy", "develop", "entrypoint", "env_file", "environment", "expose", "extends", "healthcheck",
        "hostname", "image", "init", "labels", "links", "mem_limit", "mem_reservation", "networks", "platform", "ports",
        "profiles", "pull_policy", "read_only", "restart", "scale", "secrets", "security_opt", "stdin_open",
        "stop_grace_period", "tmpfs", "tty", "user", "volumes",
    )
)  # fmt: skip
_NEEDS_RIGHTS = (
    "containers run without privileges; what it cannot do without goes under values: containerSecurityContext"
)
_HOST = "a pod has its own; what must be shared with the node is no matter of a fleet"
_WHY = {
    "logging": "the cluster collects what containers print",
    "cap_add": _NEEDS_RIGHTS,
    "privileged": _NEEDS_RIGHTS,
    "devices": _NEEDS_RIGHTS,
    "group_add": _NEEDS_RIGHTS,
    "userns_mode": _NEEDS_RIGHTS,
    "network_mode": _HOST,
    "pid": _HOST,
    "ipc": _HOST,
    "uts": _HOST,
    "cgroup": _HOST,
    "cgroup_parent": _HOST,
    "mac_address": _HOST,
    "extra_hosts": "give names to addresses in the cluster's DNS, or a Service without selector",
    "external_links": "what runs elsewhere is reached by its address, in a setting",
    "dns": "pods ask the cluster's DNS",
    "dns_search": "pods ask the cluster's DNS",
    "dns_opt": "pods ask the cluster's DNS",
    "domainname": "pods ask the cluster's DNS",
    "sysctls": "the node decides about them",
    "ulimits": "the node decides about them",
    "shm_size": "mount a volume of medium Memory at /dev/shm, under values: extraVolumes",
    "working_dir": "the image's own holds",
    "stop_signal": "the image's own holds",
    "oom_kill_disable": "memory is bounded by resources:",
    "oom_score_adj": "memory is bounded by resources:",
    "memswap_limit": "memory is bounded by resources:",
    "mem_swappiness": "memory is bounded by resources:",
    "pids_limit": "the node decides about it",
    "runtime": "a RuntimeClass of the cluster takes its place",
    "gpus": "devices are asked for under values: resources",
    "volumes_from": "pods do not share folders",
    "credential_spec": "there is no counterpart",
    "isolation": "there is no counterpart",
    "volume_driver": "the storage class decides",
    "storage_opt": "the storage class decides",
    "post_start": "give it under values: lifecycle",
    "pre_stop": "give it under values: lifecycle",
}
_WHY_DEPLOY = {
    "placement": "give it under values: nodeSelector or affinity",
    "update_config": "a rolling update adds one pod at a time; change it under values: strategy",
    "rollback_config": "helm rollback, or the revision in Git",
    "endpoint_mode": "a Service of Kubernetes balances the calls",
    "labels": "they are read by tools beside Docker, which Kubernetes does not know",
}


def remarks_about_keys(service: ComposeService) -> Iterator[Remark]:
    """A remark for each key that is not carried over."""
    for key, value in service.record.items():
        is_said = value not in (None, [], {}, False)
        if not is_said or key in _DEALT_WITH or key.startswith("x-"):
            continue
        yield service.remark(Kind.LEFT_OUT, _WHY.get(key, "it is no key of a Compose service"), key)
    for key in mapping(service.record.get("deploy")):
        if key in _WHY_DEPLOY:
            yield service.remark(Kind.LEFT_OUT, _WHY_DEPLOY[key], "deploy", key)
    if mapping(service.record.get("deploy")).get("mode") in ("global", "global-job", "replicated-job"):
        why = "a pod on each node, or a job, is no service; it runs as an ordinary deployment"
        yield service.remark(Kind.CHANGED, why, "deploy", "mode")
    build = service.record.get("build")
    for key in ("secrets", "ssh"):
        if mapping(build).get(key):
            yield service.remark(Kind.LEFT_OUT, "building is not a matter of the inventory", "build", key)


def remarks_about_file(file: ComposeFile) -> Iterator[Remark]:
    """Remarks about what is said beside the services."""
    document = file.document
    if "include" in file.record:
        why = "import the files one by one, and join the inventories"
        yield document.remark(Kind.LEFT_OUT, ("include",), "", "include", why)
    networks = mapping(file.record.get("networks"))
    several = [name for name in networks if name != "default"]
    if len(several) > 1:
        why = "who may reach whom follows from the dependencies, as network policies"
        yield document.remark(Kind.CHANGED, ("networks",), "", "networks", why)
    for key in ("models", "provider"):
        if listed(file.record.get(key)) or mapping(file.record.get(key)):
            yield document.remark(Kind.LEFT_OUT, (key,), "", key, "there is no counterpart")
