"""How a Compose service runs: its command, its health, what it may use."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from chartloom.importers.amounts import within_limits
from chartloom.importers.document import listed, mapping
from chartloom.importers.report import Kind
from chartloom.kube.quantity import format_bytes, format_cpu, parse_quantity

if TYPE_CHECKING:
    from chartloom.importers.compose_file import ComposeService
    from chartloom.importers.report import Remark
    from chartloom.matrix.technologies import Technology

__all__ = ["command_words", "health_of", "health_port", "resources_of", "split_words"]

Record = dict[str, object]
# curl and wget take an address without its scheme, too.
_URL = re.compile(
    r"(?<![\w./-])(?:https?://)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::\d+)?(?:/[^\s\"'|;&)]*)?"
)
_ASKS = re.compile(r"\b(curl|wget|https?)\b")


def command_words(service: ComposeService, key: str) -> list[object]:
    """``command`` or ``entrypoint`` as a list; what Kubernetes would take for a variable stays as it is."""
    said = service.record.get(key)
    if isinstance(said, list):
        words = [service.text(word, key, index) for index, word in enumerate(said)]
    elif isinstance(said, str):
        words = split_words(said)
    else:
        return []
    return [word.replace("$(", "$$(") for word in words]


def split_words(text: str) -> list[str]:
    """The words of a command line, as a shell would take them apart."""
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()


def _test(service: ComposeService) -> list[str]:
    """The words of the healthcheck: ``CMD``, ``CMD-SHELL`` or ``NONE`` first."""
    healthcheck = mapping(service.record.get("healthcheck"))
    if healthcheck.get("disable") is True:
        return ["NONE"]
    test = healthcheck.get("test")
    if isinstance(test, str):
        return ["CMD-SHELL", test]
    return [service.text(word, "healthcheck", "test", i) for i, word in enumerate(listed(test))]


def _url(words: list[str]) -> str:
    """The address of its own that the test asks, or ""."""
    text = " ".join(words)
    found = _URL.search(text)
    if not found or not _ASKS.search(text):
        return ""
    return found[0] if "://" in found[0] else f"http://{found[0]}"


def health_port(service: ComposeService) -> int:
    """The port that the healthcheck asks, or 0."""
    url = _url(_test(service))
    try:
        return (urlsplit(url).port or (443 if url.startswith("https") else 80)) if url else 0
    except ValueError:
        return 0


def health_of(
    service: ComposeService, technology: Technology, port: int, remarks: list[Remark]
) -> Record | None:
    """The probe that the healthcheck comes to: {} for one that is switched off, None where nothing is said."""
    words = _test(service)
    if not words or technology.is_store:
        return None
    if words[0] == "NONE":
        return {}
    asked = health_port(service)
    if asked:
        # How often a laptop asks its own port is no advice for a cluster.
        timings = {} if asked == port else _timings(service)
        return {"httpGet": {"path": _path(_url(words)), "port": float(asked)}, **timings}
    if _exec(words):
        return {"exec": {"command": _exec(words)}, **_timings(service)}
    remarks.append(service.remark(Kind.LEFT_OUT, "this is no test", "healthcheck", "test"))
    return None


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _exec(words: list[str]) -> list[str]:
    if words[0] == "CMD-SHELL":
        return ["sh", "-c", words[1]] if len(words) > 1 and words[1] else []
    return words[1:] if words[0] == "CMD" else []


_TIMINGS = {"interval": "periodSeconds", "timeout": "timeoutSeconds", "start_period": "initialDelaySeconds"}


def _timings(service: ComposeService) -> Record:
    healthcheck = mapping(service.record.get("healthcheck"))
    found: Record = {}
    for key, name in _TIMINGS.items():
        seconds = duration(str(healthcheck.get(key, "")))
        if seconds:
            found[name] = float(seconds)
    retries = healthcheck.get("retries")
    return {**found, "failureThreshold": retries} if isinstance(retries, float) and retries >= 1 else found


def duration(text: str) -> int:
    """Whole seconds, at least one, of a text such as ``1m30s``; 0 for any other text.

    >>> duration("1m30s"), duration("500ms"), duration("soon")
    (90, 1, 0)
    """
    parts = re.findall(r"(\d+(?:\.\d+)?)(us|ms|s|m|h)", text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        return 0
    units = {"us": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600}
    return max(1, round(sum(float(number) * units[unit] for number, unit in parts)))


def resources_of(service: ComposeService, technology: Technology, remarks: list[Remark]) -> Record:
    """Requests and limits, such that no request is above its limit."""
    deploy = mapping(mapping(service.record.get("deploy")).get("resources"))
    limits, wanted = mapping(deploy.get("limits")), mapping(deploy.get("reservations"))
    old = service.record
    found: Record = {}
    for name, limit, request in (
        ("cpu", limits.get("cpus", old.get("cpus")), wanted.get("cpus")),
        (
            "memory",
            limits.get("memory", old.get("mem_limit")),
            wanted.get("memory", old.get("mem_reservation")),
        ),
    ):
        amounts = {"limits": _amount(name, limit), "requests": _amount(name, request)}
        if (limit is not None and not amounts["limits"]) or (request is not None and not amounts["requests"]):
            remarks.append(service.remark(Kind.LEFT_OUT, f"the amount of {name} cannot be read", "deploy"))
        for part, amount in within_limits(name, amounts, technology).items():
            mapping(found.setdefault(part, {}))[name] = amount
    if wanted.get("devices"):
        why = "devices are asked for by name of the cluster's plugin, under values: resources"
        remarks.append(service.remark(Kind.LEFT_OUT, why, "deploy", "resources", "reservations", "devices"))
    return {part: found[part] for part in ("requests", "limits") if part in found}


def _amount(name: str, said: object) -> str:
    if not isinstance(said, str | float):
        return ""
    text = f"{said:.15g}" if isinstance(said, float) else said.strip()
    if name == "cpu":
        number = _number(text)
        return format_cpu(max(0.001, round(number, 3))) if number else ""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([bkmgt]?)(?:i?b)?", text.lower())
    if not match:
        return ""
    size = float(match[1]) * 1024 ** "bkmgt".index(match[2] or "b")
    exact = format_bytes(size)
    return exact if parse_quantity(exact) == size else f"{size:.0f}"


def _number(text: str) -> float:
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else 0.0
