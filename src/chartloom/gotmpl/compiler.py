"""Trees to Python source: one function for each definition.

A function takes the running state ``S`` and its dot ``C``, keeps ``$`` in ``D`` and the pieces of its output in
``w``. Straight runs of text and actions become one ``w+=(…)``; variables become locals with a number of their
own, so that Go's scopes need no code; conditions use Python's truth, which agrees with Go's for all values.

Arguments are checked against the types of the function's signature, unless the compiler knows that they fit.

Every node that can fail begins a line, and ``Source.lines`` says which node that is: ``frames`` finds the place
of an error through it, and code that does not fail carries no positions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chartloom.gotmpl import nodes as n
from chartloom.gotmpl.expressions import Expressions, is_call, literal

if TYPE_CHECKING:
    from chartloom.gotmpl.signatures import FunctionLibrary

__all__ = ["Compiler", "Source", "compile_definition"]

_CHUNK = 200
_UNWATCHED = 100
_MANY = 64
# Of several types, a tuple is made once; a union would be made for each question.
_PLAIN = (n.Text, n.Template)
_CONDITIONAL = (n.If, n.With)


class Source(NamedTuple):
    """A definition as Python source.

    ``code`` defines the function ``t``; ``functions`` are the template functions that it calls; ``lines`` is the
    node that begins each line of the code, or None.
    """

    code: str
    functions: tuple[str, ...]
    lines: tuple[n.Node | None, ...]


def compile_definition(tree: n.Tree, library: FunctionLibrary) -> Source:
    """The Python source of one definition; raises RecursionError for one that is nested too deeply."""
    return Compiler(library).source(tree)


class Compiler(Expressions):
    """Writes one definition; what it writes for each kind of node is a method, which another dialect may override."""

    def source(self, tree: n.Tree) -> Source:
        self.line(0, "def t(S,C):")
        self.line(1, "D=C")
        self.line(1, "w=[]")
        self.statements(tree.body, 1)
        # Without a loop and of few pieces, the output is long only if a piece is.
        is_short = not self.has_loop and len(tree.body) < _MANY
        self.line(1, "return J(w)" if is_short else f"return J(w)if len(w)<{_MANY} else S.budget.joined(w)")
        return Source("".join(self.parts), tuple(sorted(self.functions)), tuple(self.lines))

    # definitions and statements

    def statements(self, body: n.Statements, depth: int) -> None:
        run: list[n.Text | n.Action | n.Template] = []
        for node in body:
            if isinstance(node, _PLAIN) or (isinstance(node, n.Action) and not node.pipe.declared):
                run.append(node)
                continue
            self.run(run, depth)
            self.watch(len(run) + 1, depth)
            run = []
            self.statement(node, depth)
        self.run(run, depth)
        self.watch(len(run), depth)

    def watch(self, pieces: int, depth: int) -> None:
        """Look at the clock now and then in a long template, where no include and no range does."""
        self.unwatched += pieces
        if self.unwatched > _UNWATCHED:
            self.unwatched = 0
            self.line(depth, "S.budget.look()")

    def run(self, run: list[n.Text | n.Action | n.Template], depth: int) -> None:
        pieces = _joined(run)
        for start in range(0, len(pieces), _CHUNK):
            self.line(depth, "w+=")
            for node in pieces[start : start + _CHUNK]:
                self.piece(node)
                self.emit(",")

    def piece(self, node: n.Text | n.Action | n.Template) -> None:
        if isinstance(node, n.Text):
            self.emit(literal(node.text))
        elif isinstance(node, n.Template):
            self.mark(node)
            self.emit(f"S.execute({literal(node.name)},")
            self.optional_pipe(node.pipe)
            self.emit(")")
        elif self.type_of(node.pipe) == "string":
            self.expression(node.pipe)
        else:
            self.emit("Q(" if is_call(node.pipe) else "P(")
            self.expression(node.pipe)
            self.emit(")")

    def optional_pipe(self, pipe: n.Pipe | None) -> None:
        if pipe is None:
            self.emit("None")
        else:
            self.expression(pipe)

    def statement(self, node: n.Statement, depth: int) -> None:
        if isinstance(node, n.Action):
            self.line(depth, "(")
            self.expression(node.pipe)
            self.emit(")")
        elif isinstance(node, _CONDITIONAL):
            self.conditional(node, depth)
        elif isinstance(node, n.Range):
            self.loop(node, depth)
        else:
            self.jump("break" if isinstance(node, n.Break) else "continue", depth)

    def conditional(self, node: n.If | n.With, depth: int, word: str = "if") -> None:
        self.scopes.append({})
        outside = self.dot, self.dot_source
        self.line(depth, f"{word} ")
        if isinstance(node, n.With):
            inside = self.fresh("C")
            self.emit(f"{inside}:=")
            self.expression(node.pipe)
            self.dot, self.dot_source = inside, ""
        else:
            self.expression(node.pipe)
        self.emit(":")
        self.block(node.body, depth)
        self.dot, self.dot_source = outside
        self.otherwise(node, depth)
        self.scopes.pop()

    def otherwise(self, node: n.If | n.With, depth: int) -> None:
        if node.otherwise is None:
            return
        if len(node.otherwise) == 1 and isinstance(node.otherwise[0], _CONDITIONAL):
            self.conditional(node.otherwise[0], depth, "elif")
            return
        self.line(depth, "else:")
        self.block(node.otherwise, depth)

    def block(self, body: n.Statements, depth: int) -> None:
        self.scopes.append({})
        self.statements(body, depth + 1)
        if not body:
            self.line(depth + 1, "pass")
        self.scopes.pop()

    def loop(self, node: n.Range, depth: int) -> None:
        self.scopes.append({})
        self.has_loop = True
        outside = self.dot, self.dot_source
        items, source = self.fresh("R"), self.fresh("V")
        self.line(depth, f"{items}=(")
        declared, node_at = node.pipe.declared, self.last_at(node.pipe)
        self.mark(node_at)
        self.emit(f"S.{'pairs' if len(declared) == 2 else 'sequence'}({source}:=")
        self.ranged(node.pipe)
        self.emit("))")
        element = self.fresh("C")
        sources = (source,) if len(declared) == 1 else ("", source)
        variables = [self.target(node.pipe, *both) for both in zip(declared, sources, strict=False)]
        index = f"{variables[0]}," if len(variables) == 2 else ""
        self.begin_loop(node, source, depth)
        self.line(depth, f"for {index}{element} in {items}:")
        self.begin_turn(node, depth + 1)
        self.dot, self.dot_source = element, source
        if variables:
            self.line(depth + 1, f"{variables[-1]}={element}")
        jumps, self.next_turn = self.next_turn, ""
        self.block(node.body, depth)
        self.next_turn = jumps
        self.dot, self.dot_source = outside
        if node.otherwise is not None:
            self.without_turns(items, node.otherwise, depth)
        self.scopes.pop()

    def begin_loop(self, node: n.Range, source: str, depth: int) -> None:
        """What another dialect does before the first turn of a range over ``source``."""

    def begin_turn(self, node: n.Range, depth: int) -> None:
        """What another dialect does at the beginning of each turn."""

    def without_turns(self, items: str, body: n.Statements, depth: int) -> None:
        """The else of a range. A ``break`` in it ends only itself; a ``continue`` is for the range around it."""
        if not _has_jump(body):
            self.line(depth, f"if not {items}:")
            self.block(body, depth)
            return
        outside, self.next_turn = self.next_turn, self.fresh("n")
        self.line(depth, f"{self.next_turn}=False")
        self.line(depth, f"for _ in()if {items} else(0,):")
        self.block(body, depth)
        own, self.next_turn = self.next_turn, outside
        if own in self.turned:
            self.line(depth, f"if {own}:")
            self.jump("continue", depth + 1)

    def jump(self, word: str, depth: int) -> None:
        if word == "continue" and self.next_turn:
            self.turned.add(self.next_turn)
            self.line(depth, f"{self.next_turn}=True")
            word = "break"
        self.line(depth, word)

    def ranged(self, pipe: n.Pipe) -> None:
        """What a range runs over; until its first turn, Go keeps that in the variables assigned to."""
        assigned = pipe.declared if pipe.assigns else ()
        locals_ = [self.lookup(variable.names[0])[0] for variable in assigned]
        if "" in locals_:
            self.assigned_to_nothing(pipe, assigned[locals_.index("")])
            return
        self.emit("".join(f"({local}:=" for local in locals_))
        self.command(pipe.commands, len(pipe.commands) - 1)
        self.emit(")" * len(locals_))

    def target(self, pipe: n.Pipe, variable: n.Variable, source: str) -> str:
        """The local that a variable of a range lives in."""
        name = variable.names[0]
        local = self.lookup(name)[0] if pipe.assigns else ""
        local = local or self.fresh("x")
        self.scopes[-1][name] = (local, source)
        return local


def _joined(run: list[n.Text | n.Action | n.Template]) -> list[n.Text | n.Action | n.Template]:
    """The run with neighbouring texts made one."""
    joined: list[n.Text | n.Action | n.Template] = []
    texts: list[str] = []
    for node in run:
        if isinstance(node, n.Text):
            texts.append(node.text)
            continue
        if texts:
            joined.append(n.Text(0, "".join(texts)))
            texts = []
        joined.append(node)
    if texts:
        joined.append(n.Text(0, "".join(texts)))
    return joined


def _has_jump(body: n.Statements) -> bool:
    for node in body:
        if isinstance(node, n.Break | n.Continue):
            return True
        if isinstance(node, n.If | n.With | n.Range) and (
            _has_jump(node.body) or _has_jump(node.otherwise or ())
        ):
            return True
    return False
