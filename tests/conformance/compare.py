"""How much of what real Helm renders do we render, byte for byte?

``python -m tests.conformance.compare FOLDER...`` takes folders of charts, renders each chart with its default values
and with each file of values in its ``ci`` folder, with real Helm and with our engine, and prints what differs.
Where two runs of Helm differ (random passwords, dates), the rest is compared. Where Helm fails, we must.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from chartloom.memo import Memo
from tests.conformance import ours
from tests.conformance.cases import VALUES_FILES, Case, Settings, cases_of, find_charts
from tests.conformance.helm import Helm
from tests.conformance.verdicts import AGREEMENT, Outcome, Verdict, judge
from tests.real_tools import MissingToolError, find, tool

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True)
class Row:
    """The verdict on a case."""

    case: str
    chart: str
    outcome: Outcome
    detail: str


def main(words: Sequence[str] | None = None) -> int:
    """Compare and report; 0 when all cases agree."""
    options = _parser().parse_args(words)
    try:
        helm = Helm(find(tool(f"helm{options.helm_version}")), options.keep)
    except MissingToolError as error:
        sys.stderr.write(f"no Helm to compare with: {error}\n")
        return 1
    rows = sorted(_rows(helm, _charts(options), options.jobs), key=lambda row: row.case)
    sys.stdout.write(as_json(rows) if options.json else as_table(rows))
    return 0 if all(row.outcome in AGREEMENT for row in rows) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "folders", nargs="+", type=Path, metavar="FOLDER", help="a chart, or a folder of charts"
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes at once")
    parser.add_argument("--json", action="store_true", help="print all verdicts as JSON")
    parser.add_argument(
        "--keep", type=Path, help="folder for the answers of one Helm; delete it when charts change"
    )
    parser.add_argument("--values-files", nargs="*", default=VALUES_FILES, help="patterns below each chart")
    parser.add_argument("-n", "--namespace", default="default")
    parser.add_argument("--kube-version", default="")
    parser.add_argument("--include-crds", action="store_true")
    parser.add_argument("--is-upgrade", action="store_true")
    parser.add_argument("--helm-version", type=int, choices=(4, 3), default=4)
    return parser


def _charts(options: argparse.Namespace) -> list[list[Case]]:
    """The cases, chart by chart."""
    settings = Settings(
        options.namespace,
        options.kube_version,
        options.include_crds,
        options.is_upgrade,
        options.helm_version,
    )
    charts = [chart for folder in options.folders for chart in find_charts(folder.resolve())]
    return [cases_of(chart, options.values_files, settings) for chart in charts]


def _rows(helm: Helm, charts: Sequence[Sequence[Case]], jobs: int) -> Iterator[Row]:
    if jobs == 1:
        for cases in charts:
            yield from compare_chart(helm, cases)
        return
    with ProcessPoolExecutor(jobs) as pool:
        tasks = [pool.submit(compare_chart, helm, cases) for cases in charts]
        for task in as_completed(tasks):
            yield from task.result()


def compare_chart(helm: Helm, cases: Sequence[Case]) -> list[Row]:
    """The verdicts on all cases of a chart."""
    memo = Memo()
    return [_row(case, _compare(helm, case, memo)) for case in cases]


def _row(case: Case, verdict: Verdict) -> Row:
    return Row(case.name, case.chart.as_posix(), verdict.outcome, verdict.detail)


def _compare(helm: Helm, case: Case, memo: Memo) -> Verdict:
    theirs = helm.answer(case)
    try:
        mine = ours.answer(case, memo)
    except ours.CrashError as error:
        return Verdict(Outcome.CRASH, str(error))
    return judge(theirs, mine, partial(helm.answer, case, run=1))


def as_table(rows: Sequence[Row]) -> str:
    """What does not agree, then the figures."""
    wrong = [f"{r.outcome.value}: {r.case}\n    {r.detail}\n" for r in rows if r.outcome not in AGREEMENT]
    return "".join(wrong) + _summary(rows)


def _summary(rows: Sequence[Row]) -> str:
    counts = Counter(row.outcome for row in rows)
    lines = [f"{counts[outcome]:6} {outcome.value}" for outcome in Outcome if counts[outcome]]
    agree = sum(row.outcome in AGREEMENT for row in rows)
    charts = {row.chart for row in rows}
    whole = charts - {row.chart for row in rows if row.outcome not in AGREEMENT}
    lines.append(
        f"{agree} of {len(rows)} renders agree; {len(whole)} of {len(charts)} charts in all their renders"
    )
    return "\n".join(lines) + "\n"


def as_json(rows: Sequence[Row]) -> str:
    """Every verdict."""
    found = [{"case": r.case, "outcome": r.outcome.name.lower(), "detail": r.detail} for r in rows]
    return json.dumps(found, indent=1) + "\n"


if __name__ == "__main__":
    sys.exit(main())
