"""The calendar in any year, and the offsets of places.

Python's ``datetime`` ends at the year 9999; a template need not.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

__all__ = ["LOCAL", "UTC", "FixedZone", "LocalZone", "NamedZone", "Zone", "civil", "days_of", "load_zone"]

_EPOCH_ORDINAL = 719_163
_CYCLE_DAYS = 146_097
_CYCLE_SECONDS = _CYCLE_DAYS * 86_400


# The calendar


def civil(days: int) -> tuple[int, int, int]:
    """Year, month and day of a number of days since 1970-01-01, in any year."""
    from datetime import date

    cycles, rest = divmod(days + _EPOCH_ORDINAL - 1, _CYCLE_DAYS)
    day = date.fromordinal(rest + 1)
    return day.year + 400 * cycles, day.month, day.day


def days_of(year: int, month: int, day: int) -> int:
    """The days since 1970-01-01; month and day may lie outside of the year and the month."""
    from datetime import date

    more_years, month = divmod(month - 1, 12)
    cycles, year = divmod(year + more_years - 1, 400)
    first = date(year + 1, month + 1, 1).toordinal()
    return cycles * _CYCLE_DAYS + first - _EPOCH_ORDINAL + day - 1


# Locations


class Zone:
    """A place on earth as far as clocks are concerned: Coordinated Universal Time."""

    __slots__ = ()

    def lookup(self, unix: int) -> tuple[str, int]:
        """The zone's abbreviation and its offset in seconds at a second since 1970."""
        del unix
        return "UTC", 0

    def offset_named(self, name: str, unix: int) -> int | None:
        """The offset that this place calls by that name, if it does at that wall clock time."""
        found, offset = self.lookup(unix)
        found, offset = self.lookup(unix - offset)
        return offset if found == name else None

    def unix_of(self, wall: int) -> int:
        """The second since 1970 at which the clocks of this place show the given second."""
        offset = self.lookup(wall)[1]
        return wall - self.lookup(wall - offset)[1] if offset else wall


class FixedZone(Zone):
    """A constant offset, with or without a name."""

    __slots__ = ("name", "offset")

    def __init__(self, name: str, offset: int) -> None:
        self.name = name
        self.offset = offset

    def lookup(self, unix: int) -> tuple[str, int]:
        """The same at any time."""
        del unix
        return self.name, self.offset


class LocalZone(Zone):
    """Where this machine is."""

    __slots__ = ()

    def lookup(self, unix: int) -> tuple[str, int]:
        """What the operating system says."""
        from time import localtime

        at = localtime(unix)
        return at.tm_zone, at.tm_gmtoff

    def offset_named(self, name: str, unix: int) -> int | None:
        """Also the name that is not in use at that time of the year."""
        from time import altzone, timezone, tzname

        offset = super().offset_named(name, unix)
        if offset is None and name in tzname:
            return -(timezone, altzone)[tzname.index(name)]
        return offset


class NamedZone(Zone):
    """A place of the time zone database."""

    __slots__ = ("_info",)

    def __init__(self, info: ZoneInfo) -> None:
        self._info = info

    def lookup(self, unix: int) -> tuple[str, int]:
        """What the database says; calendars repeat every 400 years."""
        from datetime import datetime, timedelta

        lowest, highest = -62_000_000_000, 250_000_000_000
        if not lowest < unix < highest:
            unix = unix % _CYCLE_SECONDS + (_CYCLE_SECONDS if unix > 0 else -4 * _CYCLE_SECONDS)
        at = datetime.fromtimestamp(unix, self._info)
        return at.tzname() or "", (at.utcoffset() or timedelta()) // timedelta(seconds=1)


UTC = Zone()
LOCAL = LocalZone()


def load_zone(name: str) -> Zone | None:
    """The place of this name; None when the database has none."""
    if name in ("", "UTC"):
        return UTC
    if name == "Local":
        return LOCAL
    from zoneinfo import ZoneInfo

    try:
        return NamedZone(ZoneInfo(name))
    except (KeyError, ValueError, OSError):
        return None
