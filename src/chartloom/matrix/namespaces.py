"""In which namespaces the services of a fleet live, and what is made of these; their keys and what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from chartloom.matrix.shapes import Choice, Field, Flag, Pattern, Record, Table, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "NAMESPACE",
    "NAMESPACE_FIELD",
    "NAMESPACE_FIELDS",
    "Namespaces",
    "namespace_of",
    "read_namespaces",
]

NAMESPACE = Pattern(
    "not-a-dns-label",
    "[a-z0-9]([-a-z0-9]*[a-z0-9])?",
    "a DNS label",
    'lower-case letters, digits and "-"; no "-" first or last',
    longest=63,
)
_LABEL = Pattern(
    "not-a-label",
    r"([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?",
    'the name of a label such as "team"',
)
_LEVELS = ("restricted", "baseline", "privileged")
_FLEET = Record(
    "namespace of the fleet",
    (
        Field("name", Text(NAMESPACE), "The namespace.", "that of the release"),
        Field("create", Flag(), "Whether the umbrella makes the namespaces of the services.", "false"),
        Field("release", Flag(), "Whether it makes the release's own too, for Argo CD and kubectl.", "false"),
        Field("pod_security", Text(choices=_LEVELS), "Level of the Pod Security Standards.", "restricted"),
        Field("labels", Table(Text(_LABEL), Text()), "Further labels of the namespaces.", "{}"),
    ),
)
NAMESPACE_FIELDS = (
    Field("namespace", Choice((Text(NAMESPACE), _FLEET)), "Where the services live.", "that of the release"),
    Field("namespaces", Table(Text(NAMESPACE), Text(NAMESPACE)), "By tier: where its services live.", "{}"),
    Field("default_deny", Flag(), "Whether a policy denies all traffic that none declares.", "false"),
)
NAMESPACE_FIELD = Field("namespace", Text(NAMESPACE), "Where it lives.", "by tier; that of the fleet")


@dataclass(frozen=True, slots=True)
class Namespaces:
    """What the umbrella makes of the namespaces of the fleet; an empty name is the release's own namespace."""

    name: str = ""
    create: bool = False
    release: bool = False
    pod_security: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    default_deny: bool = False

    @property
    def makes_anything(self) -> bool:
        """Whether the umbrella has objects of its own."""
        return self.create or self.default_deny


def read_namespaces(record: Mapping[str, object]) -> Namespaces:
    """What a valid inventory says about namespaces."""
    said = record.get("namespace", {})
    given = cast("Mapping[str, object]", {"name": said} if isinstance(said, str) else said)
    return Namespaces(
        name=str(given.get("name", "")),
        create=given.get("create") is True,
        release=given.get("release") is True,
        pod_security=str(given.get("pod_security", "")),
        labels=cast("Mapping[str, str]", given.get("labels", {})),
        default_deny=record.get("default_deny") is True,
    )


def namespace_of(service: Mapping[str, object], tier: str, inventory: object) -> str:
    """The namespace of one service, its own or that of its tier; nothing when it is the fleet's."""
    said = inventory.get("namespaces") if isinstance(inventory, dict) else None
    by_tier = said if isinstance(said, dict) else {}
    return str(service.get("namespace", by_tier.get(tier, "")))
