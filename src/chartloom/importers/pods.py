"""What the pods of a workload tell of a service: settings, health, amounts, folders, and where they may run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.importers.amounts import within_limits
from chartloom.importers.document import listed, mapping
from chartloom.importers.migrations import init_migration
from chartloom.importers.probes import say_health
from chartloom.importers.report import Kind
from chartloom.importers.sidecars import read_sidecars
from chartloom.importers.traffic import container_ports
from chartloom.matrix.check import matches
from chartloom.matrix.fields import ENV_NAME, NAME, QUANTITY
from chartloom.matrix.health import PROBES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.importers.document import Record
    from chartloom.importers.draft import DraftService
    from chartloom.importers.objects import Objects, Resource
    from chartloom.importers.report import Remark
    from chartloom.matrix.technologies import Technology

__all__ = [
    "main_container",
    "read_health",
    "read_placement",
    "read_resources",
    "read_settings",
    "read_volumes",
]

_CONTAINERS = ("spec", "template", "spec", "containers")


def main_container(workload: Resource) -> Record:
    """The container that is the service: of the workload's name, or the first."""
    containers = [mapping(item) for item in listed(workload.pod_spec.get("containers"))]
    own = [container for container in containers if container.get("name") == workload.name]
    return next(iter([*own, *containers]), {})


def read_settings(draft: DraftService, workload: Resource, objects: Objects, remarks: list[Remark]) -> None:
    """Variables with a value, out of ConfigMaps, and references to Secrets."""
    container = main_container(workload)
    secrets: dict[str, object] = {}
    for source in map(mapping, listed(container.get("envFrom"))):
        _from_source(draft, workload, source, objects, remarks)
    for item in map(mapping, listed(container.get("env"))):
        name, source = str(item.get("name", "")), mapping(item.get("valueFrom"))
        if not matches(ENV_NAME, name):
            remarks.append(
                workload.remark(Kind.LEFT_OUT, "it is no name of a variable", *_CONTAINERS, key="env")
            )
        elif "secretKeyRef" in source:
            secrets[name] = _reference(name, mapping(source["secretKeyRef"]))
        elif "configMapKeyRef" in source:
            _from_config(draft, workload, name, mapping(source["configMapKeyRef"]), objects, remarks)
        elif source:
            why = "what a pod knows of itself is no setting of an inventory"
            remarks.append(workload.remark(Kind.LEFT_OUT, why, *_CONTAINERS, key=f"env {name}"))
        elif name:
            value = item.get("value")
            draft.env[name] = value if isinstance(value, str) else ""
    # Kubernetes allows dots in the name of a Secret, an inventory does not.
    odd = {name: ref for name, ref in secrets.items() if not matches(NAME, str(mapping(ref)["secret"]))}
    if odd:
        draft.values["secretEnv"] = {name: {"key": name, **mapping(ref)} for name, ref in odd.items()}
    if secrets:
        draft.said["secrets"] = {name: ref for name, ref in secrets.items() if name not in odd}
        draft.env = {name: text for name, text in draft.env.items() if name not in secrets}


def _reference(name: str, said: Record) -> Record:
    found: Record = {"secret": str(said.get("name", ""))}
    if said.get("key", name) != name:
        found["key"] = str(said["key"])
    return {**found, "optional": True} if said.get("optional") is True else found


def _from_source(
    draft: DraftService, workload: Resource, source: Record, objects: Objects, remarks: list[Remark]
) -> None:
    config = objects.find("ConfigMap", mapping(source.get("configMapRef")).get("name"))
    if config and not source.get("prefix"):
        data = mapping(config.record.get("data"))
        draft.env.update({name: config.text(text, "data", name) for name, text in data.items()})
    elif "secretRef" in source and "existingSecret" not in draft.values:
        draft.values["existingSecret"] = str(mapping(source["secretRef"]).get("name", ""))
    else:
        remarks.append(
            workload.remark(Kind.LEFT_OUT, "its ConfigMap is not among the manifests", key="envFrom")
        )


def _from_config(
    draft: DraftService, workload: Resource, name: str, ref: Record, objects: Objects, remarks: list[Remark]
) -> None:
    config = objects.find("ConfigMap", ref.get("name"))
    data = mapping(config.record.get("data")) if config else {}
    key = str(ref.get("key", ""))
    if config and key in data:
        draft.env[name] = config.text(data[key], "data", key)
    else:
        remarks.append(
            workload.remark(Kind.LEFT_OUT, "its ConfigMap is not among the manifests", key=f"env {name}")
        )


def read_health(draft: DraftService, workload: Resource, technology: Technology, port: int) -> None:
    """How the pods are asked; a store has its own probes, which are known to fit."""
    if technology.is_store:
        return
    container = main_container(workload)
    probes = {kind: mapping(container.get(f"{kind}Probe")) for kind in PROBES}
    say_health(draft, probes, technology, container_ports(container), port)


def read_resources(draft: DraftService, workload: Resource, technology: Technology) -> None:
    """Requests and limits of processor time and memory; others go under values."""
    said = mapping(main_container(workload).get("resources"))
    found: Record = {}
    others: Record = {}
    for part in ("requests", "limits"):
        for name, amount in mapping(said.get(part)).items():
            home = found if name in ("cpu", "memory") else others
            if not isinstance(amount, str | float):
                continue
            text = f"{amount:.15g}" if isinstance(amount, float) else str(amount)
            if matches(QUANTITY, text):
                mapping(home.setdefault(part, {}))[name] = text
    for name in ("cpu", "memory"):
        amounts = {part: str(mapping(found.get(part)).get(name, "")) for part in ("requests", "limits")}
        for part, amount in within_limits(name, amounts, technology).items():
            mapping(found.setdefault(part, {}))[name] = amount
    if found:
        draft.said["resources"] = found
    if others:
        draft.values["resources"] = others


_OF_POD = (
    "nodeSelector",
    "tolerations",
    "priorityClassName",
    "imagePullSecrets",
)
_SHARED = (
    "hostNetwork",
    "hostPID",
    "hostIPC",
    "dnsConfig",
    "hostAliases",
    "runtimeClassName",
    "schedulerName",
)


def read_placement(
    draft: DraftService, workload: Resource, technology: Technology, remarks: list[Remark]
) -> None:
    """Where the pods run and as whom, how they begin and end, and what stands beside the service in them."""
    pod, container = workload.pod_spec, main_container(workload)
    draft.values.update({key: pod[key] for key in _OF_POD if pod.get(key)})
    seconds = pod.get("terminationGracePeriodSeconds")
    if isinstance(seconds, float) and seconds != 30:
        draft.values["terminationGracePeriodSeconds"] = int(seconds)
    draft.values.update(
        {key: container[key] for key in ("command", "args", "lifecycle") if container.get(key)}
    )
    _read_init(draft, [mapping(item) for item in listed(pod.get("initContainers"))], container)
    if mapping(workload.spec.get("strategy")).get("type") == "Recreate":
        draft.values["strategy"] = {"type": "Recreate"}
    draft.values.update(_security(pod, container, technology))
    for key in (key for key in _SHARED if pod.get(key)):
        why = "it is no matter of a fleet, and has no word in the library chart"
        remarks.append(workload.remark(Kind.LEFT_OUT, why, "spec", "template", "spec", key, key=key))
    if mapping(container.get("securityContext")).get("readOnlyRootFilesystem") is not True:
        why = "its file system becomes read-only except for /tmp: name other folders under writable:"
        remarks.append(workload.remark(Kind.CHANGED, why, *_CONTAINERS, key="securityContext"))


def _read_init(draft: DraftService, containers: list[Record], main: Record) -> None:
    """A migration has a word, what runs on is a sidecar, and ours that wait for dependencies are woven again."""
    rest = []
    for container in containers:
        migration = init_migration(container, main)
        if migration and "migration" not in draft.said:
            draft.said["migration"] = migration
        elif not _is_waiting(container) and container.get("restartPolicy") != "Always":
            rest.append(container)
    if rest:
        draft.values["initContainers"] = rest


def _is_waiting(container: Record) -> bool:
    """Ours wait for the dependencies, and are woven again."""
    return str(container.get("name", "")).startswith("wait-for-")


def _security(pod: Record, container: Record, technology: Technology) -> Record:
    said = {**mapping(pod.get("securityContext")), **mapping(container.get("securityContext"))}
    user, group = said.get("runAsUser"), said.get("runAsGroup", said.get("fsGroup"))
    if not isinstance(user, float) or user in (0, technology.user):
        return {}
    number = int(group) if isinstance(group, float) else int(user)
    return {"podSecurityContext": {"runAsUser": int(user), "runAsGroup": number, "fsGroup": number}}


def read_volumes(draft: DraftService, workload: Resource, technology: Technology, objects: Objects) -> None:
    """Claims become storage, empty folders are written to, files of ConfigMaps are files; all else goes on as it is."""
    volumes = {str(v.get("name")): v for v in map(mapping, listed(workload.pod_spec.get("volumes")))}
    claims = {str(mapping(c.get("metadata")).get("name")): c for c in _claims(workload)}
    writable: list[str] = []
    files: dict[str, str] = {}
    extra: dict[str, Record] = {}
    mounts: list[Record] = []
    for mount in map(mapping, listed(main_container(workload).get("volumeMounts"))):
        name, path = str(mount.get("name")), str(mount.get("mountPath", ""))
        volume = volumes.get(name, {})
        if name in claims:
            _store(draft, claims[name], path, technology)
        elif "emptyDir" in volume and not mount.get("subPath"):
            writable.append(path)
        elif found := _config_files(mount, volume, objects):
            files.update(found)
        elif volume:
            extra[name] = volume
            mounts.append(mount)
    usual = {"/tmp", *technology.writable}  # noqa: S108 -- a folder of the container
    draft.said["writable"] = [path for path in dict.fromkeys(writable) if path not in usual]
    draft.said["files"] = files
    read_sidecars(draft, workload, main_container(workload))
    beside = set(_mounted_beside(draft))
    extra.update({name: volume for name, volume in volumes.items() if name in beside})
    given = {"extraVolumes": list(extra.values()), "extraVolumeMounts": mounts}
    draft.values.update({key: value for key, value in given.items() if value})


def _claims(workload: Resource) -> Iterator[Record]:
    yield from map(mapping, listed(workload.spec.get("volumeClaimTemplates")))


def _mounted_beside(draft: DraftService) -> Iterator[str]:
    for key in ("sidecars", "initContainers"):
        for container in map(mapping, listed(draft.values.get(key))):
            yield from (str(mapping(m).get("name")) for m in listed(container.get("volumeMounts")))


def _store(draft: DraftService, claim: Record, path: str, technology: Technology) -> None:
    spec = mapping(claim.get("spec"))
    size = str(mapping(mapping(spec.get("resources")).get("requests")).get("storage", "1Gi"))
    persistence: Record = {}
    if not matches(QUANTITY, size):
        size = technology.storage or "1Gi"
    if technology.data_path:
        draft.said["storage"] = size
        persistence = {} if path == technology.data_path else {"mountPath": path}
    else:
        persistence = {"enabled": True, "size": size, "mountPath": path}
    if spec.get("storageClassName"):
        persistence["storageClass"] = spec["storageClassName"]
    if spec.get("accessModes") not in (None, ["ReadWriteOnce"]):
        persistence["accessModes"] = spec["accessModes"]
    if persistence:
        draft.values["persistence"] = persistence


def _config_files(mount: Record, volume: Record, objects: Objects) -> dict[str, str]:
    """Whole files by their paths, where the ConfigMap is at hand."""
    said = mapping(volume.get("configMap"))
    config = objects.find("ConfigMap", said.get("name")) if said else None
    data = mapping(config.record.get("data")) if config else {}
    items = {str(i.get("key")): str(i.get("path")) for i in map(mapping, listed(said.get("items")))}
    named = items or {key: key for key in data}
    path, below = str(mount.get("mountPath", "")), mount.get("subPath")
    if below:
        return next(
            ({path: str(data[key])} for key, name in named.items() if name == below and key in data), {}
        )
    return {f"{path.rstrip('/')}/{name}": str(data[key]) for key, name in named.items() if key in data}
