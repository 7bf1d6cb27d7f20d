"""Go's ``time.Time``, as templates see it."""

from __future__ import annotations

from chartloom.gotmpl.values import GoMethod, GoObject, Int64
from chartloom.sprig.durations import Span
from chartloom.sprig.zones import LOCAL, UTC, Zone, civil, days_of

TYPE_CHECKING = False

__all__ = [
    "MONTHS",
    "WEEKDAYS",
    "Clock",
    "GoEnum",
    "GoTime",
    "Month",
    "Weekday",
    "nanoseconds_between",
    "now",
]

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_SECOND = 1_000_000_000
_LONGEST = (1 << 63) - 1
_YEAR_ONE = -62_135_596_800


class GoEnum(GoObject):
    """A number that prints as its name."""

    __slots__ = ("name", "number")
    go_kind = "int"
    go_methods = {"String": GoMethod(lambda enum: enum.name)}  # noqa: RUF012

    def __init__(self, number: int, name: str) -> None:
        self.number = number
        self.name = name

    def __eq__(self, other: object) -> bool:
        return other.__class__ is self.__class__ and isinstance(other, GoEnum) and other.number == self.number

    def __hash__(self) -> int:
        return self.number

    def __bool__(self) -> bool:
        return self.number != 0

    def go_json(self) -> int:
        """The number."""
        return self.number

    def go_string(self) -> str:
        """The name."""
        return self.name


class Month(GoEnum):
    """Go's ``time.Month``."""

    __slots__ = ()
    go_type = "time.Month"


class Weekday(GoEnum):
    """Go's ``time.Weekday``."""

    __slots__ = ()
    go_type = "time.Weekday"


class Clock:
    """What calendar and clocks of a place show at an instant."""

    __slots__ = ("day", "hour", "minute", "month", "offset", "second", "weekday", "year", "yearday", "zone")

    def __init__(self, unix: int, zone: Zone) -> None:
        self.zone, self.offset = zone.lookup(unix)
        days, seconds = divmod(unix + self.offset, 86_400)
        self.year, self.month, self.day = civil(days)
        self.weekday = (days + 4) % 7
        self.yearday = days - days_of(self.year, 1, 1) + 1
        self.hour, rest = divmod(seconds, 3_600)
        self.minute, self.second = divmod(rest, 60)


class GoTime(GoObject):
    """A point in time: seconds since 1970, nanoseconds, and the place whose clocks show it."""

    __slots__ = ("nanosecond", "unix", "zone")
    go_type = "time.Time"

    def __init__(self, unix: int, nanosecond: int = 0, zone: Zone = UTC) -> None:
        self.unix = unix
        self.nanosecond = nanosecond
        self.zone = zone

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GoTime) and self._content() == other._content()

    def __hash__(self) -> int:
        return hash(self._content())

    def _content(self) -> tuple[int, int, Zone]:
        return self.unix, self.nanosecond, self.zone

    @property
    def clock(self) -> Clock:
        """What its place's calendar and clocks show."""
        return Clock(self.unix, self.zone)

    def within(self, zone: Zone) -> GoTime:
        """The same instant on the clocks of another place."""
        return GoTime(self.unix, self.nanosecond, zone)

    def after(self, nanoseconds: int) -> GoTime:
        """The instant so much later."""
        seconds, nanosecond = divmod(self.nanosecond + nanoseconds, _SECOND)
        return GoTime(self.unix + seconds, nanosecond, self.zone)

    def format(self, layout: str) -> str:
        """The time in a Go layout."""
        from chartloom.sprig.layouts import format_time  # layouts know times

        return format_time(self, layout)

    def go_json(self) -> str:
        """The time as RFC 3339 has it, to the nanosecond."""
        return _rfc3339(self)

    def go_string(self) -> str:
        """What Go prints, but for the reading of the monotonic clock."""
        return self.format("2006-01-02 15:04:05.999999999 -0700 MST")


ZERO = GoTime(_YEAR_ONE)


def now() -> GoTime:
    """This instant, here."""
    from time import time_ns

    return GoTime(0, 0, LOCAL).after(time_ns())


def nanoseconds_between(later: GoTime, earlier: GoTime) -> int:
    """The duration from one to the other, as far as a duration can be long."""
    apart = (later.unix - earlier.unix) * _SECOND + later.nanosecond - earlier.nanosecond
    return max(-_LONGEST - 1, min(apart, _LONGEST))


# What templates may ask


def _moved(time: GoTime, years: int, months: int, days: int) -> GoTime:
    clock = time.clock
    moved = days_of(clock.year + years, clock.month + months, clock.day + days)
    wall = moved * 86_400 + clock.hour * 3_600 + clock.minute * 60 + clock.second
    return GoTime(time.zone.unix_of(wall), time.nanosecond, time.zone)


def _order(time: GoTime, other: GoTime) -> int:
    mine, theirs = (time.unix, time.nanosecond), (other.unix, other.nanosecond)
    return (mine > theirs) - (mine < theirs)


def _rfc3339(time: GoTime) -> str:
    return time.format("2006-01-02T15:04:05.999999999Z07:00")


def _nanoseconds(time: GoTime) -> int:
    return time.unix * _SECOND + time.nanosecond


_TIME = "time.Time"
GoTime.go_methods = {
    "Add": GoMethod(GoTime.after, "time.Duration"),
    "AddDate": GoMethod(_moved, "int", "int", "int"),
    "After": GoMethod(lambda t, other: _order(t, other) > 0, _TIME),
    "Before": GoMethod(lambda t, other: _order(t, other) < 0, _TIME),
    "Compare": GoMethod(_order, _TIME),
    "Day": GoMethod(lambda t: t.clock.day),
    "Equal": GoMethod(lambda t, other: _order(t, other) == 0, _TIME),
    "Format": GoMethod(GoTime.format, "string"),
    "Hour": GoMethod(lambda t: t.clock.hour),
    "IsZero": GoMethod(lambda t: (t.unix, t.nanosecond) == (_YEAR_ONE, 0)),
    "Local": GoMethod(lambda t: t.within(LOCAL)),
    "MarshalJSON": GoMethod(lambda t: f'"{_rfc3339(t)}"'.encode()),
    "MarshalText": GoMethod(lambda t: _rfc3339(t).encode()),
    "Minute": GoMethod(lambda t: t.clock.minute),
    "Month": GoMethod(lambda t: Month(t.clock.month, MONTHS[t.clock.month - 1])),
    "Nanosecond": GoMethod(lambda t: t.nanosecond),
    "Second": GoMethod(lambda t: t.clock.second),
    "String": GoMethod(GoTime.go_string),
    "Sub": GoMethod(lambda t, other: Span(nanoseconds_between(t, other)), _TIME),
    "UTC": GoMethod(lambda t: t.within(UTC)),
    "Unix": GoMethod(lambda t: Int64(t.unix)),
    "UnixMicro": GoMethod(lambda t: Int64(_nanoseconds(t) // 1_000)),
    "UnixMilli": GoMethod(lambda t: Int64(_nanoseconds(t) // 1_000_000)),
    "UnixNano": GoMethod(lambda t: Int64(_nanoseconds(t))),
    "Weekday": GoMethod(lambda t: Weekday(t.clock.weekday, WEEKDAYS[t.clock.weekday])),
    "Year": GoMethod(lambda t: t.clock.year),
    "YearDay": GoMethod(lambda t: t.clock.yearday),
}
