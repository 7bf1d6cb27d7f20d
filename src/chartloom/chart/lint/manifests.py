"""Rules on the output of one template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.chart.lint.documents import read_objects
from chartloom.chart.lint.finding import error, failures, warning
from chartloom.chart.lint.lifecycle import deprecation
from chartloom.chart.lint.names import name_problem
from chartloom.chart.structs import Each, Entries, read_struct
from chartloom.diagnostics import ChartloomError, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.chart.lint.documents import ObjectHead
    from chartloom.chart.lint.finding import Finding

__all__ = ["check_extension", "check_output", "is_yaml_name"]

_EXTENSIONS = (".yaml", ".yml", ".tpl", ".txt")
_WITH_SELECTOR = frozenset(("Deployment", "ReplicaSet", "DaemonSet", "StatefulSet"))
_LONGEST_LINE = 64 * 1024


def check_extension(name: str) -> Iterator[Finding]:
    """A file among the templates that is neither YAML nor a partial nor notes."""
    extension = _extension(name)
    if extension not in _EXTENSIONS:
        yield error(
            name,
            "template-extension",
            f'the file extension "{extension}" is not one of {", ".join(_EXTENSIONS)}',
            hint="move the file out of templates/, or name it in .helmignore",
        )


def is_yaml_name(name: str, *, strictly: bool = True) -> bool:
    """Whether a template's output is expected to be YAML; strictly also under another spelling of ``.yaml``."""
    return _extension(name).lower() in (".yaml", ".yml") if strictly else _extension(name) == ".yaml"


def _extension(name: str) -> str:
    _, dot, rest = name.rsplit("/", 1)[-1].rpartition(".")
    return dot + rest if dot else ""


def check_output(name: str, output: str, kube_version: tuple[int, int]) -> Iterator[Finding]:
    """What is wrong with the objects that a template printed. Raises ChartloomError for what is no YAML."""
    yield from _check_first_indent(name, output)
    file = f"{name} (rendered)"
    for head in read_objects(output, file):
        yield from _check_name(name, head, file)
        yield from _check_deprecation(name, head, file, kube_version)
        yield from _check_selector(name, head, file, output)
        if head.kind == "List":
            yield from _check_list(name, output, file)


def _check_first_indent(name: str, output: str) -> Iterator[Finding]:
    line = next((line for line in output.split("\n") if line.strip()), "")
    if len(line.encode("utf-8", "surrogateescape")) >= _LONGEST_LINE:
        yield warning(name, "line-length", f"the first line is longer than {_LONGEST_LINE} bytes")
    elif line.startswith((" ", "\t")):
        yield warning(
            name,
            "document-indent",
            f"document starts with an illegal indent: {line!r}",
            hint="write `{{-` instead of `{{`, or take the blanks before the first key off",
        )


def _check_name(name: str, head: ObjectHead, file: str) -> Iterator[Finding]:
    problem = name_problem(head.kind, head.name)
    if problem:
        message = f'the name "{head.name}" of this {head.kind or "object"} {problem}'
        yield warning(name, "object-name", message, span=Span(file, head.line))


def _check_deprecation(
    name: str, head: ObjectHead, file: str, kube_version: tuple[int, int]
) -> Iterator[Finding]:
    found = deprecation(head.api_version, head.kind, kube_version)
    if found:
        yield warning(name, "api-deprecated", str(found), span=Span(file, head.line))


def _check_selector(name: str, head: ObjectHead, file: str, output: str) -> Iterator[Finding]:
    if head.kind in _WITH_SELECTOR and "matchLabels" not in output and "matchExpressions" not in output:
        yield error(
            name,
            "selector-missing",
            f'the {head.kind} "{head.name}" has no matchLabels and no matchExpressions',
            span=Span(file, head.line),
            hint="give it a `selector:` with the labels of its pods",
        )


_LIST = {"items": Each({"metadata": {"annotations": Entries()}})}


def _check_list(name: str, output: str, file: str) -> Iterator[Finding]:
    """As Helm does, the first document of the output is looked at, whichever is the list."""
    from chartloom.yamlio import read_yaml

    try:
        found = read_struct(read_yaml(output, file), _LIST)
    except ChartloomError as failure:
        yield from failures(name, failure)
        return
    if found.mismatches:
        yield error(name, "list-items", f"this is no list of objects: {found.mismatches[0]}", span=Span(file))
    elif any("helm.sh/resource-policy" in _annotations(item) for item in found.fields.get("items", ())):
        yield error(
            name,
            "list-annotation",
            "the annotation helm.sh/resource-policy has no effect within a List",
            span=Span(file),
            hint="print the objects one by one, separated by ---",
        )


def _annotations(item: dict[str, dict[str, dict[str, str]]] | None) -> dict[str, str]:
    return ((item or {}).get("metadata") or {}).get("annotations") or {}
