"""Running templates in the traced dialect: what compiled code calls, beside the template functions."""

from __future__ import annotations

from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from chartloom.engine.templating import RenderState
from chartloom.gotmpl import printing, runtime
from chartloom.gotmpl.printing import sorted_keys
from chartloom.gotmpl.program import Program, Unit
from chartloom.provenance.dialect import compile_traced
from chartloom.provenance.fields import readers
from chartloom.provenance.ledger import Ledger
from chartloom.provenance.regions import Regions
from chartloom.provenance.remembered import CONTEXT, Remembered
from chartloom.provenance.ropes import rope_of
from chartloom.provenance.rules import RULES, blend
from chartloom.provenance.traced import CONTAINERS, NOTHING, Leaves, Traced, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from chartloom.gotmpl.compiler import Source
    from chartloom.gotmpl.execution import Definition
    from chartloom.gotmpl.nodes import Tree
    from chartloom.gotmpl.program import CodeCache
    from chartloom.gotmpl.program import Source as Text
    from chartloom.gotmpl.signatures import FunctionLibrary
    from chartloom.provenance.ropes import Piece

__all__ = ["TracedProgram", "TracedState", "printed", "run_definition", "text_of"]

_text = itemgetter(3)


def _made(value: Any, empty: Any) -> Any:
    """The value, or an empty one where it is nil."""
    if plain(value) is not None:
        return value
    return Traced(empty, value.flow, value.control) if value.__class__ is Traced else empty


class TracedProgram(Program):
    """Templates compiled to the traced dialect; ``ledger`` knows where values come from.

    ``job`` is the template of the chart that runs; ``reader`` is a program that has read the templates before.
    """

    edition = Program.edition + b"traced 7"

    def __init__(self, library: FunctionLibrary, cache: CodeCache | None = None) -> None:
        super().__init__(library, cache)
        self.ledger = Ledger()
        self.regions = Regions(self.ledger)
        self.remembered = Remembered(self.ledger)
        self.job = ""
        self.reader: Program | None = None
        self._namespace = {
            "A": self._action,
            "Q": self._called,
            "fail": runtime.fail,
            "integer": runtime.integer,
            "made": _made,
            "method": self._method,
            "method_of_element": self._method_of_element,
            **readers(self.ledger, self.library.methods),
            **self.regions.called(),
        }

    @property
    def control(self) -> Leaves:
        """What has decided that what runs now runs."""
        self.ledger.asked |= CONTEXT
        return self.regions.control()

    def parsed(self, source: Text) -> tuple[Tree, ...]:
        """What the text says."""
        return self.reader.unit(source).trees(source) if self.reader else super().parsed(source)

    def _parsed(self, key: bytes, source: Text) -> Unit:
        if self.reader is None:
            return super()._parsed(key, source)
        unit = self.reader.unit(source)
        return Unit(self, key, unit.definitions, unit.blank)

    def compile(self, tree: Tree) -> Source:
        """The traced Python source of a definition."""
        return compile_traced(tree, self.library)

    def load(self, name: str) -> Callable[..., Any]:
        """A template function that passes origins on, by its rule."""
        function, rule = self.library.load(name), RULES[name]
        signature = self.library.signature(name)
        if signature is not None and signature.stateful:
            return lambda state, *args: rule(state, partial(function, state), args)
        return lambda *args: rule(self, function, args)

    def _action(self, offset: int, value: Any) -> Piece:
        if value.__class__ is Traced and value.value.__class__ is str:
            return "action", offset, value, value.value, 0
        return self._printed(offset, value, printing.printed)

    def _called(self, offset: int, value: Any) -> Piece:
        if value.__class__ is Traced and value.value.__class__ is str:
            return "action", offset, value, value.value, 0
        return self._printed(offset, value, printing.printed_result)

    def _printed(self, offset: int, value: Any, print_: Callable[[Any], str]) -> Piece:
        if value.__class__ is not Traced:
            text = value if value.__class__ is str else print_(value)
            return "action", offset, text, text, 0
        text = print_(value.value)
        control = value.control
        if isinstance(value.value, CONTAINERS):
            control = control | self.ledger.control_of(value.value)
        return "action", offset, Traced(text, self.ledger.flow_of(value), control), text, 0

    def _method(self, value: Any, name: str, *args: Any) -> Any:
        found = runtime.method(plain(value), name, *map(plain, args))
        return blend(self, lambda *_: found, args)

    def _method_of_element(self, _source: Any, value: Any, name: str, *args: Any) -> Any:
        return self._method(value, name, *args)


class TracedState(RenderState):
    """One traced run."""

    __slots__ = ()

    @property
    def traced(self) -> TracedProgram:
        """The program, which knows where values come from."""
        return self.program  # type: ignore[return-value]

    @property
    def ledger(self) -> Ledger:
        """Where values come from."""
        return self.traced.ledger

    @property
    def control(self) -> Leaves:
        """What has decided that what runs now runs."""
        return self.traced.control

    def execute(self, name: str, data: Any) -> Any:
        """``{{ template "name" data }}``."""
        return printed(self, name, data)

    def sequence(self, value: Any) -> Any:
        """The elements that ``range`` runs over."""
        return [element for _, element in self._turns(value)]

    def pairs(self, value: Any) -> Any:
        """The keys and elements that ``range`` runs over with two variables."""
        return self._turns(value)

    def _turns(self, value: Any) -> Sequence[tuple[Any, Any]]:
        held, ledger = plain(value), self.ledger
        if isinstance(held, dict):
            control = ledger.say_of(value)
            keys = [(Traced(key, NOTHING, control), key) for key in sorted_keys(held)]
            return [(shown, ledger.element(held, key, held[key])) for shown, key in keys]
        if isinstance(held, list):
            return list(ledger.elements(held))
        control = ledger.say_of(value)
        return [(i, Traced(item, NOTHING, control)) for i, item in enumerate(runtime.sequence(held))]


def printed(state: TracedState, name: str, data: Any) -> Traced:
    """What a definition prints, which it may have printed before."""
    definition = state.definitions[name]
    return state.traced.remembered.printed(
        state, definition, data, lambda: run_definition(state, definition, data)
    )


def run_definition(state: TracedState, definition: Definition, data: Any) -> Traced:
    """What a definition prints, and where each character of it comes from."""
    regions = state.traced.regions
    height = regions.enter()
    pieces: Any = definition.run(state, data)
    regions.leave(height)
    return Traced(text_of(pieces), rope_of("joined", definition, pieces))


def text_of(pieces: Iterable[Piece]) -> str:
    """The text of what a definition has printed."""
    return "".join(map(_text, pieces))
