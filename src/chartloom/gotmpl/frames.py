"""Where a running template failed: from Python's traceback back to the template's lines.

Compiled code keeps no positions. The compiler puts every node that can fail on a line of its own, so the
line number of a traceback entry names the node: the definition is compiled once more and the table of its lines
is read. A template that does not fail pays nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chartloom.gotmpl import nodes as n
from chartloom.gotmpl.compiler import compile_definition
from chartloom.gotmpl.errors import EvalError, ExecError
from chartloom.gotmpl.execution import Definition
from chartloom.gotmpl.program import CODE_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Frame", "locate"]


class Frame(NamedTuple):
    """One template on the way to an error.

    ``file`` is the name that the text was parsed under, ``template`` the name of the
    definition that ran, ``line`` counts from 1, ``column`` from 0 (in bytes, as Go does),
    ``context`` is the source of the failing node, shortened as Go shortens it, and ``offset``
    the node's place in the ``text``, in characters from 0.
    ``entered`` names what ran it: ``run_template``, ``execute`` (the template action), or a function.
    """

    file: str
    template: str
    line: int
    column: int
    context: str
    offset: int
    entered: str
    text: str


def locate(error: Exception) -> ExecError:
    """The error of a running template with every template that led to it."""
    steps = list(_steps(error))
    frames = tuple(_frame(step) for step in steps)
    cause = _cause(error)
    return ExecError(frames, cause, _function(_node(steps[-1])) if steps else "")


def _function(node: n.Node | None) -> str:
    """The name of the function or method that a node calls, or ""."""
    first = node.args[0] if isinstance(node, n.Command) else node
    if isinstance(first, n.Field | n.Variable | n.Chain):
        return first.names[-1]
    return first.name if isinstance(first, n.Identifier) else ""


class _Step(NamedTuple):
    """A compiled function in a traceback: what ran, from which line, and how it was entered."""

    definition: Definition
    line: int
    entered: str


def _steps(error: Exception) -> Iterator[_Step]:
    definition: Definition | None = None
    entered = ""
    entry = error.__traceback__
    while entry is not None:
        code = entry.tb_frame.f_code
        if code.co_filename == CODE_NAME:
            assert definition is not None
            yield _Step(definition, entry.tb_lineno, entered)
        elif isinstance(found := entry.tb_frame.f_locals.get("definition"), Definition):
            definition, entered = found, code.co_name
        entry = entry.tb_next


def _cause(error: Exception) -> EvalError:
    if isinstance(error, EvalError):
        return error
    if isinstance(error, RecursionError):
        return EvalError("templates are nested too deeply")
    if isinstance(error, MemoryError | SystemError):
        # Python itself calls it a system error where there is no memory for an error.
        return EvalError("the result does not fit into memory")
    if isinstance(error, TimeoutError):
        return EvalError("rendering takes too much processor time")
    return EvalError(f"internal error: {type(error).__name__}: {error}")


def _node(step: _Step) -> n.Node | None:
    definition = step.definition
    source = compile_definition(definition.tree(), definition.unit.library)
    # A line that begins no node belongs to the node of the line before it.
    for line in range(step.line - 1, -1, -1):
        node = source.lines[line]
        if node is not None:
            return node
    return None


def _frame(step: _Step) -> Frame:
    node, text = _node(step), step.definition.source.text
    offset = node.pos if node else 0
    before = text[:offset]
    start = before.rfind("\n") + 1
    return Frame(
        file=step.definition.source.name,
        template=step.definition.name,
        line=before.count("\n") + 1,
        column=len(before[start:].encode("utf-8", "surrogateescape")),
        context=n.source(node) if node else "",
        offset=offset,
        entered=step.entered,
        text=text,
    )
