"""Rendered objects as the resources of a Kustomization: who they are, and in which file they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from chartloom.kube.api_versions import API_VERSIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Of the kinds that Kubernetes brings along, those that live in no namespace.
_CLUSTER_WIDE = frozenset(
    [
        "APIService",
        "CSIDriver",
        "CSINode",
        "CertificateSigningRequest",
        "ClusterRole",
        "ClusterRoleBinding",
        "ClusterTrustBundle",
        "ComponentStatus",
        "CustomResourceDefinition",
        "DeviceClass",
        "FlowSchema",
        "IPAddress",
        "IngressClass",
        "MutatingAdmissionPolicy",
        "MutatingAdmissionPolicyBinding",
        "MutatingWebhookConfiguration",
        "Namespace",
        "Node",
        "PersistentVolume",
        "PriorityClass",
        "PriorityLevelConfiguration",
        "ResourceSlice",
        "RuntimeClass",
        "SelfSubjectReview",
        "ServiceCIDR",
        "StorageClass",
        "StorageVersion",
        "StorageVersionMigration",
        "TokenReview",
        "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding",
        "ValidatingWebhookConfiguration",
        "VolumeAttachment",
        "VolumeAttributesClass",
    ]
)

__all__ = ["Identity", "Resource", "file_names"]


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """By what a cluster tells objects apart; ``namespace`` is "" where the overlay sets it."""

    folder: str
    kind: str
    name: str
    api_version: str
    namespace: str

    @property
    def target(self) -> dict[str, object]:
        """How a patch finds the object."""
        group, _, version = self.api_version.rpartition("/")
        named = {"version": version, "kind": self.kind, "name": re.escape(self.name).replace("\\-", "-")}
        return {"group": group, **named} if group else dict(named)


@dataclass(frozen=True, slots=True)
class Resource:
    """One object, filed under the chart that rendered it."""

    folder: str
    content: Mapping[str, Any]

    @property
    def namespace(self) -> str:
        """The namespace that it names."""
        return str(self._metadata.get("namespace", ""))

    @property
    def identity(self) -> Identity:
        """By what it is told apart."""
        content, name = self.content, str(self._metadata.get("name", ""))
        return Identity(self.folder, str(content["kind"]), name, str(content["apiVersion"]), self.namespace)

    @property
    def _metadata(self) -> Mapping[str, Any]:
        return cast("Mapping[str, Any]", self.content.get("metadata") or {})

    @property
    def lacks_namespace(self) -> bool:
        """Whether it names no namespace and surely lives in one: Helm would put it into the release's."""
        api_version, kind = str(self.content["apiVersion"]), str(self.content["kind"])
        return not self.namespace and api_version in API_VERSIONS and kind not in _CLUSTER_WIDE

    @property
    def binds_default_account_of_others(self) -> bool:
        """Whether it names the account ``default`` of another namespace: Kustomize would move that as well."""
        subjects = (each for each in self.content.get("subjects") or () if isinstance(each, dict))
        return any(
            each.get("name") == "default" and each.get("namespace", self.namespace) != self.namespace
            for each in subjects
        )

    def without_namespace(self) -> Resource:
        """The same object for an overlay that sets the namespace."""
        metadata = {key: value for key, value in self._metadata.items() if key != "namespace"}
        return Resource(self.folder, {**self.content, "metadata": metadata})


def file_names(identities: Iterable[Identity]) -> dict[Identity, str]:
    """A path for each object, without its ending: the chart's folder, then the kind and what sets it apart there.

    >>> who = [Identity("cart", "ConfigMap", name, "v1", "") for name in ("cart", "cart-config", "tls")]
    >>> list(file_names(who).values())
    ['cart/configmap', 'cart/configmap-config', 'cart/configmap-tls']
    """
    names: dict[Identity, str] = {}
    taken: set[str] = set()
    for identity in sorted(set(identities)):
        wished = _file_name(identity)
        name, number = wished, 2
        while name in taken:
            name, number = f"{wished}-{number}", number + 1
        taken.add(name)
        names[identity] = name
    return names


def _file_name(identity: Identity) -> str:
    kind, chart = identity.kind.lower(), identity.folder.rpartition("/")[2]
    own = "" if identity.name == chart else identity.name.removeprefix(f"{chart}-")
    name = re.sub("[^a-z0-9.-]", "-", own.lower())
    return f"{identity.folder}/{kind}-{name}" if name else f"{identity.folder}/{kind}"
