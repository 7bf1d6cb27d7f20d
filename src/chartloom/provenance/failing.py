"""Which values are behind a template that failed: its operands, and the conditions that let it run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartloom.chart.values import copy_table
from chartloom.engine.functions import program_as
from chartloom.engine.jobs import Jobs
from chartloom.engine.running import link, starting
from chartloom.gotmpl.errors import EvalError, ExecError
from chartloom.gotmpl.limits import LimitError
from chartloom.provenance.built_in import enter_built_ins
from chartloom.provenance.checking import CheckedProgram, CheckedState
from chartloom.provenance.running import run_definition
from chartloom.provenance.trace import enter_dot, switches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chartloom.chart import Instance
    from chartloom.engine.running import Linked
    from chartloom.provenance.traced import Leaf, Leaves

__all__ = ["Behind", "values_behind"]


class Behind(NamedTuple):
    """The leaves that a failure was about, and those that decided that it was reached, the innermost first.

    ``texts`` are those in which the template is written that failed, where it was one for ``tpl``.
    """

    operands: tuple[Leaf, ...]
    conditions: tuple[Leaf, ...]
    texts: tuple[Leaf, ...]


def values_behind(
    failure: ExecError,
    root: Instance,
    tree: dict[str, Any],
    common: dict[str, Any],
    *,
    lenient: bool = False,
) -> Behind | None:
    """The values behind a failure; None where it cannot be repeated, or was one of time or memory.

    ``tree`` and ``common`` are what the templates that failed were given. Usually the template alone fails again; it
    does not where another one has changed its values before.
    """
    if not failure.frames or not _can_be_repeated(failure.cause):
        return None
    for only in (failure.frames[0].file, None):
        run = _Run(root, tree, Jobs(root, copy_table(tree), common), lenient=lenient)
        found = run.until_failure(failure.cause.message, only)
        if found is not None:
            return found
    return None


def _can_be_repeated(cause: EvalError) -> bool:
    return not isinstance(cause, LimitError) and not cause.message.startswith(_OF_TIME_AND_SPACE)


_OF_TIME_AND_SPACE = (
    "internal error",
    "rendering takes",
    "rendering template has a nested reference",
    "templates are nested",
    "the result does not fit",
)


class _Run:
    def __init__(self, root: Instance, tree: dict[str, Any], jobs: Jobs, *, lenient: bool) -> None:
        self.program = program_as(CheckedProgram, root.chart.profile)
        self.built_in = enter_built_ins(self.program.ledger, jobs)
        enter_dot(self.program.ledger, jobs)
        self.jobs = jobs
        self.linked: Linked = link(jobs, self.program)
        self.state = CheckedState(self.program, self.linked.definitions, lenient=lenient)
        self.switches = switches(root, tree)

    def until_failure(self, message: str, only: str | None) -> Behind | None:
        """Run one template, or all; None if none of them fails, or the first that does fails otherwise."""
        with starting(self.jobs, self.linked):
            for name in [only] if only is not None else self.linked.outputs:
                _, dot, base = self.jobs.outputs[name]
                dot["Template"] = {"Name": name, "BasePath": base}
                self.program.job = name
                try:
                    run_definition(self.state, self.linked.definitions[name], dot)
                except EvalError as error:
                    return self._behind(base) if error.message == message else None
                except Exception:
                    # Whatever else goes wrong in here, it must not take the place of the failure that there is.
                    return None
        return None

    def _behind(self, base: str) -> Behind:
        operands = [leaf for each in self.program.operands or () for leaf in each]
        switched = self.switches[base.removesuffix("/templates")]
        asked = [leaf for leaves in self.program.regions.innermost() for leaf in _sorted(leaves)]
        conditions = [*asked, *_sorted(switched)]
        texts = [leaf for leaf in self.program.texts if leaf not in operands]
        return Behind(self._values(operands), self._values(conditions), self._values(texts))

    def _values(self, leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
        """Leaves of values, each once: the release is none, and neither is the table of all values."""
        return tuple(
            dict.fromkeys(leaf for leaf in leaves if leaf and leaf not in self.built_in and leaf[0] != -1)
        )


def _sorted(leaves: Leaves) -> Sequence[Leaf]:
    return sorted(leaves, key=str)
