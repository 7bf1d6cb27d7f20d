"""Values in words: what a probe does, how large a text is, and what must not be shown."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from chartloom.compare.change import YES
from chartloom.compare.lists import PRESENT, plain
from chartloom.kube.secrecy import masked, why_secret

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["both_said", "is_secret", "said", "text_change"]

_LONGEST = 100
_AROUND = 20


def is_secret(kind: str, area: str, name: str, value: str) -> bool:
    """Whether the values of a field stay hidden: those of secrets, and of variables whose names say they are.

    >>> is_secret("ConfigMap", "settings", "DB_PASSWORD", "x"), is_secret("ConfigMap", "settings", "LOG_LEVEL", "x")
    (True, False)
    >>> is_secret("Deployment", "settings", "DB_PASSWORD", "key password of secret login")
    False
    """
    is_reference = value.startswith("key ") and " of " in value
    if kind == "Secret" and area != "labels" and name != "type":
        return True
    return area == "settings" and not is_reference and why_secret((name,), value) != ""


def said(segment: str, value: Any) -> str:
    """A value on one line, short; nothing is "".

    >>> said("livenessProbe", {"httpGet": {"path": "/health", "port": "http"}, "periodSeconds": 5.0})
    'GET /health on http, periodSeconds 5'
    """
    return _cut(_hidden(segment, value))


def both_said(segment: str, before: Any, after: Any) -> tuple[str, str]:
    """The two sides as ``said`` has them; of long ones that begin alike the part that differs.

    >>> both_said("expr", f"{'a' * 90} > 5 by service", f"{'a' * 90} > 7 by service")
    ('…aaaaaaaaaaaaaaaaa > 5 by service', '…aaaaaaaaaaaaaaaaa > 7 by service')
    """
    texts = _hidden(segment, before), _hidden(segment, after)
    if max(map(len, texts)) <= _LONGEST or not all(texts) or texts[0] == texts[1]:
        return said(segment, before), said(segment, after)
    alike = next((i for i, pair in enumerate(zip(*texts, strict=False)) if pair[0] != pair[1]), 0)
    start = max(0, alike - _AROUND)
    first, second = (f"{'…' if start else ''}{text[start:]}" for text in texts)
    return _cut(first), _cut(second)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _hidden(segment: str, value: Any) -> str:
    """The whole value on one line, without what must not be shown."""
    if value is None:
        return ""
    if value == {} or (segment.startswith("[") and value is PRESENT):
        return YES
    text = _whole_item(segment, value) if isinstance(value, dict) else _flat(value)
    return masked(text)


_NAMES = ("name", "metadata", "configMapRef", "secretRef", "mountPath")
"""Fields of items that say who the item is, and nothing else of interest."""


def _whole_item(segment: str, value: dict[str, Any]) -> str:
    """A mapping that only one side has; an item of a list without its name, which the path has said."""
    if segment in _WORDS:
        return _WORDS[segment](value)
    if not segment.startswith("["):
        return _flat(value)
    if "image" in value:
        # A whole container: the rest of it may hold what must not be shown.
        return str(value["image"])
    rest = {key: each for key, each in value.items() if key not in _NAMES}
    return _size(rest) or _flat(rest) if rest else YES


def _size(item: dict[str, Any]) -> str:
    """What a claim asks for, or "" for an item that is none."""
    spec = item.get("spec")
    resources = spec.get("resources") if isinstance(spec, dict) else None
    size = (resources or {}).get("requests", {}).get("storage")
    kind = spec.get("storageClassName") if isinstance(spec, dict) else None
    return f"{plain(size)}{f' of class {kind}' if kind else ''}" if size else ""


def _flat(value: Any) -> str:
    """Nested values as one line: ``image nginx, ports http 80``.

    >>> _flat({"emptyDir": {"sizeLimit": "1Gi"}})
    'emptyDir sizeLimit 1Gi'
    """
    if isinstance(value, dict):
        return ", ".join(f"{_name(key)} {_flat(each)}".rstrip() for key, each in value.items())
    if isinstance(value, list):
        return " ".join(plain(each) for each in value) or "empty"
    return "" if value is None else plain(value) or '""'


def _name(key: str) -> str:
    return key.strip("[]")


def _probe(probe: dict[str, Any]) -> str:
    rest = {key: value for key, value in probe.items() if key not in ("httpGet", "tcpSocket", "exec", "grpc")}
    more = ", ".join(f"{key} {plain(value)}" for key, value in rest.items())
    return ", ".join(each for each in (_how(probe), more) if each)


def _how(probe: dict[str, Any]) -> str:
    if "httpGet" in probe:
        return f"GET {probe['httpGet'].get('path', '/')} on {plain(probe['httpGet'].get('port'))}"
    if "tcpSocket" in probe:
        return f"TCP on {plain(probe['tcpSocket'].get('port'))}"
    if "exec" in probe:
        return "runs " + " ".join(map(plain, probe["exec"].get("command") or ()))
    return f"gRPC on {plain(probe['grpc'].get('port'))}" if "grpc" in probe else ""


_WORDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "livenessProbe": _probe,
    "readinessProbe": _probe,
    "startupProbe": _probe,
}


def text_change(before: Any, after: Any) -> tuple[str, str] | None:
    r"""The sides of a change between texts of several lines: how many lines each has that the other has not.

    >>> text_change("a\nb\n", "a\nc\nd\n")
    ('1 line', '2 other lines')
    """
    sides = [each for each in (before, after) if isinstance(each, str)]
    if not any("\n" in each for each in sides):
        return None
    if len(sides) < 2:
        count = _lines(len(sides[0].splitlines()))
        return (count, "") if after is None else ("", count)
    gone, new = _counts(before, after)
    return _lines(gone), _lines(new, "other ")


def _counts(before: str, after: str) -> tuple[int, int]:
    steps = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return sum(s.startswith("- ") for s in steps), sum(s.startswith("+ ") for s in steps)


def _lines(count: int, which: str = "") -> str:
    return f"{count} {which}line{'' if count == 1 else 's'}"
