"""The compiler's other dialect: the same functions, which also note what decided, and who printed what.

The output of a definition is a list of pieces instead of a text: texts of the template, what actions printed (``A``,
and ``Q`` for a call), and marks where a condition or range begins (``decide``, ``note``), takes a turn, and ends.
Types are not checked again: what is traced has been rendered before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.gotmpl import nodes as n
from chartloom.gotmpl.compiler import Compiler, Source
from chartloom.gotmpl.expressions import is_call as _is_call

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chartloom.gotmpl.signatures import FunctionLibrary

__all__ = ["CHANGING", "compile_checked", "compile_traced"]

_EMPTY = {"map": "{}", "[]any": "[]"}
CHANGING = frozenset(("set", "unset", "merge", "mergeOverwrite", "mustMerge", "mustMergeOverwrite"))
"""The functions that change the map that is their first argument."""


def compile_traced(tree: n.Tree, library: FunctionLibrary) -> Source:
    """The Python source of one definition in the traced dialect."""
    return _Traced(library).source(tree)


def compile_checked(tree: n.Tree, library: FunctionLibrary) -> Source:
    """The same with the checks of the plain dialect, for a template that fails one of them."""
    return _Checked(library).source(tree)


class _Traced(Compiler):
    def __init__(self, library: FunctionLibrary) -> None:
        super().__init__(library)
        self.labels = 0
        self.loops: dict[int, int] = {}

    def source(self, tree: n.Tree) -> Source:
        self.line(0, "def t(S,C):")
        self.line(1, "D=C")
        self.line(1, "w=[]")
        self.statements(tree.body, 1)
        self.line(1, "return w")
        return Source("".join(self.parts), tuple(sorted(self.functions)), tuple(self.lines))

    def mark(self, node: n.Node) -> None:
        """No line of its own for any node: what fails here, a plain rendering words."""

    def label(self) -> int:
        self.labels += 1
        return self.labels

    def run(self, run: list[n.Text | n.Action | n.Template], depth: int) -> None:
        for start in range(0, len(run), 100):
            self.line(depth, "w+=")
            for node in run[start : start + 100]:
                self.piece(node)
                self.emit(",")

    def piece(self, node: n.Text | n.Action | n.Template) -> None:
        if isinstance(node, n.Text):
            self.emit(f"('text',{node.pos},None,{node.text!r},0)")
            return
        is_call = isinstance(node, n.Action) and _is_call(node.pipe)
        self.emit(f"{'Q' if is_call else 'A'}({node.pos},")
        if isinstance(node, n.Template):
            self.mark(node)
            self.emit(f"S.execute({node.name!r},")
            self.optional_pipe(node.pipe)
            self.emit(")")
        else:
            self.expression(node.pipe)
        self.emit(")")

    def conditional(self, node: n.If | n.With, depth: int, word: str = "if", label: int = 0) -> None:
        begins = not label
        label = label or self.label()
        self.scopes.append({})
        outside = self.dot, self.dot_source
        self.line(depth, f"{word} decide(w,{label},{node.pos},")
        if isinstance(node, n.With):
            inside = self.fresh("C")
            self.emit(f"({inside}:=")
            self.expression(node.pipe)
            self.emit(")):")
            self.dot, self.dot_source = inside, ""
        else:
            self.expression(node.pipe)
            self.emit("):")
        self.block(node.body, depth)
        self.dot, self.dot_source = outside
        self.other(node, depth, label)
        self.scopes.pop()
        if begins:
            self.settle((node,), label, depth)

    def other(self, node: n.If | n.With, depth: int, label: int) -> None:
        if node.otherwise is None:
            return
        first = node.otherwise[0] if len(node.otherwise) == 1 else None
        if isinstance(first, n.If | n.With):
            self.conditional(first, depth, "elif", label)
            return
        self.line(depth, "else:")
        self.block(node.otherwise, depth)

    def loop(self, node: n.Range, depth: int) -> None:
        label = self.loops[id(node)] = self.label()
        super().loop(node, depth)
        self.settle((node,), label, depth)

    def settle(self, branches: n.Statements, label: int, depth: int) -> None:
        """What branches have set or changed, or would have, depends on what was asked."""
        for name in sorted(assigned_in(branches)):
            local = self.lookup(name)[0]
            if local:
                self.line(depth, f"{local}=settled(w,{label},{local})")
        for name in sorted(changed_in(branches)):
            local = self.lookup(name)[0]
            if local:
                self.line(depth, f"touched(w,{label},{local})")
        self.line(depth, f"end(w,('end',0,None,'',{label}))")

    def begin_loop(self, node: n.Range, source: str, depth: int) -> None:
        self.line(depth, f"note(w,{self.loops[id(node)]},{node.pos},{source})")

    def begin_turn(self, node: n.Range, depth: int) -> None:
        self.line(depth, f"turn(w,('turn',0,None,'',{self.loops[id(node)]}))")

    def chain(
        self,
        node: n.Node,
        names: tuple[str, ...],
        base: str | n.Expression,
        *,
        source: str = "",
        at: n.Node | None = None,
        keep: str = "",
    ) -> None:
        """Fields of a value, their names in one text."""
        del source, keep
        self.mark(self.last_at(base) if isinstance(base, n.Pipe | n.Identifier) else at or node)
        self.emit("fields_of_job(" if "Template" in names else "fields(")
        if isinstance(base, str):
            self.emit(base)
        elif isinstance(base, n.Nil):
            self.failure(node, f"indirection through explicit nil in {n.source(node)}")
        else:
            self.expression(base)
        self.emit(f",{'.'.join(names)!r})")

    def checked(
        self, wanted: str, known: str, at: n.Node, emit: Callable[[], None], *, held: str = ""
    ) -> None:
        """An argument as it is, but nil as an empty map or list where that is what Go makes of it."""
        del known, at, held
        empty = _EMPTY.get(wanted)
        self.emit("made(" if empty else "")
        emit()
        self.emit(f",{empty})" if empty else "")

    def argument(self, node: n.Expression, wanted: str) -> None:
        if isinstance(node, n.Number):
            self.number_argument(node, wanted)
        else:
            self.checked(wanted, "", node, lambda: self.expression(node))

    def negated(self) -> str:
        return "negated("

    def logical_parts(self, word: str, args: tuple[n.Expression, ...], last: str) -> None:
        """``and`` and ``or``: the operands before the one that was taken have decided that it is that one."""
        self.emit("(")
        before = ""
        for index, arg in enumerate(args):
            local = self.fresh("v")
            self.emit(f" {word} " if index else "")
            self.emit(f"({local}:=")
            self.emit(f"after({before}," if before else "")
            self.argument(arg, "any")
            self.emit("))" if before else ")")
            before = local
        if last:
            self.emit(f" {word} after({before},{last})" if args else last)
        self.emit(")")


class _Checked(_Traced):
    def chain(
        self,
        node: n.Node,
        names: tuple[str, ...],
        base: str | n.Expression,
        *,
        source: str = "",
        at: n.Node | None = None,
        keep: str = "",
    ) -> None:
        del node, at
        self.emit(f"read({source or None},")
        if isinstance(base, str):
            self.emit(base)
        else:
            self.emit(f"({keep}:=" if keep else "(")
            self.expression(base)
            self.emit(")")
        self.emit(f",{names!r},{bool(source)})")

    def checked(
        self, wanted: str, known: str, at: n.Node, emit: Callable[[], None], *, held: str = ""
    ) -> None:
        del at
        if wanted in ("any", known):
            emit()
            return
        self.emit(f"check({wanted!r},")
        emit()
        self.emit(f",{held or None})")

    def argument(self, node: n.Expression, wanted: str) -> None:
        Compiler.argument(self, node, wanted)


def assigned_in(body: n.Statements) -> set[str]:
    """The names of variables that statements assign to."""
    return {variable.names[0] for pipe in pipes_in(body) if pipe.assigns for variable in pipe.declared}


def changed_in(body: n.Statements) -> set[str]:
    """The names of variables whose maps statements change in place; ``$`` stands for the dot as well."""
    found: set[str] = set()
    for pipe in pipes_in(body):
        for command in pipe.commands:
            first, *rest = command.args
            if isinstance(first, n.Identifier) and first.name in CHANGING and rest:
                target = rest[0]
                if isinstance(target, n.Variable) and len(target.names) == 1:
                    found.add(target.names[0])
    return found


def pipes_in(body: n.Statements) -> Iterator[n.Pipe]:
    """All pipelines of statements, those in parentheses and in inner blocks too."""
    for node in body:
        if isinstance(node, n.Action | n.If | n.With | n.Range):
            yield from _pipes(node.pipe)
        if isinstance(node, n.If | n.With | n.Range):
            yield from pipes_in(node.body)
            yield from pipes_in(node.otherwise or ())


def _pipes(pipe: n.Pipe) -> Iterator[n.Pipe]:
    yield pipe
    for command in pipe.commands:
        for arg in command.args:
            if isinstance(arg, n.Pipe):
                yield from _pipes(arg)
