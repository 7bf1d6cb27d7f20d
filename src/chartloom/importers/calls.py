"""Who calls whom: what is declared, and the hosts that settings name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["Calls", "hosts_in", "replace_hosts"]

_HOST = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"
_IN_URL = re.compile(
    rf"(?:[A-Za-z][A-Za-z0-9+.-]*:)+//(?:[^@/\s]*@)?({_HOST}(?::\d+)?(?:,{_HOST}(?::\d+)?)*)"
)
_IN_DSN = re.compile(
    rf"@(?:tcp)?\(({_HOST})|(?:^|[;\s])(?:host|server|data source)\s*=\s*({_HOST})", re.IGNORECASE
)
_WITH_PORT = re.compile(rf"{_HOST}:\d+(?:\s*,\s*{_HOST}:\d+)*")
_BARE = re.compile(rf"{_HOST}(?:\s*,\s*{_HOST})*")
_ADDRESSES = re.compile(
    r"(^|_)(HOSTS?|HOSTNAME|ADDR|ADDRESS|ADDRESSES|SERVERS?|ENDPOINTS?|URL|URI|BROKERS?|NODES?|PEERS|UPSTREAM|BACKEND)$"
)


def hosts_in(name: str, value: str) -> Iterator[str]:
    """The hosts that a setting names; a bare word counts only where the setting's name speaks of an address.

    >>> list(hosts_in("DB_URL", "jdbc:mysql://mysql:3306/x")), list(hosts_in("DB_NAME", "mysql"))
    (['mysql'], [])
    """
    for found in _IN_URL.finditer(value):
        yield from (part.partition(":")[0] for part in found[1].split(","))
    yield from (found[1] or found[2] for found in _IN_DSN.finditer(value))
    text = value.strip()
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).upper().replace("-", "_").replace(".", "_")
    if _WITH_PORT.fullmatch(text) or (_BARE.fullmatch(text) and _ADDRESSES.search(words)):
        yield from (part.strip().partition(":")[0] for part in text.split(","))


def replace_hosts(name: str, value: str, renamed: Mapping[str, str]) -> str:
    """The setting with the hosts that have another name now."""
    for host in dict.fromkeys(hosts_in(name, value)):
        if host in renamed:
            value = re.sub(rf"(?<![A-Za-z0-9_.-]){re.escape(host)}(?![A-Za-z0-9_.-])", renamed[host], value)
    return value


class Calls:
    """The graph while it grows; it never has a circle, since each would wait for the next."""

    def __init__(self, names: Iterable[str]) -> None:
        self._made: dict[str, list[str]] = {name: [] for name in names}

    def add(self, caller: str, callee: str) -> bool:
        """Whether the call is in the graph now; False for one that closes a circle or leads nowhere."""
        if caller == callee or callee not in self._made or caller not in self._made:
            return False
        if callee in self._made[caller]:
            return True
        if self._reaches(callee, caller):
            return False
        self._made[caller].append(callee)
        return True

    def of(self, caller: str) -> Sequence[str]:
        """Those that a service calls, in the order in which they were found."""
        return tuple(self._made[caller])

    def has_callers(self, name: str) -> bool:
        """Whether anybody calls it."""
        return any(name in callees for callees in self._made.values())

    def _reaches(self, start: str, goal: str) -> bool:
        seen, open_names = {start}, [start]
        while open_names:
            for callee in self._made[open_names.pop()]:
                if callee == goal:
                    return True
                if callee not in seen:
                    seen.add(callee)
                    open_names.append(callee)
        return False
