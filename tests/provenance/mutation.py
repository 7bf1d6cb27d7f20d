"""Is what we say about origins true? Change one value, render, and see what has changed.

``python -m tests.provenance.mutation CHART...`` changes every text, number and boolean in the computed values of each
chart, one after the other. A field that is another one then, or is gone, must have named the value, as its content or
as a decision (*recall*); a field that names a value as its content must be another one (*precision*). Real Helm judges
with ``--helm``; without, our own rendering does, which the conformance run holds to Helm's bytes.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chartloom.chart import load_chart, read_values
from chartloom.chart.model import ChartFile
from chartloom.diagnostics import ChartloomError
from chartloom.engine.manifests import manifests_of
from chartloom.engine.renderer import Renderer
from chartloom.provenance.documents import Located, locate
from chartloom.provenance.trace import Trace, trace
from chartloom.yamlio import to_yaml
from tests.real_tools import find, tool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from chartloom.chart import Chart
    from chartloom.kube import Manifest

    Path_ = tuple[str | int, ...]
    Address = tuple[str, str, str, int]
    Scalars = Mapping[Path_, tuple[str, bool]]

__all__ = ["Tally", "main", "mutate"]

_QUOTES = ("'", '"')


@dataclass
class Tally:
    """What came out, over all values that were changed."""

    mutations: int = 0
    changed: int = 0
    named: int = 0
    flowed: int = 0
    flowed_and_changed: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    idle: Counter[str] = field(default_factory=Counter)

    @property
    def recall(self) -> float:
        """Of the fields that changed, how many had named the value."""
        return self.named / self.changed if self.changed else 1.0

    @property
    def precision(self) -> float:
        """Of the fields that named a value as content, how many changed with it."""
        return self.flowed_and_changed / self.flowed if self.flowed else 1.0


def mutate(
    chart: Chart,
    values: dict[str, Any],
    judge: Callable[[dict[str, Any]], Iterable[Manifest]],
    *,
    sample: int | None = None,
    seed: int = 1,
) -> Tally:
    """Change the values of a chart one by one, all or a sample, and hold what changes to what was traced."""
    traced = trace(chart, values)
    tally, known = Tally(), dict[str, Any]()
    before = _steady(_traced_fields(traced), [_scalars(judge(values), known) for _ in range(2)])
    leaves = list(_leaves(traced.tree))
    if sample is not None and sample < len(leaves):
        leaves = random.Random(seed).sample(leaves, sample)
    for path, value in leaves:
        try:
            after = _scalars(judge(_with(values, traced.tree, path, _other(value))), known)
        except (ChartloomError, subprocess.CalledProcessError):  # some charts refuse some values
            continue
        tally.mutations += 1
        _compare(path, before, after, tally)
    return tally


def _steady(
    fields: dict[Address, Any], renderings: Sequence[Mapping[Address, Scalars]]
) -> dict[Address, Any]:
    """The fields that are the same each time: what chance and the clock give tells nothing."""
    return {
        address: {
            place: field
            for place, field in places.items()
            if all(r.get(address, {}).get(place) == field[0] for r in renderings)
        }
        for address, places in fields.items()
    }


def _compare(
    path: Path_, before: Mapping[Address, Any], after: Mapping[Address, Scalars], tally: Tally
) -> None:
    name = ".".join(map(str, path))
    for address, fields in before.items():
        found = after.get(address, {})
        for place, (scalar, flow, control) in fields.items():
            has_changed = found.get(place) != scalar
            if has_changed:
                tally.changed += 1
                if path in flow or path in control:
                    tally.named += 1
                else:
                    tally.missed[f"{name} → {address[0]} {address[1]} {place}"] += 1
            if path in flow:
                tally.flowed += 1
                tally.flowed_and_changed += has_changed
                if not has_changed:
                    tally.idle[f"{name} → {address[0]} {address[1]} {place}"] += 1


def _traced_fields(traced: Trace) -> dict[Address, Any]:
    documents = traced.documents()
    addresses = _addresses([document.manifest for document in documents])
    return {
        address: {
            one.located.path: (_shown(one.located), _canonical(one.flow), _canonical(one.control))
            for one in document.fields()
        }
        for address, document in zip(addresses, documents, strict=True)
    }


def _shown(one: Located) -> tuple[str, bool]:
    """A scalar as far as its value depends on it: its text, and whether it is surely one."""
    return one.text, one.style in _QUOTES


def _canonical(leaves: Iterable[Path_]) -> set[Path_]:
    """The leaves, those of globals by the name that they have at the top as well."""
    found = set(leaves)
    return found | {path[path.index("global") :] for path in found if "global" in path[1:]}


def _scalars(manifests: Iterable[Manifest], known: dict[str, Any]) -> dict[Address, Scalars]:
    listed = list(manifests)
    for manifest in listed:
        if manifest.content not in known:
            located = locate(manifest.content) or []
            known[manifest.content] = {one.path: _shown(one) for one in located}
    return {a: known[m.content] for a, m in zip(_addresses(listed), listed, strict=True)}


def _addresses(manifests: Sequence[Manifest]) -> list[Address]:
    """Of several objects of one name from one template, the first, the second, ..."""
    counts: Counter[tuple[str, str, str]] = Counter()
    found = []
    for manifest in manifests:
        key = (manifest.source, manifest.kind, manifest.name)
        counts[key] += 1
        found.append((*key, counts[key]))
    return found


def _leaves(table: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    items = table.items() if isinstance(table, dict) else enumerate(table)
    for key, value in items:
        if isinstance(value, dict | list):
            yield from _leaves(value, (*path, key))
        elif value is not None and "global" not in path[1:]:
            yield (*path, key), value


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    return f"{value}x" if isinstance(value, str) else value + 1


def _with(values: Any, computed: Any, path: Path_, new: Any) -> Any:
    """The user's values with one more; a list can only be given whole."""
    if not path:
        return new
    key, *rest = path
    inner = computed[key]
    if isinstance(computed, list):
        return [_with(v, inner, tuple(rest), new) if i == key else v for i, v in enumerate(computed)]
    known = values.get(key) if isinstance(values, dict) else None
    base = inner if isinstance(inner, list) else known if isinstance(known, dict) else {}
    return {**(values if isinstance(values, dict) else {}), key: _with(base, inner, tuple(rest), new)}


def own_judge(chart: Chart) -> Callable[[dict[str, Any]], Iterable[Manifest]]:
    """Our own rendering."""
    renderer = Renderer(chart, check_schema=False)

    def judge(values: dict[str, Any]) -> Iterable[Manifest]:
        rendered = renderer.render(values)
        return (*rendered.manifests, *rendered.hooks)

    return judge


def helm_judge(helm: Path, folder: Path) -> Callable[[dict[str, Any]], Iterable[Manifest]]:
    """Real Helm."""

    def judge(values: dict[str, Any]) -> Iterable[Manifest]:
        command = [str(helm), "template", "release-name", str(folder), "--skip-schema-validation", "-f", "-"]
        printed = subprocess.run(command, input=to_yaml(values).encode(), capture_output=True, check=True)
        for piece in ("\n" + printed.stdout.decode()).split("\n---\n# Source: ")[1:]:
            source, _, text = piece.partition("\n")
            yield from manifests_of(source, [text])

    return judge


def main(words: Sequence[str] | None = None) -> int:
    """Measure charts and print a table; 0 when recall and precision are what we promise."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("charts", nargs="+", type=Path, metavar="CHART")
    parser.add_argument("-f", "--values", type=Path, help="a file of values for the charts")
    parser.add_argument("--sample", type=int, help="so many values of each chart, drawn by lot")
    parser.add_argument("--helm", action="store_true", help="let real Helm judge")
    parser.add_argument("--misses", type=int, default=5, help="how many misses to show of each chart")
    options = parser.parse_args(words)
    values = read_values(ChartFile(str(options.values), None, str(options.values))) if options.values else {}
    helm = find(tool("helm4")) if options.helm else None
    sys.stdout.write("| chart | values changed | fields changed | recall | named as content | precision |\n")
    sys.stdout.write("|---|---:|---:|---:|---:|---:|\n")
    good = True
    for folder in options.charts:
        chart = load_chart(str(folder))
        judge = helm_judge(helm, folder) if helm else own_judge(chart)
        try:
            tally = mutate(chart, values, judge, sample=options.sample)
        except ChartloomError as error:
            sys.stderr.write(f"{folder}: {str(error).splitlines()[0]}\n")
            continue
        good = good and tally.recall >= 0.999 and tally.precision >= 0.99
        sys.stdout.write(
            f"| {chart.name} {chart.metadata.version} | {tally.mutations} | {tally.changed} | {tally.recall:.4%} "
            f"| {tally.flowed} | {tally.precision:.4%} |\n"
        )
        sys.stdout.flush()
        for found, word in ((tally.missed, "missed"), (tally.idle, "idle")):
            for what, count in found.most_common(options.misses):
                sys.stderr.write(f"  {word} {count}: {what}\n")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
