"""Two trees of one object, leaf by leaf: values are compared as Kubernetes understands them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chartloom.compare.lists import plain
from chartloom.kube.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Leaf", "differing", "path_text"]

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A place in an object where the sides differ; None stands for nothing."""

    path: Path
    before: Any
    after: Any


# What Kubernetes takes where nothing is said; a side that says it is no different from one that does not.
_DEFAULTS: dict[str, Any] = {
    "protocol": "TCP",
    "scheme": "HTTP",
    "initialDelaySeconds": 0.0,
    "periodSeconds": 10.0,
    "timeoutSeconds": 1.0,
    "successThreshold": 1.0,
    "failureThreshold": 3.0,
    "restartPolicy": "Always",
    "dnsPolicy": "ClusterFirst",
    "terminationGracePeriodSeconds": 30.0,
    "schedulerName": "default-scheduler",
    "sessionAffinity": "None",
    "revisionHistoryLimit": 10.0,
    "hostNetwork": False,
    "hostPID": False,
    "hostIPC": False,
    "stdin": False,
    "tty": False,
    "optional": False,
    "suspend": False,
    "concurrencyPolicy": "Allow",
}
_QUANTITIES = re.compile(
    r"(^|\.)(requests|limits|hard|capacity|default|defaultRequest|min|max)(\.|\[)[^.]+$|(sizeLimit|averageValue)$"
)
_SAYS_SOMETHING_EMPTY = ("emptyDir", "namespaceSelector")
_WHOLE = frozenset(("livenessProbe", "readinessProbe", "startupProbe"))


def differing(before: Any, after: Any, path: Path = ()) -> Iterator[Leaf]:
    """The leaves in which two trees differ, by path."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted({*before, *after}):
            yield from differing(before.get(key), after.get(key), (*path, key))
    elif _is_opened(before, after, path):
        yield from differing(before or {}, after or {}, path)
    elif not _is_equal(before, after, path):
        usual = _DEFAULTS.get(path[-1]) if path else None
        yield Leaf(path, _or_default(before, usual), _or_default(after, usual))


def _or_default(value: Any, usual: Any) -> Any:
    return value if value is not None or usual is None else f"{plain(usual)} (default)"


def _is_opened(before: Any, after: Any, path: Path) -> bool:
    """Whether a mapping that only one side has is told entry by entry: most are; a whole item or probe is one thing."""
    present = after if before is None else before
    is_item = bool(path) and (path[-1] in _WHOLE or (path[-1].startswith("[") and len(path) > 1))
    is_nothing = present == {} and not (path and path[-1] in _SAYS_SOMETHING_EMPTY)
    return (
        None in (before, after)
        and isinstance(present, dict)
        and not is_item
        and (is_nothing or present != {})
    )


def _is_equal(before: Any, after: Any, path: Path) -> bool:
    usual = _DEFAULTS.get(path[-1]) if path else None
    said = [usual if each is None else each for each in (before, after)]
    if None in said and said != [None, None]:
        return False
    return said[0] == said[1] or (_is_quantity(path) and _same_quantity(*said))


def _is_quantity(path: Path) -> bool:
    return _QUANTITIES.search(path_text(path)) is not None


def _same_quantity(before: object, after: object) -> bool:
    try:
        return math.isclose(parse_quantity(before), parse_quantity(after))
    except ValueError:
        return False


_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


def path_text(path: Path) -> str:
    """The path as people write it.

    >>> path_text(("spec", "template", "containers", "[web]", "image"))
    'spec.template.containers[web].image'
    >>> path_text(("metadata", "labels", "app.kubernetes.io/name"))
    'metadata.labels[app.kubernetes.io/name]'
    """
    return "".join(map(_segment, path)).removeprefix(".")


def _segment(name: str) -> str:
    if name.startswith("["):
        return name
    return f".{name}" if _IDENTIFIER.fullmatch(name) else f"[{name}]"
