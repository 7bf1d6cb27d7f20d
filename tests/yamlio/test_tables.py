"""Every row of the tables that Go has answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chartloom.yamlio import (
    YamlioError,
    read_head,
    read_json,
    read_json_list,
    read_json_map,
    read_yaml,
    read_yaml_list,
    read_yaml_map,
    to_json,
    to_pretty_json,
    to_raw_json,
    to_yaml,
    to_yaml_pretty,
)
from tests.yamlio.notation import rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.yamlio.notation import Row

OPERATIONS: dict[str, Callable[[Any], object]] = {
    "read": read_yaml,
    "read_map": read_yaml_map,
    "read_list": read_yaml_list,
    "head": lambda text: read_head(text)._asdict(),
    "write": to_yaml,
    "pretty": to_yaml_pretty,
    "json": to_json,
    "pretty_json": to_pretty_json,
    "raw_json": to_raw_json,
    "read_json": read_json,
    "read_json_map": read_json_map,
    "read_json_list": read_json_list,
}


@pytest.mark.parametrize("table", ["read", "broken", "head", "write", "pretty", "json", "read_json"])
def test_answers_as_go_does(table: str) -> None:
    found = [difference for row in rows(table) if (difference := _difference(row))]
    assert not found, f"{len(found)} rows differ:\n" + "\n".join(found[:10])


def _difference(row: Row) -> str | None:
    wanted = ("error", row["error"]) if "error" in row else ("out", row["out"])
    got = _answer(OPERATIONS[row["op"]], row["in"])
    if got[0] == wanted[0] and _exact(got[1]) == _exact(wanted[1]):
        return None
    return f"{row['op']} {row['in']!r}\n  Go  {wanted}\n  got {got}"


def _answer(operation: Callable[[Any], object], value: object) -> tuple[str, object]:
    try:
        return "out", operation(value)
    except YamlioError as error:
        return "error", error.go_message


def _exact(value: object) -> str:
    """A form in which 1, 1.0, -0.0 and True differ, and the order of keys does not."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_exact(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_exact, value)) + "]"
    return repr(value)
