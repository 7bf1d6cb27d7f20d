"""Writes a value so that its Go type, its bytes and its nils can be read off, as ``tests/truth/sprig`` does."""

from __future__ import annotations

from typing import Any

from chartloom.gotmpl.printing import go_quote, sprint
from chartloom.gotmpl.values import Uint8, go_type
from chartloom.sprig.nil import NilList, NilStringList


class ByteList(list[Uint8]):
    """The elements of a ``[]byte``."""

    go_type = "[]uint8"


def typed(value: Any) -> str:
    """``int64 5``, ``[]string["a"]``, ``nil``, …."""
    if value is None:
        return "nil"
    if isinstance(value, str):
        return go_quote(value, ascii_only=True)
    if isinstance(value, bytes):
        return typed(ByteList(map(Uint8, value)))
    if isinstance(value, list):
        return _typed_list(value)
    if isinstance(value, dict):
        items = sorted(f"{typed(k)}: {typed(v)}" for k, v in value.items())
        return f"{go_type(value)}{{{', '.join(items)}}}"
    if isinstance(value, float):
        return f"float64 {_float(value)}"
    return f"{go_type(value)} {sprint(value)}"


def _typed_list(value: list[Any]) -> str:
    if isinstance(value, NilList | NilStringList):
        return f"{go_type(value)}(nil)"
    return f"{go_type(value)}[{', '.join(map(typed, value))}]"


def _float(value: float) -> str:
    return sprint(value)
