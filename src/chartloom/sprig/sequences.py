"""The integer slice functions of Sprig: counting."""

from __future__ import annotations

from chartloom.gotmpl.values import IntList
from chartloom.sprig.text import LONGEST_LIST, check_size

__all__ = ["seq", "until", "until_step"]


def until(count: int) -> IntList:
    """The numbers from 0 up or down to the count, without it."""
    return _count(0, count, -1 if count < 0 else 1)


def until_step(start: int, stop: int, step: int) -> IntList:
    """The numbers from start to stop by step, without stop; none when the step leads away."""
    return _count(start, stop, step)


def _count(start: int, stop: int, step: int) -> IntList:
    if not step:
        return IntList()
    numbers = range(start, stop, step)
    check_size(-((start - stop) // step), LONGEST_LIST)
    return IntList(numbers)


def seq(*bounds: int) -> str:
    """The numbers of ``seq LAST``, ``seq FIRST LAST`` or ``seq FIRST STEP LAST`` with blanks between them."""
    if not 1 <= len(bounds) <= 3:
        return ""
    start = 1 if len(bounds) == 1 else bounds[0]
    end = bounds[-1]
    direction = -1 if end < start else 1
    step = bounds[1] if len(bounds) == 3 else direction
    return " ".join(map(str, _count(start, end + direction, step)))
