"""How a service is asked for its health: the keys, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from chartloom.matrix.shapes import Choice, Field, Flag, Off, Pattern, Record, Text, Whole
from chartloom.matrix.tasks import COMMAND, read_command

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "HANDLERS",
    "HEALTH_FIELD",
    "PROBES",
    "TIMINGS",
    "Check",
    "Health",
    "merge_health",
    "read_health",
]

PROBES = ("liveness", "readiness", "startup")
HANDLERS = ("http", "exec", "tcp", "grpc")

_PATH = Text(Pattern("not-a-path", r"/\S*", 'a path that begins with "/"'))
_PORT = Whole(1, 65535)
_PROBE = Record(
    "probe",
    (
        Field("http", _PATH, "Path that must answer."),
        Field("port", _PORT, "Port of that path.", "the service's port"),
        Field("exec", COMMAND, "Command that must succeed; a text is given to the shell of the image."),
        Field("tcp", _PORT, "Port that must accept connections."),
        Field("grpc", _PORT, "Port at which gRPC's own health service must answer."),
        Field("delay", Whole(0, 86400), "Seconds before it is asked first.", "by technology"),
        Field("every", Whole(1, 86400), "Seconds between two times.", "by technology"),
        Field("timeout", Whole(1, 3600), "Seconds that an answer may take.", "by technology"),
        Field("failures", Whole(1, 10000), "How often it may fail in a row.", "by technology"),
    ),
)
_CHECK = Choice((_PATH, Off(), _PROBE))
_HEALTH = Record(
    "health",
    (
        Field("liveness", _CHECK, "Answers while the process works; restarted when it does not."),
        Field("readiness", _CHECK, "Answers when requests may come."),
        Field("startup", _CHECK, "Answers once a slow start is over."),
    ),
)
HEALTH_FIELD = Field(
    "health",
    Choice((_PATH, Flag(), _HEALTH)),
    "HTTP path of the probes, or what each of them asks; false switches them off.",
    "by technology",
)

TIMINGS = {
    "delay": "initialDelaySeconds",
    "every": "periodSeconds",
    "timeout": "timeoutSeconds",
    "failures": "failureThreshold",
}


@dataclass(frozen=True, slots=True)
class Check:
    """What one probe asks; without a handler, what the technology has it ask. Timings are in Kubernetes' words."""

    handler: str = ""
    path: str = ""
    port: int = 0
    command: tuple[str, ...] = ()
    timings: tuple[tuple[str, int], ...] = ()
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """What takes the place of the technology's probes; ``enabled`` false means none at all."""

    enabled: bool = True
    liveness: Check | None = None
    readiness: Check | None = None
    startup: Check | None = None


def merge_health(usual: object, own: object) -> object:
    """What a service says over what the fleet's defaults say: who asks in another way, asks in no other way besides.

    >>> merge_health({"liveness": {"http": "/up", "every": 9.0}}, {"liveness": {"tcp": 80.0}, "readiness": "/ready"})
    {'liveness': {'tcp': 80.0}, 'readiness': '/ready'}
    """
    if not (isinstance(usual, dict) and isinstance(own, dict)):
        return usual if own is None else own
    return {**usual, **{kind: _merged(usual.get(kind), check) for kind, check in own.items()}}


def _merged(usual: object, own: object) -> object:
    if not isinstance(own, dict) or own.keys() & set(HANDLERS):
        return own
    below = {"http": usual} if isinstance(usual, str) else usual
    return {**below, **own} if isinstance(below, dict) else own


def read_health(said: object) -> Health:
    """The health of a valid service."""
    match said:
        case False:
            return Health(enabled=False)
        case str():
            return Health(True, _check(said), _check(said))
        case dict():
            return Health(True, **{str(kind): _check(check) for kind, check in said.items()})
        case _:
            return Health()


def _check(said: object) -> Check:
    match said:
        case str():
            return Check("http", said)
        case dict():
            return _given(cast("Mapping[str, object]", said))
        case _:
            return Check(is_off=True)


def _given(said: Mapping[str, object]) -> Check:
    timings = tuple((TIMINGS[key], _whole(value)) for key, value in said.items() if key in TIMINGS)
    handler = next((handler for handler in HANDLERS if handler in said), "")
    port = said.get("port", 0.0) if handler == "http" else said.get(handler, 0.0)
    return Check(
        handler,
        str(said.get("http", "")),
        _whole(port),
        read_command(said["exec"]) if handler == "exec" else (),
        timings,
    )


def _whole(value: object) -> int:
    return int(value) if isinstance(value, float) else 0
