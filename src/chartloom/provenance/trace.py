"""Tracing a chart: the same rendering, of which every scalar can be asked where it comes from."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from chartloom.chart.resolve import resolve
from chartloom.chart.values import coalesce_values, copy_table, path_value
from chartloom.engine.capabilities import capabilities as default_capabilities
from chartloom.engine.functions import program_as
from chartloom.engine.jobs import Jobs, view_of
from chartloom.engine.manifests import in_install_order, manifests_of, split_documents
from chartloom.engine.render import Release, is_compatible, render, require_fitting
from chartloom.engine.running import link, starting
from chartloom.provenance.built_in import enter_built_ins
from chartloom.provenance.documents import Field, fields_of
from chartloom.provenance.ropes import Segment, segments
from chartloom.provenance.running import TracedProgram, TracedState, run_definition
from chartloom.provenance.traced import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.chart import Chart, Dependency, Instance
    from chartloom.engine.objects import Capabilities
    from chartloom.kube import Manifest
    from chartloom.memo import Memo
    from chartloom.provenance.ledger import Ledger
    from chartloom.provenance.narrowed import Part
    from chartloom.provenance.ropes import Emitted
    from chartloom.provenance.traced import Leaf, Leaves, Traced

__all__ = ["Document", "Trace", "enter_dot", "switches", "trace", "traced_files"]

_ADDRESS = (
    ("apiVersion",),
    ("kind",),
    ("metadata", "name"),
    ("metadata", "namespace"),
    # Of a hook that Helm does not know, it prints nothing at all.
    ("metadata", "annotations", "helm.sh/hook"),
)


class Document(NamedTuple):
    """A manifest, and the segments of its text."""

    manifest: Manifest
    parts: tuple[Segment, ...]
    built_in: Leaves = NOTHING

    def fields(self) -> list[Field]:
        """Its scalars with their origins, in the order of the text.

        What its kind and its name come from has decided that each of them is there: at this address.
        """
        found = fields_of(self.manifest.content, self.parts) or []
        address = frozenset().union(*(f.flow | f.control for f in found if f.located.path in _ADDRESS))
        return [
            Field(
                field.located,
                field.flow - self.built_in,
                (field.control | address) - self.built_in,
                field.segment,
                field.flow & self.built_in,
            )
            for field in found
        ]


class Trace:
    """A traced rendering."""

    def __init__(
        self,
        root: Instance,
        tree: dict[str, Any],
        texts: dict[str, Traced],
        memo: Memo | None,
        built_in: Leaves,
    ) -> None:
        self.root = root
        self._built_in = built_in
        self.tree = tree
        self._texts = texts
        self._memo = memo

    def values(self, leaves: Leaves) -> Leaves:
        """Those of some leaves that are values, and nothing of the release or of ``Chart.yaml``."""
        return leaves - self._built_in

    def named(self) -> Leaves:
        """All leaves in some text or behind it: notes, and what came to nothing because of them, included."""
        parts = [part for text in self._texts.values() for part in segments(text)]
        found = frozenset().union(*{part.flow for part in parts}, *{part.control for part in parts})
        return found - self._built_in

    def asked(self) -> dict[Leaf, Emitted]:
        """The leaves of ``named``, each with the first place in a template that asked for it."""
        found: dict[Leaf, Emitted] = {}
        seen: set[Leaves] = set()
        for text in self._texts.values():
            for part in segments(text):
                for leaves in (part.flow, part.control):
                    if part.emitted is not None and leaves not in seen:
                        seen.add(leaves)
                        found |= {leaf: part.emitted for leaf in leaves if leaf not in found}
        return {leaf: place for leaf, place in found.items() if leaf not in self._built_in}

    def documents(self, source: str = "") -> list[Document]:
        """All manifests, hooks last, in install order; ``source`` limits them to those of one template."""
        found: list[Document] = []
        for name in sorted(self._texts):
            if not name.endswith("NOTES.txt") and source in ("", name):
                found += self._documents_of(name)
        objects, hooks = in_install_order([d.manifest for d in found], self.root.chart.profile)
        known = {id(d.manifest): d for d in found}
        return [known[id(manifest)] for manifest in (*objects, *hooks)]

    def printed(self, name: str) -> tuple[str, list[Segment]]:
        """What a template has printed, manifest or not, and the segments of it."""
        traced = self._texts[name]
        parts = segments(traced)
        if "<no value>" in traced.value:
            parts = [_without_no_value(part) for part in parts]
        return "".join(part.text for part in parts), parts

    def _documents_of(self, name: str) -> Iterator[Document]:
        text, parts = self.printed(name)
        begins = [0, *accumulate(len(part.text) for part in parts)]
        at = 0
        for manifest in manifests_of(name, split_documents(text, self.root.chart.profile), self._memo):
            start = text.index(manifest.content, at)
            at = start + len(manifest.content)
            yield Document(manifest, tuple(_cut(parts, begins, start, at)), self._built_in)


def _without_no_value(part: Segment) -> Segment:
    """What Helm removes; that nothing is left was decided by what is not set."""
    text = part.text.replace("<no value>", "")
    return part._replace(text=text, control=part.control if text else part.control | part.flow)


def _cut(parts: Sequence[Segment], begins: Sequence[int], start: int, end: int) -> Iterator[Segment]:
    """The parts between two places of the text, and the decisions that were made there."""
    for index in range(max(bisect_left(begins, start) - 1, 0), len(parts)):
        part, at = parts[index], begins[index]
        if at > end:
            return
        low, high = max(start - at, 0), min(end - at, len(part.text))
        if low < high:
            yield part.between(low, high)
        # What was decided right before a document, and not around it, may have printed another one, but not in it.
        elif not part.text and start < at:
            yield part


def trace(
    chart: Chart,
    values: dict[str, Any] | None = None,
    release: Release | None = None,
    capabilities: Capabilities | None = None,
    *,
    memo: Memo | None = None,
    part: Part | None = None,
) -> Trace:
    """Render a chart and note where everything comes from. Raises what ``render`` raises.

    ``part`` limits it to some templates: see ``narrowed``.
    """
    try:
        return _trace(chart, values, release, capabilities, memo, part)
    except Exception:
        # Traced templates check no types. What is wrong with the chart, a plain rendering says well.
        render(chart, values, release, capabilities, memo=memo, check_schema=False)
        raise


def _trace(
    chart: Chart,
    values: dict[str, Any] | None,
    release: Release | None,
    capabilities: Capabilities | None,
    memo: Memo | None,
    part: Part | None,
) -> Trace:
    capabilities = view_of(chart.profile).capabilities(capabilities or default_capabilities())
    require_fitting(chart, capabilities)
    root = resolve(chart, values or {}, is_compatible)
    tree = coalesce_values(root, values or {})
    common = {"Release": (release or Release()).as_map(), "Capabilities": capabilities}
    return traced_files(root, tree, common, memo=memo, part=part)


def traced_files(
    root: Instance,
    tree: dict[str, Any],
    common: dict[str, Any],
    *,
    memo: Memo | None = None,
    lenient: bool = False,
    part: Part | None = None,
) -> Trace:
    """What ``render_files`` prints, traced: of computed values, and with what all templates see."""
    jobs = Jobs(root, copy_table(tree), common)
    program = program_as(TracedProgram, root.chart.profile, memo)
    program.reader = part.program if part else None
    built_in = enter_built_ins(program.ledger, jobs)
    enter_dot(program.ledger, jobs)
    linked = link(jobs, program)
    state = TracedState(program, linked.definitions, memo=memo, lenient=lenient)
    switched_by = switches(root, tree)
    texts: dict[str, Traced] = {}
    with starting(jobs, linked):
        for name in linked.outputs:
            if part is not None and name not in part.templates:
                continue
            _, dot, base = jobs.outputs[name]
            dot["Template"] = {"Name": name, "BasePath": base}
            program.job = name
            traced = run_definition(state, linked.definitions[name], dot)
            texts[name] = traced.decided_by(switched_by[base.removesuffix("/templates")])
    return Trace(root, tree, texts, memo, built_in)


def enter_dot(ledger: Ledger, jobs: Jobs) -> None:
    """Let a ledger know what templates are given: values, of all charts, and what is none."""
    ledger.enter_values(jobs.dot["Values"], ())
    _enter_subcharts(ledger, jobs.dot, ())
    ledger.enter_surroundings(jobs.dot)


def _enter_subcharts(ledger: Ledger, dot: dict[str, Any], path: tuple[str, ...]) -> None:
    for name, inner in dot["Subcharts"].items():
        ledger.enter_values(inner["Values"], (*path, name))
        _enter_subcharts(ledger, inner, (*path, name))


def switches(
    instance: Instance, tree: Any, path: tuple[str, ...] = (), above: Leaves = frozenset()
) -> dict[str, Leaves]:
    """For each chart that takes part, by its path, the values that have switched it on, and the charts around it."""
    found = {instance.path: above}
    declared = {dependency.effective_name: dependency for dependency in instance.dependencies}
    for sub in instance.subcharts:
        dependency = declared.get(sub.name)
        asked = _asked(dependency, tree, path) if dependency else frozenset()
        found |= switches(sub, tree, (*path, sub.name), above | asked)
    return found


def _asked(dependency: Dependency, tree: Any, path: tuple[str, ...]) -> Leaves:
    """The conditions of a dependency up to the one that counts; without any, its tags."""
    found: set[Leaf] = set()
    for condition in filter(None, dependency.condition.strip().split(",")):
        leaf = (*path, *condition.split("."))
        found.add(leaf)
        if isinstance(path_value(tree, ".".join(leaf)), bool):
            return frozenset(found)
    return frozenset((*found, *(("tags", tag) for tag in dependency.tags)))
