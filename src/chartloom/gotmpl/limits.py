"""What one run of templates may use; past that it ends with an error instead of the machine."""

from __future__ import annotations

from time import monotonic

from chartloom.gotmpl.errors import EvalError, FunctionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, NoReturn, TypeVar

    _Items = TypeVar("_Items", bound=Sequence[Any])

__all__ = [
    "LONGEST_TEXT",
    "Budget",
    "LimitError",
    "Limits",
    "Room",
    "check_joined",
    "check_size",
    "size_text",
]

LONGEST_TEXT = (16 << 20) - 1
"""No function makes longer texts out of shorter ones."""

_WORK_BETWEEN_LOOKS = 100_000
_MOST_VALUES = 1 << 19


class LimitError(EvalError):
    """A limit is reached; the message says which."""


class Limits:
    """The limits of one rendering: characters of all output and of one template's, and seconds."""

    __slots__ = ("output", "seconds", "text")

    def __init__(self, *, output: int = 256 << 20, text: int = 100 << 20, seconds: float = 60) -> None:
        # Frozen by hand: `dataclasses` costs more than a rendering that is known.
        object.__setattr__(self, "output", output)
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "seconds", seconds)

    output: int
    text: int
    seconds: float

    def __setattr__(self, name: str, _value: object) -> NoReturn:
        raise AttributeError(f"cannot assign to field {name!r}")


class Budget:
    """What is left of the limits while templates run.

    ``left`` counts down the work until the next look at the clock: a unit for each character of an include's
    output, a hundred for each call and each turn of a range.
    """

    __slots__ = ("_deadline", "_output_left", "left", "limits")

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.left = min(_WORK_BETWEEN_LOOKS, limits.text)
        self._output_left = limits.output
        self._deadline = monotonic() + limits.seconds

    def look(self, text: str = "") -> None:
        """Stop when the time is up or the text too long; to be called when nothing is ``left``."""
        self.left = min(_WORK_BETWEEN_LOOKS, self.limits.text)
        if monotonic() > self._deadline:
            raise LimitError(f"rendering takes longer than {self.limits.seconds:g} seconds")
        if len(text) > self.limits.text:
            self._refuse()

    def checked(self, text: str) -> str:
        """The output of a call, unless it is too long."""
        self.left -= len(text) + 100
        if self.left < 0:
            self.look(text)
        return text

    def watched(self, items: _Items) -> _Items | _Watched:
        """The items of a range that left nothing."""
        self.look()
        return items if len(items) <= 1000 else _Watched(items, self)

    def joined(self, pieces: list[str]) -> str:
        """The pieces as one text, unless that is too long."""
        size = sum(map(len, pieces))
        if size > self.limits.text:
            self._refuse()
        return "".join(pieces)

    def _refuse(self) -> NoReturn:
        """Stop because a text is too long."""
        raise LimitError(f"the output of a template is longer than {size_text(self.limits.text)}")

    def affords(self, text: str) -> bool:
        """Count what a file of the chart has printed; whether that is within the limits."""
        self._output_left -= len(text)
        return self._output_left >= 0


class _Watched:
    """Many items, between which the clock is looked at."""

    __slots__ = ("_budget", "_items")

    def __init__(self, items: Sequence[Any], budget: Budget) -> None:
        self._items = items
        self._budget = budget

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Any]:
        for index, item in enumerate(self._items):
            if not index % 1000:
                self._budget.look()
            yield item


class Room:
    """How many values a function that walks through maps and lists may still meet.

    A map that holds another twice, which holds another twice, and so on, is small, but not for such a function.
    """

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = _MOST_VALUES

    def take(self, count: int) -> None:
        """Count what a map or list holds."""
        self._left -= count
        if self._left < 0:
            raise LimitError(f"too many values: more than {_MOST_VALUES}")


def check_joined(text: str) -> str:
    """The text of a map or list, unless it is longer than any that a template can mean."""
    # Here, and not when all is printed: a small map that holds others twice, and so on, prints without end.
    if len(text) > LONGEST_TEXT:
        raise LimitError(f"result too large: {len(text)}")
    return text


def size_text(size: int) -> str:
    """A number of characters in words."""
    return f"{size >> 20} MiB" if size >= 1 << 20 else f"{size} characters"


def check_size(size: int, longest: int) -> None:
    """Refuse a result that no template can mean."""
    if size > longest:
        raise FunctionError(f"result too large: {size}")
