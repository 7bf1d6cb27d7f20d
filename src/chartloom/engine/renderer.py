"""Rendering one chart again and again, with other values each time: only what they touch runs anew."""

from __future__ import annotations

from chartloom.chart.resolve import resolve
from chartloom.chart.values import coalesce_values, copy_table
from chartloom.engine.capabilities import capabilities as default_capabilities
from chartloom.engine.functions import program_of
from chartloom.engine.jobs import Jobs, view_of
from chartloom.engine.manifests import in_install_order, manifests_of, split_documents
from chartloom.engine.render import (
    Release,
    Rendered,
    check_schemas,
    crds_of,
    is_compatible,
    require_fitting,
    take_notes,
)
from chartloom.engine.running import link, run_one, starting
from chartloom.engine.templating import RenderState
from chartloom.engine.watched import FAR, Reads, Seal, WatchedValues, changed_reads, fingerprints
from chartloom.memo import Memo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from chartloom.chart import Chart, Instance
    from chartloom.engine.objects import Capabilities
    from chartloom.engine.running import Linked
    from chartloom.engine.watched import Prints, Read
    from chartloom.gotmpl.limits import Limits
    from chartloom.kube import Manifest

__all__ = ["Renderer"]

_PATIENCE = 3
"""How often a rendering may have to be done twice, until a chart is known as one that changes its values."""


class _Kept:
    """What a template printed and the values that it read; ``reads`` is None for one that must always run.

    Those of one ``group`` run together: they share what one of them has put into their dot.
    """

    __slots__ = ("group", "reads", "text")

    def __init__(self, text: str, reads: frozenset[Read] | None, group: str) -> None:
        self.text = text
        self.reads = reads
        self.group = group

    def within(self, base: str, broken: frozenset[str]) -> _Kept:
        """The same, as one of its folder's where that is broken."""
        return _Kept(self.text, self.reads, base) if base in broken else self


class _Last:
    """One rendering that can serve the next: of which charts, with which values, and what they printed."""

    __slots__ = ("_kept", "_prints", "_shape")

    def __init__(
        self, shape: object = None, prints: Prints | None = None, kept: Mapping[str, _Kept] | None = None
    ) -> None:
        self._shape = shape
        self._prints = prints or {}
        self._kept = kept or {}

    def still_good(self, shape: object, prints: Prints | None) -> dict[str, _Kept]:
        """What would be printed again for these charts and values."""
        if prints is None or self._shape != shape:
            return {}
        changed = changed_reads(self._prints, prints)
        kept = self._kept
        stale = {one.group for one in kept.values() if one.reads is None or not changed.isdisjoint(one.reads)}
        return {name: one for name, one in kept.items() if one.group not in stale}


class Renderer:
    """Renders one chart for one release, as ``render`` does, and faster each time after the first.

    A template runs again when a value below a key of ``.Values`` that it has read is another one, or when it uses
    chance or the clock. Where a template changes values that others may read, all of them run. Threads may share it.
    """

    def __init__(
        self,
        chart: Chart,
        release: Release | None = None,
        capabilities: Capabilities | None = None,
        *,
        memo: Memo | None = None,
        check_schema: bool = True,
        limits: Limits | None = None,
    ) -> None:
        self._chart = chart
        self._release = release or Release()
        self._capabilities = view_of(chart.profile).capabilities(capabilities or default_capabilities())
        self._memo = memo or Memo()
        self._check_schema = check_schema
        self._limits = limits
        self._program = program_of(chart.profile, self._memo)
        self._linked: dict[object, Linked] = {}
        self._last = _Last()
        self._in_vain = 0
        self._read: dict[str, tuple[str, list[Manifest]]] = {}
        require_fitting(chart, self._capabilities)

    def render(self, values: dict[str, Any] | None = None) -> Rendered:
        """The chart with these values of the user.

        Raises what ``render`` raises; what was known before a failure is still known after it.
        """
        root = resolve(self._chart, values or {}, is_compatible)
        tree = coalesce_values(root, values or {})
        if self._check_schema:
            check_schemas(root, tree, self._memo)
        files = self._files(root, tree)
        notes = take_notes(files, f"{root.path}/templates/NOTES.txt")
        manifests, hooks = in_install_order(self._manifests(files), self._chart.profile)
        return Rendered(manifests, hooks, crds_of(root), notes)

    def _files(self, root: Instance, tree: dict[str, Any]) -> dict[str, str]:
        prints = _fingerprints(root, tree)
        shape = tuple(
            (i.path, id(i.chart), tuple(d.effective_name for d in i.dependencies)) for i in root.walk()
        )
        known = self._last.still_good(shape, prints) if self._in_vain < _PATIENCE else {}
        kept, is_reliable = self._run(root, tree, shape, prints, known)
        if known and not is_reliable:
            # A template has changed values under the eyes of others: what they printed without it does not count.
            self._in_vain += 1
            kept, is_reliable = self._run(root, tree, shape, prints, {})
        self._last = _Last(shape, prints, kept) if is_reliable else _Last()
        return {name: one.text for name, one in kept.items()}

    def _run(
        self,
        root: Instance,
        tree: dict[str, Any],
        shape: object,
        prints: Prints | None,
        known: Mapping[str, _Kept],
    ) -> tuple[dict[str, _Kept], bool]:
        """What each template prints, and whether that depends on nothing but what each has read."""
        reads = Reads()
        common = {"Release": self._release.as_map(), "Capabilities": self._capabilities}
        values = WatchedValues(copy_table(tree), root.path, reads, view_of(root.chart.profile).values)
        jobs = Jobs(root, values, common)
        linked = self._linked.get(shape)
        if linked is None:
            linked = self._linked[shape] = link(jobs, self._program)
        state = RenderState(self._program, linked.definitions, memo=self._memo, limits=self._limits)
        seal = Seal(jobs, root, values, reads, prints)
        with starting(jobs, linked):
            kept = {name: known.get(name) or _watched(state, jobs, name, reads) for name in linked.outputs}
        broken = seal.broken()
        if broken is None or (broken and any(one.reads and FAR in one.reads for one in kept.values())):
            return kept, False
        return {name: one.within(jobs.outputs[name][2], broken) for name, one in kept.items()}, True

    def _manifests(self, files: Mapping[str, str]) -> list[Manifest]:
        known, self._read = self._read, {}
        for source in sorted(files):
            before = known.get(source)
            if before is None or before[0] != files[source]:
                documents = split_documents(files[source], self._chart.profile)
                before = files[source], manifests_of(source, documents, self._memo)
            self._read[source] = before
        return [manifest for _, manifests in self._read.values() for manifest in manifests]


def _watched(state: RenderState, jobs: Jobs, name: str, reads: Reads) -> _Kept:
    """Run a template and remember what it reads."""
    state.is_steady = True
    reads.seen.clear()
    text = run_one(state, jobs, name)
    return _Kept(text, frozenset(reads.seen) if state.is_steady else None, name)


def _fingerprints(root: Instance, tree: dict[str, Any]) -> Prints | None:
    try:
        return fingerprints(root, tree)
    except ValueError:  # values of types that only Python knows
        return None
