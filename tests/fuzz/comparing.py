"""Samples rendered by real Helm and by us: many in one chart, those that fail alone."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import tempfile
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from chartloom.actions.template import Request, template
from chartloom.diagnostics import ChartloomError
from chartloom.engine import Release
from tests.engine.row_charts import CHART, write_chart
from tests.fuzz.pools import FILES
from tests.truth.helm.ask import Answer, in_go_words, reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.fuzz.grammar import Sample

__all__ = ["Difference", "compare"]

_PRINTER = (
    'out: {{ include "case/templates/_NAME.tpl" (dict "Values" .Values.NAME "Template" .Template "Release" .Release '
    '"Chart" .Chart "Capabilities" .Capabilities "Files" .Files) | b64enc | quote }}\n'
)
_PART = '{{ define "part" }}part of {{ .Release.Name }}: {{ .Values.s }}{{ end }}'


_MOST_SECONDS = 20
_SHOWN_BEFORE = 150
_SHOWN = 1000
_NO_ANSWER = "no answer"
_YAML_BREAKS = "\x7f\x85\u2028\u2029\ufeff"
_NIL_LENGTH = "reflect: call of reflect.Value.Type on zero Value"


class Difference(NamedTuple):
    """A sample on which Helm and we do not agree."""

    sample: Sample
    helm: Answer
    ours: Answer

    def __str__(self) -> str:
        more = f"\n  more {self.sample.definitions!r}" if self.sample.definitions else ""
        values = json.dumps(self.sample.values)
        helm, ours = _told(self.helm), _told(self.ours)
        # What both say first is rarely of interest.
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(helm, ours, strict=False)))
        at = max(0, same - _SHOWN_BEFORE)
        helm, ours = helm[at:][:_SHOWN], ours[at:][:_SHOWN]
        return f"{self.sample.template}{more}\n  values {values}\n  Helm {helm}\n  ours {ours}"


def _told(answer: Answer) -> str:
    return f"fails: {answer.error}" if answer.out is None else f"prints {answer.out!r}"


def compare(
    helm: Path, samples: Sequence[Sample], most_failing: int | None = None, helm_version: int = 4
) -> Iterator[Difference]:
    """The samples on which Helm and we differ; of those that fail here, at most so many are asked of Helm."""
    answers = [_ours(sample, helm_version) for sample in samples]
    rendered = {f"row{i:04}": i for i, answer in enumerate(answers) if answer.error is None}
    for name, theirs in _batch(helm, {name: samples[i] for name, i in rendered.items()}):
        if theirs != answers[rendered[name]]:
            # Alone, so that its error names the template as ours does.
            alone = _alone(helm, samples[rendered[name]])
            yield Difference(samples[rendered[name]], alone, answers[rendered[name]])
    failing = [i for i, answer in enumerate(answers) if answer.error is not None]
    for i in failing[:most_failing]:
        theirs = _alone(helm, samples[i])
        if not _is_alike(samples[i], theirs.error, answers[i].error or ""):
            yield Difference(samples[i], theirs, answers[i])


def _is_alike(sample: Sample, theirs: str | None, ours: str) -> bool:
    """Whether both fail for the same reason. What ``and`` and ``or`` leave out is not blamed by Helm, but by us."""
    if theirs is None:
        return False
    if any(name in sample.template for name in ("or ", "and ")):
        theirs, ours = theirs.rpartition(">: ")[2], ours.rpartition(">: ")[2]
    return words(theirs) == words(ours) or words(_softened(theirs)) == words(_softened(ours))


def _softened(error: str) -> str:
    """The error without what is known to differ."""
    error = error.replace(_NIL_LENGTH, "len of nil pointer")
    return re.sub(r"(can't evaluate field \S+ in type) .*", r"\1", error)


def words(text: str) -> str:
    """The words of an error, however it is laid out."""
    return " ".join(text.replace("template: ", "").replace(":", " ").split())


def _ours(sample: Sample, helm_version: int) -> Answer:
    with tempfile.TemporaryDirectory() as folder:
        chart = write_chart(Path(folder), _files({"case": sample}))
        try:
            done = template(Request(str(chart), Release("rel"), cache="", helm_version=helm_version))
        except ChartloomError as error:
            message = getattr(error, "helm_message", None) or "\n".join(getattr(error, "__notes__", ()))
            return Answer(None, in_go_words(message or str(error)))
        except Exception as error:
            # What nobody may ever see is a difference like any other.
            return Answer(None, f"{type(error).__name__}: {error}")
        return Answer(_printed(done.manifests[0].content), None)


def _batch(helm: Path, samples: Mapping[str, Sample]) -> Iterator[tuple[str, Answer]]:
    """Helm's answers to samples that should all render."""
    left = dict(samples)
    while left:
        answer = _ask(helm, left)
        if answer.out is not None:
            yield from _by_name(answer.out)
            return
        if answer.error == _NO_ANSWER:
            yield from _in_halves(helm, left)
            return
        failed = _culprit(answer.error or "", left)
        yield failed, answer
        del left[failed]


def _by_name(out: str) -> Iterator[tuple[str, Answer]]:
    for document in out.split("\n---\n"):
        yield document.partition(".yaml\n")[0].rpartition("/")[2], Answer(_printed(document), None)


def _in_halves(helm: Path, samples: Mapping[str, Sample]) -> Iterator[tuple[str, Answer]]:
    """The same, where Helm does not end with one of the samples."""
    names = sorted(samples)
    if len(names) == 1:
        yield names[0], Answer(None, _NO_ANSWER)
        return
    for half in (names[: len(names) // 2], names[len(names) // 2 :]):
        yield from _batch(helm, {name: samples[name] for name in half})


def _culprit(error: str, samples: Mapping[str, Sample]) -> str:
    for name in samples:
        if f"/{name}." in error or f"/_{name}." in error:
            return name
    raise RuntimeError(error)


def _alone(helm: Path, sample: Sample) -> Answer:
    answer = _ask(helm, {"case": sample})
    return answer if answer.out is None else Answer(_printed(answer.out), None)


def _ask(helm: Path, samples: Mapping[str, Sample]) -> Answer:
    with tempfile.TemporaryDirectory() as folder:
        chart = write_chart(Path(folder, "chart"), _files(samples))
        return _asked(helm, chart)


def _asked(helm: Path, chart: Path) -> Answer:
    try:
        done = subprocess.run(
            [helm, "template", "rel", chart],
            capture_output=True,
            env={"HOME": str(chart.parent), "PATH": os.environ["PATH"], "GOMEMLIMIT": "1GiB"},
            check=False,
            timeout=_MOST_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return Answer(None, _NO_ANSWER)
    if done.returncode == 0:
        return Answer(done.stdout.decode("utf-8", "surrogateescape"), None)
    return Answer(None, in_go_words(reason(done.stderr.decode("utf-8", "surrogateescape"))))


def _files(samples: Mapping[str, Sample]) -> dict[str, str]:
    """The files of a chart that prints each sample from a file of its name."""
    values = json.dumps({name: sample.values for name, sample in samples.items()}, ensure_ascii=False)
    values = values.translate({ord(char): f"\\u{ord(char):04x}" for char in _YAML_BREAKS})
    files = {"Chart.yaml": CHART, "values.yaml": values, "templates/_part.tpl": _PART, **FILES}
    for name, sample in samples.items():
        files[f"templates/_{name}.tpl"] = sample.template.replace("@@", name)
        if sample.definitions:
            files[f"templates/_{name}.more.tpl"] = sample.definitions.replace("@@", name)
        files[f"templates/{name}.yaml"] = _PRINTER.replace("NAME", name)
    return files


def _printed(document: str) -> str:
    encoded = document.partition('out: "')[2].partition('"')[0]
    return base64.b64decode(encoded).decode("utf-8", "surrogateescape")
