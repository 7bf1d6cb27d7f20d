"""The text of an inventory that was imported: in sections, with a comment where something was taken for granted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chartloom.matrix.scalars import write_text
from chartloom.matrix.technologies import TECHNOLOGIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chartloom.importers.draft import Draft, DraftService
    from chartloom.importers.shorten import Short

__all__ = ["write_inventory", "write_mapping"]

_WIDEST = 100
# Mappings that are read as one thing, as long as they fit on a line.
_SMALL = frozenset(
    (
        "alerts", "auth", "backup", "exposure", "health", "limits", "metrics", "migration", "prometheus", "requests",
        "resources", "scale", "seed", "spread",
    )
)  # fmt: skip
_SECTIONS = {
    "frontend": "Frontend",
    "backend": "Backend services",
    "database": "Data stores",
    "messaging": "Messaging",
}


def write_inventory(draft: Draft, short: Short) -> str:
    """The inventory of a fleet as a person would write it."""
    lines = [f"# Imported from {draft.origin} by chartloom import.", *_mapping("", short.fleet, {})]
    lines += ["services:"]
    listed = sorted(zip(draft.services, short.services, strict=True), key=lambda pair: _section(pair[0])[0])
    section = ""
    for service, record in listed:
        title = _section(service)[1]
        if title != section:
            lines += [*([""] if section else []), f"  # {title}"]
            section = title
        lines += _item("  ", record, service.why)
    return "\n".join(lines) + "\n"


def _section(service: DraftService) -> tuple[int, str]:
    tier = str(service.said.get("tier", TECHNOLOGIES[service.language].tier))
    if tier == "backend" and service.said.get("exposed") is True:
        return 0, "Reached from outside"
    order = list(_SECTIONS)
    return (order.index(tier), _SECTIONS[tier]) if tier in _SECTIONS else (len(order), f"Tier {tier}")


def _mapping(indent: str, record: Mapping[str, object], why: Mapping[str, str]) -> Iterator[str]:
    for key, value in record.items():
        first, *rest = _pair(indent, key, value)
        yield first + (f"  # {why[key]}" if key in why else "")
        yield from rest


def _item(indent: str, record: Mapping[str, object], why: Mapping[str, str]) -> Iterator[str]:
    first, *rest = _mapping(indent + "  ", record, why)
    yield f"{indent}- {first[len(indent) + 2 :]}"
    yield from rest


def _pair(indent: str, key: str, value: object) -> Iterator[str]:
    """A key with its value; on one line if that is short and holds no list of mappings."""
    head = f"{indent}{write_text(key)}:"
    if _is_block(value):
        yield f"{head} |"
        yield from (f"{indent}  {line}".rstrip() for line in str(value).splitlines())
        return
    line = f"{head} {_flow(value)}"
    is_flat = not isinstance(value, dict) or (key in _SMALL and _depth(value) <= 2) or not value
    if (is_flat and not _is_list_of_records(value) and len(line) <= _WIDEST) or not isinstance(
        value, dict | list
    ):
        yield line
    elif isinstance(value, dict):
        yield head
        for inner, below in value.items():
            yield from _pair_below(indent + "  ", inner, below)
    else:
        yield head
        for item in value:
            yield from _list_item(indent + "  ", item)


def _is_block(value: object) -> bool:
    """Whether a text of several lines can stand as it is: nothing in it would be lost or taken for indentation."""
    if not isinstance(value, str) or value.count("\n") < 2 or value != f"{value.rstrip()}\n":
        return False
    lines = value.splitlines()
    return lines[0][:1] not in ("", " ", "\t") and all(
        line == line.rstrip() and line.isprintable() for line in lines
    )


def _pair_below(indent: str, key: str, value: object) -> Iterator[str]:
    """Within a key of a service a small mapping is easier to read on one line."""
    line = f"{indent}{write_text(key)}: {_flow(value)}"
    if len(line) <= _WIDEST and _depth(value) <= 1 and not _is_block(value):
        yield line
    else:
        yield from _pair(indent, key, value)


def _depth(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0) if isinstance(value, dict | list) else 0


def _is_list_of_records(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _list_item(indent: str, item: object) -> Iterator[str]:
    line = f"{indent}- {_flow(item)}"
    if isinstance(item, dict) and (len(item) == 1 or len(line) > _WIDEST or _depth(item) > 1):
        yield from _item(indent, item, {})
    else:
        yield line


def _flow(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{_in_flow(str(k))}: {_flow_inner(v)}" for k, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_flow_inner, value)) + "]"
        case _:
            return _scalar(value)


def _flow_inner(value: object) -> str:
    return _in_flow(value) if isinstance(value, str) else _flow(value)


def _in_flow(text: str) -> str:
    """A text among brackets: quoted as soon as it holds a character that means something there."""
    written = write_text(text)
    is_plain = written == text and not set(text) & set(",[]{}:#?")
    return written if is_plain or written[:1] in "\"'" else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _scalar(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
        case _:
            return write_text(str(value))


def write_mapping(record: Mapping[str, object]) -> str:
    """A mapping alone, in the style of an inventory."""
    return "\n".join(_mapping("", record, {})) + "\n"
