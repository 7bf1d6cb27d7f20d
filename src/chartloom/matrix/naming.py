"""The name of a fleet that says none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.matrix.fields import RESERVED_FLEET_NAME

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

    words = re.sub("[^a-z0-9]+", "-", file.resolve().parent.name.lower())
    guess = words.lstrip("-0123456789")[:52].rstrip("-")
    return guess if guess not in ("", RESERVED_FLEET_NAME) else "fleet"
