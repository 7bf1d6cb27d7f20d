"""Failures of templates and their output as diagnostics: the line, the includes that led there, the cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.diagnostics import ChartloomError, Diagnostic, Span
from chartloom.engine.functions import FUNCTIONS
from chartloom.engine.templating import AuthorError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.chart import Chart, ChartFile
    from chartloom.gotmpl.errors import ExecError, ParseError
    from chartloom.gotmpl.frames import Frame
    from chartloom.yamlio import YamlError

__all__ = [
    "ManifestError",
    "TemplateFailedError",
    "broken_manifest",
    "exec_failure",
    "incompatible_cluster",
    "invalid_kube_version",
    "parse_failure",
]


_SHOWN_STEPS = 6


class TemplateFailedError(ChartloomError):
    """A template that cannot be parsed or that failed; ``helm_message`` is what Helm says of it."""

    def __init__(self, diagnostic: Diagnostic, helm_message: str) -> None:
        super().__init__(diagnostic)
        self.helm_message = helm_message


class ManifestError(ChartloomError):
    """Output that is no Kubernetes manifest."""


def parse_failure(error: ParseError, name: str, file: ChartFile) -> TemplateFailedError:
    """A text that is no template."""
    text = file.text
    start = text.rfind("\n", 0, error.offset) + 1
    span = Span(file.path, text.count("\n", 0, error.offset) + 1, error.offset - start + 1)
    diagnostic = Diagnostic(
        "template-syntax", error.message, span, _line(text, start), hint=_syntax_hint(error.message)
    )
    last = error.message.rsplit(": ", 1)[-1]
    return TemplateFailedError(diagnostic, f"parse error at ({name}:{error.line}): {last}")


def _syntax_hint(message: str) -> str | None:
    if message.startswith("function "):
        from chartloom.diagnostics.suggest import did_you_mean

        return did_you_mean(message.split('"')[1], FUNCTIONS.names())
    if message == "unexpected EOF":
        return "an {{ if }}, {{ range }}, {{ with }} or {{ define }} is not closed: add {{ end }}"
    if message.startswith("unexpected {{end}}"):
        return "there is one {{ end }} too many, or the action that it closes is missing"
    return None


def exec_failure(error: ExecError, files: Mapping[str, ChartFile]) -> TemplateFailedError:
    """A template that failed while it ran."""
    *outer, last = error.frames
    by_author = isinstance(error.cause, AuthorError)
    message = error.cause.message if by_author else error.message
    diagnostic = Diagnostic(
        "template-author" if by_author else "template-failed",
        message,
        _span(last, files),
        _line_at(last),
        _trail([_step(frame, files) for frame in reversed(outer)]),
        note=None if by_author else f"in template {last.template!r}, at <{last.context}>",
        hint=_cause_hint(error.cause.message),
    )
    return TemplateFailedError(diagnostic, _helm_message(error, by_author=by_author))


def _helm_message(error: ExecError, *, by_author: bool) -> str:
    first = error.frames[0]
    if by_author:
        return f"execution error at ({first.file}:{first.line}:{first.column}): {error.cause.message}"
    return error.told(_tpl_remark)


def _tpl_remark(frame: Frame) -> str:
    if frame.entered != "tpl":
        return ""
    from chartloom.gotmpl.printing import go_quote

    return f"error during tpl function execution for {go_quote(frame.text)}: "


def _cause_hint(message: str) -> str | None:
    if message.startswith("nil pointer evaluating"):
        return "a value on the way is not set: set it in values.yaml, or write `(.a).b` or `dig` to allow its absence"
    if message.startswith("incompatible types for comparison"):
        return "numbers of values are float64: compare with `5.0`, or convert with `int`"
    return None


def _span(frame: Frame, files: Mapping[str, ChartFile]) -> Span:
    file = files.get(frame.file)
    start = frame.text.rfind("\n", 0, frame.offset) + 1
    length = len(frame.context) if "\n" not in frame.context else 1
    return Span(file.path if file else frame.file, frame.line, frame.offset - start + 1, max(1, length))


def _trail(steps: list[str]) -> tuple[str, ...]:
    """The way to the failure; of an endless recursion only its two ends."""
    if len(steps) <= 2 * _SHOWN_STEPS:
        return tuple(steps)
    left_out = f"… {len(steps) - _SHOWN_STEPS - 2} more steps …"
    return (*steps[:_SHOWN_STEPS], left_out, *steps[-2:])


def _line_at(frame: Frame) -> str:
    return _line(frame.text, frame.text.rfind("\n", 0, frame.offset) + 1)


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]


def _step(frame: Frame, files: Mapping[str, ChartFile]) -> str:
    return f"{_span(frame, files)}: {_line_at(frame).strip()}"


def broken_manifest(source: str, error: YamlError) -> ManifestError:
    """A rendered document that is no YAML."""
    found = error.diagnostics[0]
    span = found.span or Span(source)
    diagnostic = Diagnostic(
        "manifest-syntax",
        f"the output of this template is no valid YAML: {found.message}",
        Span(source, span.line, span.column, span.length),
        found.source,
        note=f"line {span.line} of the rendered document" if span.line else None,
        hint=found.hint or "check the indentation at this place: `nindent` fits a block under its key",
    )
    failure = ManifestError(diagnostic)
    failure.add_note(f"YAML parse error on {source}: {error.go_message}")
    return failure


def incompatible_cluster(chart: Chart, wanted: str, found: str) -> ChartloomError:
    """The chart does not want to run on a cluster of this version."""
    return ChartloomError(
        Diagnostic(
            "kube-version",
            f"chart requires kubeVersion: {wanted} which is incompatible with Kubernetes {found}",
            Span(f"{chart.path}/Chart.yaml"),
            hint="name another version with --kube-version",
        )
    )


def invalid_kube_version(version: str, reason: str) -> ChartloomError:
    """What stands behind ``--kube-version`` is no version."""
    return ChartloomError(
        Diagnostic(
            "kube-version",
            f'invalid kube version "{version}": {reason}',
            hint="write it as 1.31 or v1.31.4",
        )
    )
