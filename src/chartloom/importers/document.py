"""A YAML document whose values know where they stand, in the characters in which they were written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.diagnostics import Diagnostic, Severity, Span
from chartloom.importers.report import Remark
from chartloom.yamlio import read_positions, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chartloom.importers.report import Kind
    from chartloom.yamlio.positions import Path, Place

__all__ = ["Document", "listed", "mapping", "read_document", "read_documents"]

Record = dict[str, object]


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a file."""

    file: str
    value: object
    lines: tuple[str, ...]
    places: Mapping[Path, Place]
    first_line: int = 1

    def span(self, path: Path) -> Span:
        """Where ``path`` stands: its key, or the nearest thing around it that has a place."""
        while path and path not in self.places:
            path = path[:-1]
        place = self.places.get(path)
        if place is None:
            return Span(self.file, self.first_line, 1)
        here = place.key
        return Span(self.file, here.line + self.first_line - 1, here.column, here.length)

    def text(self, path: Path, value: object) -> str:
        """A scalar in the characters of the file: ``1.10`` is no ``1.1``, and ``0755`` no ``493``."""
        if isinstance(value, str):
            return value
        written = self._written(path)
        if not isinstance(value, float | bool):
            return ""
        if isinstance(value, bool):
            return written if written.lower() in _FLAGS else str(value).lower()
        return written if _is_same_number(written, value) else f"{value:.15g}"

    def _written(self, path: Path) -> str:
        place = self.places.get(path)
        if place is None or not 0 < place.value.line <= len(self.lines):
            return ""
        here = place.value
        return self.lines[here.line - 1][here.column - 1 : here.column - 1 + here.length]

    def remark(self, kind: Kind, path: Path, service: str, key: str, why: str) -> Remark:
        """A remark about what stands at ``path``."""
        return Remark(kind, self.span(path), service, key, why)

    def error(self, path: Path, code: str, message: str, hint: str | None = None) -> Diagnostic:
        """An error that points at ``path``."""
        span = self.span(path)
        index = span.line - self.first_line
        line = self.lines[index] if 0 <= index < len(self.lines) else None
        return Diagnostic(code, message, span, line, hint=hint, severity=Severity.ERROR)


_FLAGS = ("true", "false", "yes", "no", "on", "off", "y", "n")


def _is_same_number(written: str, value: object) -> bool:
    try:
        return written[:1].isdigit() and (written.startswith("0") or float(written) == value)
    except ValueError:
        return False


def mapping(value: object) -> Record:
    """The mapping that a value is, or an empty one."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[object]:
    """The list that a value is, or an empty one."""
    return value if isinstance(value, list) else []


def read_document(text: str, file: str, first_line: int = 1) -> Document:
    """The first document of a text; raises ChartloomError when it is no YAML."""
    lines = tuple(text.splitlines())
    # Numbers of lines are those of the file also where YAML refuses a document behind others.
    padded = "\n" * (first_line - 1) + text
    value = read_yaml(padded, file)
    return Document(file, value, lines, read_positions(text, file), first_line)


def read_documents(text: str, file: str) -> Iterator[Document]:
    """All documents of a stream, empty ones left out."""
    lines = text.splitlines()
    starts = [0, *(i + 1 for i, line in enumerate(lines) if _is_separator(line))]
    ends = [*(start - 1 for start in starts[1:]), len(lines)]
    for start, end in zip(starts, ends, strict=True):
        part = "\n".join(lines[start:end])
        if any(line.strip() and not line.lstrip().startswith("#") for line in lines[start:end]):
            document = read_document(part + "\n", file, start + 1)
            if document.value is not None:
                yield document


def _is_separator(line: str) -> bool:
    return line.startswith("---") and (len(line) == 3 or line[3] in " \t")
