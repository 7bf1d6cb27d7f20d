"""Writes YAML that people read: entries in a chosen order, comments above them, two blanks of indentation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from chartloom.matrix.scalars import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["Entry", "write_entries", "write_mapping"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of the outermost mapping, and the comment above it."""

    key: str
    value: object
    comment: str = ""


def write_entries(header: Sequence[str], entries: Iterable[Entry]) -> str:
    """A document: the header as comment lines, then each entry, apart from its neighbours when commented."""
    lines = [f"# {line}".rstrip() for line in header]
    for entry in entries:
        if entry.comment:
            lines += ["", *(f"# {line}" for line in entry.comment.splitlines())]
        lines += _pair("", entry.key, entry.value)
    return "\n".join(lines) + "\n"


def write_mapping(header: Sequence[str], mapping: Mapping[str, object]) -> str:
    """A document without comments on its entries; ``{}`` when there are none."""
    if not mapping:
        return "".join(f"# {line}\n" for line in header) + "{}\n"
    return write_entries(header, (Entry(key, value) for key, value in mapping.items()))


def _pair(indent: str, key: str, value: object) -> Iterator[str]:
    head = f"{indent}{_text(key)}:"
    match value:
        case dict() if value:
            yield head
            for inner, below in value.items():
                yield from _pair(indent + "  ", inner, below)
        case list() if value:
            yield head
            for item in value:
                yield from _item(indent + "  ", item)
        case _:
            yield f"{head} {_scalar(value)}"


def _item(indent: str, value: object) -> Iterator[str]:
    match value:
        case dict() if value:
            first, *rest = (line for key, below in value.items() for line in _pair(indent + "  ", key, below))
            yield f"{indent}- {first[len(indent) + 2 :]}"
            yield from rest
        case list() if value:
            first, *rest = (line for item in value for line in _item(indent + "  ", item))
            yield f"{indent}- {first[len(indent) + 2 :]}"
            yield from rest
        case _:
            yield f"{indent}- {_scalar(value)}"


def _scalar(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case int() | float():
            return _number(value)
        case dict():
            return "{}"
        case list():
            return "[]"
        case _:
            raise TypeError(f"{value!r} is no value of YAML")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


_text = lru_cache(maxsize=4096)(write_text)
