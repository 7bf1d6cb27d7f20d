"""The text of an inventory, its values, and the place of each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.diagnostics import Diagnostic, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Path", "Source", "read_source"]

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One inventory as it was read: nothing in it has been judged yet."""

    file: str
    lines: tuple[str, ...]
    value: object
    values: Mapping[Path, Span]
    keys: Mapping[Path, Span]
    repeated: tuple[tuple[Path, Span], ...] = ()

    def place(self, path: Path, *, key: bool = False) -> Span:
        """Where ``path`` stands, or the nearest thing around it that has a place."""
        places = self.keys if key else self.values
        while path and path not in places:
            path, places = path[:-1], self.values
        return places.get(path, Span(self.file, 1, 1))

    def written(self, path: Path) -> str:
        """The scalar at ``path`` as its characters stand in the file, without quotes."""
        span = self.place(path)
        line = self.line(span) or ""
        return line[span.column - 1 : span.column - 1 + span.length].strip("\"'")

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
        """A diagnostic that points at ``path``: at its value, or at its key."""
        span = self.place(path, key=key)
        return Diagnostic(code, message, span, self.line(span), (), note, hint, severity)


def read_source(text: str, file: str) -> Source:
    import yaml

    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    vals: dict[Path, Span] = {}
    keys: dict[Path, Span] = {}
    rep: list[tuple[Path, Span]] = []

    def sp(n: yaml.Node) -> Span:
        s, e = n.start_mark, n.end_mark
        return Span(file, s.line + 1, s.column + 1, max(1, e.column - s.column) if e.line == s.line else 1)

    def walk(n: yaml.Node, path: Path) -> object:
        vals[path] = sp(n)
        if isinstance(n, yaml.MappingNode):
            out: dict[str, object] = {}
            for k, v in n.value:
                p = (*path, k.value)
                if k.value in out:
                    rep.append((p, sp(k)))
                keys[p] = sp(k)
                out[k.value] = walk(v, p)
            return out
        if isinstance(n, yaml.SequenceNode):
            return [walk(v, (*path, i)) for i, v in enumerate(n.value)]
        v = yaml.safe_load(n.value) if not n.tag.endswith(":str") else n.value
        return float(v) if type(v) is int else v

    value = walk(node, ()) if node else None
    return Source(file, tuple(text.splitlines()), value, vals, keys, tuple(rep))
