"""Failures of templates and their output as diagnostics: the line, the includes that led there, the cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.diagnostics import ChartloomError, Diagnostic, Span
from chartloom.engine.hints import failure_hint, syntax_hint
from chartloom.engine.templating import TPL_NAME, AuthorError
from chartloom.gotmpl.limits import size_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    "library_alone",
    "parse_failure",
    "too_much_output",
]


_SHOWN_STEPS = 6


class TemplateFailedError(ChartloomError):
    """A template that cannot be parsed or that failed; ``helm_message`` is what Helm says of it."""

    def __init__(self, diagnostic: Diagnostic, helm_message: str) -> None:
        super().__init__(diagnostic)
        self.helm_message = helm_message


class ManifestError(ChartloomError):
    """Output of a template, its ``source``, that is no Kubernetes manifest; ``line`` is that of the document, or 0."""

    def __init__(self, diagnostic: Diagnostic, source: str) -> None:
        super().__init__(diagnostic)
        self.source = source
        self.line = diagnostic.span.line if diagnostic.span else 0


def parse_failure(
    error: ParseError, name: str, file: ChartFile, functions: Iterable[str]
) -> TemplateFailedError:
    """A text that is no template; ``functions`` are those that it may call."""
    text = file.text
    start = text.rfind("\n", 0, error.offset) + 1
    span = Span(file.path, text.count("\n", 0, error.offset) + 1, error.offset - start + 1)
    hint = syntax_hint(error, text, functions)
    diagnostic = Diagnostic("template-syntax", error.message, span, _line(text, start), hint=hint)
    last = error.message.rsplit(": ", 1)[-1]
    return TemplateFailedError(diagnostic, f"parse error at ({name}:{error.line}): {last}")


def exec_failure(
    error: ExecError, files: Mapping[str, ChartFile], definitions: Iterable[str] = ()
) -> TemplateFailedError:
    """A template that failed while it ran; ``definitions`` are the names of all templates."""
    *outer, last = error.frames
    by_author = isinstance(error.cause, AuthorError)
    message = error.cause.message if by_author else error.message
    diagnostic = Diagnostic(
        "template-author" if by_author else "template-failed",
        message,
        _span(last, files),
        _line_at(last),
        _trail([_step(frame, files) for frame in reversed(outer)]),
        note=_where(last),
        hint=failure_hint(error, definitions),
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


def _where(frame: Frame) -> str | None:
    """The definition that failed, where its file does not say it."""
    if frame.file == TPL_NAME:
        return "this is the text that `tpl` was given"
    return None if frame.template == frame.file else f'in the definition "{frame.template}"'


def _span(frame: Frame, files: Mapping[str, ChartFile]) -> Span:
    file = files.get(frame.file)
    start = frame.text.rfind("\n", 0, frame.offset) + 1
    offset, length = _extent(frame)
    return Span(file.path if file else frame.file, frame.line, offset - start + 1, length)


def _extent(frame: Frame) -> tuple[int, int]:
    """Where the failing node stands: Go's offset of a chain of fields is that of its second name."""
    size = len(frame.context)
    begin = frame.text.rfind(frame.context, max(0, frame.offset - size), frame.offset + size)
    if "\n" in frame.context or not begin <= frame.offset < begin + size:
        return frame.offset, 1
    return begin, size


def _trail(steps: list[str]) -> tuple[str, ...]:
    """The way to the failure; of an endless recursion only its two ends."""
    if len(steps) <= 2 * _SHOWN_STEPS:
        return tuple(steps)
    number = len(steps) - _SHOWN_STEPS - 2
    # How many an endless recursion takes depends on who called us.
    left_out = f"… {number if number < 100 else 'more than a hundred'} more steps …"
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
    failure = ManifestError(_no_object(source, error) or _no_yaml(source, error), source)
    failure.add_note(f"YAML parse error on {source}: {error.go_message}")
    return failure


def _no_yaml(source: str, error: YamlError) -> Diagnostic:
    found = error.diagnostics[0]
    span = found.span or Span(source)
    return Diagnostic(
        "manifest-syntax",
        f"the output of this template is no valid YAML: {found.message}",
        # The lines are those of what was printed, and no line of a file that one could open.
        Span(f"output of {source}", span.line, span.column, span.length),
        found.source,
        note="the line is counted from the beginning of this document" if span.line else None,
        hint=found.hint or "check the indentation at this place: `nindent` fits a block under its key",
    )


_JSON_KINDS = {"array": "a list", "string": "text", "number": "a number", "bool": "true or false"}


def _no_object(source: str, error: YamlError) -> Diagnostic | None:
    """YAML of another shape than a manifest's, or None when that is not what is wrong."""
    _, found, rest = error.go_message.partition("json: cannot unmarshal ")
    if not found:
        return None
    kind, _, target = rest.partition(" into Go ")
    field = target.partition("struct field ")[2].partition(" of type ")[0].partition(".")[2]
    shape = _JSON_KINDS.get(kind, kind)
    if field:
        message = f"`{field}` in the output of this template must not be {shape}"
        hint = "annotations are a mapping of texts: put numbers and booleans in quotes"
        return Diagnostic(
            "manifest-shape", message, Span(source), hint=hint if "annotations" in field else None
        )
    message = f"the output of this template is {shape}, and no manifest"
    hint = "whatever lies in templates/ must print manifests: let the names of other files begin with `_`"
    return Diagnostic("manifest-shape", message, Span(source), hint=hint)


def library_alone(chart: Chart) -> ChartloomError:
    """A library chart prints nothing by itself."""
    return ChartloomError(
        Diagnostic(
            "library-chart",
            f'"{chart.name}" is a library chart: it has definitions for other charts, and no manifests',
            Span(f"{chart.path}/Chart.yaml"),
            hint="render a chart that depends on it, or write `type: application`",
        )
    )


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


def too_much_output(file: ChartFile, limit: int) -> ChartloomError:
    """The chart prints more than any cluster would take."""
    return ChartloomError(
        Diagnostic(
            "output-too-long",
            f"the output of all templates is longer than {size_text(limit)}",
            Span(file.path),
            note="this is the template that went past the limit",
        )
    )
