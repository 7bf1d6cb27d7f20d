"""What happens in a cluster when fields change: what restarts, what runs, and what cannot be changed in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.actions.explaining.field_paths import kubectl_path
from chartloom.kube.immutable import is_immutable
from chartloom.yamlio import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chartloom.actions.explaining.field_paths import FieldPath
    from chartloom.kube import Manifest

__all__ = ["Affected", "Consequences", "consequences_of"]

_WORKLOADS = ("DaemonSet", "Deployment", "ReplicaSet", "StatefulSet")
_IDENTITY = (("apiVersion",), ("kind",), ("metadata", "name"), ("metadata", "namespace"))
_READS: dict[tuple[str, ...], str] = {
    ("configMapKeyRef", "name"): "ConfigMap",
    ("configMapRef", "name"): "ConfigMap",
    ("configMap", "name"): "ConfigMap",
    ("secretKeyRef", "name"): "Secret",
    ("secretRef", "name"): "Secret",
    ("secret", "secretName"): "Secret",
    ("secret", "name"): "Secret",
}
"""Where pods name what they read, by the last two keys."""


@dataclass(frozen=True, slots=True)
class Affected:
    """An object with the fields that a value feeds, and those that it only decides.

    ``is_whole`` says that all fields are among them: the value decides whether the object is there.
    """

    address: str
    source: str
    feeds: tuple[FieldPath, ...]
    decides: tuple[FieldPath, ...]
    is_whole: bool

    @property
    def kind(self) -> str:
        """The kind of the object."""
        return self.address.partition("/")[0]

    @property
    def comes_or_goes(self) -> bool:
        """Whether the value decides that the object is there, or what it is called."""
        return (self.is_whole and bool(self.decides)) or any(path in _IDENTITY for path in self.feeds)

    @property
    def changing(self) -> tuple[FieldPath, ...]:
        """The fields that may change in an object that stays."""
        return () if self.comes_or_goes else (*self.feeds, *self.decides)


@dataclass(frozen=True, slots=True)
class Consequences:
    """What may follow, by the names of the objects.

    Pods of ``restarts`` are replaced, those of ``may_restart`` if what is decided turns out otherwise. ``runs`` are
    hooks. ``immutable`` are parts that the API server refuses to change, ``stale`` workloads that go on with what
    they have read from an object that changes.
    """

    restarts: tuple[str, ...] = ()
    may_restart: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    comes_or_goes: tuple[str, ...] = ()
    immutable: tuple[tuple[str, str], ...] = ()
    stale: tuple[tuple[str, str], ...] = ()


def consequences_of(affected: Sequence[Affected], manifests: Sequence[Manifest]) -> Consequences:
    """What follows when all that is affected changes; ``manifests`` are all that is rendered."""
    staying = [one for one in affected if not one.comes_or_goes]
    hooks = {_address(one) for one in manifests if one.hook}
    restarts = [one.address for one in staying if one.kind in _WORKLOADS and _is_template_in(one.feeds)]
    may_restart = [
        one.address
        for one in staying
        if one.kind in _WORKLOADS and one.address not in restarts and _is_template_in(one.decides)
    ]
    return Consequences(
        tuple(restarts),
        tuple(may_restart),
        tuple(one.address for one in affected if one.address in hooks),
        tuple(one.address for one in affected if one.comes_or_goes and one.address not in hooks),
        tuple(dict.fromkeys(_immutable(one for one in staying if one.address not in hooks))),
        tuple(_stale(affected, manifests, {*restarts, *may_restart})),
    )


def _is_template_in(paths: Iterable[FieldPath]) -> bool:
    return any(path[:2] == ("spec", "template") for path in paths)


def _immutable(affected: Iterable[Affected]) -> Iterator[tuple[str, str]]:
    for one in affected:
        for path in one.changing:
            if is_immutable(one.kind, path):
                yield one.address, kubectl_path(path[:2])


def _stale(
    affected: Sequence[Affected], manifests: Sequence[Manifest], restarted: set[str]
) -> Iterator[tuple[str, str]]:
    """Workloads that read an object of which data change, and are not restarted by that."""
    changing = {
        one.address for one in affected if any(path[0] in ("data", "stringData") for path in one.changing)
    }
    gone = {one.address for one in affected if one.comes_or_goes}
    for one in manifests:
        if one.kind in _WORKLOADS and _address(one) not in restarted | gone:
            for address in sorted(_read_by(one, changing)):
                yield _address(one), address


def _address(manifest: Manifest) -> str:
    return f"{manifest.kind}/{manifest.name}"


def _read_by(workload: Manifest, known: set[str]) -> set[str]:
    """Those of the objects that are known which the pods of a workload read."""
    if not any(address.partition("/")[2] in workload.content for address in known):
        return set()
    return known & set(_references(read_yaml(workload.content, workload.source), ()))


def _references(value: object, path: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _references(inner, (*path[-1:], key))
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner, path)
    elif path in _READS:
        yield f"{_READS[path]}/{value}"
