"""Tokens to trees, one method per rule of the grammar.

The grammar, as in Go's ``text/template/parse``:

    template   = (text | action | definition)*
    definition = "define" string  items "end"
    items      = (text | action)*
    action     = pipeline | if | with | range | "template" string pipeline? | block | "break" | "continue"
    if         = "if" pipeline items ("else" "if" … | "else" items)? "end"      (with, range alike)
    block      = "block" string pipeline items "end"
    pipeline   = (variable ("," variable)? (":=" | "="))? command ("|" command)*
    command    = operand (blank operand)*
    operand    = term field*
    term       = string | number | bool | nil | identifier | "." | field | variable | "(" pipeline ")"
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NoReturn

from chartloom.gotmpl import nodes as n
from chartloom.gotmpl.constants import read_char, read_number, unquote
from chartloom.gotmpl.errors import ParseError
from chartloom.gotmpl.lexer import Actions, Token, tokenize
from chartloom.gotmpl.printing import go_quote

if TYPE_CHECKING:
    from collections.abc import Callable, Container

__all__ = ["parse"]

_MAX_PARENS = 10_000
_OPERANDS = frozenset(
    ("bool", "char", "complex", "dot", "field", "identifier", "number", "nil", "raw", "string", "variable")
)
_CONSTANT = (n.Bool, n.Dot, n.Nil, n.Number, n.String)


def parse(
    name: str, text: str, functions: Container[str], actions: Actions | None = None
) -> tuple[n.Tree, ...]:
    """The definitions of a template text; the last one is the text's own, under ``name``.

    ``functions`` are the names that may be called, ``actions`` the tokens of texts that were parsed before.
    Raises ParseError with Go's message.
    """
    try:
        return _Parser(name, text, functions, actions).template()
    except RecursionError:
        raise ParseError("template is nested too deeply", name, 1, 0) from None


class _Stop(NamedTuple):
    """What ended a list of items: ``end``, or ``else`` with the keyword that follows it."""

    word: str
    pos: int
    chained: str


class _Parser:
    def __init__(self, name: str, text: str, functions: Container[str], actions: Actions | None) -> None:
        self.name = name
        self.text = text
        self.functions = functions
        self.tokens = tokenize(text, actions)
        self.index = 0
        self.last = len(self.tokens) - 1
        self.action_start: int | None = None
        self.variables: list[str] = ["$"]
        self.ranges = 0
        self.parens = 0
        self.trees: dict[str, n.Statements] = {}

    # tokens

    def next(self) -> Token:
        token = self.tokens[self.index]
        # The end, or the error that stands in its place, is never passed.
        if self.index < self.last:
            self.index += 1
        return token

    def peek(self) -> Token:
        return self.tokens[self.index]

    def expect(self, context: str, *kinds: str) -> Token:
        token = self.next()
        if token.kind not in kinds:
            self.unexpected(token, context)
        return token

    # failure

    def fail(self, message: str, at: Token | None = None) -> NoReturn:
        """Give up at a token: the last one that was taken unless another is named."""
        pos = (at or self.tokens[max(self.index - 1, 0)]).pos
        raise ParseError(message, self.name, self.text.count("\n", 0, pos) + 1, pos)

    def unexpected(self, token: Token, context: str) -> NoReturn:
        if token.kind == "error":
            self.fail(token.text + self._started_elsewhere(token), token)
        self.fail(f"unexpected {_shown(token)} in {context}", token)

    def _started_elsewhere(self, token: Token) -> str:
        if self.action_start is None:
            return ""
        line = self.text.count("\n", 0, self.action_start) + 1
        if line == self.text.count("\n", 0, token.pos) + 1:
            return ""
        where = f" started at {self.name}:{line}"
        return where if token.text.endswith(" action") else f" in action{where}"

    # template = (text | action | definition)*

    def template(self) -> tuple[n.Tree, ...]:
        body: list[n.Statement] = []
        while self.peek().kind != "eof":
            if self._at_definition():
                self.definition()
                continue
            item = self.item()
            if isinstance(item, _Stop):
                self.fail(f"unexpected {{{{{item.word}}}}}")
            body.append(item)
        self.add(self.name, tuple(body))
        return tuple(n.Tree(name, statements) for name, statements in self.trees.items())

    def _at_definition(self) -> bool:
        if self.tokens[self.index].kind != "left":
            return False
        return self.tokens[self.index + 1].kind == "define"

    def add(self, name: str, body: n.Statements) -> None:
        known = self.trees.get(name)
        if known is not None and not n.is_empty(known):
            if not n.is_empty(body):
                self.fail(f"template: multiple definition of template {go_quote(name)}")
            return
        self.trees.pop(name, None)
        self.trees[name] = body

    # definition = "define" string items "end"

    def definition(self) -> None:
        self.next()
        self.next()
        name = self.unquoted(self.expect("define clause", "string", "raw"))
        self.expect("define clause", "right")
        self.scoped_body(name, "define clause")

    def scoped_body(self, name: str, context: str) -> None:
        """The body of a define or block, which sees no variable of what surrounds it."""
        outside = self.variables, self.ranges
        self.variables, self.ranges = ["$"], 0
        body, stop = self.items()
        if stop.word != "end":
            self.fail(f"unexpected {{{{{stop.word}}}}} in {context}")
        self.add(name, body)
        self.variables, self.ranges = outside

    # items = (text | action)*

    def items(self) -> tuple[n.Statements, _Stop]:
        found: list[n.Statement] = []
        while self.peek().kind != "eof":
            item = self.item()
            if isinstance(item, _Stop):
                return tuple(found), item
            found.append(item)
        self.fail("unexpected EOF", self.peek())

    def item(self) -> n.Statement | _Stop:
        token = self.next()
        if token.kind == "text":
            return n.Text(token.pos, token.text)
        if token.kind != "left":
            self.unexpected(token, "input")
        following = self.tokens[self.index]
        if following.kind == "end" and self.tokens[self.index + 1].kind == "right":  # one action in four
            self.index += 2
            return _Stop("end", self.tokens[self.index - 1].pos, "")
        if (text := self.constant(following)) is not None:
            return text
        self.action_start = token.pos
        found = self.action()
        self.action_start = None
        return found

    def constant(self, token: Token) -> n.Text | None:
        """An action that prints a string, ``{{ `{{` }}``: text. Dashboards in charts hold thousands of them."""
        if (token.kind != "raw" and token.kind != "string") or self.tokens[self.index + 1].kind != "right":
            return None
        # Blanks must stay an action: a definition that holds one is not empty.
        if "\\" in token.text or not token.text[1:-1].strip():
            return None
        self.index += 2
        return n.Text(token.pos, self.unquoted(token))

    # action = pipeline | if | with | range | template | block | break | continue | else | end

    def action(self) -> n.Statement | _Stop:
        token = self.peek()
        rule = _ACTIONS.get(token.kind)
        if rule is None:
            return n.Action(token.pos, self.pipeline("command", "right"))
        self.next()
        return rule(self, token)

    def if_(self, _token: Token) -> n.Statement:
        return n.If(*self.control("if"))

    def with_(self, _token: Token) -> n.Statement:
        return n.With(*self.control("with"))

    def range_(self, _token: Token) -> n.Statement:
        return n.Range(*self.control("range"))

    def break_(self, token: Token) -> n.Statement:
        self.jump("break")
        return n.Break(token.pos)

    def continue_(self, token: Token) -> n.Statement:
        self.jump("continue")
        return n.Continue(token.pos)

    def jump(self, word: str) -> None:
        if (token := self.next()).kind != "right":
            self.unexpected(token, f"{{{{{word}}}}}")
        if not self.ranges:
            self.fail(f"{{{{{word}}}}} outside {{{{range}}}}")

    def end_(self, _token: Token) -> _Stop:
        return _Stop("end", self.expect("end", "right").pos, "")

    def else_(self, _token: Token) -> _Stop:
        token = self.peek()
        if token.kind in ("if", "with"):
            return _Stop("else", token.pos, token.kind)
        return _Stop("else", self.expect("else", "right").pos, "")

    # if = "if" pipeline items ("else" items)? "end"

    def control(self, word: str) -> tuple[int, n.Pipe, n.Statements, n.Statements | None]:
        visible = len(self.variables)
        pipe = self.pipeline(word, "right")
        self.ranges += word == "range"
        body, stop = self.items()
        self.ranges -= word == "range"
        otherwise = self.otherwise(word, stop) if stop.word == "else" else None
        del self.variables[visible:]
        return pipe.pos, pipe, body, otherwise

    def otherwise(self, word: str, stop: _Stop) -> n.Statements:
        # {{else if}} and {{else with}} nest the next control; the one {{end}} closes both.
        if stop.chained and stop.chained == word:
            self.next()
            chained = self.control(word)
            return (n.If(*chained) if word == "if" else n.With(*chained),)
        body, last = self.items()
        if last.word != "end":
            self.fail(f"expected end; found {{{{{last.word}}}}}")
        return body

    # "template" string pipeline?        block = "block" string pipeline items "end"

    def template_(self, _token: Token) -> n.Statement:
        token = self.next()
        name = self.template_name(token, "template clause")
        pipe = None
        if self.peek().kind == "right":
            self.next()
        else:
            pipe = self.pipeline("template clause", "right")
        return n.Template(token.pos, name, pipe)

    def block_(self, _token: Token) -> n.Statement:
        token = self.next()
        name = self.template_name(token, "block clause")
        pipe = self.pipeline("block clause", "right")
        self.scoped_body(name, "block clause")
        return n.Template(token.pos, name, pipe)

    def template_name(self, token: Token, context: str) -> str:
        if token.kind not in ("string", "raw"):
            self.unexpected(token, context)
        return self.unquoted(token)

    def unquoted(self, token: Token) -> str:
        try:
            return unquote(token.text)
        except ValueError as error:
            self.fail(str(error))

    # pipeline = (variable ("," variable)? (":=" | "="))? command ("|" command)*

    def pipeline(self, context: str, end: str) -> n.Pipe:
        pos = self.peek().pos
        declared, assigns = self.declarations(context)
        commands: list[n.Command] = []
        while True:
            token = self.tokens[self.index]
            if token.kind == end:
                self.index += 1
                break
            if token.kind not in _OPERANDS and token.kind != "open":
                self.unexpected(self.next(), context)
            commands.append(self.command())
        self.check_commands(commands, context)
        return n.Pipe(pos, declared, assigns, tuple(commands))

    def declarations(self, context: str) -> tuple[tuple[n.Variable, ...], bool]:
        if self.tokens[self.index].kind != "variable":
            return (), False
        declared: list[n.Variable] = []
        while self.peek().kind == "variable":
            start = self.index
            variable = self.next()
            following = self.peek()
            if following.kind in ("declare", "assign"):
                self.next()
                self.declare(variable, declared)
                return tuple(declared), following.kind == "assign"
            if following.kind != "punctuation" or following.text != ",":
                self.index = start
                break
            self.next()
            self.declare(variable, declared)
            if context != "range" or len(declared) > 1:
                self.fail(f"too many declarations in {context}")
            if self.peek().kind not in ("variable", "right", "close"):
                self.fail("range can only initialize variables", self.peek())
        return tuple(declared), False

    def declare(self, token: Token, declared: list[n.Variable]) -> None:
        declared.append(n.Variable(token.pos, (token.text,)))
        self.variables.append(token.text)

    def check_commands(self, commands: list[n.Command], context: str) -> None:
        if not commands:
            self.fail(f"missing value for {context}")
        for stage, command in enumerate(commands[1:], 2):
            if isinstance(command.args[0], _CONSTANT):
                self.fail(f"non executable command in pipeline stage {stage}")

    # command = operand (blank operand)*

    def command(self) -> n.Command:
        pos = self.peek().pos
        args: list[n.Expression] = []
        while True:
            operand = self.operand()
            token = self.tokens[self.index]
            if operand is not None:
                args.append(operand)
            if token.kind in ("right", "close"):
                break
            if token.kind == "pipe":
                self.index += 1
                break
            glued = operand is None or self.tokens[self.index - 1].is_adjacent(token)
            if glued or token.kind in ("eof", "error"):
                self.unexpected(self.next(), "operand")
        if not args:
            self.fail("empty command")
        return n.Command(pos, tuple(args))

    # operand = term field*

    def operand(self) -> n.Expression | None:
        token = self.peek()
        rule = _TERMS.get(token.kind)
        if rule is None:
            return None
        self.index += 1
        term = rule(self, token)
        first = self.tokens[self.index]
        return self.with_fields(term, first.pos) if first.kind == "field" and self.is_glued_field() else term

    def is_glued_field(self) -> bool:
        """Whether a field follows the last token without a blank."""
        token = self.tokens[self.index]
        return token.kind == "field" and self.tokens[self.index - 1].is_adjacent(token)

    def with_fields(self, term: n.Expression, pos: int) -> n.Expression:
        names: list[str] = []
        while self.is_glued_field():
            names.append(self.next().text[1:])
        if isinstance(term, n.Field):
            return n.Field(pos, (*term.names, *names))
        if isinstance(term, n.Variable):
            return n.Variable(pos, (*term.names, *names))
        if isinstance(term, _CONSTANT):
            self.fail(f"unexpected . after term {go_quote(n.source(term))}")
        assert isinstance(term, (n.Pipe, n.Identifier))
        return n.Chain(pos, term, tuple(names))

    # term = string | number | bool | nil | identifier | "." | field | variable | "(" pipeline ")"

    def identifier(self, token: Token) -> n.Expression:
        if token.text not in self.functions:
            self.fail(f"function {go_quote(token.text)} not defined", token)
        return n.Identifier(token.pos, token.text)

    def variable(self, token: Token) -> n.Expression:
        if token.text not in self.variables:
            self.fail(f"undefined variable {go_quote(token.text)}")
        return n.Variable(token.pos, (token.text,))

    def number(self, token: Token) -> n.Expression:
        try:
            read = read_char if token.kind == "char" else read_number
            return read(token.pos, token.text)
        except ValueError as error:
            self.fail(str(error))

    def string(self, token: Token) -> n.Expression:
        return n.String(token.pos, token.text, self.unquoted(token))

    def parenthesized(self, _token: Token) -> n.Expression:
        if self.parens >= _MAX_PARENS:
            self.fail("max expression depth exceeded")
        self.parens += 1
        pipe = self.pipeline("parenthesized pipeline", "close")
        self.parens -= 1
        return pipe


def _shown(token: Token) -> str:
    """A token as Go's ``%v`` of an item prints it."""
    if token.kind == "eof":
        return "EOF"
    if token.kind in (
        "break",
        "continue",
        "block",
        "define",
        "dot",
        "else",
        "end",
        "if",
        "range",
        "nil",
        "template",
        "with",
    ):
        return f"<{token.text}>"
    return go_quote(token.text) if len(token.text) <= 10 else f"{go_quote(token.text[:10])}..."


_ACTIONS: dict[str, Callable[[_Parser, Token], n.Statement | _Stop]] = {
    "block": _Parser.block_,
    "break": _Parser.break_,
    "continue": _Parser.continue_,
    "else": _Parser.else_,
    "end": _Parser.end_,
    "if": _Parser.if_,
    "range": _Parser.range_,
    "template": _Parser.template_,
    "with": _Parser.with_,
}
_TERMS: dict[str, Callable[[_Parser, Token], n.Expression]] = {
    "identifier": _Parser.identifier,
    "dot": lambda _, t: n.Dot(t.pos),
    "nil": lambda _, t: n.Nil(t.pos),
    "variable": _Parser.variable,
    "field": lambda _, t: n.Field(t.pos, (t.text[1:],)),
    "bool": lambda _, t: n.Bool(t.pos, t.text == "true"),
    "char": _Parser.number,
    "complex": _Parser.number,
    "number": _Parser.number,
    "open": _Parser.parenthesized,
    "string": _Parser.string,
    "raw": _Parser.string,
}
