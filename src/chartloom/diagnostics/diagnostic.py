"""The one shape of an error."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chartloom.diagnostics.span import Span

__all__ = ["ChartloomError", "Diagnostic", "Related", "Severity", "Subject"]


class Severity(Enum):
    """How much a finding matters: an error stops the work, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Subject(NamedTuple):
    """The value that a diagnostic speaks of, by its path in the values of the rendered chart.

    ``is_key`` says that the key is what should not be there, whatever its value is.
    """

    path: tuple[str | int, ...]
    is_key: bool = False


class Related(NamedTuple):
    """Something else that has a part in it: what it is, in words, and where it stands."""

    label: str
    text: str
    span: Span | None = None

    def __str__(self) -> str:
        """The words and the place."""
        return ": ".join(str(part) for part in (self.text, self.span) if part)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong, and what to do about it.

    ``code`` is a stable name in kebab-case; ``message`` says what was found and what was expected;
    ``span`` where; ``source`` is the text of that line as it stands in the file; ``trail`` leads
    there, outermost first (the includes of a template); ``note`` gives the background and ``hint``
    the likely fix. ``related`` are the lines of values and inventories behind it, and ``subject`` is the
    value that it speaks of, if it is one.
    """

    code: str
    message: str
    span: Span | None = None
    source: str | None = None
    trail: tuple[str, ...] = ()
    note: str | None = None
    hint: str | None = None
    severity: Severity = Severity.ERROR
    related: tuple[Related, ...] = ()
    subject: Subject | None = None


class ChartloomError(Exception):
    """Work that cannot be done, with every reason that was found.

    ``diagnostics`` is never empty and is in the order in which a person should read it.
    """

    def __init__(self, diagnostics: Diagnostic | Iterable[Diagnostic]) -> None:
        found = (diagnostics,) if isinstance(diagnostics, Diagnostic) else tuple(diagnostics)
        super().__init__(found)
        self.diagnostics = found

    def __str__(self) -> str:
        return "\n".join(d.message if d.span is None else f"{d.span}: {d.message}" for d in self.diagnostics)
