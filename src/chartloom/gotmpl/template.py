"""The public face of the language: template texts in, output out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.gotmpl.builtins import BUILTINS
from chartloom.gotmpl.execution import State, Text, define, run_template
from chartloom.gotmpl.functions import Catalogue
from chartloom.gotmpl.program import Program

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.gotmpl.execution import Definition
    from chartloom.gotmpl.program import CodeCache
    from chartloom.gotmpl.signatures import FunctionLibrary
    from chartloom.gotmpl.values import Value

__all__ = ["Template"]


class Template:
    r"""Template texts that know each other's definitions, ready to be executed any number of times.

    ``files`` are texts by name, parsed in this order: the last definition of a name wins, except that a blank
    one replaces nothing. ``library`` says which functions may be called; without one, Go's own may. Raises
    ParseError.

    >>> Template({"greeting": "Hello, {{ .name | printf \"%q\" }}!"}).execute("greeting", {"name": "loom"})
    'Hello, "loom"!'
    """

    def __init__(
        self, files: Mapping[str, str], library: FunctionLibrary | None = None, cache: CodeCache | None = None
    ) -> None:
        self._program = Program(library or Catalogue(("chartloom.gotmpl", BUILTINS)), cache)
        self._definitions: dict[str, Definition] = {}
        for name, text in files.items():
            define(self._program, Text(name, text), self._definitions)

    @property
    def names(self) -> tuple[str, ...]:
        """The names that can be executed, sorted."""
        return tuple(sorted(self._definitions))

    def execute(self, name: str, data: Value) -> str:
        """The output of a definition for the data, which becomes its dot.

        Raises KeyError for an unknown name and ExecError for an action that fails.
        """
        return run_template(State(self._program, self._definitions), name, data)
