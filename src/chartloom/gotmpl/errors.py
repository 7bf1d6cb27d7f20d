"""Everything that can go wrong in a template.

    TemplateError
    ├── ParseError       the text is no template
    ├── EvalError        an action cannot be evaluated (raised without a place; execution adds it)
    │   └── FunctionError    a function was called properly and returned an error
    └── ExecError        an EvalError with its place: file, line, column and the calls that led there

This module imports nothing of ours, so that every other may import it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from chartloom.gotmpl.frames import Frame

__all__ = ["EvalError", "ExecError", "FunctionError", "ParseError", "TemplateError"]


class TemplateError(Exception):
    """Base of all errors of this package."""


class ParseError(TemplateError):
    """A template text that cannot be parsed.

    ``str()`` gives Go's own text, ``template: NAME:LINE: MESSAGE``. ``offset`` counts
    characters of the text from 0.
    """

    def __init__(self, message: str, name: str, line: int, offset: int) -> None:
        super().__init__(message, name, line, offset)
        self.message = message
        self.name = name
        self.line = line
        self.offset = offset

    def __str__(self) -> str:
        return f"template: {self.name}:{self.line}: {self.message}"


class EvalError(TemplateError):
    """An action that cannot be evaluated; ``message`` is worded as Go words it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class FunctionError(EvalError):
    """The error result of a template function; Go prints ``error calling NAME: MESSAGE``."""


class ExecError(TemplateError):
    """The failure of a running template.

    ``frames`` lead from the outermost template to the failing node; ``cause`` is the error
    without its place. ``str()`` gives the text that Go's ``text/template`` gives.
    """

    def __init__(self, frames: tuple[Frame, ...], cause: EvalError, function: str = "") -> None:
        super().__init__(frames, cause, function)
        self.frames = frames
        self.cause = cause
        self.function = function

    @property
    def message(self) -> str:
        """The cause in words, without places."""
        if isinstance(self.cause, FunctionError) and self.function:
            return f"error calling {self.function}: {self.cause.message}"
        return self.cause.message

    def __str__(self) -> str:
        return self.told(lambda _: "")

    def told(self, remark: Callable[[Frame], str]) -> str:
        """Go's text, with what a function has to say of the template that it ran."""
        text = ""
        for frame, following in zip(self.frames, (*self.frames[1:], None), strict=True):
            if following is None or following.entered != "execute":
                text += (
                    f'template: {frame.file}:{frame.line}:{frame.column}: executing "{frame.template}" '
                    f"at <{frame.context}>: "
                )
                text += f"error calling {following.entered}: {remark(following)}" if following else ""
        return text + self.message
