"""What a cluster can do, as far as rendering must know."""

from __future__ import annotations

from chartloom.chart.profile import HELM_4
from chartloom.engine.objects import Capabilities, HelmVersion, KubeVersion, VersionSet
from chartloom.kube.api_versions import API_VERSIONS, KUBE_VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["capabilities", "parse_kube_version"]


def capabilities(kube_version: str = "", api_versions: Iterable[str] = ()) -> Capabilities:
    """The capabilities that Helm assumes without a cluster.

    ``kube_version`` replaces the default version; ``api_versions`` are served besides the known ones. Raises
    ChartloomError for a version that is none.
    """
    try:
        version = parse_kube_version(kube_version or KUBE_VERSION)
    except ValueError as error:
        from chartloom.engine.errors import invalid_kube_version

        raise invalid_kube_version(kube_version, str(error)) from None
    return Capabilities(
        version,
        VersionSet((*API_VERSIONS, *api_versions)),
        HelmVersion(HELM_4.helm_version, KUBE_VERSION.rpartition(".")[0]),
    )


def parse_kube_version(text: str) -> KubeVersion:
    """A Kubernetes version such as ``1.31`` or ``v1.33.4-gke.1245000``.

    Raises ValueError with the reason. As ``ParseGeneric`` of k8s.io/apimachinery reads it.
    """
    numbers = _components(text)
    normal = ".".join(map(str, numbers))
    version = text if text.startswith("v") else f"v{text}"
    return KubeVersion(version, str(numbers[0]), str(numbers[1]), f"v{normal}")


def _components(text: str) -> tuple[int, ...]:
    core = ""
    for char in text.strip(" \t\n").removeprefix("v"):
        if not (char.isdecimal() and char.isascii()) and char != ".":
            break
        core += char
    parts = core.rstrip(".").split(".")
    if len(parts) < 2 or not all(parts):
        raise ValueError(f'could not parse "{text}" as version')
    if any(len(part) > 1 and part[0] == "0" for part in parts):
        raise ValueError(f'could not parse "{text}" as version: a part begins with zero')
    return tuple(int(part) for part in parts)
