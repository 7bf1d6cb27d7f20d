"""Running templates in the traced dialect with Go's checks, to find the operands of what fails.

Traced templates check nothing, for what is traced has been rendered before. Here each check that the plain dialect
makes is made as well, on the plain values, and what it was made on is kept when it fails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.gotmpl import runtime
from chartloom.gotmpl.errors import EvalError
from chartloom.gotmpl.printing import go_quote
from chartloom.provenance.dialect import compile_checked
from chartloom.provenance.running import TracedProgram, TracedState
from chartloom.provenance.traced import Traced, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chartloom.gotmpl.compiler import Source
    from chartloom.gotmpl.nodes import Tree
    from chartloom.gotmpl.program import CodeCache
    from chartloom.gotmpl.signatures import FunctionLibrary
    from chartloom.provenance.traced import Leaf, Leaves

__all__ = ["CheckedProgram", "CheckedState"]

_RUNNING = {"include": 1, "tpl": 1}
"""How many of their arguments are operands of functions that run templates: not the dot, which holds everything."""


class CheckedProgram(TracedProgram):
    """Templates in this dialect; ``operands`` are those of the check or call that failed, None before one did.

    ``texts`` are the leaves of the texts that ``tpl`` ran when it did.
    """

    edition = TracedProgram.edition + b"checked"

    def __init__(self, library: FunctionLibrary, cache: CodeCache | None = None) -> None:
        super().__init__(library, cache)
        self.operands: tuple[tuple[Leaf, ...], ...] | None = None
        self.texts: list[Leaf] = []
        self.fields = self._namespace["fields"]
        self._namespace |= {
            "read": self._read,
            "check": self._check,
            "method": self._checked_method,
            "method_of_element": self._checked_method_of_element,
        }

    def compile(self, tree: Tree) -> Source:
        """The Python source of a definition, with checks."""
        return compile_checked(tree, self.library)

    def load(self, name: str) -> Callable[..., Any]:
        """A template function that tells what it was called with when it fails."""
        function = super().load(name)
        if name == "include":
            function = _of_known_names(function, self.library.load(name))
        signature = self.library.signature(name)
        first = int(signature is not None and signature.stateful)
        last = first + _RUNNING[name] if name in _RUNNING else None

        def called(*args: Any) -> Any:
            try:
                return function(*args)
            except Exception:
                self.failed(args[first:last])
                if name == "tpl":
                    self.texts += self._sorted_leaves(args[first])
                raise

        return called

    def failed(self, operands: Sequence[Any]) -> None:
        """Keep the leaves of what something failed on: of all that fail because of it, the first one counts."""
        if self.operands is None:
            self.operands = tuple(map(self._sorted_leaves, operands))

    def _sorted_leaves(self, value: Any) -> tuple[Leaf, ...]:
        return tuple(sorted(self._leaves(value), key=str))

    def _leaves(self, value: Any) -> Leaves:
        held = plain(value)
        if isinstance(held, dict | list):
            return self.ledger.control_of(held)
        return self.ledger.flow_of(value) or self.ledger.decisions_of(value)

    def _read(self, source: Any, value: Any, names: tuple[str, ...], is_element: bool) -> Any:
        held = plain(value)
        try:
            if is_element:
                runtime.fields_of_element(plain(source), held, *names)
            else:
                runtime.fields(held, *names)
        except EvalError:
            self.failed((self._in_the_way(value, names),))
            raise
        return self.fields(value, ".".join(names))

    def _in_the_way(self, value: Any, names: tuple[str, ...]) -> Any:
        """The value in a chain of fields that has no fields."""
        for name in names[:-1]:
            if not isinstance(plain(value), dict):
                break
            value = self.fields(value, name)
        return value

    def _check(self, wanted: str, value: Any, held: Any) -> Any:
        before = plain(value)
        try:
            found = runtime.as_type(wanted, before, plain(held))
        except EvalError:
            self.failed((value,))
            raise
        if before is None and found is not None and value.__class__ is Traced:
            return Traced(found, value.flow, value.control)
        return value if before is not None else found

    def _checked_method(self, value: Any, name: str, *args: Any) -> Any:
        return self._tried(lambda: self._method(value, name, *args), value)

    def _checked_method_of_element(self, source: Any, value: Any, name: str, *args: Any) -> Any:
        def call() -> Any:
            runtime.method_of_element(plain(source), plain(value), name, *map(plain, args))
            return self._method(value, name, *args)

        return self._tried(call, value)

    def _tried(self, call: Callable[[], Any], value: Any) -> Any:
        try:
            return call()
        except EvalError:
            self.failed((value,))
            raise


def _of_known_names(traced: Callable[..., Any], plain_include: Callable[..., Any]) -> Callable[..., Any]:
    """``include``, which for a name that no definition has says what the plain one says."""

    def include(state: Any, name: Any, data: Any) -> Any:
        if plain(name) not in state.definitions:
            return plain_include(state, plain(name), None)
        return traced(state, name, data)

    return include


class CheckedState(TracedState):
    """One run in this dialect."""

    __slots__ = ()

    def execute(self, name: str, data: Any) -> Any:
        """``{{ template "name" data }}``."""
        if name not in self.definitions:
            raise EvalError(f"template {go_quote(name)} not defined")
        return super().execute(name, data)

    def sequence(self, value: Any) -> Any:
        """The elements that ``range`` runs over."""
        self._try(runtime.sequence, value)
        return super().sequence(value)

    def pairs(self, value: Any) -> Any:
        """The keys and elements that ``range`` runs over with two variables."""
        self._try(runtime.pairs, value)
        return super().pairs(value)

    def _try(self, ranged: Callable[[Any], Any], value: Any) -> None:
        try:
            ranged(plain(value))
        except EvalError:
            assert isinstance(self.program, CheckedProgram)
            self.program.failed((value,))
            raise
