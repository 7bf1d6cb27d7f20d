"""Running all templates of a chart: definitions in Helm's order, then every template that is no partial."""

from __future__ import annotations

import sys

from chartloom.engine.templating import RenderState
from chartloom.gotmpl.errors import ExecError, ParseError
from chartloom.gotmpl.execution import Definition, define, run_template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.engine.jobs import Jobs
    from chartloom.gotmpl.limits import Limits
    from chartloom.gotmpl.program import Program
    from chartloom.memo import Memo

__all__ = ["Linked", "link", "run_all", "run_one", "starting"]

_RECURSION = 12_000
"""Python frames that nested includes may take: Helm allows a thousand of the same name, some frames each."""


class Linked:
    """The definitions that all templates of a chart see; nothing in it changes from one rendering to the next."""

    __slots__ = ("definitions", "outputs", "program")

    def __init__(
        self, program: Program, definitions: dict[str, Definition], outputs: tuple[str, ...]
    ) -> None:
        self.program = program
        self.definitions = definitions
        self.outputs = outputs


def link(jobs: Jobs, program: Program) -> Linked:
    """All definitions, where the last one of a name counts, and the templates to run, in Helm's order.

    Raises TemplateFailedError for a template that cannot be parsed.
    """
    order = jobs.in_order()
    definitions: dict[str, Definition] = {}
    for name in order:
        try:
            define(program, jobs.source(name), definitions)
        except ParseError as error:
            raise _parse_failure(error, name, jobs, program) from error
    return Linked(program, definitions, tuple(name for name in order if name in jobs.outputs))


def run_all(
    jobs: Jobs, linked: Linked, memo: Memo | None, *, lenient: bool = False, limits: Limits | None = None
) -> dict[str, str]:
    """The output of every template that is no partial, by its name. Raises TemplateFailedError."""
    state = RenderState(linked.program, linked.definitions, memo=memo, lenient=lenient, limits=limits)
    with starting(jobs, linked):
        return {name: run_one(state, jobs, name) for name in linked.outputs}


def run_one(state: RenderState, jobs: Jobs, name: str) -> str:
    """The output of one template. Raises ExecError and TemplateFailedError."""
    source, dot, base = jobs.outputs[name]
    dot["Template"] = {"Name": name, "BasePath": base}
    text = run_template(state, name, dot)
    if not state.budget.affords(text):
        from chartloom.engine.errors import too_much_output

        raise too_much_output(source.file, state.budget.limits.output)
    return text.replace("<no value>", "") if "<no value>" in text else text


class starting:  # noqa: N801 (used like a function; `contextlib` costs as much to import as a small chart)
    """Make room for templates to run, and say which file and line failed. Raises TemplateFailedError."""

    __slots__ = ("_jobs", "_linked")

    def __init__(self, jobs: Jobs, linked: Linked) -> None:
        self._jobs = jobs
        self._linked = linked

    def __enter__(self) -> None:
        # Raised once and left so: other threads may be deep inside a rendering of their own.
        sys.setrecursionlimit(max(sys.getrecursionlimit(), _RECURSION))

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        if isinstance(error, ParseError):
            # A definition that is nested too deeply shows it only when it is first run, by any template.
            raise _parse_failure(error, error.name, self._jobs, self._linked.program) from error
        if isinstance(error, ExecError):
            from chartloom.engine.errors import exec_failure

            raise exec_failure(error, self._jobs.files(), self._linked.definitions) from error


def _parse_failure(error: ParseError, name: str, jobs: Jobs, program: Program) -> Exception:
    from chartloom.engine.errors import parse_failure

    place = error.name if jobs.has(error.name) else name
    return parse_failure(error, place, jobs.source(place).file, program.library.names())
