"""The name of a fleet that says none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["fleet_name"]


def fleet_name(file: Path) -> str:
    """The name of the folder of an inventory, made a DNS label; ``fleet`` when nothing is left of it.

    >>> from pathlib import Path
    >>> fleet_name(Path("/src/Robot Shop/service-matrix.yaml"))
    'robot-shop'
    """
    import re

    guess = re.sub("[^a-z0-9]+", "-", file.resolve().parent.name.lower()).strip("-0123456789")
    return guess[:52].rstrip("-") or "fleet"
