"""The tree of a template: what Go's ``parse.Node`` types hold, and how they print.

``pos`` is the character at which Go places the node, which is where its error messages point; it is
not always the node's first character (``.a.b`` lies at ``.b``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Action",
    "Bool",
    "Break",
    "Chain",
    "Command",
    "Continue",
    "Dot",
    "Expression",
    "Field",
    "Identifier",
    "If",
    "Nil",
    "Node",
    "Number",
    "Pipe",
    "Range",
    "Statement",
    "Statements",
    "String",
    "Template",
    "Text",
    "Tree",
    "Variable",
    "With",
    "is_empty",
    "source",
]


class Dot(NamedTuple):
    """The cursor, ``.``."""

    pos: int


class Nil(NamedTuple):
    """The word ``nil``."""

    pos: int


class Bool(NamedTuple):
    """``true`` or ``false``."""

    pos: int
    value: bool


class Number(NamedTuple):
    """A number: ``text`` as written, and its value as each kind of Go constant that it can be."""

    pos: int
    text: str
    as_int: int | None
    as_float: float | None
    as_complex: complex | None

    @property
    def ideal(self) -> int | float | complex | None:
        """The value where no type is asked for; None when it overflows ``int``."""
        if self.as_complex is not None:
            return self.as_complex
        if self.as_float is not None and self._looks_like_float():
            return self.as_float
        if self.as_int is not None and -(1 << 63) <= self.as_int < 1 << 63:
            return self.as_int
        return None

    def _looks_like_float(self) -> bool:
        text = self.text
        if text.startswith("'") or (text[:2].lower() == "0x" and "p" not in text.lower()):
            return False
        return any(c in text for c in ".eEpP")


class String(NamedTuple):
    """A string constant: ``quoted`` as written, ``text`` its value."""

    pos: int
    quoted: str
    text: str


class Identifier(NamedTuple):
    """The name of a function."""

    pos: int
    name: str


class Field(NamedTuple):
    """``.a.b``."""

    pos: int
    names: tuple[str, ...]


class Variable(NamedTuple):
    """``$x.a.b``: the first name is the variable's, with its ``$``."""

    pos: int
    names: tuple[str, ...]


class Chain(NamedTuple):
    """``(pipeline).a.b`` or ``function.a.b``."""

    pos: int
    node: Pipe | Identifier
    names: tuple[str, ...]


class Command(NamedTuple):
    """``operand operand …``: a call, or a single operand."""

    pos: int
    args: tuple[Expression, ...]


class Pipe(NamedTuple):
    """``$x := command | command``; ``assigns`` tells ``=`` from ``:=``."""

    pos: int
    declared: tuple[Variable, ...]
    assigns: bool
    commands: tuple[Command, ...]


class Text(NamedTuple):
    """Text outside of actions."""

    pos: int
    text: str


class Action(NamedTuple):
    """``{{ pipeline }}``."""

    pos: int
    pipe: Pipe


class If(NamedTuple):
    """``{{ if }}``."""

    pos: int
    pipe: Pipe
    body: Statements
    otherwise: Statements | None


class With(NamedTuple):
    """``{{ with }}``."""

    pos: int
    pipe: Pipe
    body: Statements
    otherwise: Statements | None


class Range(NamedTuple):
    """``{{ range }}``."""

    pos: int
    pipe: Pipe
    body: Statements
    otherwise: Statements | None


class Break(NamedTuple):
    """``{{ break }}``."""

    pos: int


class Continue(NamedTuple):
    """``{{ continue }}``."""

    pos: int


class Template(NamedTuple):
    """``{{ template "name" pipeline }}``, also what is left of a ``{{ block }}``."""

    pos: int
    name: str
    pipe: Pipe | None


Expression: TypeAlias = Dot | Nil | Bool | Number | String | Identifier | Field | Variable | Chain | Pipe
Statement: TypeAlias = Text | Action | If | With | Range | Break | Continue | Template
Statements: TypeAlias = tuple[Statement, ...]
Node: TypeAlias = Expression | Statement | Command


class Tree(NamedTuple):
    """One definition: its name and what it prints."""

    name: str
    body: Statements


def is_empty(body: Statements) -> bool:
    """Whether a definition holds nothing but blanks; such a one never replaces another."""
    return all(isinstance(n, Text) and not n.text.strip() for n in body)


def source(node: Node) -> str:
    """The node as Go prints it in error messages."""
    return _PRINTERS[type(node).__name__](node)


def _pipe(n: Pipe) -> str:
    declared = ", ".join(source(v) for v in n.declared)
    sign = (" = " if n.assigns else " := ") if n.declared else ""
    return declared + sign + " | ".join(source(c) for c in n.commands)


def _operand(n: Expression) -> str:
    return f"({source(n)})" if isinstance(n, Pipe) else source(n)


def _control(word: str, n: If | With | Range) -> str:
    otherwise = f"{{{{else}}}}{_body(n.otherwise)}" if n.otherwise is not None else ""
    return f"{{{{{word} {source(n.pipe)}}}}}{_body(n.body)}{otherwise}{{{{end}}}}"


def _body(body: Statements) -> str:
    return "".join(source(n) for n in body)


def _template(n: Template) -> str:
    from chartloom.gotmpl.printing import go_quote

    argument = f" {source(n.pipe)}" if n.pipe else ""
    return f"{{{{template {go_quote(n.name)}{argument}}}}}"


_PRINTERS: dict[str, Callable[[Any], str]] = {
    "Dot": lambda _: ".",
    "Nil": lambda _: "nil",
    "Bool": lambda n: "true" if n.value else "false",
    "Number": lambda n: n.text,
    "String": lambda n: n.quoted,
    "Identifier": lambda n: n.name,
    "Field": lambda n: "".join(f".{name}" for name in n.names),
    "Variable": lambda n: ".".join(n.names),
    "Chain": lambda n: _operand(n.node) + "".join(f".{name}" for name in n.names),
    "Command": lambda n: " ".join(_operand(a) for a in n.args),
    "Pipe": _pipe,
    "Text": lambda n: n.text,
    "Action": lambda n: f"{{{{{source(n.pipe)}}}}}",
    "If": lambda n: _control("if", n),
    "With": lambda n: _control("with", n),
    "Range": lambda n: _control("range", n),
    "Break": lambda _: "{{break}}",
    "Continue": lambda _: "{{continue}}",
    "Template": _template,
}
