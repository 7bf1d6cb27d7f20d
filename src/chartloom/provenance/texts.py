"""``tpl``: a text that is itself a template, and comes from values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.engine.templating import template_of
from chartloom.provenance.ropes import rope_of
from chartloom.provenance.running import text_of
from chartloom.provenance.traced import Traced, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chartloom.provenance.running import TracedState

__all__ = ["run_text"]


def run_text(state: TracedState, _function: Callable[..., Any], args: Sequence[Any]) -> Any:
    """What a text prints. What stands in it comes from where the text does."""
    text, data = args
    if "{{" not in plain(text):
        return text
    return state.traced.remembered.printed(state, text, data, lambda: _printed(state, text, data))


def _printed(state: TracedState, text: Any, data: Any) -> Traced:
    inner, definition = template_of(state, plain(text))
    pieces: Any = definition.run(inner, data)
    state.is_steady = state.is_steady and inner.is_steady
    found = text_of(pieces).replace("<no value>", "")
    return Traced(found, rope_of("tpl", pieces, text, found))
