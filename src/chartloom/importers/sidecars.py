"""Containers that run beside the service: those that an inventory has words for, and the others as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.importers.document import listed, mapping
from chartloom.matrix.check import matches
from chartloom.matrix.fields import ENV_NAME, NAME, QUANTITY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chartloom.importers.draft import DraftService
    from chartloom.importers.objects import Resource

__all__ = ["read_sidecars"]

Record = dict[str, object]

_SAID = {
    "name",
    "image",
    "command",
    "args",
    "env",
    "resources",
    "volumeMounts",
    "restartPolicy",
    "securityContext",
}
# All sidecars have it.
_SECURITY: Record = {
    "allowPrivilegeEscalation": False,
    "capabilities": {"drop": ["ALL"]},
    "readOnlyRootFilesystem": True,
}
_WITHOUT_MEANING = {"imagePullPolicy", "terminationMessagePath", "terminationMessagePolicy"}


def read_sidecars(draft: DraftService, workload: Resource, main: Record) -> None:
    """``sidecars`` of the draft, and under ``values`` those that need more than their words."""
    folders = _shared_folders(workload, main)
    # Newer clusters start what runs on with the init containers; for an inventory it is the same.
    native = [mapping(item) for item in listed(workload.pod_spec.get("initContainers"))]
    beside = [item for item in map(mapping, listed(workload.pod_spec.get("containers"))) if item != main]
    beside += [item for item in native if item.get("restartPolicy") == "Always"]
    said: Record = {}
    others: list[Record] = []
    for container in beside:
        words = _words(container, folders)
        if words is None:
            others.append(container)
        else:
            said[str(container["name"])] = words
            draft.said["writable"] = list(dict.fromkeys(_folders(draft, words)))
    draft.said["sidecars"] = said
    if others:
        draft.values["sidecars"] = others


def _folders(draft: DraftService, words: Record) -> Iterator[str]:
    """Folders that are shared are written to anyway."""
    shared = [*listed(words.get("shares")), *listed(words.get("reads"))]
    yield from (str(path) for path in listed(draft.said.get("writable")) if path not in shared)


def _shared_folders(workload: Resource, main: Record) -> dict[str, str]:
    """By volume the folder of the service to which it is mounted, for those that are empty at first."""
    volumes = map(mapping, listed(workload.pod_spec.get("volumes")))
    empty = {str(volume.get("name")) for volume in volumes if "emptyDir" in volume}
    mounts = map(mapping, listed(main.get("volumeMounts")))
    return {
        str(mount.get("name")): str(mount.get("mountPath"))
        for mount in mounts
        if str(mount.get("name")) in empty and not mount.get("subPath")
    }


def _words(container: Record, folders: Mapping[str, str]) -> Record | None:
    """The sidecar in the words of an inventory, or None where it has none for something."""
    image, name = str(container.get("image", "")), str(container.get("name", ""))
    env = _env(container)
    shared = _mounts(container, folders)
    resources = _resources(container)
    is_pinned = ":" in image.rpartition("/")[2] or "@sha256:" in image
    if set(container) - _SAID - _WITHOUT_MEANING or not is_pinned or not matches(NAME, name):
        return None
    security = mapping(container.get("securityContext"))
    if any(_SECURITY.get(key) != value for key, value in security.items()):
        return None
    if env is None or shared is None or resources is None:
        return None
    found: Record = {"image": image}
    for key in ("command", "args"):
        if container.get(key):
            found[key] = [str(word) for word in listed(container[key])]
    rest = {"env": env, "resources": resources, **shared}
    return {**found, **{key: value for key, value in rest.items() if value}}


def _env(container: Record) -> Record | None:
    items = [mapping(item) for item in listed(container.get("env"))]
    if any("valueFrom" in item or not matches(ENV_NAME, str(item.get("name"))) for item in items):
        return None
    return {str(item["name"]): str(item.get("value", "")) for item in items}


def _mounts(container: Record, folders: Mapping[str, str]) -> Record | None:
    """The folders of the service that it writes to, and those that it reads; under the same path."""
    found: dict[str, list[object]] = {"shares": [], "reads": []}
    for mount in map(mapping, listed(container.get("volumeMounts"))):
        path = mount.get("mountPath")
        if path == "/tmp":  # noqa: S108 -- a folder of the container, which each has of its own
            continue
        if mount.get("subPath") or folders.get(str(mount.get("name"))) != path:
            return None
        found["reads" if mount.get("readOnly") is True else "shares"].append(path)
    return {**found}


def _resources(container: Record) -> Record | None:
    """Processor time and memory; None where there is anything else."""
    said = mapping(container.get("resources"))
    found: Record = {}
    for part, amounts in said.items():
        texts = {name: _amount(amount) for name, amount in mapping(amounts).items()}
        if part not in ("requests", "limits") or not set(texts) <= {"cpu", "memory"}:
            return None
        if not all(matches(QUANTITY, text) for text in texts.values()):
            return None
        found[part] = texts
    return found


def _amount(amount: object) -> str:
    return f"{amount:.15g}" if isinstance(amount, float) else str(amount)
