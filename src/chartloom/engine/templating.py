"""Helm's functions that run templates or end the rendering: include, tpl, required, fail, lookup."""

from __future__ import annotations

from chartloom.gotmpl.errors import FunctionError, ParseError
from chartloom.gotmpl.execution import Definition, State, Text
from chartloom.gotmpl.printing import go_quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Self, TypeVar

    from chartloom.gotmpl.limits import Limits
    from chartloom.gotmpl.program import Program
    from chartloom.gotmpl.values import Value
    from chartloom.memo import Memo

    _State = TypeVar("_State", bound="RenderState")
    Lookup = Callable[[str, str, str, str], dict[str, Any]]

__all__ = [
    "TPL_NAME",
    "AuthorError",
    "RenderState",
    "fail",
    "include",
    "lookup",
    "required",
    "template_of",
    "tpl",
]

TPL_NAME = "gotpl"
"""The name of every text that ``tpl`` renders, as errors give it."""

_MAX_NESTING = 1000


class AuthorError(FunctionError):
    """What the chart's author wants to be told: the message of ``fail`` or ``required``."""


class RenderState(State):
    """One rendering of a chart.

    ``lookup`` answers what the cluster holds; ``memo`` keeps what YAML texts say; ``lenient`` lets ``required`` and
    ``fail`` pass, as linting does.
    """

    __slots__ = ("lenient", "lookup", "memo")

    def __init__(
        self,
        program: Program,
        definitions: dict[str, Definition],
        lookup: Lookup | None = None,
        memo: Memo | None = None,
        *,
        lenient: bool = False,
        limits: Limits | None = None,
    ) -> None:
        super().__init__(program, definitions, limits)
        self.lookup = lookup
        self.memo = memo
        self.lenient = lenient

    def with_definitions(self, definitions: dict[str, Definition]) -> Self:
        """The same rendering, seen from inside a ``tpl`` that defines templates of its own."""
        inner = self.__class__(self.program, definitions, self.lookup, self.memo, lenient=self.lenient)
        inner.active = self.active
        inner.budget = self.budget
        return inner


def include(state: RenderState, name: str, data: Value) -> str:
    """The output of a named template."""
    definition = state.definitions.get(name)
    if definition is None:
        raise FunctionError(f'template: no template {go_quote(name)} associated with template "gotpl"')
    active = state.active
    depth = active.get(name, 0)
    if depth > _MAX_NESTING:
        raise FunctionError(
            f"rendering template has a nested reference name: {name}: unable to execute template"
        )
    # A failure ends the whole rendering, so the count needs no repair then.
    active[name] = depth + 1
    text = definition.run(state, data)
    active[name] = depth
    # Most of all calls are these: `Budget.checked` written out.
    budget = state.budget
    budget.left -= len(text) + 100
    if budget.left < 0:
        budget.look(text)
    return text


def tpl(state: RenderState, text: str, data: Value) -> str:
    """The output of a text that is itself a template."""
    if "{{" not in text:
        return text.replace("<no value>", "") if "<no value>" in text else text
    inner, definition = template_of(state, text)
    printed = definition.run(inner, data)
    state.is_steady = state.is_steady and inner.is_steady
    return state.budget.checked(printed.replace("<no value>", ""))


def template_of(state: _State, text: str) -> tuple[_State, Definition]:
    """A text as a template, and the rendering as it is seen from inside: with the definitions of the text.

    Raises FunctionError for a text that is no template.
    """
    source = Text(TPL_NAME, text)
    try:
        unit = state.program.unit(source)
    except ParseError as error:
        raise FunctionError(f"cannot parse template {go_quote(text)}: {error}") from error
    whole = Definition(TPL_NAME, source, unit, len(unit.definitions) - 1)
    if len(unit.definitions) == 1:
        return state, whole
    definitions = dict(state.definitions)
    for index, name in enumerate(unit.definitions):
        if name is not None and not (unit.blank[index] and name in definitions):
            definitions[name] = Definition(name, source, unit, index)
    return state.with_definitions(definitions), whole


def required(state: RenderState, message: str, value: Value) -> Value:
    """The value, or the message as an error when it is nil or ""."""
    if value is None or value == "":
        if state.lenient:
            return ""
        raise AuthorError(message)
    return value


def fail(state: RenderState, message: str) -> str:
    """End the rendering with a message."""
    if state.lenient:
        return ""
    raise AuthorError(message)


def lookup(state: RenderState, api_version: str, kind: str, namespace: str, name: str) -> dict[str, Any]:
    """What a cluster holds; without one, an empty map."""
    return state.lookup(api_version, kind, namespace, name) if state.lookup else {}
