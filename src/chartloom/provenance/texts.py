"""``tpl``: a text that is itself a template, and comes from values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.engine.templating import TPL_NAME
from chartloom.gotmpl.execution import Definition, Text
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
    source = Text(TPL_NAME, plain(text))
    unit = state.program.unit(source)
    inner = state
    if len(unit.definitions) > 1:
        inner = state.__class__(state.program, _extended(state, source, unit), state.lookup, state.memo)
        inner.active, inner.budget = state.active, state.budget
    pieces: Any = Definition(TPL_NAME, source, unit, len(unit.definitions) - 1).run(inner, data)
    printed = "".join(plain(piece[2]) for piece in pieces if piece[0] in ("text", "action"))
    printed = printed.replace("<no value>", "")
    return Traced(printed, rope_of("tpl", tuple(pieces), text, printed))


def _extended(state: Any, source: Text, unit: Any) -> dict[str, Definition]:
    definitions = dict(state.definitions)
    for index, name in enumerate(unit.definitions):
        if name is not None and not (unit.blank[index] and name in definitions):
            definitions[name] = Definition(name, source, unit, index)
    return definitions
