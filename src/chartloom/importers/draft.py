"""What was read, before it is made short: the one form that both importers produce."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.diagnostics import Span
    from chartloom.importers.images import ImageRef

__all__ = ["Draft", "DraftService"]


@dataclass(slots=True)
class DraftService:
    """One service while it is put together.

    ``source`` is its name in the source; ``said`` has the keys of an inventory and everything that is known, also
    what is usual; image, settings and calls stand apart because they are judged together with those of the others.
    ``why`` are comments by key.
    """

    name: str
    source: str
    span: Span
    language: str
    image: ImageRef | None = None
    env: dict[str, str] = field(default_factory=dict)
    calls: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    said: dict[str, object] = field(default_factory=dict)
    values: dict[str, object] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A fleet as it was read; ``said`` has the keys of the inventory that hold for all services."""

    name: str
    origin: str
    services: tuple[DraftService, ...]
    domain: str = ""
    said: Mapping[str, object] = field(default_factory=dict)
