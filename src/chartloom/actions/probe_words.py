"""A probe of a chart's values in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["probe_words"]


def probe_words(probe: Mapping[str, object]) -> str:
    """How Kubernetes asks, and how often; "" when it has nothing to ask.

    >>> probe_words({"httpGet": {"path": "/health", "port": "http"}, "periodSeconds": 10, "failureThreshold": 3})
    'GET /health on http, every 10 s, 3 failures'
    >>> probe_words({"enabled": False, "tcpSocket": {"port": 80}})
    'off'
    """
    if probe.get("enabled") is False:
        return "off"
    how = _how(probe)
    return ", ".join([how, *_timings(probe)]) if how else ""


def _how(probe: Mapping[str, object]) -> str:
    match probe:
        case {"httpGet": {"path": path, "port": port}}:
            return f"GET {path} on {_whole(port)}"
        case {"tcpSocket": {"port": port}}:
            return f"TCP on {_whole(port)}"
        case {"exec": {"command": [*words]}}:
            return f"runs {' '.join(map(str, words))}"
        case {"grpc": {"port": port}}:
            return f"gRPC on {_whole(port)}"
    return ""


_TIMINGS = {
    "initialDelaySeconds": "after {} s",
    "periodSeconds": "every {} s",
    "timeoutSeconds": "{} s to answer",
    "failureThreshold": "{} failures",
}


def _timings(probe: Mapping[str, object]) -> Iterator[str]:
    for key, words in _TIMINGS.items():
        if key in probe:
            yield words.format(_whole(probe[key]))


def _whole(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
