"""The objects in a rendered file or a CRD file, as linting reads them: YAML documents, or JSON objects in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chartloom.chart.structs import TEXT, Shape, read_struct
from chartloom.diagnostics import ChartloomError, Diagnostic, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ObjectHead", "read_objects"]


class ObjectHead(NamedTuple):
    """What rules ask of an object; "" is what it does not say."""

    api_version: str
    kind: str
    name: str
    line: int


_SHAPE: dict[str, Shape] = {
    "apiVersion": TEXT,
    "kind": TEXT,
    "metadata": {"namespace": TEXT, "name": TEXT},
}
_GUESSED_FROM = 4096
_SEPARATOR = "---"


def read_objects(text: str, file: str) -> Iterator[ObjectHead]:
    """The objects of the text, without empty documents; raises ChartloomError at the first that is none."""
    if text[:_GUESSED_FROM].lstrip().startswith("{"):
        yield from _read_json(text, file)
        return
    for line, document in _documents(text, file):
        head = _read_document(document, line, file)
        if head is not None:
            yield head


def _documents(text: str, file: str) -> Iterator[tuple[int, str]]:
    """The documents with their first lines, counted from 1; a separator at the very start begins the first."""
    start, lines = 1, list[str]()
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(_SEPARATOR):
            _check_separator(line, number, file)
            if lines:
                yield start, "\n".join(lines)
                start, lines = number + 1, []
                continue
        lines.append(line)
    if lines:
        yield start, "\n".join(lines)


def _check_separator(line: str, number: int, file: str) -> None:
    rest = line[len(_SEPARATOR) :].strip()
    if rest and not rest.startswith("#"):
        raise ChartloomError(
            Diagnostic(
                "document-separator",
                f'"{line.strip()}" does not separate documents: only a comment may follow the dashes',
                Span(file, number, 1, len(line)),
                line,
                hint="put what follows the dashes into a line of its own",
            )
        )


def _read_document(document: str, line: int, file: str) -> ObjectHead | None:
    from chartloom.yamlio import read_yaml

    # Empty lines before it keep the numbers of its lines.
    return _head(read_yaml("\n" * (line - 1) + document, file), line, file)


def _read_json(text: str, file: str) -> Iterator[ObjectHead]:
    """A text that begins with a brace: objects in a row, or YAML's flow style."""
    try:
        heads = _read_json_objects(text, file)
    except ValueError:
        heads = [h for line, d in _documents(text, file) if (h := _read_document(d, line, file))]
    yield from heads


def _read_json_objects(text: str, file: str) -> list[ObjectHead]:
    from json import JSONDecoder

    decoder, at, heads = JSONDecoder(parse_constant=_refuse_constant), 0, list[ObjectHead]()
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        value, end = decoder.raw_decode(text, at)
        head = _head(_with_floats(value), text.count("\n", 0, at) + 1, file)
        heads += [head] if head else []
        at = end
    return heads


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


def _with_floats(value: object) -> object:
    if isinstance(value, dict):
        return {key: _with_floats(item) for key, item in value.items()}
    return float(value) if value.__class__ is int else value


def _head(value: object, line: int, file: str) -> ObjectHead | None:
    if value is None:
        return None
    found = read_struct(value, _SHAPE)
    if found.mismatches:
        raise ChartloomError(
            Diagnostic(
                "object-type", f"this is no Kubernetes object: {found.mismatches[0]}", Span(file, line)
            )
        )
    metadata = found.fields.get("metadata") or {}
    return ObjectHead(
        found.fields.get("apiVersion", ""), found.fields.get("kind", ""), metadata.get("name", ""), line
    )
