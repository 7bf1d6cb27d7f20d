"""In which order Argo CD applies objects: its phases, waves and kinds, as far as our charts use them.

What it makes of annotations is recorded by its own engine, see tests/truth/argocd.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Step", "is_hook", "phases", "steps", "wave"]

Object = dict[str, Any]

_PHASES = ("PreSync", "Sync", "PostSync")
_OF_HELM = {
    "pre-install": "PreSync",
    "pre-upgrade": "PreSync",
    "post-install": "PostSync",
    "post-upgrade": "PostSync",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One object in one phase and wave; the next one begins when all of it is healthy or done."""

    phase: str
    wave: int
    object: Object

    @property
    def place(self) -> tuple[int, int]:
        """What comes earlier is smaller."""
        return _PHASES.index(self.phase), self.wave


def is_hook(annotations: Mapping[str, str]) -> bool:
    """Whether it is no object of the Application."""
    return "argocd.argoproj.io/hook" in annotations or "helm.sh/hook" in annotations


def phases(annotations: Mapping[str, str]) -> list[str]:
    """In which a hook runs; none when it never does."""
    own = annotations.get("argocd.argoproj.io/hook", "").split(",")
    helm = annotations.get("helm.sh/hook", "").split(",")
    return [each for each in own if each in _PHASES] or [_OF_HELM[each] for each in helm if each in _OF_HELM]


def wave(annotations: Mapping[str, str]) -> int:
    """Its own number, or Helm's weight."""
    return int(annotations.get("argocd.argoproj.io/sync-wave", annotations.get("helm.sh/hook-weight", "0")))


def steps(objects: Iterable[Object]) -> list[Step]:
    """Every object in its phases, in order."""
    found = []
    for each in objects:
        annotations = each["metadata"].get("annotations", {})
        own = phases(annotations) if is_hook(annotations) else ["Sync"]
        found += [Step(phase, wave(annotations), each) for phase in dict.fromkeys(own)]
    return sorted(found, key=lambda step: step.place)
