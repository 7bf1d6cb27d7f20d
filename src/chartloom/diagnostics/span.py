"""A place in a file."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Span"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a text file.

    ``line`` and ``column`` count from 1, in characters; 0 means that it is not known.
    ``length`` is how many characters of the line are meant.
    """

    file: str
    line: int = 0
    column: int = 0
    length: int = 1

    def __str__(self) -> str:
        """``file:line:column``, as editors and terminals open it."""
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)
