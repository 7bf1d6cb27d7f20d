"""What containers that come to an end are told to do, and which of them bring data to the form of a new version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chartloom.importers.document import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chartloom.importers.document import Record

__all__ = ["command_words", "init_migration", "is_migration", "short_command"]


def command_words(container: Record) -> list[str]:
    """Command and arguments of a container, one after the other."""
    return [str(word) for key in ("command", "args") for word in listed(container.get(key))]


def is_migration(name: str) -> bool:
    """Whether what is called so migrates something.

    >>> is_migration("orders-db-migrate"), is_migration("immigration")
    (True, False)
    """
    return re.search("(^|[-_])migrat", name) is not None


def short_command(words: Sequence[str]) -> object:
    """A line for the shell as one text.

    >>> short_command(["sh", "-c", "alembic upgrade head"]), short_command(["alembic", "upgrade", "head"])
    ('alembic upgrade head', ['alembic', 'upgrade', 'head'])
    """
    is_line = len(words) == 3 and words[0] in ("sh", "/bin/sh") and words[1] == "-c" and "\n" not in words[2]
    return words[2] if is_line else list(words)


def init_migration(container: Record, main: Record) -> object:
    """The ``migration`` that an init container with the image of the service is, or None for any other."""
    words = command_words(container)
    if container.get("image") == main.get("image") and words and is_migration(str(container.get("name"))):
        return {"command": short_command(words), "as": "init"}
    return None
