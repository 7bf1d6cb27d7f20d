"""The text of an inventory, its values, and the place of each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.diagnostics import Diagnostic, Severity, Span
from chartloom.kube.secrecy import up_to_secret
from chartloom.matrix.places import read_places
from chartloom.yamlio.read import read_yaml

if TYPE_CHECKING:
    from chartloom.matrix.places import Path, Places

__all__ = ["Source", "read_source"]


@dataclass(frozen=True, slots=True)
class Source:
    """One inventory as it was read: nothing in it has been judged yet."""

    file: str
    lines: tuple[str, ...]
    value: object
    places: Places

    def place(self, path: Path, *, key: bool = False) -> Span:
        """Where ``path`` stands, or the nearest thing around it that has a place."""
        known = self.places.keys if key else self.places.values
        while path and path not in known:
            path, known = path[:-1], self.places.values
        return known.get(path, Span(self.file, 1, 1))

    def written(self, path: Path) -> str:
        """The scalar at ``path`` as its characters stand in the file, behind an alias as well, without quotes."""
        found = self.places.written(path) or path
        span = self.place(self.places.aliases.get(found, found))
        line = self.line(span) or ""
        text = line[span.column - 1 : span.column - 1 + span.length]
        while text.startswith(("&", "!")):  # a name for other places, or a tag, stands before it
            text = text.partition(" ")[2].lstrip()
        return text.strip("\"'")

    def line(self, span: Span) -> str | None:
        """The source line of ``span``."""
        return self.lines[span.line - 1] if 0 < span.line <= len(self.lines) else None

    def finding(
        self,
        path: Path,
        code: str,
        message: str,
        *,
        key: bool = False,
        note: str | None = None,
        hint: str | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Diagnostic:
        """A diagnostic that points at ``path``: at its value, or at its key. Its line is shown up to a secret."""
        span = self.place(path, key=key)
        line = self.line(span)
        shown = None if line is None else up_to_secret(line)
        return Diagnostic(code, message, span, shown, (), note, hint, severity)


def read_source(text: str, file: str) -> Source:
    """The source of an inventory; raises :class:`ChartloomError` when it is no YAML at all."""
    value = read_yaml(text, file)
    places = read_places(text, file)
    return Source(file, tuple(text.splitlines()), value, places)
