"""Ports of a Compose service, and whether it is reached from outside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.importers.document import listed
from chartloom.importers.report import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.importers.compose_file import ComposeService
    from chartloom.importers.report import Remark

__all__ = ["Port", "exposed_ports", "extra_ports", "published_ports"]

_MOST_OF_RANGE = 20
_SHORT = re.compile(r"(?:(?:\[[^]]*\]|[^:\[\]]*):)?(?:([\d-]*):)?(\d+)(?:-(\d+))?(?:/(\w+))?$")


@dataclass(frozen=True, slots=True)
class Port:
    """One port of a container, as far as it is known."""

    number: int
    protocol: str = "TCP"
    name: str = ""


def published_ports(service: ComposeService, remarks: list[Remark]) -> tuple[Port, ...]:
    """The ports of the container that are published on the host, short form and long form."""
    found: list[Port] = []
    for index, item in enumerate(listed(service.record.get("ports"))):
        ports = list(_long(item) if isinstance(item, dict) else _short(service.text(item, "ports", index)))
        if not ports:
            remarks.append(service.remark(Kind.LEFT_OUT, "this is no port", "ports", index))
        found += ports
    return _once(found)


def exposed_ports(service: ComposeService) -> tuple[Port, ...]:
    """The ports that are only for other services."""
    items = listed(service.record.get("expose"))
    texts = (service.text(item, "expose", index) for index, item in enumerate(items))
    return _once([port for text in texts for port in _short(text)])


def _once(ports: Sequence[Port]) -> tuple[Port, ...]:
    numbers = {port.number: port for port in reversed(ports)}
    return tuple(numbers[number] for number in dict.fromkeys(port.number for port in ports))


def _short(text: str) -> Iterator[Port]:
    """``[HOST:]CONTAINER[/PROTOCOL]``; both may be ranges."""
    match = _SHORT.fullmatch(text.strip())
    if not match:
        return
    first, last = int(match[2]), int(match[3] or match[2])
    for number in range(first, min(last, first + _MOST_OF_RANGE - 1) + 1):
        if 0 < number < 65536:
            yield Port(number, _protocol(match[4] or "tcp"))


def _long(item: dict[str, object]) -> Iterator[Port]:
    target = item.get("target")
    number = int(target) if isinstance(target, float) or (isinstance(target, str) and target.isdigit()) else 0
    if 0 < number < 65536:
        yield Port(number, _protocol(str(item.get("protocol", "tcp"))), str(item.get("name", "")))


def _protocol(text: str) -> str:
    return text.upper() if text.upper() in ("UDP", "SCTP") else "TCP"


def extra_ports(ports: Sequence[Port], taken: set[str]) -> tuple[list[object], bool]:
    """The further ports for the inventory, each with a name; and whether they must go under ``values:``."""
    is_plain = all(port.protocol == "TCP" for port in ports)
    found: list[object] = []
    for port in ports:
        name = _port_name(port, taken)
        taken.add(name)
        record: dict[str, object] = {"name": name, "port": port.number}
        found.append(record if is_plain else {**record, "protocol": port.protocol})
    return found, not is_plain


_KNOWN = {
    443: "https",
    8443: "https",
    80: "http",
    9090: "metrics",
    15672: "management",
    22: "ssh",
    25: "smtp",
}


def _port_name(port: Port, taken: set[str]) -> str:
    said = re.sub("[^a-z0-9]+", "-", port.name.lower()).strip("-")[:15].strip("-")
    named = said if re.search("[a-z]", said) else _KNOWN.get(port.number, "")
    return named if named and named not in taken else f"port-{port.number}"
