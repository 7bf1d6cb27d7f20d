"""The date functions of Sprig.

What is no time, where one is expected, is this moment: that includes every number out of a values file,
because such numbers are floats.
"""

from __future__ import annotations

from chartloom.gotmpl.errors import FunctionError
from chartloom.gotmpl.printing import duration_text
from chartloom.gotmpl.values import Int32, Int64
from chartloom.sprig.conversion import saturated, wrap
from chartloom.sprig.durations import DurationError, parse_duration, round_duration
from chartloom.sprig.times import ZERO, GoTime, nanoseconds_between, now
from chartloom.sprig.zones import LOCAL, UTC, load_zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.gotmpl.values import Value

__all__ = [
    "ago",
    "date",
    "date_in_zone",
    "date_modify",
    "duration",
    "duration_round",
    "html_date",
    "html_date_in_zone",
    "must_date_modify",
    "must_to_date",
    "now",
    "to_date",
    "unix_epoch",
]

_SECOND = 1_000_000_000
_UNITS = (
    ("y", 365 * 86_400),
    ("mo", 30 * 86_400),
    ("d", 86_400),
    ("h", 3_600),
    ("m", 60),
    ("s", 1),
)


def _time(value: Value, kinds: tuple[type, ...]) -> GoTime:
    if isinstance(value, GoTime):
        return value
    kind = value.__class__
    return GoTime(int(value), 0, LOCAL) if kind in kinds else now()


# Writing dates


def date(layout: str, value: Value) -> str:
    """The time in a layout, on the clocks of this machine."""
    return date_in_zone(layout, value, "Local")


def date_in_zone(layout: str, value: Value, zone: str) -> str:
    """The time in a layout, on the clocks of a place; of Coordinated Universal Time for an unknown one."""
    time = _time(value, (int, Int64, Int32))
    return time.within(load_zone(zone) or UTC).format(layout)


def html_date(value: Value) -> str:
    """The date as HTML forms want it, on the calendar of this machine."""
    return date("2006-01-02", value)


def html_date_in_zone(value: Value, zone: str) -> str:
    """The date as HTML forms want it, on the calendar of a place."""
    return date_in_zone("2006-01-02", value, zone)


def unix_epoch(time: GoTime) -> str:
    """The seconds since 1970."""
    return str(time.unix)


# Reading dates


def to_date(layout: str, text: str) -> GoTime:
    """The time that the text shows; the year 1 for a text that does not follow the layout."""
    try:
        return must_to_date(layout, text)
    except FunctionError:
        return ZERO


def must_to_date(layout: str, text: str) -> GoTime:
    """The time that the text shows on the clocks of this machine."""
    from chartloom.sprig.parsing import LayoutError, parse_time  # few templates read dates

    try:
        return parse_time(layout, text, LOCAL, LOCAL)
    except LayoutError as error:
        raise FunctionError(str(error)) from None


# Moving dates, durations


def date_modify(change: str, time: GoTime) -> GoTime:
    """The time moved by a duration; the same time for a text that is none."""
    try:
        return time.after(parse_duration(change))
    except DurationError:
        return time


def must_date_modify(change: str, time: GoTime) -> GoTime:
    """The time moved by a duration."""
    try:
        return time.after(parse_duration(change))
    except DurationError as error:
        raise FunctionError(str(error)) from None


def ago(value: Value) -> str:
    """How long ago the time was, in whole seconds."""
    passed = nanoseconds_between(now(), _time(value, (int, Int64)))
    return duration_text(wrap(round_duration(passed, _SECOND)))


def duration(seconds: Value) -> str:
    """So many seconds as a duration; the number is a text or an ``int64``, an ``int`` counts as 0."""
    count = 0
    if isinstance(seconds, str):
        count = saturated(seconds)
    elif seconds.__class__ is Int64:
        count = int(seconds)
    return duration_text(wrap(count * _SECOND))


def duration_round(value: Value) -> str:
    """The largest unit of a duration, of an ``int64`` of nanoseconds, or of the time since then."""
    length = abs(_length(value))
    for unit, seconds in _UNITS:
        if length > seconds * _SECOND:
            return f"{length // (seconds * _SECOND)}{unit}"
    return "0s"


def _length(value: Value) -> int:
    if isinstance(value, GoTime):
        return nanoseconds_between(now(), value)
    if isinstance(value, str):
        try:
            return parse_duration(value)
        except DurationError:
            return 0
    return int(value) if value.__class__ is Int64 else 0
