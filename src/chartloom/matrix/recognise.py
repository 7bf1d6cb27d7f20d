"""Which technology a service is made with, when its entry does not say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.matrix.technologies import GENERIC, TECHNOLOGIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.matrix.technologies import Technology

__all__ = ["Recognised", "recognise"]

_KNOWN_AS = {word: row for row in TECHNOLOGIES.values() for word in row.known_as}
_STORE_PORTS = {float(row.port): row for row in TECHNOLOGIES.values() if row.is_store}


@dataclass(frozen=True, slots=True)
class Recognised:
    """A technology, and the reason for taking it; no reason when the inventory says it.

    ``key`` is that of the service which tells; empty where the fleet's default does, or nothing at all.
    """

    technology: Technology
    reason: str = ""
    key: str = ""


def recognise(record: Mapping[str, object], usual: str = "") -> Recognised:
    """The technology of a service: as said, or by image, name, port, the fleet's default, tier.

    What is left is an API of the backend, which the reference architecture writes in Node.js.

    >>> recognise({"name": "orders-mysql", "type": "statefulset"})
    Recognised(technology=..., reason='its name says so', key='name')
    """
    said = TECHNOLOGIES.get(str(record.get("language")))
    if said:
        return Recognised(said, key="language")
    return _by_words(record) or _by_port(record) or _by_default(usual) or _by_tier(record)


def _by_words(record: Mapping[str, object]) -> Recognised | None:
    image = _word_in(str(record.get("image", "")).rpartition("/")[2])
    if image:
        return Recognised(image, "its image says so", "image")
    name = _word_in(str(record.get("name")))
    # "redis-exporter" is a deployment, and no Redis.
    fits = name and (not name.is_store or record.get("type", "statefulset") == "statefulset")
    return Recognised(name, "its name says so", "name") if name and fits else None


def _word_in(text: str) -> Technology | None:
    return next((_KNOWN_AS[word] for word in reversed(text.split("-")) if word in _KNOWN_AS), None)


def _by_port(record: Mapping[str, object]) -> Recognised | None:
    port = record.get("port")
    found = _STORE_PORTS.get(port) if isinstance(port, float) else None
    return Recognised(found, f"port {found.port} is its own", "port") if found else None


def _by_default(usual: str) -> Recognised | None:
    return Recognised(TECHNOLOGIES[usual]) if usual in TECHNOLOGIES else None


def _by_tier(record: Mapping[str, object]) -> Recognised:
    if record.get("type") == "statefulset":
        return Recognised(GENERIC, "nothing about it names one", "type")
    if record.get("tier") == "frontend":
        return Recognised(TECHNOLOGIES["nginx"], "its tier is frontend", "tier")
    return Recognised(TECHNOLOGIES["nodejs"], "that is the default of a backend")
