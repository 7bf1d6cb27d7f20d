"""Adds a service to the text of an inventory, and leaves every other character as it is."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from chartloom.diagnostics import ChartloomError
from chartloom.matrix.scalars import write_text
from chartloom.matrix.source import read_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chartloom.matrix.source import Source

__all__ = ["insert_service"]

_SERVICES = ("services",)


def insert_service(text: str, record: Mapping[str, object], file: str) -> str:
    """``text`` with one more service at the end of its list, in the style of those before it.

    What comes out is read back; a way of inserting that does not say what it should is not taken.
    When none does, :class:`ChartloomError` shows the lines, to be added by hand.
    """
    source = read_source(text, file)
    for attempt in _WAYS:
        changed = attempt(source, text, record)
        if changed is not None and _says(changed, source, record):
            return changed
    message = "the services are written in a way to which none can be added"
    hint = "\n".join(["add it by hand:", *_lines(record, "  ", "  ")])
    raise ChartloomError(source.finding(_SERVICES, "cannot-add", message, key=True, hint=hint))


def _says(changed: str, source: Source, record: Mapping[str, object]) -> bool:
    before = source.value if isinstance(source.value, dict) else {}
    wanted = {**before, "services": [*_services(source), record]}
    try:
        return read_source(changed, source.file).value == wanted
    except ChartloomError:
        return False


def _services(source: Source) -> list[object]:
    services = source.value.get("services") if isinstance(source.value, dict) else None
    return services if isinstance(services, list) else []


def _into_nothing(source: Source, text: str, record: Mapping[str, object]) -> str | None:
    """For a list that is still empty: ``services: []`` or only ``services:``."""
    found = re.search(r"^services:[ \t]*(?:\[[ \t]*\])?([ \t]*(?:#.*)?)(?=\r?$)", text, re.MULTILINE)
    if not found or _services(source):
        return None
    lines = [f"services:{found[1].rstrip()}", *_lines(record, "  ", "  ")]
    return text[: found.start()] + _line_end(text).join(lines) + text[found.end() :]


def _behind_a_comma(source: Source, text: str, record: Mapping[str, object]) -> str | None:
    return _into_brackets(source, text, _in_braces(record))


def _with_a_comma(source: Source, text: str, record: Mapping[str, object]) -> str | None:
    return _into_brackets(source, text, f", {_in_braces(record)}")


def _into_brackets(source: Source, text: str, written: str) -> str | None:
    bracket = source.places.brackets.get(_SERVICES)
    if bracket is None:
        return None
    lines = text.splitlines(keepends=True)
    line = lines[bracket.line - 1]
    before, after = line[: bracket.column - 1], line[bracket.column - 1 :]
    lines[bracket.line - 1] = f"{before.rstrip()}{'' if written[0] == ',' else ' '}{written}{after}"
    return "".join(lines)


def _below_the_last(source: Source, text: str, record: Mapping[str, object]) -> str | None:
    """Right below the last service and its own comments; blank lines and other comments stay behind."""
    return _insert_lines(source, text, record, to_the_end=False)


def _at_the_end(source: Source, text: str, record: Mapping[str, object]) -> str | None:
    """Below all lines of the list: the blank ones are part of a text."""
    return _insert_lines(source, text, record, to_the_end=True)


def _insert_lines(source: Source, text: str, record: Mapping[str, object], *, to_the_end: bool) -> str | None:
    services = _services(source)
    if not services:
        return None
    dash = " " * (source.place(_SERVICES).column - 1)
    lines = text.splitlines(keepends=True)
    end = _end_of_services(source, lines)
    while not to_the_end and _is_beside(lines[end - 1], dash):
        end -= 1
    new = [""] * _stand_apart(source, len(services)) + list(_lines(record, dash, _gap(source, len(services))))
    head, line_end = "".join(lines[:end]), _line_end(text)
    closed = head if head.endswith(("\n", "\r")) else head + line_end
    return closed + "".join(line + line_end for line in new) + "".join(lines[end:])


def _end_of_services(source: Source, lines: list[str]) -> int:
    """The number of lines before the next key, or before the end."""
    start = source.place(_SERVICES, key=True).line
    later = [span.line for path, span in source.places.keys.items() if len(path) == 1 and span.line > start]
    return min(later, default=len(lines) + 1) - 1


def _gap(source: Source, count: int) -> str:
    """Blanks as wide as the dash of the last service and those behind it."""
    span = source.place(("services", count - 1))
    found = re.fullmatch(r" *-( +)", (source.line(span) or "")[: span.column - 1])
    return " " + (found[1] if found else " ")


def _stand_apart(source: Source, count: int) -> bool:
    """Whether a blank line, and perhaps comments, stand above the last service."""
    line = source.place(("services", count - 1)).line - 1
    while count > 1 and source.lines[line - 1].lstrip().startswith(("#", "- #")):
        line -= 1
    return count > 1 and not source.lines[line - 1].strip()


def _is_beside(line: str, dash: str) -> bool:
    """Whether a line belongs to no service: blank, or a comment that is not indented below a dash."""
    text = line.strip()
    return not text or (text.startswith("#") and not line.startswith(dash + " "))


def _lines(record: Mapping[str, object], dash: str, gap: str) -> Iterator[str]:
    """The new service as lines; ``gap`` is as wide as a dash and the blanks behind it."""
    start = f"{dash}-{gap[1:]}"
    for key, value in record.items():
        if isinstance(value, list):
            yield f"{start}{key}:"
            yield from (f"{dash}{gap}  - {_item(item)}" for item in value)
        else:
            yield f"{start}{key}: {_scalar(value)}"
        start = dash + gap


def _item(item: object) -> str:
    """A text, or a mapping of one key."""
    if isinstance(item, dict):
        return ", ".join(f"{key}: {_scalar(value)}" for key, value in item.items())
    return _scalar(item)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return write_text(value) if isinstance(value, str) else f"{value:.15g}"


def _in_braces(value: object) -> str:
    """On one line, among brackets; texts that are not plain there are quoted as in JSON."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_in_braces(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_in_braces, value))}]"
    written = _scalar(value)
    return written if written == value or not isinstance(value, str) else json.dumps(value)


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


_WAYS = (_into_nothing, _behind_a_comma, _with_a_comma, _below_the_last, _at_the_end)
