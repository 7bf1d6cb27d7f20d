"""A Kustomize base and an overlay for each environment, which build what the charts render.

The base holds the objects that all environments have. An overlay names its namespace, adds the objects that only
some environments have, and patches those that differ. Hooks are no objects of a deployment, so they stand apart,
in ``with-hooks``: the overlay and the hooks of the same environment. Definitions of third-party charts are shared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.gitops.crds import crd_files, crd_folders
from chartloom.gitops.documents import document
from chartloom.gitops.patches import merge_patch, operations, same
from chartloom.gitops.resources import Resource, file_names
from chartloom.yamlio import to_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chartloom.gitops.crds import Definitions
    from chartloom.gitops.resources import Identity
    from chartloom.matrix import Inventory

__all__ = ["Overlay", "kustomize_files"]

Object = dict[str, object]
Files = dict[str, bytes]
Resources = dict["Identity", Resource]


@dataclass(frozen=True, slots=True)
class Overlay:
    """What the charts of a fleet render in one environment."""

    environment: str
    namespace: str
    objects: tuple[Resource, ...]
    hooks: tuple[Resource, ...] = ()
    definitions: tuple[Definitions, ...] = ()

    def inside(self) -> Resources:
        """The objects in the fleet's namespace, which the overlay sets."""
        found = (each.without_namespace() for each in self.objects if self._is_inside(each))
        return {each.identity: each for each in found}

    def outside(self) -> Resources:
        """The objects in other namespaces, and in none."""
        return {each.identity: each for each in self.objects if not self._is_inside(each)}

    def _is_inside(self, resource: Resource) -> bool:
        if resource.lacks_namespace:
            return True
        return resource.namespace == self.namespace and not resource.binds_default_account_of_others


def kustomize_files(inventory: Inventory, overlays: Sequence[Overlay]) -> Files:
    """The files by path."""
    inside = [overlay.inside() for overlay in overlays]
    everything = [each for overlay in overlays for each in (*overlay.outside(), *_identities(overlay.hooks))]
    names = file_names([*everything, *(identity for objects in inside for identity in objects)])
    base = dict(_base(inside))
    definitions = [each for overlay in overlays for each in overlay.definitions]
    writer = _Writer(inventory, names, crd_folders(definitions))
    writer.kustomization("kustomize/base", {}, base)
    for overlay, objects in zip(overlays, inside, strict=True):
        writer.overlay(overlay, objects, base)
        writer.with_hooks(overlay)
    return {**writer.files, **crd_files(inventory, definitions)}


def _identities(resources: Sequence[Resource]) -> Iterator[Identity]:
    return (each.identity for each in resources)


def _base(overlays: Sequence[Resources]) -> Iterator[tuple[Identity, Resource]]:
    """The objects that all have."""
    first, *others = overlays
    for identity in sorted(set(first).intersection(*others)):
        yield identity, _typical([overlay[identity] for overlay in overlays])


def _typical(versions: Sequence[Resource]) -> Resource:
    """The version from which all the others differ least; the first environment's where several do."""
    if all(same(version.content, versions[0].content) for version in versions):
        return versions[0]
    return min(versions, key=lambda version: sum(_distance(version, other) for other in versions))


def _distance(one: Resource, other: Resource) -> int:
    """How much is to be read to know what differs."""
    return len(to_yaml(list(operations(one.content, other.content))))


class _Writer:
    """The files that have been written so far."""

    def __init__(self, inventory: Inventory, names: Mapping[Identity, str], crds: Mapping[str, str]) -> None:
        self.files: Files = {}
        self._inventory = inventory
        self._names = names
        self._crds = crds

    def overlay(self, overlay: Overlay, objects: Resources, base: Resources) -> None:
        """The overlay of an environment; in two steps where some objects are outside its namespace."""
        folder = f"kustomize/overlays/{overlay.environment}"
        outside = overlay.outside()
        crds = dict.fromkeys(self._crds[each.text] for each in overlay.definitions)
        inner, up = (f"{folder}/fleet", "../../..") if outside or crds else (folder, "../..")
        added = {identity: objects[identity] for identity in sorted(objects) if identity not in base}
        patches = list(self._patches(inner, objects, base))
        head: Object = {"namespace": overlay.namespace, **({"patches": patches} if patches else {})}
        self.kustomization(inner, head, added, [f"{up}/base"] if base else [])
        if outside or crds:
            shared = [path.replace("kustomize", "../..", 1) for path in crds]
            self.kustomization(folder, {}, dict(sorted(outside.items())), [*shared, "fleet"])

    def with_hooks(self, overlay: Overlay) -> None:
        """The overlay together with its hooks; nothing when it has none."""
        if overlay.hooks:
            hooks = {each.identity: each for each in overlay.hooks}
            below = [f"../../overlays/{overlay.environment}"]
            self.kustomization(
                f"kustomize/with-hooks/{overlay.environment}", {}, dict(sorted(hooks.items())), below
            )

    def kustomization(
        self, folder: str, head: Mapping[str, object], objects: Resources, below: Sequence[str] = ()
    ) -> None:
        """The file that lists the others, and the objects themselves."""
        for identity, resource in objects.items():
            self._write(f"{folder}/{self._names[identity]}.yaml", resource.content)
        content = {
            "apiVersion": "kustomize.config.k8s.io/v1beta1",
            "kind": "Kustomization",
            **head,
            "resources": [*below, *(f"{self._names[identity]}.yaml" for identity in objects)],
        }
        self._write(f"{folder}/kustomization.yaml", content)

    def _patches(self, folder: str, objects: Resources, base: Resources) -> Iterator[Object]:
        for identity, resource in base.items():
            wanted = objects[identity]
            if not same(resource.content, wanted.content):
                yield self._patch(folder, identity, resource, wanted)

    def _patch(self, folder: str, identity: Identity, base: Resource, wanted: Resource) -> Object:
        path = f"{self._names[identity]}.patch.yaml"
        patch = merge_patch(base.content, wanted.content)
        if patch is None:
            self._write(f"{folder}/{path}", list(operations(base.content, wanted.content)))
            return {"path": path, "target": identity.target}
        metadata = {"name": identity.name, **_mapping(patch.get("metadata"))}
        head = {"apiVersion": identity.api_version, "kind": identity.kind}
        self._write(f"{folder}/{path}", {**patch, **head, "metadata": metadata})
        return {"path": path}

    def _write(self, path: str, content: object) -> None:
        self.files[path] = document(self._inventory, content)


def _mapping(value: object) -> Object:
    return value if isinstance(value, dict) else {}
