"""Compiled templates: made, cached on disk, bound to functions when first run.

A ``Unit`` is one template text, compiled. It depends on nothing but the text and the library of functions, so
equal texts share it, and its form on disk is worth keeping. A ``Program`` holds the units of one library and
the namespace in which all of them run. Both only ever grow, by values that do not change: threads may share them.
"""

from __future__ import annotations

import marshal

from chartloom.gotmpl import printing, runtime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any, Protocol, TypeAlias

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

_EDITION = b"2"
"""Part of every key: it must change with the compiler's output, lest old code be found in a cache."""

CODE_NAME = "<compiled template>"
"""The file name of compiled code, by which its frames are known in a traceback."""


class Unit:
    """One template text, compiled.

    ``definitions`` are the names that it defines, with None for the text itself, and ``blank`` tells which of
    them print nothing but blanks.
    """

    __slots__ = ("_code", "_program", "_run", "blank", "definitions", "functions")

    @property
    def library(self) -> FunctionLibrary:
        """The functions that the text was compiled for."""
        return self._program.library

    def __init__(
        self,
        program: Program,
        definitions: tuple[str | None, ...],
        blank: tuple[bool, ...],
        functions: tuple[str, ...],
        code: bytes,
    ) -> None:
        self.definitions = definitions
        self.blank = blank
        self.functions = functions
        self._program = program
        self._code = code
        self._run: list[Compiled] | None = None

    def function(self, index: int) -> Compiled:
        """The function of one definition; the first call binds the unit."""
        if self._run is None:
            self._run = self._program.bind(self.functions, marshal.loads(self._code), len(self.definitions))  # noqa: S302
        return self._run[index]


class Program:
    """The compiled templates of one library of functions.

    ``cache`` keeps compiled code between processes; without one, each text is compiled anew.
    """

    def __init__(self, library: FunctionLibrary, cache: CodeCache | None = None) -> None:
        self.library = library
        self._cache = cache
        self._units: dict[bytes, Unit] = {}
        self._namespace: dict[str, Any] = {
            "J": "".join,
            "P": printing.printed,
            **{name: getattr(runtime, name) for name in runtime.__all__},
        }

    def unit(self, source: Source) -> Unit:
        """The text, compiled. Raises ParseError, which gives the text's name."""
        key = _EDITION + source.digest
        known = self._units.get(key)
        if known is None:
            known = self._units[key] = self._cached(key) or self._compiled(key, source.name, source.text)
        return known

    def _cached(self, key: bytes) -> Unit | None:
        data = self._cache.get(key) if self._cache else None
        if data is None:
            return None
        return Unit(self, *marshal.loads(data))  # noqa: S302 (the cache vouches for it)

    def _compiled(self, key: bytes, name: str, text: str) -> Unit:
        from chartloom.gotmpl.compiler import compile_source  # a cached template never needs it

        source = compile_source(name, text, self.library)
        code = marshal.dumps(_to_code(source.code, name))
        # The text's own definition goes by the name that each user gives it.
        definitions = tuple(None if d == name else d for d in source.definitions)
        kept = (definitions, source.blank, source.functions, code)
        if self._cache:
            self._cache.put(key, marshal.dumps(kept))
        return Unit(self, *kept)

    def bind(self, functions: tuple[str, ...], code: CodeType, count: int) -> list[Compiled]:
        """Run the code of a unit, which defines its functions, with the template functions it calls."""
        namespace = self._namespace
        for name in functions:
            if f"F_{name}" not in namespace:
                namespace[f"F_{name}"] = self.library.load(name)
        defined: dict[str, Compiled] = {}
        exec(code, namespace, defined)  # noqa: S102 (code that the compiler wrote)
        return [defined[f"t{i}"] for i in range(count)]


def _to_code(source: str, name: str) -> CodeType:
    from chartloom.gotmpl.errors import ParseError

    try:
        return compile(source, CODE_NAME, "exec", dont_inherit=True)
    except (SyntaxError, RecursionError, MemoryError) as error:
        if isinstance(error, SyntaxError) and "too many" not in str(error):
            raise
        raise ParseError("template is nested too deeply", name, 1, 0) from None
