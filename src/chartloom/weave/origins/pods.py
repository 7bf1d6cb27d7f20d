"""What is in the pods of a service: probes, folders, sidecars; and how many pods there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.matrix.health import HANDLERS
from chartloom.weave.origins.asked import SAID, Asked, Found
from chartloom.weave.pods import scratch_volume, writable_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chartloom.matrix.places import Path

__all__ = ["PODS"]


def _health(asked: Asked) -> Found | None:
    """One path for all probes."""
    path = asked.said.of(asked.service, "health")
    return Found(SAID, (path,)) if path and not isinstance(asked.said.value(path), dict) else None


def _check(key: str) -> Callable[[Asked], Found | None]:
    """What one probe asks: a path, a port or a command; a slow start is over when the service lives."""

    def find(asked: Asked) -> Found | None:
        kind = asked.step("kind")
        paths = (_asking(asked, each) for each in (kind, *(("liveness",) if kind == "startup" else ())))
        head = next(filter(None, paths), None)
        if head is None:
            return None
        said = asked.said.value(head)
        if isinstance(said, str):
            return Found(SAID, (head,)) if key == "http" else None
        path: Path = (*head, key)
        if isinstance(asked.said.value(path), list):
            path = (*path, asked.steps["n"])
        return Found(SAID, (path,)) if asked.said.at(path) else None

    return find


def _asking(asked: Asked, kind: str) -> Path | None:
    """Where the inventory says what a probe asks."""
    heads = ((head, asked.said.value(head)) for head in _checks(asked, kind))
    found = (
        head
        for head, said in heads
        if isinstance(said, str) or (isinstance(said, dict) and said.keys() & set(HANDLERS))
    )
    return next(found, None)


def _checks(asked: Asked, kind: str) -> Iterator[Path]:
    """Where a probe is spoken of, the last word first; who asks in another way than the defaults, asks in no other."""
    keys = ("health", kind)
    own, usual = asked.own(*keys), asked.said.default(asked.service, *keys)
    said = asked.said.value(own)
    if asked.said.at(own):
        yield own
    if usual and (not asked.said.at(own) or (isinstance(said, dict) and not said.keys() & set(HANDLERS))):
        yield usual
    if kind != "startup" and (one := _health(asked)):
        yield one.paths[0]


def _timing(key: str) -> Callable[[Asked], Found | None]:
    """When a probe asks."""

    def find(asked: Asked) -> Found | None:
        paths: Iterator[Path] = ((*head, key) for head in _checks(asked, asked.step("kind")))
        path = next((path for path in paths if asked.said.at(path)), None)
        return Found(SAID, (path,)) if path else None

    return find


def _all_asking(asked: Asked) -> Found | None:
    """What a probe asks decides that there is one, where its technology asks for nothing."""
    heads = filter(None, (_asking(asked, kind) for kind in (asked.step("kind"), "liveness")))
    paths = tuple(path for head in heads for path in (head, *((*head, key) for key in HANDLERS)))
    return Found(SAID, paths) if paths else None


def _a_minute(asked: Asked) -> Found:
    return Found("a minute, where nothing else is said", (asked.own("scale"), ("defaults", "scale")))


def _twice(asked: Asked) -> Found | None:
    paths = (asked.said.of(asked.service, *keys) for keys in (("scale", "min"), ("replicas",)))
    path = next(filter(None, paths), None)
    return Found("ten, or twice the number that is said", (path,)) if path else None


def _sidecar(asked: Asked) -> Found:
    name = asked.model.pod.sidecars[int(asked.steps["i"])].name
    return Found("usual for a sidecar", (asked.own("sidecars", name),))


def _variable_path(asked: Asked) -> Path:
    """The key of a variable of a sidecar: first those with a value, then those out of Secrets."""
    sidecar, index = asked.model.pod.sidecars[int(asked.steps["i"])], int(asked.steps["n"])
    if index < len(sidecar.env):
        return asked.own("sidecars", sidecar.name, "env", sidecar.env[index][0])
    return asked.own("sidecars", sidecar.name, "secrets", sidecar.secrets[index - len(sidecar.env)].name)


def _sidecar_variable(asked: Asked) -> Found:
    return Found(SAID, (_variable_path(asked),))


def _sidecar_secret(asked: Asked) -> Found:
    return Found(SAID, ((*_variable_path(asked), "secret"),))


def _sidecar_secret_key(asked: Asked) -> Found | None:
    path = (*_variable_path(asked), asked.step("key"))
    return Found(SAID, (path,)) if asked.said.at(path) else None


def _folders(asked: Asked) -> Iterator[tuple[str, Path]]:
    """The folders that the inventory names, each with its path there."""
    for index, folder in enumerate(asked.model.pod.writable):
        yield folder, asked.own("writable", index)
    for sidecar in asked.model.pod.sidecars:
        for key, folders in (("shares", sidecar.shares), ("reads", sidecar.reads)):
            for index, folder in enumerate(folders):
                yield folder, asked.own("sidecars", sidecar.name, key, index)


def _mount(asked: Asked) -> Found | None:
    sidecar = asked.model.pod.sidecars[int(asked.steps["i"])]
    index = int(asked.steps["n"]) - len(sidecar.shares)
    keys = ("reads", index) if index >= 0 else ("shares", index + len(sidecar.shares))
    return Found("a folder that it shares", (asked.own("sidecars", sidecar.name, *keys),))


def _all_scratch(asked: Asked) -> Found:
    return Found(SAID, tuple(asked.own("scratch", folder) for folder in asked.model.pod.scratch))


def _scratch(asked: Asked) -> Found | None:
    """The folder behind a volume that comes and goes with its pod."""
    volume = asked.step("volume")
    found = (path for path in asked.model.pod.scratch if scratch_volume(path) == volume)
    return next((Found(SAID, (asked.own("scratch", path),)) for path in found), None)


def _writable(asked: Asked) -> Found | None:
    found = writable_paths(asked.model)[int(asked.steps["n"])]
    if found == "/tmp" or found in asked.model.technology.writable:  # noqa: S108 -- a folder of the container
        return None
    paths = tuple(path for folder, path in _folders(asked) if folder == found)
    return Found(SAID, paths) if paths else None


def _all_writable(asked: Asked) -> Found:
    return Found(SAID, tuple(path for _, path in _folders(asked)))


PODS: dict[str, Callable[[Asked], Found | None]] = {
    "~a_minute": _a_minute,
    "~all_scratch": _all_scratch,
    "~all_writable": _all_writable,
    "~asking": _all_asking,
    "~check_exec": _check("exec"),
    "~check_grpc": _check("grpc"),
    "~check_http": _check("http"),
    "~check_port": _check("port"),
    "~check_tcp": _check("tcp"),
    "~mount": _mount,
    "~scratch": _scratch,
    "~sidecar": _sidecar,
    "~sidecar_secret": _sidecar_secret,
    "~sidecar_secret_key": _sidecar_secret_key,
    "~sidecar_variable": _sidecar_variable,
    "~timing_delay": _timing("delay"),
    "~timing_every": _timing("every"),
    "~timing_failures": _timing("failures"),
    "~timing_timeout": _timing("timeout"),
    "~twice": _twice,
    "~writable": _writable,
}
