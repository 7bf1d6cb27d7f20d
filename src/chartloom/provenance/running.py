"""Running templates in the traced dialect: what compiled code calls, beside the template functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.engine.templating import RenderState
from chartloom.gotmpl import printing, runtime
from chartloom.gotmpl.printing import sorted_keys
from chartloom.gotmpl.program import Program
from chartloom.gotmpl.values import AnyMap
from chartloom.provenance.dialect import compile_traced
from chartloom.provenance.ropes import rope_of
from chartloom.provenance.rules import RULES, blend
from chartloom.provenance.traced import NOTHING, Leaves, Ledger, Traced, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chartloom.gotmpl.compiler import Source
    from chartloom.gotmpl.execution import Definition
    from chartloom.gotmpl.nodes import Tree
    from chartloom.gotmpl.program import CodeCache
    from chartloom.gotmpl.signatures import FunctionLibrary

__all__ = ["TracedProgram", "TracedState", "run_definition"]


def _made(value: Any, empty: Any) -> Any:
    """The value, or an empty one where it is nil."""
    if plain(value) is not None:
        return value
    return Traced(empty, value.flow, value.control) if value.__class__ is Traced else empty


class TracedProgram(Program):
    """Templates compiled to the traced dialect; ``ledger`` knows where values come from."""

    edition = Program.edition + b"traced 5"

    def __init__(self, library: FunctionLibrary, cache: CodeCache | None = None) -> None:
        super().__init__(library, cache)
        self.ledger = Ledger()
        # What has decided that what runs now runs, for each condition and range that is open.
        self.open: list[tuple[int, Leaves]] = []
        self._namespace = {"A": self._action, "Q": self._called, "N": self._negated, "fail": runtime.fail}
        self._namespace["integer"] = runtime.integer
        for name in ("field", "field2", "field3", "field4", "field5", "fields"):
            self._namespace[name] = self._fields
        for name in ("field_of_element", "fields_of_element"):
            self._namespace[name] = self._fields_of_element
        self._namespace["made"] = _made
        self._namespace["method"] = self._method
        self._namespace["method_of_element"] = self._method_of_element

    @property
    def control(self) -> Leaves:
        """What has decided that what runs now runs."""
        return self.open[-1][1] if self.open else NOTHING

    def compile(self, tree: Tree) -> Source:
        """The traced Python source of a definition."""
        return compile_traced(tree, self.library)

    def load(self, name: str) -> Callable[..., Any]:
        """A template function that passes origins on, by its rule."""
        function, rule = self.library.load(name), RULES[name]
        signature = self.library.signature(name)
        if signature is not None and signature.stateful:
            return lambda state, *args: rule(state, lambda *values: function(state, *values), args)
        return lambda *args: rule(self, function, args)

    def _action(self, offset: int, value: Any) -> tuple[Any, ...]:
        return "action", offset, self._text(value, printing.printed)

    def _called(self, offset: int, value: Any) -> tuple[Any, ...]:
        return "action", offset, self._text(value, printing.printed_result)

    def _text(self, value: Any, printed: Callable[[Any], str]) -> Any:
        if value.__class__ is not Traced:
            return value if value.__class__ is str else printed(value)
        if value.value.__class__ is str:
            return value
        return Traced(printed(value.value), self.ledger.flow_of(value), self._control(value))

    def _control(self, value: Traced) -> Any:
        if isinstance(value.value, dict | list):
            return value.control | self.ledger.control_of(value.value)
        return value.control

    def _negated(self, value: Any) -> Traced:
        return Traced(not value, NOTHING, self.ledger.say_of(value))

    def _fields(self, value: Any, *names: str) -> Any:
        held, control = value, NOTHING
        if value.__class__ is Traced:
            held, control = value.value, value.control
        for at, name in enumerate(names):
            if held.__class__ is not dict and (not isinstance(held, AnyMap) or name in self.library.methods):
                return self._others(
                    held, self.ledger.flow_of(value) if not at else NOTHING, control, names[at:]
                )
            found = held.get(name)
            if at == len(names) - 1 or not isinstance(found, dict):
                element = self.ledger.element(held, name, found)
                control = control | element.control
                if at == len(names) - 1:
                    return Traced(found, element.flow, control) if control else element
                value = element
            else:
                control = self.ledger.control_on_the_way(held, name, control)
            held = found
        return value

    def _others(self, held: Any, flow: Leaves, control: Leaves, names: tuple[str, ...]) -> Any:
        """Fields of nil, of maps with a type of their own, and methods."""
        for name in names:
            if isinstance(held, dict) and name not in (getattr(held.__class__, "go_methods", None) or ()):
                element = self.ledger.element(held, name, runtime.fields(held, name))
                held, flow, control = element.value, self.ledger.flow_of(element), control | element.control
            elif held is not None:
                held = runtime.fields(held, name)
        return Traced(held, flow, control)

    def _fields_of_element(self, _source: Any, value: Any, *names: str) -> Any:
        return self._fields(value, *names)

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
        assert isinstance(self.program, TracedProgram)
        return self.program

    @property
    def ledger(self) -> Ledger:
        """Where values come from."""
        return self.traced.ledger

    @property
    def control(self) -> Leaves:
        """What has decided that what runs now runs."""
        return self.traced.control

    def decide(self, pieces: list[Any], label: int, offset: int, value: Any) -> bool:
        """Whether a condition holds; what it has asked is noted among the pieces."""
        self.note(pieces, label, offset, value)
        return bool(plain(value))

    def note(self, pieces: list[Any], label: int, offset: int, value: Any) -> None:
        """Note what a condition asks, or what a range runs over."""
        leaves = self.ledger.say_of(value)
        pieces.append(("begin", label, offset, leaves))
        program = self.traced
        program.open.append((label, program.control | leaves))

    def turn(self, pieces: list[Any], label: int) -> None:
        """The next turn of a range begins: what was open in the last one is not any more."""
        pieces.append(("turn", label))
        self._close(label, 1)

    def end(self, pieces: list[Any], label: int) -> None:
        """A condition or range ends."""
        pieces.append(("end", label))
        self._close(label, 0)

    def _close(self, label: int, kept: int) -> None:
        open_ = self.traced.open
        first = next((i for i in range(len(open_) - 1, -1, -1) if open_[i][0] == label), None)
        if first is not None:
            while first and open_[first - 1][0] == label:
                first -= 1
            del open_[first + kept :]

    def settled(self, pieces: list[Any], label: int, value: Any) -> Any:
        """A variable that a branch may have set: what was asked there has a say in what it is."""
        traced = value if value.__class__ is Traced else Traced(value)
        return traced.decided_by(_asked(pieces, label))

    def touched(self, pieces: list[Any], label: int, value: Any) -> None:
        """A map that a branch may have changed."""
        if isinstance(plain(value), dict | list):
            self.ledger.touch(plain(value), _asked(pieces, label))

    def after(self, before: Any, value: Any) -> Traced:
        """An operand that was taken because of what those before it are."""
        traced = value if value.__class__ is Traced else Traced(value)
        return traced.decided_by(self.ledger.say_of(before))

    def execute(self, name: str, data: Any) -> Any:
        """``{{ template "name" data }}``."""
        return run_definition(self, self.definitions[name], data)

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


def _asked(pieces: Sequence[Any], label: int) -> Leaves:
    """What the conditions of a branch have asked since it began."""
    found: Leaves = NOTHING
    for piece in reversed(pieces):
        if piece[0] == "begin" and piece[1] == label:
            found |= piece[3]
        elif piece[0] == "end" and piece[1] == label:
            break
    return found


def run_definition(state: TracedState, definition: Definition, data: Any) -> Traced:
    """What a definition prints, and where each character of it comes from."""
    open_ = state.traced.open
    height = len(open_)
    open_.append((-1, state.control))
    pieces: Any = definition.run(state, data)
    del open_[height:]
    text = "".join(plain(piece[2]) for piece in pieces if piece[0] in ("text", "action"))
    return Traced(text, rope_of("joined", definition, pieces))
