"""Where a thing is, what is wrong with it, and how that is shown.

Every error that a person sees is a :class:`Diagnostic`: a code, a message, a place, and what to do.
"""

from chartloom.diagnostics.diagnostic import ChartloomError, Diagnostic, Related, Severity, Subject
from chartloom.diagnostics.span import Span

__all__ = ["ChartloomError", "Diagnostic", "Related", "Severity", "Span", "Subject"]
