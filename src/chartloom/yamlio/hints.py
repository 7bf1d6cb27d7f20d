"""What a person should know of a YAML error, beyond the words of the library."""

from __future__ import annotations

__all__ = ["explain"]


def explain(
    problem: str, context: str, lines: list[str], line: int, column: int, opened: int | None
) -> tuple[str, str | None]:
    """A message and a hint for an error at ``line`` and ``column``, both from 0.

    ``opened`` is the line where the collection or the text began that the error is in.
    """
    return f"{problem} {context} {lines[line:line]} {column} {opened}", None
