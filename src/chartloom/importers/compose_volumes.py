"""Volumes of a Compose service: what becomes storage, what a folder to write to, and what stays behind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chartloom.importers.document import listed, mapping
from chartloom.importers.report import Kind
from chartloom.kube.secrecy import why_secret

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chartloom.importers.compose_file import ComposeFile, ComposeService
    from chartloom.importers.report import Remark
    from chartloom.matrix.technologies import Technology

__all__ = ["Volumes", "volumes_of"]

_SIZE = "1Gi"
_LARGEST = 64 * 1024
_SECRET_FILE = re.compile(
    r"\.(pem|key|crt|p12|pfx|jks|env)$|^\.env|htpasswd|secret|password|credential", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Volumes:
    """``data_path`` is where a volume of its own is mounted; ``writable`` are folders that go with the pod.

    ``files`` are texts of the host that are mounted one by one, by their paths in the container.
    """

    data_path: str = ""
    writable: tuple[str, ...] = ()
    size: str = _SIZE
    files: Mapping[str, str] = field(default_factory=dict)


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
    files: dict[str, str] = {}
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
            why = f"{mount.target} is as the image has it; if it writes there: writable:"
            remarks.append(service.remark(Kind.LEFT_OUT, why, *mount.path, key="volumes"))
        elif (text := _text(file, mount)) is not None:
            files[mount.target] = text
        else:
            remarks.append(service.remark(Kind.LEFT_OUT, _bind_reason(mount), *mount.path, key="volumes"))
    kept = tuple(path for path in dict.fromkeys(writable) if path.startswith("/") and path != "/")
    return Volumes(data, kept, files=files)


def _text(file: ComposeFile, mount: _Mount) -> str | None:
    """The text of a file that lies beside the Compose file, or below; None for all that is no such text.

    What looks like a secret stays where it is, and so does what is too large for a ConfigMap.
    """
    if file.folder is None or mount.kind != "bind" or not mount.source.startswith("./"):
        return None
    path = (file.folder / mount.source).resolve()
    if not path.is_relative_to(file.folder.resolve()) or not path.is_file() or path.stat().st_size > _LARGEST:
        return None
    if _SECRET_FILE.search(path.name) or not mount.target.startswith("/") or mount.target.endswith("/"):
        return None
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return None if "\0" in text or why_secret((), text) else text


def _say_lost(service: ComposeService, mount: _Mount, remarks: list[Remark]) -> None:
    if mount.kind == "volume":
        why = f"{mount.target} goes with its pod: a service has one lasting volume"
        remarks.append(service.remark(Kind.CHANGED, why, *mount.path, key="volumes"))


def _bind_reason(mount: _Mount) -> str:
    if "docker.sock" in mount.source:
        return "a pod has no Docker to speak to"
    if mount.kind == "bind" and _SECRET_FILE.search(mount.source):
        return f"the file {mount.source} may be a secret: make a Secret of it, and mount it under values: extraVolumes"
    if mount.kind == "bind" and mount.target.rpartition("/")[2].count(".") == 1:
        return f"the file {mount.source} of the host: put it into the image, or under files:"
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
