"""Reading times that follow a Go layout, with Go's error messages."""

from __future__ import annotations

from chartloom.sprig.durations import quote
from chartloom.sprig.layouts import DIGITS, pieces
from chartloom.sprig.times import MONTHS, WEEKDAYS, GoTime
from chartloom.sprig.zones import UTC, FixedZone, civil, days_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from chartloom.sprig.zones import Zone

__all__ = ["LayoutError", "parse_time"]


class LayoutError(ValueError):
    """A text that does not follow its layout; the message is Go's."""


class _MismatchError(Exception):
    """The text does not go on as the layout does."""


class _RangeError(Exception):
    """The text goes on with a number that is too large."""


class _Reading:
    """What has been read so far, and the text that is left."""

    def __init__(self, text: str) -> None:
        self.rest = text
        self.year = self.hour = self.minute = self.second = self.nanosecond = 0
        self.month = self.day = self.yearday = -1
        self.half = ""
        self.is_utc = False
        self.offset: int | None = None
        self.zone_name = ""

    def take(self, count: int) -> str:
        """The next characters."""
        if len(self.rest) < count:
            raise _MismatchError
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def number(self, *, fixed: bool) -> int:
        """One or two digits; with ``fixed`` two."""
        count = 2 if self.rest[1:2] in tuple(DIGITS) else 1
        if self.rest[:1] not in tuple(DIGITS) or (fixed and count == 1):
            raise _MismatchError
        return int(self.take(count))

    def name(self, names: tuple[str, ...], length: int | None = None) -> int:
        """The index of the name that comes next, whatever its case."""
        for index, name in enumerate(names):
            wanted = name[:length]
            if self.rest[: len(wanted)].lower() == wanted.lower() and self.rest[: len(wanted)].isascii():
                self.take(len(wanted))
                return index
        raise _MismatchError

    def skip(self, prefix: str) -> bool:
        """Pass over a literal text, in which a blank stands for any number of blanks, as far as it is there."""
        while prefix:
            if prefix[0] == " ":
                if self.rest and self.rest[0] != " ":
                    return False
                prefix, self.rest = prefix.lstrip(" "), self.rest.lstrip(" ")
            elif self.rest.startswith(prefix[0]):
                prefix, self.rest = prefix[1:], self.rest[1:]
            else:
                return False
        return True


def parse_time(layout: str, text: str, default: Zone, local: Zone) -> GoTime:
    """The time that the text shows; raises LayoutError.

    Where the text names no place its clocks are those of ``default``; an offset or an abbreviation that
    ``local`` has at that time means ``local``.
    """
    reading = _Reading(text)
    for prefix, element, following in pieces(layout):
        if not reading.skip(prefix):
            raise _mismatch(text, layout, reading.rest, prefix)
        if element:
            _read(reading, element, following, text, layout)
    if reading.rest:
        raise LayoutError(f"parsing time {quote(text)}: extra text: {quote(reading.rest)}")
    return _assembled(reading, text, default, local)


def _mismatch(text: str, layout: str, rest: str, element: str) -> LayoutError:
    return LayoutError(
        f"parsing time {quote(text)} as {quote(layout)}: cannot parse {quote(rest)} as {quote(element)}"
    )


def _read(reading: _Reading, element: str, following: str, text: str, layout: str) -> None:
    before = reading.rest
    try:
        if element[0] in ".,":
            _read_fraction(reading, element)
        elif element[0] in "-Z":
            _read_offset(reading, element)
        else:
            _READERS[element](reading, following)
    except _MismatchError:
        raise _mismatch(text, layout, before, element) from None
    except _RangeError as error:
        raise LayoutError(f"parsing time {quote(text)}: {error} out of range") from None


def _number(text: str) -> int:
    digits = text[1:] if text[:1] in ("+", "-") else text
    if digits.strip(DIGITS):
        raise _MismatchError
    number = int(digits or 0)
    return -number if text[:1] == "-" else number


def _checked(number: int, low: int, high: int, name: str) -> int:
    if not low <= number <= high:
        raise _RangeError(name)
    return number


def _read_long_year(reading: _Reading) -> None:
    if len(reading.rest) < 4 or reading.rest[0] not in DIGITS:
        raise _MismatchError
    reading.year = _number(reading.take(4))


def _read_year(reading: _Reading) -> None:
    year = _number(reading.take(2))
    reading.year = year + (1900 if year >= 69 else 2000)


def _read_month(reading: _Reading, *, fixed: bool) -> None:
    reading.month = _checked(reading.number(fixed=fixed), 1, 12, "month")


def _read_day(reading: _Reading, *, fixed: bool) -> None:
    reading.day = reading.number(fixed=fixed)


def _read_padded_day(reading: _Reading) -> None:
    reading.rest = reading.rest.removeprefix(" ")
    _read_day(reading, fixed=False)


def _read_yearday(reading: _Reading, *, padded: bool) -> None:
    if padded:
        reading.rest = reading.rest.removeprefix(" ").removeprefix(" ")
    head = reading.rest[:3]
    count = len(head) - len(head.lstrip(DIGITS))
    if not count or (not padded and count < 3):
        raise _MismatchError
    reading.yearday = int(reading.take(count))


def _read_hour(reading: _Reading) -> None:
    reading.hour = _checked(reading.number(fixed=False), 0, 23, "hour")


def _read_half_hour(reading: _Reading, *, fixed: bool) -> None:
    reading.hour = _checked(reading.number(fixed=fixed), 0, 12, "hour")


def _read_minute(reading: _Reading, *, fixed: bool) -> None:
    reading.minute = _checked(reading.number(fixed=fixed), 0, 59, "minute")


def _read_second(reading: _Reading, following: str, *, fixed: bool) -> None:
    reading.second = _checked(reading.number(fixed=fixed), 0, 59, "second")
    # A fraction that the layout does not mention is taken all the same.
    _, element, _ = next(pieces(following))
    if element[:1] not in (".", ","):
        _read_fraction(reading, ".9")


def _read_fraction(reading: _Reading, element: str) -> None:
    rest = reading.rest
    if element[1] == "0":
        count = len(element)
        if len(rest) < count or rest[0] not in ".,":
            raise _MismatchError
    else:
        count = 1 + len(rest[1:]) - len(rest[1:].lstrip(DIGITS))
        if count == 1 or rest[0] not in ".,":
            return
    digits = reading.take(count)[1:10]
    number = _number(digits)
    reading.nanosecond = _checked(number, 0, 999_999_999, "fractional second") * 10 ** (9 - len(digits))


def _read_half(reading: _Reading, names: tuple[str, str]) -> None:
    half = reading.take(2)
    if half not in names:
        raise _MismatchError
    reading.half = half.upper()


def _read_offset(reading: _Reading, element: str) -> None:
    if element[0] == "Z" and reading.rest.startswith("Z"):
        reading.take(1)
        reading.is_utc = True
        return
    text = reading.take(len(element))
    if any(shown != ":" for shown, wanted in zip(text, element, strict=True) if wanted == ":"):
        raise _MismatchError
    width = 3 if ":" in element else 2
    offset = 0
    for at, unit in zip(range(1, len(text), width), ("hour", "minute", "second"), strict=False):
        part = text[at : at + 2]
        if part.strip(DIGITS):
            raise _MismatchError
        offset = offset * 60 + _checked(
            int(part), 0, 24 if unit == "hour" else 60, f"time zone offset {unit}"
        )
    if text[0] not in "+-":
        raise _MismatchError
    offset *= 60 ** (3 - len(range(1, len(text), width)))
    reading.offset = -offset if text[0] == "-" else offset


def _read_zone(reading: _Reading) -> None:
    if reading.rest.startswith("UTC"):
        reading.take(3)
        reading.is_utc = True
        return
    length = _zone_length(reading.rest)
    if not length:
        raise _MismatchError
    reading.zone_name = reading.take(length)


def _zone_length(text: str) -> int:
    """The length of the zone abbreviation that the text begins with; 0 when there is none."""
    if len(text) < 3:
        return 0
    if text[:4] in ("ChST", "MeST"):
        return 4
    if text.startswith("GMT"):
        return 3 + _signed_length(text[3:])
    if text[0] in "+-":
        return _signed_length(text)
    capitals = text[:6]
    count = len(capitals) - len(capitals.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    if count == 3 or (count in (4, 5) and (text[count - 1] == "T" or text[:count] == "WITA")):
        return count
    return 0


def _signed_length(text: str) -> int:
    digits = text[1:][: len(text[1:]) - len(text[1:].lstrip(DIGITS))]
    return 1 + len(digits) if text[:1] in ("+", "-") and digits and int(digits) <= 23 else 0


def _read_month_name(reading: _Reading, length: int | None) -> None:
    reading.month = reading.name(MONTHS, length) + 1


_READERS: dict[str, Callable[[_Reading, str], None]] = {
    "2006": lambda r, _: _read_long_year(r),
    "06": lambda r, _: _read_year(r),
    "January": lambda r, _: _read_month_name(r, None),
    "Jan": lambda r, _: _read_month_name(r, 3),
    "01": lambda r, _: _read_month(r, fixed=True),
    "1": lambda r, _: _read_month(r, fixed=False),
    "Monday": lambda r, _: _ignore(r.name(WEEKDAYS)),
    "Mon": lambda r, _: _ignore(r.name(WEEKDAYS, 3)),
    "02": lambda r, _: _read_day(r, fixed=True),
    "_2": lambda r, _: _read_padded_day(r),
    "2": lambda r, _: _read_day(r, fixed=False),
    "002": lambda r, _: _read_yearday(r, padded=False),
    "__2": lambda r, _: _read_yearday(r, padded=True),
    "15": lambda r, _: _read_hour(r),
    "03": lambda r, _: _read_half_hour(r, fixed=True),
    "3": lambda r, _: _read_half_hour(r, fixed=False),
    "04": lambda r, _: _read_minute(r, fixed=True),
    "4": lambda r, _: _read_minute(r, fixed=False),
    "05": lambda r, following: _read_second(r, following, fixed=True),
    "5": lambda r, following: _read_second(r, following, fixed=False),
    "PM": lambda r, _: _read_half(r, ("AM", "PM")),
    "pm": lambda r, _: _read_half(r, ("am", "pm")),
    "MST": lambda r, _: _read_zone(r),
}


def _ignore(weekday: int) -> None:
    del weekday  # Go does not ask whether it is the right one


# What was read, as a time


def _assembled(reading: _Reading, text: str, default: Zone, local: Zone) -> GoTime:
    month, day = _month_and_day(reading, text)
    hour = reading.hour
    if reading.half == "PM" and hour < 12:
        hour += 12
    elif reading.half == "AM" and hour == 12:
        hour = 0
    wall = days_of(reading.year, month, day) * 86_400 + hour * 3_600 + reading.minute * 60 + reading.second
    unix, zone = _place(reading, wall, default, local)
    return GoTime(unix, reading.nanosecond, zone)


def _month_and_day(reading: _Reading, text: str) -> tuple[int, int]:
    month, day = reading.month, reading.day
    if reading.yearday >= 0:
        month, day = _of_yearday(reading, text)
    month, day = (month if month >= 0 else 1), (day if day >= 0 else 1)
    if not 1 <= day <= days_of(reading.year, month + 1, 1) - days_of(reading.year, month, 1):
        raise LayoutError(f"parsing time {quote(text)}: day out of range")
    return month, day


def _of_yearday(reading: _Reading, text: str) -> tuple[int, int]:
    new_year = days_of(reading.year, 1, 1)
    if not 1 <= reading.yearday <= days_of(reading.year + 1, 1, 1) - new_year:
        raise LayoutError(f"parsing time {quote(text)}: day-of-year out of range")
    _, month, day = civil(new_year + reading.yearday - 1)
    if reading.month >= 0 and reading.month != month:
        raise LayoutError(f"parsing time {quote(text)}: day-of-year does not match month")
    if reading.day >= 0 and reading.day != day:
        raise LayoutError(f"parsing time {quote(text)}: day-of-year does not match day")
    return month, day


def _place(reading: _Reading, wall: int, default: Zone, local: Zone) -> tuple[int, Zone]:
    """The second since 1970 at which the clocks show that time, and whose clocks they are."""
    if reading.is_utc:
        return wall, UTC
    if reading.offset is not None:
        return _place_at_offset(reading.offset, reading.zone_name, wall, local)
    if reading.zone_name:
        return _named_place(reading.zone_name, wall, local)
    return default.unix_of(wall), default


def _place_at_offset(offset: int, name: str, wall: int, local: Zone) -> tuple[int, Zone]:
    unix = wall - offset
    local_name, local_offset = local.lookup(unix)
    if local_offset == offset and name in ("", local_name):
        return unix, local
    return unix, FixedZone(name, offset)


def _named_place(name: str, wall: int, local: Zone) -> tuple[int, Zone]:
    offset = local.offset_named(name, wall)
    if offset is not None:
        return wall - offset, local
    # Go knows the name but no offset, unless the name says it; then it changes the clocks, not the instant.
    hours = _number(name[3:]) if name.startswith("GMT") else 0
    return wall, FixedZone(name, hours * 3_600)
