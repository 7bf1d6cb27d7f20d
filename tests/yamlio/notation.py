"""The notation of the tables in ``cases``, which ``tests/truth/yaml/README.md`` explains."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

__all__ = ["Row", "rows", "typed"]

Row = dict[str, Any]

_CASES = Path(__file__).parent / "cases"


def rows(table: str) -> list[Row]:
    """The rows of a table, with ``in`` as a value."""
    lines = (_CASES / f"{table}.jsonl").read_text(encoding="utf-8").split("\n")
    return [_row(line) for line in lines if line]


def _row(line: str) -> Row:
    question = json.loads(line)
    answer = json.loads(line, parse_int=float)  # Go's generic numbers are floats
    return {**answer, "in": typed(question["in"])}


def typed(value: Any) -> Any:
    """A value of the notation as the value that a template would hold."""
    if isinstance(value, list):
        return [typed(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1 and next(iter(value)).startswith("$"):
        ((kind, inner),) = value.items()
        return _special(kind, inner)
    return {key: typed(item) for key, item in value.items()}


def _special(kind: str, inner: Any) -> Any:
    if kind == "$bytes":
        return b64decode(inner)
    if kind == "$text":
        return b64decode(inner).decode("utf-8", "surrogateescape")
    if kind == "$repeat":
        return inner[0] * inner[1]
    if kind == "$object":
        return {typed(key): typed(item) for key, item in inner}
    return {"$float": float, "$uint64": int}[kind](inner)
