"""``Chart.lock``: the versions that dependencies were resolved to, and a digest of what was asked for."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from chartloom.chart.errors import ChartError
from chartloom.chart.metadata_yaml import dependency_fields
from chartloom.chart.model import ChartFile, Dependency
from chartloom.diagnostics import Diagnostic, Span
from chartloom.yamlio import read_yaml, to_json, to_yaml
from chartloom.yamlio.plainvalue import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from chartloom.chart.model import Chart

__all__ = [
    "NO_TIME",
    "Lock",
    "dependencies_digest",
    "legacy_digest",
    "lock_name",
    "lock_yaml",
    "read_lock",
    "read_lock_of",
]

NO_TIME = "0001-01-01T00:00:00Z"
"""What Go writes for a time that was never set."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What a lock file holds; ``generated`` is a time as RFC 3339 writes it."""

    dependencies: tuple[Dependency, ...]
    digest: str
    generated: str = NO_TIME


def lock_name(chart: Chart) -> str:
    """The name of the chart's lock file, which depends on its ``apiVersion``."""
    return "requirements.lock" if chart.metadata.fields["APIVersion"] == "v1" else "Chart.lock"


def read_lock_of(chart: Chart) -> Lock | None:
    """The lock of a chart in a folder, or None where there is none. Raises ChartError and YamlError."""
    for name in (lock_name(chart), "Chart.lock", "requirements.lock"):
        path = os.path.join(chart.path, name)
        if os.path.isfile(path):
            return read_lock(ChartFile(name, None, path))
    return None


def read_lock(file: ChartFile) -> Lock:
    """The lock in a file. Raises ChartError for a file that is none, YamlError for one that is no YAML."""
    document = read_yaml(file.data, file.path)
    if document is None:
        return Lock((), "")
    if not isinstance(document, dict):
        raise _invalid(file, "it must be a mapping")
    entries = document.get("dependencies") or []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _invalid(file, "`dependencies` must be a list of mappings")
    generated = _text(file, document, "generated") or NO_TIME
    if not _TIME.fullmatch(generated):
        raise _invalid(
            file, f"`generated` must be a time as in 2026-01-31T12:00:00Z, but it is {generated!r}"
        )
    return Lock(tuple(_dependency(file, e) for e in entries), _text(file, document, "digest"), generated)


_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


def _invalid(file: ChartFile, reason: str) -> ChartError:
    return ChartError(
        Diagnostic(
            "lock-invalid",
            f"{file.name} is no lock file: {reason}",
            Span(file.path),
            hint="write it anew with `chartloom dependency update`",
        )
    )


def _dependency(file: ChartFile, entry: dict[str, Any]) -> Dependency:
    return Dependency(*(_text(file, entry, key) for key in ("name", "version", "repository")))


def _text(file: ChartFile, document: dict[str, Any], key: str) -> str:
    value = document.get(key)
    if value is None or isinstance(value, str):
        return value or ""
    raise _invalid(file, f"`{key}` must be a text")


def lock_yaml(lock: Lock) -> str:
    """The text of a lock file, as Helm writes it."""
    entries = [dependency_fields(d) for d in lock.dependencies]
    return to_yaml({"dependencies": entries, "digest": lock.digest, "generated": lock.generated})


def dependencies_digest(
    declared: Sequence[Dependency], locked: Sequence[Dependency], enabled: Collection[int] = ()
) -> str:
    """Helm's digest of what a chart asks for and what it got; a lock whose digest is another is out of date.

    ``enabled`` are the places of dependencies that say ``enabled: true``.
    """
    asked = [Record(dependency_fields(d, enabled=i in enabled)) for i, d in enumerate(declared)]
    return _digest([asked, [Record(dependency_fields(d)) for d in locked]])


def legacy_digest(declared: Sequence[Dependency]) -> str:
    """The digest of Helm 2, which old charts still carry."""
    return _digest({"dependencies": [Record(dependency_fields(d)) for d in declared]})


def _digest(document: object) -> str:
    return "sha256:" + sha256(to_json(document).encode("utf-8", "surrogateescape")).hexdigest()
