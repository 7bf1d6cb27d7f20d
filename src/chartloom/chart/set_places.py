"""Where an argument of the ``--set`` family gives a value, and what of it may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.chart.set_errors import without_secrets
from chartloom.chart.set_values import pairs_of
from chartloom.diagnostics import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["place_in_argument"]


def place_in_argument(
    flag: str, text: str, path: Sequence[str | int], *, is_key: bool = False
) -> tuple[Span, str]:
    """Where an argument of a flag gives a path its value, or the name of it, and that line without secrets.

    >>> place_in_argument("--set", "web.tag=1,web.port=80", ("web", "port"))
    (Span(file='--set', line=1, column=20, length=2), 'web.tag=1,web.port=80')
    >>> place_in_argument("--set", "web.port=80,web.token=abc", ("web", "token"), is_key=True)
    (Span(file='--set', line=1, column=13, length=9), 'web.port=80,web.token=…')

    The beginning of an argument that does not name the path.
    """
    start, end = _extent(flag, text, path, is_key=is_key)
    shown = without_secrets(text)
    start, end = min(start, len(shown) - 1), min(end, len(shown))
    before = shown[:start].split("\n")
    span = Span(flag, len(before), len(before[-1]) + 1, max(1, end - start))
    return span, shown.split("\n")[len(before) - 1]


def _extent(flag: str, text: str, path: Sequence[str | int], *, is_key: bool) -> tuple[int, int]:
    if flag == "--set-json" and text.lstrip().startswith("{"):
        return 0, 1
    # Of two pairs that name it, the last one counts.
    pair = next((pair for pair in [*pairs_of(flag, text)][::-1] if _has(pair.table, path)), None)
    if pair is None:
        return 0, 1
    if is_key:
        return pair.start, pair.value - 1
    return pair.value, pair.value + len(text[pair.value : pair.end].rstrip(","))


def _has(held: Any, path: Sequence[str | int]) -> bool:
    """Whether a table gives the path, or a value in its place."""
    for key in path:
        if isinstance(held, dict):
            if key not in held:
                return False
            held = held[key]
        elif isinstance(held, list) and isinstance(key, int):
            if key >= len(held):
                return False
            held = held[key]
    return True
