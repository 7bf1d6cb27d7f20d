"""Expressions of templates to Python: pipelines, calls with their arguments, fields and constants."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chartloom.gotmpl import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chartloom.gotmpl.signatures import FunctionLibrary, Signature

__all__ = ["Expressions", "is_call", "literal"]

_READERS = ("field", "field2", "field3", "field4", "field5")
_CHECKS = {
    "string": "as_string",
    "int": "as_int",
    "float64": "as_float",
    "bool": "as_bool",
    "map": "as_map",
    "[]any": "as_list",
}
_INTEGERS = ("int", "int64", "int32", "uint8", "uint32", "uint64")
_CALLING = (n.Pipe, n.Identifier, n.Chain)
_NAMELESS = (n.Pipe, n.Identifier)
_FIELDS = (n.Field, n.Chain)
_GO_NAMES = {"map": "map[string]interface {}", "[]any": "[]interface {}", "any": "interface {}"}


class _Final(NamedTuple):
    """The result of the commands before this one in a pipeline."""

    emit: Callable[[], None]
    type: str
    at: n.Node
    calls: bool


class Expressions:
    """Writes expressions; what it writes for each kind of node is a method, which another dialect may override."""

    def __init__(self, library: FunctionLibrary) -> None:
        self.library = library
        self.parts: list[str] = []
        self.emit = self.parts.append
        self.lines: list[n.Node | None] = [None]
        self.functions: dict[str, Signature] = {}
        self.counter = 0
        self.has_loop = False
        self.unwatched = 0
        # Inside the else of a range: the local that says that the range around it goes on with its next turn.
        self.next_turn = ""
        self.turned: set[str] = set()
        self.dot = "C"
        # The local of what a range runs over, while the dot is one of its elements.
        self.dot_source = ""
        self.scopes: list[dict[str, tuple[str, str]]] = [{"$": ("D", "")}]

    # writing

    def line(self, depth: int, code: str) -> None:
        """Begin a statement."""
        self.lines.append(None)
        self.parts.append("\n" + " " * depth + code)

    def mark(self, node: n.Node) -> None:
        """Begin a line inside an expression, for a node that can fail."""
        self.lines.append(node)
        self.parts.append("\\\n")

    def fresh(self, stem: str) -> str:
        self.counter += 1
        return f"{stem}{self.counter}"

    # variables

    def lookup(self, name: str) -> tuple[str, str]:
        """The local of a variable, "" when undefined; and that of the range whose element it is, if it is one."""
        for scope in reversed(self.scopes):
            if name in scope:
                return scope[name]
        return "", ""

    # expressions

    def expression(self, node: n.Expression) -> None:
        _EXPRESSIONS[type(node).__name__](self, node)

    def pipe(self, pipe: n.Pipe) -> None:
        if pipe.declared and pipe.assigns and not self.lookup(pipe.declared[0].names[0])[0]:
            self.assigned_to_nothing(pipe, pipe.declared[0])
            return
        local = self.assigned(pipe)
        if local:
            self.emit(f"({local}:=")
        self.command(pipe.commands, len(pipe.commands) - 1)
        if local:
            self.emit(")")
        if pipe.declared and not pipe.assigns:
            # The variable is visible only behind its own value.
            self.scopes[-1][pipe.declared[0].names[0]] = (local, "")

    def assigned(self, pipe: n.Pipe) -> str:
        if not pipe.declared:
            return ""
        if not pipe.assigns:
            return self.fresh("x")
        return self.lookup(pipe.declared[0].names[0])[0]

    def assigned_to_nothing(self, pipe: n.Pipe, variable: n.Variable) -> None:
        """An assignment to an unknown variable, which Go notices when it has the value."""
        self.emit("(")
        self.command(pipe.commands, len(pipe.commands) - 1)
        self.emit(",")
        self.failure(self.last_at(pipe), f"undefined variable: {variable.names[0]}")
        self.emit(")")

    def command(self, commands: tuple[n.Command, ...], index: int) -> None:
        command = commands[index]
        if not index:
            self.called(command, None)
            return
        final = _Final(
            lambda: self.command(commands, index - 1),
            self.type_of_command(commands, index - 1),
            self.last_of_command(commands[index - 1]),
            _has_call(commands[index - 1].args),
        )
        if final.calls and _has_call(command.args[1:]):
            self.in_order(command, final)
        else:
            self.called(command, final)

    def in_order(self, command: n.Command, final: _Final) -> None:
        """Evaluate the piped value before the arguments, as Go does, where that can be noticed."""
        local = self.fresh("v")
        self.emit(f"({local}:=")
        final.emit()
        self.emit(",")
        self.called(command, final._replace(emit=lambda: self.emit(local)))
        self.emit(")[1]")

    def called(self, command: n.Command, final: _Final | None) -> None:
        first = command.args[0]
        if isinstance(first, n.Identifier):
            self.call(first, command.args[1:], final, command)
        elif len(command.args) == 1 and final is None:
            self.alone(first)
        elif isinstance(first, _FIELDS) or (isinstance(first, n.Variable) and len(first.names) > 1):
            self.method(first, command.args[1:], final)
        else:
            at = command if isinstance(first, n.Pipe) else first
            self.failure(at, f"can't give argument to non-function {n.source(first)}")

    def alone(self, node: n.Expression) -> None:
        if isinstance(node, n.Nil):
            self.failure(node, "nil is not a command")
        else:
            self.expression(node)

    def failure(self, node: n.Node, message: str) -> None:
        self.mark(node)
        self.emit(f"fail({literal(message)})")

    # operands

    def dot_(self, _node: n.Dot) -> None:
        self.emit(self.dot)

    def nil(self, _node: n.Nil) -> None:
        self.emit("None")

    def bool_(self, node: n.Bool) -> None:
        self.emit("True" if node.value else "False")

    def string(self, node: n.String) -> None:
        self.emit(literal(node.text))

    def number(self, node: n.Number) -> None:
        if node.ideal is None:
            self.failure(node, f"{node.text} overflows int")
        else:
            self.emit(_number(node.ideal))

    def identifier(self, node: n.Identifier) -> None:
        self.call(node, (), None, node)

    def field(self, node: n.Field) -> None:
        self.chain(node, node.names, self.dot, source=self.dot_source)

    def variable(self, node: n.Variable, at: n.Node | None = None) -> None:
        local, source = self.lookup(node.names[0])
        if not local:
            self.failure(node, f"undefined variable: {node.names[0]}")
        elif len(node.names) == 1:
            self.emit(local)
        else:
            self.chain(node, node.names[1:], local, source=source, at=at)

    def parenthesized_chain(self, node: n.Chain) -> None:
        self.chain(node, node.names, node.node)

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
        """Fields of a value, or of an element of a range over ``source``.

        ``at`` is blamed for an error, if given; ``keep`` is a local for what the fields are read from.
        """
        is_plain = self.library.methods.isdisjoint(names)
        if source:
            reader = "field_of_element" if is_plain and len(names) == 1 else "fields_of_element"
        else:
            reader = _READERS[len(names) - 1] if is_plain and len(names) <= len(_READERS) else "fields"
        self.mark(self.last_at(base) if isinstance(base, _NAMELESS) else at or node)
        self.emit(f"{reader}({source}," if source else f"{reader}(")
        if isinstance(base, str):
            self.emit(base)
        elif isinstance(base, n.Nil):
            self.failure(node, f"indirection through explicit nil in {n.source(node)}")
        else:
            self.emit(f"({keep}:=" if keep else "")
            self.expression(base)
            self.emit(")" if keep else "")
        self.emit("".join(f",{literal(name)}" for name in names) + ")")

    # calls

    def method(
        self, node: n.Field | n.Chain | n.Variable, args: tuple[n.Expression, ...], final: _Final | None
    ) -> None:
        self.mark(self.last_at(node) if isinstance(node, n.Chain) else node)
        source = self.source_of_receiver(node)
        self.emit(f"method_of_element({source}," if source else "method(")
        self.receiver(node)
        self.emit(f",{literal(node.names[-1])}")
        for arg in args:
            self.emit(",")
            self.argument(arg, "any")
        if final is not None:
            self.emit(",")
            final.emit()
        self.emit(")")

    def source_of_receiver(self, node: n.Field | n.Chain | n.Variable) -> str:
        """The local of what holds the receiver, None for a map of any values; "" where nothing does.

        Only of a receiver that is held Go says so if it is nil.
        """
        is_variable = isinstance(node, n.Variable)
        if len(node.names) > (2 if is_variable else 1):
            return "None"
        if is_variable:
            return self.lookup(node.names[0])[1]
        return self.dot_source if isinstance(node, n.Field) else ""

    def receiver(self, node: n.Field | n.Chain | n.Variable) -> None:
        """What the method's name is looked up in: the chain without its last name."""
        rest = node._replace(names=node.names[:-1])
        if isinstance(rest, n.Field) and rest.names:
            self.chain(rest, rest.names, self.dot, source=self.dot_source, at=node)
        elif isinstance(rest, n.Field):
            self.emit(self.dot)
        elif isinstance(rest, n.Variable):
            self.variable(rest, at=node)
        else:
            self.expression(rest if rest.names else rest.node)

    def call(
        self, node: n.Identifier, args: tuple[n.Expression, ...], final: _Final | None, at: n.Node
    ) -> None:
        """A function call; ``at`` is the node that Go blames for an error of the function."""
        signature = self.signature(node.name)
        if problem := _wrong_count(node.name, signature, len(args), final is not None):
            self.failure(node, problem)
        elif node.name in ("and", "or"):
            self.logical(node.name, args, final)
        elif node.name == "not":
            self.emit(self.negated())
            self.arguments(signature, node, args, final)
            self.emit(")")
        else:
            self.functions[node.name] = signature
            self.mark(at)
            self.emit(f"F_{node.name}(" + ("S," if signature.stateful else ""))
            self.arguments(signature, node, args, final)
            self.emit(")")

    def negated(self) -> str:
        """How the negation of what follows begins."""
        return "(not "

    def signature(self, name: str) -> Signature:
        known = self.functions.get(name) or self.library.signature(name)
        assert known is not None, name  # the parser let no other name through
        return known

    def logical(self, word: str, args: tuple[n.Expression, ...], final: _Final | None) -> None:
        if final is not None:
            # The piped value comes last, but is evaluated first and always.
            local = self.fresh("v")
            self.emit(f"({local}:=")
            final.emit()
            self.emit(",")
            self.logical_parts(word, args, local)
            self.emit(")[1]")
        else:
            self.logical_parts(word, args, "")

    def logical_parts(self, word: str, args: tuple[n.Expression, ...], last: str) -> None:
        self.emit("(")
        for index, arg in enumerate(args):
            self.emit(f" {word} " if index else "")
            self.argument(arg, "any")
        if last:
            self.emit(f" {word} {last}" if args else last)
        self.emit(")")

    def arguments(
        self, signature: Signature, node: n.Identifier, args: tuple[n.Expression, ...], final: _Final | None
    ) -> None:
        for index, arg in enumerate(args):
            self.emit("," if index else "")
            self.argument(arg, _param(signature, index))
        if final is not None:
            self.emit("," if args else "")
            at = self.last_at(args[-1]) if args else node
            self.checked(_param(signature, len(args)), final.type, at, final.emit)

    def argument(self, node: n.Expression, wanted: str) -> None:
        constant = _CONSTANTS.get(type(node).__name__)
        known = self.type_of(node)
        if constant is not None:
            constant(self, node, wanted)
        elif wanted not in ("any", known) and (choice := _choice(node)):
            self.chosen(choice, wanted)
        elif isinstance(node, n.Chain):
            base = self.fresh("v")
            names, at = node.names, self.last_at(node)
            self.checked(wanted, known, at, lambda: self.chain(node, names, node.node, keep=base), held=base)
        else:
            held = self.held_by(node)
            self.checked(wanted, known, self.last_at(node), lambda: self.expression(node), held=held)

    def chosen(self, choice: n.Command, wanted: str) -> None:
        """One of the operands of ``and`` or ``or``: Go blames the last one that it looked at for a wrong type."""
        word, *others, last = choice.args
        test = "if" if word.name == "or" else "if not"  # type: ignore[union-attr]
        self.emit("(")
        for operand in others:
            local = self.fresh("v")
            self.checked(wanted, "", self.last_at(operand), lambda local=local: self.emit(local))  # type: ignore[misc]
            self.emit(f" {test}({local}:=")
            self.argument(operand, "any")
            self.emit(")else ")
        if inner := _choice(last):
            self.chosen(inner, wanted)
        else:
            self.checked(wanted, self.type_of(last), self.last_at(last), lambda: self.argument(last, "any"))
        self.emit(")")

    def held_by(self, node: n.Expression) -> str:
        """The local of what the node is read from, or True for an element of a range; "" for no such node.

        A nil that is read from there, unless that is nil itself, is an ``interface {}`` to Go.
        """
        if isinstance(node, n.Dot):
            return "True" if self.dot_source else ""
        if isinstance(node, n.Variable):
            local, source = self.lookup(node.names[0])
            return local if len(node.names) > 1 else "True" if source else ""
        return self.dot if isinstance(node, n.Field) else ""

    def checked(
        self, wanted: str, known: str, at: n.Node, emit: Callable[[], None], *, held: str = ""
    ) -> None:
        """A value that must have the Go type that is wanted."""
        if wanted in ("any", known):
            emit()
            return
        self.mark(at)
        check = _CHECKS.get(wanted)
        self.emit(f"{check}(" if check else f"as_type({literal(wanted)},")
        emit()
        self.emit(f",{held})" if held else ")")

    def nil_argument(self, node: n.Nil, wanted: str) -> None:
        if wanted in ("any", "map") or wanted.startswith(("[]", "map[")):
            self.checked(wanted, "any", node, lambda: self.emit("None"))
        else:
            self.failure(node, f"cannot assign nil to {_GO_NAMES.get(wanted, wanted)}")

    def string_argument(self, node: n.String, wanted: str) -> None:
        if wanted in ("any", "string"):
            self.string(node)
        else:
            self.failure(node, _wrong_constant(wanted, node))

    def bool_argument(self, node: n.Bool, wanted: str) -> None:
        if wanted in ("any", "bool"):
            self.bool_(node)
        else:
            self.failure(node, _wrong_constant(wanted, node))

    def number_argument(self, node: n.Number, wanted: str) -> None:
        if wanted == "any":
            self.number(node)
        elif wanted == "int" and node.as_int is not None:
            self.emit(_number(node.as_int))
        elif wanted in _INTEGERS and node.as_int is not None:
            self.emit(f"integer({literal(wanted)},{_number(node.as_int)})")
        elif wanted == "float64" and node.as_float is not None:
            self.emit(_number(node.as_float))
        else:
            self.failure(node, _wrong_constant(wanted, node))

    # static knowledge

    def type_of(self, node: n.Expression) -> str:
        """The Go type that the node surely has, or ``any``."""
        if isinstance(node, n.String):
            return "string"
        if isinstance(node, n.Bool):
            return "bool"
        if isinstance(node, n.Number):
            return {int: "int", float: "float64"}.get(type(node.ideal), "any")
        if isinstance(node, n.Pipe):
            return self.type_of_command(node.commands, len(node.commands) - 1)
        if isinstance(node, n.Identifier):
            return self.result_of(node.name)
        return "any"

    def type_of_command(self, commands: tuple[n.Command, ...], index: int) -> str:
        first = commands[index].args[0]
        if isinstance(first, n.Identifier) and first.name in ("and", "or"):
            types = {self.type_of(arg) for arg in commands[index].args[1:]}
            if index:
                types.add(self.type_of_command(commands, index - 1))
            return types.pop() if len(types) == 1 else "any"
        return self.type_of(first)

    def result_of(self, name: str) -> str:
        return "bool" if name == "not" else self.signature(name).result

    def last_at(self, node: n.Expression) -> n.Node:
        """The node that Go's evaluation touched last, where it reports a wrong type of the result."""
        if isinstance(node, n.Chain):
            return self.last_at(node.node) if isinstance(node.node, _NAMELESS) else node
        return self.last_of_command(node.commands[-1]) if isinstance(node, n.Pipe) else node

    def last_of_command(self, command: n.Command) -> n.Node:
        last = command.args[-1]
        return self.last_at(last)


def literal(text: str) -> str:
    """A text as Python writes it."""
    return repr(text)


def _number(value: complex) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return f"float('{value}')"
    return repr(value)


def _param(signature: Signature, index: int) -> str:
    if signature.variadic and index >= len(signature.params) - 1:
        return signature.params[-1]
    return signature.params[index]


def _wrong_count(name: str, signature: Signature, given: int, piped: bool) -> str:
    wanted, total = len(signature.params), given + piped
    if signature.variadic:
        if total < wanted - 1:
            return f"wrong number of args for {name}: want at least {wanted - 1} got {given}"
        return ""
    return "" if total == wanted else f"wrong number of args for {name}: want {wanted} got {total}"


def _wrong_constant(wanted: str, node: n.Expression) -> str:
    word = "integer" if wanted in _INTEGERS[:3] else {"float64": "float"}.get(wanted, wanted)
    if wanted in _INTEGERS[3:]:
        word = "unsigned integer"
    if word in ("integer", "unsigned integer", "float", "string", "bool"):
        return f"expected {word}; found {n.source(node)}"
    return f"can't handle {n.source(node)} for arg of type {_GO_NAMES.get(wanted, wanted)}"


def is_call(pipe: n.Pipe) -> bool:
    """Whether a function gives the value, which then is no more the one in memory that pointers have."""
    first = pipe.commands[-1].args[0]
    return isinstance(first, n.Identifier) and first.name not in ("and", "or")


def _choice(node: n.Expression) -> n.Command | None:
    """The call of ``and`` or ``or`` with operands that is all there is in the parentheses."""
    if not isinstance(node, n.Pipe) or node.declared or len(node.commands) > 1:
        return None
    first, *operands = node.commands[0].args
    is_choice = isinstance(first, n.Identifier) and first.name in ("and", "or") and bool(operands)
    return node.commands[0] if is_choice else None


def _has_call(nodes: Iterable[n.Expression]) -> bool:
    return any(isinstance(node, _CALLING) for node in nodes)


_EXPRESSIONS: dict[str, Callable[..., None]] = {
    "Dot": Expressions.dot_,
    "Nil": Expressions.nil,
    "Bool": Expressions.bool_,
    "Number": Expressions.number,
    "String": Expressions.string,
    "Identifier": Expressions.identifier,
    "Field": Expressions.field,
    "Variable": Expressions.variable,
    "Chain": Expressions.parenthesized_chain,
    "Pipe": Expressions.pipe,
}
_CONSTANTS: dict[str, Callable[..., None]] = {
    "Nil": Expressions.nil_argument,
    "Bool": Expressions.bool_argument,
    "Number": Expressions.number_argument,
    "String": Expressions.string_argument,
}
