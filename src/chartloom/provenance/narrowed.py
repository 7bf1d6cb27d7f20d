"""Which templates print what is asked for, so that the others need not be traced.

The chart is rendered for that, which is cheap. A template can be traced without those before it that change nothing
of what it sees: who changes what is watched meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartloom.chart.resolve import resolve
from chartloom.chart.values import coalesce_values, copy_table
from chartloom.engine.capabilities import capabilities as default_capabilities
from chartloom.engine.functions import program_as
from chartloom.engine.jobs import Jobs, view_of
from chartloom.engine.manifests import manifests_of, split_documents
from chartloom.engine.render import Release, is_compatible, require_fitting
from chartloom.engine.running import link, run_one, starting
from chartloom.engine.templating import RenderState
from chartloom.gotmpl.program import Program
from chartloom.provenance.dialect import CHANGING
from chartloom.provenance.traced import CONTAINERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chartloom.chart import Chart
    from chartloom.engine.objects import Capabilities
    from chartloom.gotmpl.program import CodeCache
    from chartloom.gotmpl.signatures import FunctionLibrary
    from chartloom.kube import Manifest
    from chartloom.memo import Memo

__all__ = ["Part", "part_of"]


class Part(NamedTuple):
    """Names of templates, the program that has rendered all, and so has read them, and what they have printed."""

    templates: frozenset[str]
    program: Program
    manifests: tuple[Manifest, ...]


def part_of(
    wanted: Callable[[Manifest], bool],
    chart: Chart,
    values: dict[str, Any] | None = None,
    release: Release | None = None,
    capabilities: Capabilities | None = None,
    *,
    memo: Memo | None = None,
) -> Part:
    """The templates that print the manifests that are wanted, and those that must run before them.

    ``memo`` is that of renderings. Raises what ``render`` raises.
    """
    capabilities = view_of(chart.profile).capabilities(capabilities or default_capabilities())
    require_fitting(chart, capabilities)
    root = resolve(chart, values or {}, is_compatible)
    common = {"Release": (release or Release()).as_map(), "Capabilities": capabilities}
    jobs = Jobs(root, copy_table(coalesce_values(root, values or {})), common)
    program = program_as(_Watchful, chart.profile, memo)
    _collect(jobs.dot, program.shared)
    linked = link(jobs, program)
    state = RenderState(program, linked.definitions, memo=memo)
    files: dict[str, str] = {}
    changed: dict[str, frozenset[int]] = {}
    with starting(jobs, linked):
        for name in linked.outputs:
            program.changed.clear()
            files[name] = run_one(state, jobs, name)
            changed[name] = frozenset(program.changed)
    printed = {
        name: manifests_of(name, split_documents(text, chart.profile), memo)
        for name, text in files.items()
        if not name.endswith("NOTES.txt")
    }
    found = [name for name, manifests in printed.items() if any(map(wanted, manifests))]
    everything = tuple(manifest for manifests in printed.values() for manifest in manifests)
    return Part(_with_those_before(found, jobs, changed), program, everything)


def _with_those_before(
    wanted: Iterable[str], jobs: Jobs, changed: dict[str, frozenset[int]]
) -> frozenset[str]:
    """The templates that are wanted and those that, earlier, have changed something that these can see."""
    found, seen = set(wanted), set[int]()
    for name in reversed(changed):
        if name in found or not seen.isdisjoint(changed[name]):
            found.add(name)
            _collect(jobs.outputs[name][1], seen)
    return frozenset(found)


class _Watchful(Program):
    """Notes what templates change of all that was there before them, by identity."""

    def __init__(self, library: FunctionLibrary, cache: CodeCache | None = None) -> None:
        super().__init__(library, cache)
        self.shared: set[int] = set()
        self.changed: set[int] = set()

    def load(self, name: str) -> Callable[..., Any]:
        """What compiled code calls for a template function."""
        function = super().load(name)
        if name not in CHANGING:
            return function
        merges = "erge" in name

        def watched(target: Any, *args: Any) -> Any:
            touched = {id(target)}
            if merges:  # into maps inside as well
                _collect(target, touched := set())
            result = function(target, *args)
            if changed := touched & self.shared:
                self.changed |= changed
                # What was put there is shared from now on.
                for one in (*args, target) if merges else args:
                    _collect(one, self.shared)
            return result

        return watched


def _collect(container: Any, found: set[int]) -> None:
    """The identities of a container and of all inside of it."""
    if isinstance(container, CONTAINERS) and id(container) not in found:
        found.add(id(container))
        for value in dict.values(container) if isinstance(container, dict) else container:
            _collect(value, found)
