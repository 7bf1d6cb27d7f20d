"""What linting finds: a diagnostic, and the file of the chart that it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chartloom.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.diagnostics import ChartloomError

__all__ = ["Finding", "error", "failures", "note", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with the file or folder at ``path`` below the chart."""

    path: str
    diagnostic: Diagnostic

    @property
    def severity(self) -> Severity:
        """How much it matters: an error fails the chart, a warning does when linting is strict."""
        return self.diagnostic.severity


def error(path: str, code: str, message: str, **details: Any) -> Finding:
    """What will most likely not work; ``details`` are further fields of the diagnostic."""
    return Finding(path, Diagnostic(code, message, **details))


def warning(path: str, code: str, message: str, **details: Any) -> Finding:
    """What breaks with convention and will most likely work."""
    return Finding(path, Diagnostic(code, message, severity=Severity.WARNING, **details))


def note(path: str, code: str, message: str, **details: Any) -> Finding:
    """What could be better."""
    return Finding(path, Diagnostic(code, message, severity=Severity.NOTE, **details))


def failures(path: str, failure: ChartloomError) -> Iterator[Finding]:
    """Every reason of a failure as a finding of its own."""
    return (Finding(path, diagnostic) for diagnostic in failure.diagnostics)
