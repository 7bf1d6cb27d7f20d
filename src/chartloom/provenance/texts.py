"""``tpl``: a text that is itself a template, and comes from values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.engine.templating import template_of
from chartloom.provenance.ropes import rope_of
from chartloom.provenance.traced import Traced, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["run_text"]


def run_text(state: Any, _function: Callable[..., Any], args: Sequence[Any]) -> Any:
    """What a text prints. What stands in it comes from where the text does."""
    text, data = args
    if "{{" not in plain(text):
        return text
    inner, definition = template_of(state, plain(text))
    pieces: Any = definition.run(inner, data)
    printed = "".join(plain(piece[2]) for piece in pieces if piece[0] in ("text", "action"))
    printed = printed.replace("<no value>", "")
    return Traced(printed, rope_of("tpl", tuple(pieces), text, printed))
