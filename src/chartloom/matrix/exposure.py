"""What leads to services from outside the cluster, an Ingress or a Gateway; its keys and what they mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast

from chartloom.matrix.namespaces import NAMESPACE
from chartloom.matrix.shapes import Choice, Field, Pattern, Record, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EXPOSURE_FIELD", "Exposure", "read_exposure"]

_OBJECT = Pattern(
    "not-an-object-name",
    r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
    "the name of an object",
    'lower-case letters, digits, "-" and "."',
)
_KIND = Text(choices=("ingress", "gateway"))
_EXPOSURE = Record(
    "exposure",
    (
        Field("kind", _KIND, "Ingress, or HTTPRoutes of the Gateway API.", "ingress"),
        Field("class", Text(_OBJECT), "Class of each Ingress.", "nginx"),
        Field("issuer", Text(_OBJECT), "cert-manager's ClusterIssuer of the certificates.", "none"),
        Field("gateway", Text(_OBJECT), "Name of the Gateway."),
        Field("listener", Text(_OBJECT), "Listener of the Gateway.", "all that fit"),
        Field(
            "namespace",
            Text(NAMESPACE),
            "Namespace of the ingress controller, or of the Gateway.",
            "ingress-nginx; that of the services",
        ),
    ),
)
EXPOSURE_FIELD = Field(
    "exposure", Choice((_KIND, _EXPOSURE)), "What leads to the services that are exposed.", "ingress"
)


@dataclass(frozen=True, slots=True)
class Exposure:
    """What leads to exposed services; what is empty is left to the library's default."""

    kind: Literal["ingress", "gateway"] = "ingress"
    class_name: str = ""
    issuer: str = ""
    gateway: str = ""
    listener: str = ""
    namespace: str = ""


_NAMES = {"class": "class_name"}


def read_exposure(said: object, below: Exposure) -> Exposure:
    """What is said, laid over what the fleet says; one word is the kind alone."""
    record = cast("Mapping[str, str]", {"kind": said} if isinstance(said, str) else said or {})
    # What was said of an Ingress means nothing to a Gateway, and the other way round.
    kept = below if record.get("kind", below.kind) == below.kind else Exposure()
    return replace(kept, **{_NAMES.get(key, key): value for key, value in record.items()})  # type: ignore[arg-type]
