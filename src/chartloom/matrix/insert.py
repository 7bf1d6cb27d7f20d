"""Adds a service to the text of an inventory, and leaves every other character as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chartloom.matrix.scalars import write_text
from chartloom.matrix.source import read_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chartloom.matrix.source import Source

__all__ = ["insert_service"]


def insert_service(text: str, record: Mapping[str, object], file: str) -> str:
    """``text`` with one more service at the end of its list.

    The new lines take the style of those around them. What was inserted is read back: when it does
    not say what it should (a list in brackets, an unusual layout), the text goes through a YAML
    editor that keeps comments and order, but may touch blanks and quotes.
    """
    source = read_source(text, file)
    for attempt in (_as_first_lines, _as_last_lines, _through_editor):
        changed = attempt(source, text, record)
        if changed is not None and _says(changed, source, record):
            return changed
    raise ValueError("a service cannot be added to a text whose services are no list")


def _says(changed: str, source: Source, record: Mapping[str, object]) -> bool:
    before = source.value if isinstance(source.value, dict) else {}
    services = [*(before.get("services") or []), record]
    return read_source(changed, source.file).value == {**before, "services": services}


def _as_first_lines(source: Source, text: str, record: Mapping[str, object]) -> str | None:
    """For a list that is still empty: ``services: []`` or nothing at all."""
    found = re.search(r"^services:[ \t]*(\[[ \t]*\])?[ \t]*(#.*)?(?=\r?$)", text, re.MULTILINE)
    if not found or _services(source):
        return None
    comment = f" {found[2]}" if found[2] else ""
    lines = [f"services:{comment}", *_lines(record, "  ", "  ")]
    return text[: found.start()] + _line_end(text).join(lines) + text[found.end() :]


def _as_last_lines(source: Source, text: str, record: Mapping[str, object]) -> str | None:
    services = _services(source)
    style = _style(source, len(services)) if services else None
    if style is None:
        return None
    dash, gap, is_airy = style
    lines = text.splitlines(keepends=True)
    end = _end_of_services(source, lines, dash)
    line_end = _line_end(text)
    new = [""] * is_airy + list(_lines(record, dash, gap))
    head = "".join(lines[:end])
    closed = head if head.endswith(("\n", "\r")) else head + line_end
    return closed + "".join(line + line_end for line in new) + "".join(lines[end:])


def _services(source: Source) -> list[object]:
    services = source.value.get("services") if isinstance(source.value, dict) else None
    return services if isinstance(services, list) else []


def _style(source: Source, count: int) -> tuple[str, str, bool] | None:
    """The blanks before and after the dash of the last service, and whether services stand apart."""
    span = source.place(("services", count - 1))
    found = re.fullmatch(r"([ ]*)-([ ]+)", (source.line(span) or "")[: span.column - 1])
    if not found:
        return None
    above = source.lines[span.line - 2] if count > 1 else "x"
    return found[1], " " + found[2], not above.strip()


def _end_of_services(source: Source, lines: list[str], dash: str) -> int:
    """The number of lines up to the end of the last service, its own trailing comments included."""
    start = source.place(("services",), key=True).line
    later = [span.line for path, span in source.places.keys.items() if len(path) == 1 and span.line > start]
    end = min(later, default=len(lines) + 1) - 1
    while end > start and _is_beside(lines[end - 1], dash):
        end -= 1
    return end


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


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _through_editor(_source: Source, text: str, record: Mapping[str, object]) -> str | None:
    from io import StringIO

    from ruamel.yaml import YAML  # only unusual layouts pay for its import

    editor = YAML()
    editor.preserve_quotes = True
    editor.width = 10_000
    document = editor.load(text)
    if not isinstance(document, dict) or not isinstance(document.get("services"), list):
        return None
    document["services"].append(dict(record))
    out = StringIO()
    editor.dump(document, out)
    return out.getvalue()
