"""Volumes of a Compose service: what becomes storage, what a folder to write to, and what stays behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.importers.document import listed, mapping
from chartloom.importers.report import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.importers.compose_file import ComposeFile, ComposeService
    from chartloom.importers.report import Remark
    from chartloom.matrix.technologies import Technology

__all__ = ["Volumes", "volumes_of"]

_SIZE = "1Gi"


@dataclass(frozen=True, slots=True)
class Volumes:
    """``data_path`` is where a volume of its own is mounted; ``writable`` are folders that go with the pod."""

    data_path: str = ""
    writable: tuple[str, ...] = ()
    size: str = _SIZE


@dataclass(frozen=True, slots=True)
class _Mount:
    kind: str
    source: str
    target: str
    path: tuple[str | int, ...]


def volumes_of(
    file: ComposeFile, service: ComposeService, technology: Technology, remarks: list[Remark]
) -> Volumes:
    """What the volumes of a service come to."""
    data, writable = "", [str(path) for path in _tmpfs(service)]
    shared = _shared(file)
    for mount in _mounts(service):
        if technology.data_path and _is_within(technology.data_path, mount.target):
            continue  # its data, which the technology keeps in a volume anyway
        if mount.kind == "volume" and mount.source in shared:
            why = f'volume "{mount.source}" is shared with other services; pods share files through a store'
            remarks.append(service.remark(Kind.LEFT_OUT, why, *mount.path, key="volumes"))
        elif mount.kind == "volume" and mount.source and not data and not technology.is_store:
            data = mount.target
        elif mount.kind == "tmpfs" or (mount.source and mount.kind == "volume"):
            writable.append(mount.target)
            _say_lost(service, mount, remarks)
        elif mount.kind == "volume":
            why = f"{mount.target} is as the image has it; if it writes there: values: writablePaths"
            remarks.append(service.remark(Kind.LEFT_OUT, why, *mount.path, key="volumes"))
        else:
            remarks.append(service.remark(Kind.LEFT_OUT, _bind_reason(mount), *mount.path, key="volumes"))
    return Volumes(
        data, tuple(path for path in dict.fromkeys(writable) if path.startswith("/") and path != "/")
    )


def _say_lost(service: ComposeService, mount: _Mount, remarks: list[Remark]) -> None:
    if mount.kind == "volume":
        why = f"{mount.target} goes with its pod: a service has one lasting volume"
        remarks.append(service.remark(Kind.CHANGED, why, *mount.path, key="volumes"))


def _bind_reason(mount: _Mount) -> str:
    if "docker.sock" in mount.source:
        return "a pod has no Docker to speak to"
    if mount.kind == "bind" and mount.target.rpartition("/")[2].count(".") == 1:
        return f"the file {mount.source} of the host: put it into the image, or under values: configFiles"
    return f"the folder {mount.source} of the host: its content belongs into the image"


def _tmpfs(service: ComposeService) -> Iterator[str]:
    said = service.record.get("tmpfs")
    for item in [said] if isinstance(said, str) else listed(said):
        yield str(item).partition(":")[0]


def _shared(file: ComposeFile) -> set[str]:
    """Named volumes that more than one service mounts."""
    users: dict[str, int] = {}
    for service in file.services:
        for name in {mount.source for mount in _mounts(service) if mount.kind == "volume" and mount.source}:
            users[name] = users.get(name, 0) + 1
    return {name for name, count in users.items() if count > 1}


def _mounts(service: ComposeService) -> Iterator[_Mount]:
    for index, item in enumerate(listed(service.record.get("volumes"))):
        path = ("volumes", index)
        if isinstance(item, dict):
            said = mapping(item)
            kind = str(said.get("type", "volume"))
            yield _Mount(kind, str(said.get("source", "")), str(said.get("target", "")), path)
        elif isinstance(item, str):
            yield _short(item, path)


def _short(text: str, path: tuple[str | int, ...]) -> _Mount:
    """``[SOURCE:]TARGET[:MODE]``; a source that looks like a path is one of the host."""
    parts = text.split(":")
    if len(parts) == 1:
        return _Mount("volume", "", parts[0], path)
    source, target = parts[0], parts[1]
    is_path = (
        source.startswith((".", "/", "~", "\\"))
        or "/" in source
        or (len(source) == 1 and target[:1] in "\\/")
    )
    if len(source) == 1 and len(parts) > 2 and is_path:  # C:\folder
        source, target = f"{source}:{parts[1]}", parts[2]
    return _Mount("bind" if is_path else "volume", source, target, path)


def _is_within(data_path: str, target: str) -> bool:
    """Whether a mount holds the data of a store: at its folder, above or below it."""
    folder = target.rstrip("/") or "/"
    return data_path == folder or data_path.startswith(f"{folder}/") or folder.startswith(f"{data_path}/")
