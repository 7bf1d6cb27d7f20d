"""How the health of a service is asked for: probes of Kubernetes in the words of an inventory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.importers.document import listed, mapping
from chartloom.matrix.check import matches
from chartloom.matrix.fields import PATH
from chartloom.matrix.health import PROBES, TIMINGS
from chartloom.matrix.technologies import SLOW_START

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.importers.draft import DraftService
    from chartloom.matrix.technologies import Probe, Technology

__all__ = ["say_health"]

Record = dict[str, object]

_KUBERNETES = {
    "initialDelaySeconds": 0.0,
    "periodSeconds": 10.0,
    "timeoutSeconds": 1.0,
    "failureThreshold": 3.0,
}
_MOST = {"delay": 86400, "every": 86400, "timeout": 3600, "failures": 10000}


def say_health(
    draft: DraftService,
    probes: Mapping[str, Record],
    technology: Technology,
    ports: Mapping[str, int],
    main: int,
) -> None:
    """Put probes into the draft: under ``health``, and what it has no word for under ``values``.

    ``ports`` are those of the container by name, ``main`` is the number of the one that the service is asked at.
    """
    given = {kind: probe for kind in PROBES if (probe := probes.get(kind))}
    if not given:
        draft.said["health"] = False
        return
    words = {kind: _word(probe, _usual(kind, technology), ports, main) for kind, probe in given.items()}
    if technology.startup and _handler(given.get("startup", {}), ports, main) == _handler(
        given.get("liveness", {}), ports, main
    ):
        words.pop("startup", None)  # a slow start is over when the service lives
    raw = {kind: {"enabled": True, **given[kind]} for kind, word in words.items() if word is None}
    if raw:
        draft.values["probes"] = raw
    words = {kind: word for kind, word in words.items() if word != {}}
    said = {**words, **_switched_off(given, technology), **dict.fromkeys(raw, False)}
    # What is usual is not written, but it is known: nobody need ask.
    draft.said["health"] = _shortest({kind: said[kind] for kind in PROBES if kind in said})


def _shortest(health: Record) -> object:
    """One path for both, where nothing else is said."""
    path = health.get("liveness")
    if isinstance(path, str) and health == {"liveness": path, "readiness": path}:
        return path
    return False if all(health.get(kind) is False for kind in PROBES) else health


def _switched_off(given: Mapping[str, Record], technology: Technology) -> Record:
    """What the technology would ask although the source does not; a slow start may well be waited for."""
    found: Record = {}
    for kind in ("liveness", "readiness"):
        if kind not in given and getattr(technology, kind):
            found[kind] = False
    if "liveness" in found and "startup" not in given and technology.startup:
        found["startup"] = False
    return found


def _usual(kind: str, technology: Technology) -> Probe | None:
    """What holds without a word; for who has a startup probe that of a slow start."""
    found: Probe | None = getattr(technology, kind)
    return SLOW_START if found is None and kind == "startup" else found


def _word(probe: Record, usual: Probe | None, ports: Mapping[str, int], main: int) -> object:
    """A path, a mapping, ``{}`` for what is usual anyway, or None where no word says it."""
    handler = _handler(probe, ports, main)
    if handler is None or probe.get("successThreshold", 1.0) != 1 or "terminationGracePeriodSeconds" in probe:
        return None
    timings = _timings(probe, usual)
    if timings is None:
        return None
    if usual and handler == _as_handler(usual, main):
        return timings
    return handler["http"] if set(handler) == {"http"} and not timings else {**handler, **timings}


def _as_handler(probe: Probe, main: int) -> Record:
    if probe.command:
        return {"exec": list(probe.command)}
    return {"http": probe.path} if probe.path else {"tcp": main}


def _handler(probe: Record, ports: Mapping[str, int], main: int) -> Record | None:
    """What is asked; a path of the main port names no port."""
    kinds = [kind for kind in ("httpGet", "tcpSocket", "exec", "grpc") if kind in probe]
    said = mapping(probe.get(kinds[0])) if kinds else {}
    if kinds == ["exec"]:
        command = [str(word) for word in listed(said.get("command"))]
        return {"exec": command} if command else None
    port = _port(said.get("port"), ports, main)
    extra = {key for key in said if key not in ("port", "path", "scheme")}
    if not port or extra or said.get("scheme", "HTTP") != "HTTP":
        return None
    if kinds == ["httpGet"]:
        path = str(said.get("path", "/"))
        own = {} if port == main else {"port": port}
        return {"http": path, **own} if matches(PATH, path) else None
    return {"tcp" if kinds == ["tcpSocket"] else "grpc": port}


def _port(said: object, ports: Mapping[str, int], main: int) -> int:
    """The number; 0 for a name that no port has."""
    if said is None:
        return main
    return int(said) if isinstance(said, float) else ports.get(str(said), 0)


def _timings(probe: Record, usual: Probe | None) -> Record | None:
    """What the source says otherwise than what holds anyway; None for what is out of bounds."""
    holds = {**_KUBERNETES, **dict(usual.timings if usual else ())}
    found: Record = {}
    for word, name in TIMINGS.items():
        said = probe.get(name)
        if said is None or said == holds[name]:
            continue
        least = 0 if word == "delay" else 1
        if not isinstance(said, float) or not least <= said <= _MOST[word]:
            return None
        found[word] = int(said)
    return found
