"""Compiled templates: made, cached on disk, bound to functions when first run.

A ``Unit`` is one template text, parsed; its definitions are compiled when they are first run, for most of what a
library chart defines is never used. A unit depends on nothing but the text and the library of functions, so equal
texts share it, and what it holds is worth keeping on disk. A ``Program`` holds the units of one library and the
namespace in which all of them run. Both only ever grow, by values that do not change: threads may share them.
"""

from __future__ import annotations

import marshal

from chartloom.gotmpl import printing, runtime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any, Protocol, TypeAlias

    from chartloom.gotmpl.compiler import Source as PythonSource
    from chartloom.gotmpl.execution import State
    from chartloom.gotmpl.lexer import Actions
    from chartloom.gotmpl.nodes import Tree
    from chartloom.gotmpl.signatures import FunctionLibrary
    from chartloom.gotmpl.values import Value

    Compiled: TypeAlias = Callable[[Any, Value], str]

    class Source(Protocol):
        """A template text: what errors call it, its digest, and the text itself, needed only to compile it."""

        @property
        def name(self) -> str: ...
        @property
        def text(self) -> str: ...
        @property
        def digest(self) -> bytes: ...

    class CodeCache(Protocol):
        """Bytes kept under a key, by whoever knows where files may be kept."""

        def get(self, key: bytes) -> bytes | None:
            """The bytes kept under the key, whole and trusted, or None."""

        def put(self, key: bytes, data: bytes) -> None:
            """Keep bytes under a key; never fails."""


__all__ = ["CODE_NAME", "Program", "Unit"]

_EDITION = b"9"
"""Part of every key: it must change with the compiler's output, lest old code be found in a cache."""

CODE_NAME = "<compiled template>"
"""The file name of compiled code, by which its frames are known in a traceback."""


class Unit:
    """One template text.

    ``definitions`` are the names that it defines, with None for the text itself, and ``blank`` tells which of
    them print nothing but blanks.
    """

    __slots__ = ("_key", "_program", "_run", "_trees", "blank", "definitions")

    def __init__(
        self,
        program: Program,
        key: bytes,
        definitions: tuple[str | None, ...],
        blank: tuple[bool, ...],
        trees: tuple[Tree, ...] | None = None,
    ) -> None:
        self.definitions = definitions
        self.blank = blank
        self._program = program
        self._key = key
        self._trees = trees
        self._run: dict[int, Compiled] = {}

    @property
    def library(self) -> FunctionLibrary:
        """The functions that the text was compiled for."""
        return self._program.library

    def trees(self, source: Source) -> tuple[Tree, ...]:
        """What the text says; ``source`` is the text."""
        if self._trees is None:
            self._trees = self._program.parsed(source)
        return self._trees

    def function(self, index: int, source: Source) -> Compiled:
        """The function of one definition; the first call makes it or takes it from the cache.

        Raises ParseError for a definition that is nested too deeply.
        """
        if index not in self._run:
            key = self._key + index.to_bytes(4, "big")
            self._run[index] = self._program.function(key, lambda: self.trees(source)[index], source.name)
        return self._run[index]


class Program:
    """The compiled templates of one library of functions.

    ``cache`` keeps compiled code between processes; without one, each text is compiled anew.
    """

    edition = _EDITION

    def __init__(self, library: FunctionLibrary, cache: CodeCache | None = None) -> None:
        self.library = library
        self._cache = cache
        self._units: dict[bytes, Unit] = {}
        self._actions: Actions = {}
        self._namespace: dict[str, Any] = {
            "J": "".join,
            "P": printing.printed,
            "Q": printing.printed_result,
            **{name: getattr(runtime, name) for name in runtime.__all__},
        }

    def unit(self, source: Source) -> Unit:
        """The text, parsed. Raises ParseError, which gives the text's name."""
        key = self.edition + source.digest
        known = self._units.get(key)
        if known is None:
            known = self._units[key] = self._cached(key) or self._parsed(key, source)
        return known

    def parsed(self, source: Source) -> tuple[Tree, ...]:
        """What the text says. Raises ParseError."""
        from chartloom.gotmpl.parser import parse  # a cached template needs no parser

        return parse(source.name, source.text, self.library.names(), self._actions)

    def _cached(self, key: bytes) -> Unit | None:
        data = self._cache.get(key) if self._cache else None
        return Unit(self, key, *marshal.loads(data)) if data else None  # noqa: S302 (the cache vouches for it)

    def _parsed(self, key: bytes, source: Source) -> Unit:
        from chartloom.gotmpl.nodes import is_empty  # a cached template needs no parser

        trees = self.parsed(source)
        # The text's own definition goes by the name that each user gives it.
        definitions = tuple(None if tree.name == source.name else tree.name for tree in trees)
        blank = tuple(is_empty(tree.body) for tree in trees)
        if self._cache:
            self._cache.put(key, marshal.dumps((definitions, blank)))
        return Unit(self, key, definitions, blank, trees)

    def function(self, key: bytes, tree: Callable[[], Tree], name: str) -> Compiled:
        """The function of a definition: from the cache, or compiled; ``name`` is for errors."""
        data = self._cache.get(key) if self._cache else None
        if data is not None:
            return self._bound(*marshal.loads(data))  # noqa: S302 (the cache vouches for it)
        functions, code = _compiled(lambda: self.compile(tree()), name)
        if self._cache:
            self._cache.put(key, marshal.dumps((functions, code)))
        return self._bound(functions, code)

    def compile(self, tree: Tree) -> PythonSource:
        """The Python source of a definition."""
        from chartloom.gotmpl.compiler import compile_definition

        return compile_definition(tree, self.library)

    def load(self, name: str) -> Callable[..., Any]:
        """What compiled code calls for a template function."""
        return self.library.load(name)

    def _bound(self, functions: tuple[str, ...], code: CodeType) -> Compiled:
        """Run the code, which defines a function, where it finds the template functions that it calls."""
        namespace = self._namespace
        for name in functions:
            if f"F_{name}" not in namespace:
                namespace[f"F_{name}"] = self.load(name)
        defined: dict[str, Compiled] = {}
        exec(code, namespace, defined)  # noqa: S102 (code that the compiler wrote)
        run = defined["t"]
        return run if self.library.unsteady.isdisjoint(functions) else _noted(run)


def _noted(run: Compiled) -> Compiled:
    """A definition that may print something else the next time: the state is told that it ran."""

    def noted(state: State, dot: Value) -> str:
        state.is_steady = False
        return run(state, dot)

    return noted


def _compiled(write: Callable[[], PythonSource], name: str) -> tuple[tuple[str, ...], CodeType]:
    from chartloom.gotmpl.errors import ParseError

    try:
        source = write()
        code = compile(source.code, CODE_NAME, "exec", dont_inherit=True)
    except (SyntaxError, RecursionError, MemoryError) as error:
        if isinstance(error, SyntaxError) and "too many" not in str(error):
            raise
        raise ParseError("template is nested too deeply", name, 1, 0) from None
    return source.functions, code
