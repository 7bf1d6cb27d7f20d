"""Running templates: which definition a name means, and what happens when one calls another."""

from __future__ import annotations

from _blake2 import blake2b  # hashlib costs ten times the import

from chartloom.gotmpl.errors import EvalError, ExecError, ParseError
from chartloom.gotmpl.limits import Budget, Limits
from chartloom.gotmpl.printing import go_quote
from chartloom.gotmpl.runtime import pairs, sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chartloom.gotmpl.nodes import Tree
    from chartloom.gotmpl.program import Compiled, Program, Source, Unit
    from chartloom.gotmpl.values import Value

__all__ = ["Definition", "State", "Text", "define", "run_template"]


class Text:
    """A template text under the name that error messages give it."""

    __slots__ = ("name", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    @property
    def digest(self) -> bytes:
        """What tells this text from all others."""
        return bytes(blake2b(self.text.encode("utf-8", "surrogateescape"), digest_size=16).digest())


class Definition:
    """A named template: where it is written, and the function that runs it."""

    __slots__ = ("index", "name", "run", "source", "unit")

    def __init__(self, name: str, source: Source, unit: Unit, index: int) -> None:
        self.name = name
        self.source = source
        self.unit = unit
        self.index = index
        self.run: Compiled = self._first_run

    def tree(self) -> Tree:
        """What the template says."""
        return self.unit.trees(self.source)[self.index]

    def _first_run(self, state: State, dot: Value) -> str:
        self.run = self.unit.function(self.index, self.source)
        return self.run(state, dot)


def define(program: Program, source: Source, known: dict[str, Definition]) -> None:
    """Add the definitions of a text; the last one of a name wins, except that a blank one never does.

    Raises ParseError.
    """
    unit = program.unit(source)
    for index, name in enumerate(unit.definitions):
        name = source.name if name is None else name
        if not (unit.blank[index] and name in known):
            known[name] = Definition(name, source, unit, index)


class State:
    """One run: the definitions that are known, how deep the calls are nested and what may still be used.

    ``is_steady`` tells whether nothing has run that may print something else the next time.

    Compiled code calls its methods; functions that are declared ``state`` receive it.
    """

    __slots__ = ("active", "budget", "definitions", "is_steady", "program")

    def __init__(
        self, program: Program, definitions: Mapping[str, Definition], limits: Limits | None = None
    ) -> None:
        self.program = program
        self.definitions = definitions
        self.active: dict[str, int] = {}
        self.budget = Budget(limits or Limits())
        self.is_steady = True

    def execute(self, name: str, data: Value) -> str:
        """``{{ template "name" data }}``."""
        definition = self.definitions.get(name)
        if definition is None:
            raise EvalError(f"template {go_quote(name)} not defined")
        return self.budget.checked(definition.run(self, data))

    def sequence(self, value: Value) -> Iterable[Value]:
        """What ``range`` runs over, with one variable or none."""
        items = sequence(value)
        budget = self.budget
        budget.left -= 100 * len(items) + 100
        return items if budget.left >= 0 else budget.watched(items)

    def pairs(self, value: Value) -> Iterable[tuple[Value, Value]]:
        """What ``range`` runs over with two variables."""
        items = pairs(value)
        budget = self.budget
        budget.left -= 100 * len(items) + 100
        return items if budget.left >= 0 else budget.watched(items)


def run_template(state: State, name: str, data: Value) -> str:
    """The output of one template. Raises ExecError, which says where it failed and why."""
    definition = state.definitions[name]
    try:
        return definition.run(state, data)
    except Exception as error:
        raise _located(error) from error


def _located(error: Exception) -> Exception:
    if isinstance(error, ExecError | ParseError):
        return error
    from chartloom.gotmpl.frames import locate  # only failures pay for it

    return locate(error)
