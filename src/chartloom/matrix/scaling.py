"""How many pods a service has, and how they lie apart; the keys and what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from chartloom.matrix.shapes import Choice, Field, Off, Record, Text, Whole

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SCALING_FIELDS", "Scale", "Scaling", "Step", "read_scaling"]

_STEP = Record(
    "step of scaling",
    (
        Field("percent", Whole(1, 1000), "How many percent of its pods may come or go at once."),
        Field("pods", Whole(1, 1000), "How many pods may come or go at once."),
        Field("every", Whole(1, 1800), "In how many seconds.", "60"),
        Field("wait", Whole(0, 3600), "Seconds for which the load must have changed.", "0 up, 300 down"),
    ),
)
_SHARE = Choice((Whole(1, 1000), Off()))
_SCALE = Record(
    "scale",
    (
        Field("min", Whole(1, 1000), "Fewest pods.", "replicas"),
        Field("max", Whole(1, 1000), "Most pods.", "twice the fewest, at least 10"),
        Field("cpu", _SHARE, "Percent of the requested processor time that they should use.", "70"),
        Field("memory", _SHARE, "Percent of the requested memory that they should use.", "80"),
        Field("up", _STEP, "How fast pods come.", "as Kubernetes does"),
        Field("down", _STEP, "How fast pods go.", "as Kubernetes does"),
    ),
)
_HARDNESS = Text(choices=("soft", "hard"))
_SPREAD = Record(
    "spread",
    (
        Field("nodes", _HARDNESS, "Whether its pods are spread evenly over nodes.", "as the cluster does"),
        Field("zones", _HARDNESS, "Whether its pods are spread evenly over zones.", "as the cluster does"),
        Field("apart", _HARDNESS, "Whether each of its pods has a node of its own.", "no"),
    ),
)
SCALING_FIELDS = (
    Field(
        "scale",
        Choice((Off(), _SCALE)),
        "How its number of pods follows the load in environments like prod; false: not at all.",
        "by cpu and memory, unless replicas is 1",
    ),
    Field("spread", _SPREAD, "How its pods lie apart, but in environments like dev.", "{}"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """How fast pods come or go; -1 and 0 are what Kubernetes takes by itself."""

    percent: int = 0
    pods: int = 0
    every: int = 60
    wait: int = -1


@dataclass(frozen=True, slots=True)
class Scale:
    """Limits and targets of an autoscaler; None is the default, 0 percent means that it does not look."""

    least: int | None = None
    most: int | None = None
    cpu: int | None = None
    memory: int | None = None
    up: Step | None = None
    down: Step | None = None


@dataclass(frozen=True, slots=True)
class Scaling:
    """The number and the places of the pods of one service; ``spread`` is by key, soft or hard."""

    is_fixed: bool = False
    scale: Scale | None = None
    spread: Mapping[str, str] = field(default_factory=dict)


def read_scaling(record: Mapping[str, object]) -> Scaling:
    """The scaling of a valid service."""
    said = record.get("scale")
    scale = _scale(cast("Mapping[str, object]", said)) if isinstance(said, dict) else None
    return Scaling(said is False, scale, cast("dict[str, str]", record.get("spread", {})))


def _scale(said: Mapping[str, object]) -> Scale:
    least, most, cpu, memory = (_number(said.get(key)) for key in ("min", "max", "cpu", "memory"))
    return Scale(least, most, cpu, memory, _step(said.get("up")), _step(said.get("down")))


def _number(said: object) -> int | None:
    """What is switched off with false is 0."""
    return None if said is None else int(cast("float", said))


def _step(said: object) -> Step | None:
    if not isinstance(said, dict):
        return None
    return Step(**{str(key): int(value) for key, value in said.items()})
