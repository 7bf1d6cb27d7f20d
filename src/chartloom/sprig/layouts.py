"""Go's layouts for times: text written like Mon Jan 2 15:04:05 MST 2006. ``parsing`` reads it back."""

from __future__ import annotations

from chartloom.sprig.times import MONTHS, WEEKDAYS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chartloom.sprig.times import Clock, GoTime

__all__ = ["DIGITS", "format_time", "pieces"]

DIGITS = "0123456789"

# What a layout may hold, the longer ones before what they begin with.
_ELEMENTS = (
    "January",
    "Jan",
    "Monday",
    "Mon",
    "MST",
    "002",
    "01",
    "02",
    "03",
    "04",
    "05",
    "06",
    "15",
    "1",
    "2006",
    "2",
    "__2",
    "_2",
    "3",
    "4",
    "5",
    "PM",
    "pm",
    "-070000",
    "-07:00:00",
    "-0700",
    "-07:00",
    "-07",
    "Z070000",
    "Z07:00:00",
    "Z0700",
    "Z07:00",
    "Z07",
)
_FIRST = frozenset(element[0] for element in _ELEMENTS) | {".", ","}


def pieces(layout: str) -> Iterator[tuple[str, str, str]]:
    """The literal text before each element, the element, and the rest of the layout; no element at the end."""
    begin = at = 0
    while at < len(layout):
        element = _element_at(layout, at) if layout[at] in _FIRST else ""
        if layout.startswith("_2006", at):
            at += 1  # an underscore before a year is itself
        elif element:
            yield layout[begin:at], element, layout[at + len(element) :]
            at = begin = at + len(element)
        else:
            at += 1
    yield layout[begin:], "", ""


def _element_at(layout: str, at: int) -> str:
    if layout[at] in ".,":
        return _fraction_at(layout, at)
    for element in _ELEMENTS:
        if layout.startswith(element, at):
            is_word = element in ("Jan", "Mon") and layout[at + 3 : at + 4].islower()
            return "" if is_word and layout[at + 3].isascii() else element
    return ""


def _fraction_at(layout: str, at: int) -> str:
    """``.000`` or ``.999``, unless another digit follows."""
    digit = layout[at + 1 : at + 2]
    if digit not in ("0", "9"):
        return ""
    end = at + 1
    while layout.startswith(digit, end):
        end += 1
    return "" if layout[end : end + 1] in tuple(DIGITS) else layout[at:end]


# Writing


def format_time(time: GoTime, layout: str) -> str:
    """The time as the layout shows it."""
    clock = time.clock
    out = []
    for prefix, element, _ in pieces(layout):
        out.append(prefix)
        if element:
            write = _WRITERS.get(element)
            out.append(write(clock) if write else _written(time, clock, element))
    return "".join(out)


def _written(time: GoTime, clock: Clock, element: str) -> str:
    if element[0] in ".,":
        return _written_fraction(time.nanosecond, element)
    return _written_offset(clock.offset, element)


def _written_fraction(nanosecond: int, element: str) -> str:
    digits = f"{nanosecond:09d}"[: len(element) - 1]
    if element[1] == "9":
        digits = digits.rstrip("0")
    return element[0] + digits if digits else ""


def _written_offset(offset: int, element: str) -> str:
    if element[0] == "Z" and not offset:
        return "Z"
    minutes = int(offset / 60)  # towards zero
    sign = "-" if minutes < 0 else "+"
    colon = ":" if ":" in element else ""
    text = f"{sign}{abs(minutes) // 60:02d}"
    if len(element) > 3:
        text += f"{colon}{abs(minutes) % 60:02d}"
    if len(element.replace(":", "")) == 7:
        text += f"{colon}{abs(offset) % 60:02d}"
    return text


def _written_zone(clock: Clock) -> str:
    if clock.zone:
        return clock.zone
    minutes = int(clock.offset / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"


_WRITERS: dict[str, Callable[[Clock], str]] = {
    "2006": lambda c: f"{c.year:04d}" if c.year >= 0 else f"-{-c.year:04d}",
    "06": lambda c: f"{abs(c.year) % 100:02d}",
    "January": lambda c: MONTHS[c.month - 1],
    "Jan": lambda c: MONTHS[c.month - 1][:3],
    "01": lambda c: f"{c.month:02d}",
    "1": lambda c: str(c.month),
    "Monday": lambda c: WEEKDAYS[c.weekday],
    "Mon": lambda c: WEEKDAYS[c.weekday][:3],
    "02": lambda c: f"{c.day:02d}",
    "_2": lambda c: f"{c.day:2d}",
    "2": lambda c: str(c.day),
    "002": lambda c: f"{c.yearday:03d}",
    "__2": lambda c: f"{c.yearday:3d}",
    "15": lambda c: f"{c.hour:02d}",
    "03": lambda c: f"{c.hour % 12 or 12:02d}",
    "3": lambda c: str(c.hour % 12 or 12),
    "04": lambda c: f"{c.minute:02d}",
    "4": lambda c: str(c.minute),
    "05": lambda c: f"{c.second:02d}",
    "5": lambda c: str(c.second),
    "PM": lambda c: "PM" if c.hour >= 12 else "AM",
    "pm": lambda c: "pm" if c.hour >= 12 else "am",
    "MST": _written_zone,
}
