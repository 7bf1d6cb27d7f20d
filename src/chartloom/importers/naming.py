"""Names that an inventory accepts, made from names that it does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chartloom.matrix.fields import RESERVED_FLEET_NAME, RESERVED_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["dns_label", "fleet_label", "service_names"]

_LONGEST = 44  # an inventory allows 52: what is appended to a name must fit as well


def dns_label(text: str) -> str:
    """The nearest DNS label that begins with a letter; "" when nothing is left.

    >>> dns_label("My_Service"), dns_label("3scale"), dns_label("__")
    ('my-service', 'svc-3scale', '')
    """
    words = re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")
    label = f"svc-{words}" if words[:1].isdigit() else words
    return label[:_LONGEST].rstrip("-")


def fleet_label(text: str) -> str:
    """A name for a fleet; ``fleet`` when the text gives none."""
    label = dns_label(text)
    return label if label not in ("", RESERVED_FLEET_NAME) else "fleet"


def service_names(names: Iterable[str]) -> dict[str, str]:
    """For each name of the source the one of the inventory: no two alike, none reserved.

    >>> service_names(["web_1", "web-1", "global"])
    {'web_1': 'web-1', 'web-1': 'web-1-2', 'global': 'global-service'}
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        label = dns_label(name) or "service"
        label = f"{label}-service" if label in RESERVED_NAMES else label
        number = 1
        unique = label
        # A store called "x" owns the name "x-headless" too.
        while unique in taken or f"{unique}-headless" in taken or unique.removesuffix("-headless") in taken:
            number += 1
            unique = f"{label[: _LONGEST - 4]}-{number}"
        taken.add(unique)
        found[name] = unique
    return found
