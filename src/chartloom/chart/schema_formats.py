"""The formats that a schema can ask of strings, with the verdicts of Helm's validator.

Drafts up to 7 insist on formats; later ones only describe with them. Formats that are not listed allow anything.
"""

from __future__ import annotations

import datetime as dt
import re
from ipaddress import AddressValueError, IPv6Address

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FORMATS", "has_format", "is_pattern"]

_LABEL = r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)"
_CORE = r"(?:0|[1-9][0-9]*)"
_PRERELEASE = r"(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
_WORDS = r"[0-9A-Za-z-]+"
_HEX = (f"[0-9a-fA-F]{{{length}}}" for length in (8, 4, 4, 4, 12))


def _units(letters: str) -> str:
    return "".join(f"(?:[0-9]+{letter})?" for letter in letters)


_PATTERNS = {
    "duration": rf"P(?:[0-9]+W|(?=[0-9T]){_units('YMD')}(?:T(?=[0-9]){_units('HMS')})?)",
    "json-pointer": r"(?:/(?:[^~/]|~[01])*)*",
    "relative-json-pointer": r"(?:0|[1-9][0-9]*)(?:#|(?:/(?:[^~/]|~[01])*)*)",
    "semver": rf"{_CORE}\.{_CORE}\.{_CORE}(?:-{_PRERELEASE}(?:\.{_PRERELEASE})*)?(?:\+{_WORDS}(?:\.{_WORDS})*)?",
    "uuid": "-".join(_HEX),
}
_TIME = r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?(?:[zZ]|([+-])([0-9]{2}):([0-9]{2}))"
_ATOMS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = rf'(?:"[^"\\]*"|{_ATOMS}(?:\.{_ATOMS})*|)'
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*:"
_DAY = 24 * 60


def has_format(name: str, text: str, matches: Callable[[str, str], bool]) -> bool:
    """Whether a text has the format of this name; ``matches(pattern, text)`` searches."""
    if name == "regex":
        return is_pattern(text, matches)
    verdict = FORMATS.get(name)
    return verdict is None or verdict(text)


def is_pattern(text: str, matches: Callable[[str, str], bool]) -> bool:
    """Whether a text is a regular expression."""
    try:
        matches(text, "")
    except ValueError:
        return False
    return True


def _shaped(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text) is not None


def _is_date(text: str) -> bool:
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        # Go has a year 0, which was a leap year.
        dt.date.fromisoformat(text.replace("0000", "0400", 1) if text.startswith("0000") else text)
    except ValueError:
        return False
    return True


def _is_time(text: str) -> bool:
    found = re.fullmatch(_TIME, text)
    if not found:
        return False
    hour, minute, second = (int(part) for part in found.groups()[:3])
    sign, zone_hour, zone_minute = found[4], int(found[5] or 0), int(found[6] or 0)
    if hour > 23 or minute > 59 or second > 60 or zone_hour > 23 or zone_minute > 59:
        return False
    offset = (zone_hour * 60 + zone_minute) * (-1 if sign == "+" else 1)
    # A leap second is the last one of a day of UTC.
    return second < 60 or (hour * 60 + minute + offset) % _DAY == _DAY - 1


def _is_date_time(text: str) -> bool:
    return text[10:11] in ("T", "t") and _is_date(text[:10]) and _is_time(text[11:])


def _is_period(text: str) -> bool:
    start, slash, end = text.partition("/")
    is_duration = FORMATS["duration"]
    if start.startswith("P"):
        return bool(slash) and is_duration(start) and _is_date_time(end)
    return _is_date_time(start) and (is_duration(end) if end.startswith("P") else _is_date_time(end))


def _is_ipv4(text: str) -> bool:
    groups = text.split(".")
    return len(groups) == 4 and all(map(_is_byte, groups))


def _is_byte(text: str) -> bool:
    # Go's Atoi takes a sign.
    return re.fullmatch("(?!0.)[+-]?[0-9]+", text) is not None and 0 <= int(text) < 256


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return "%" not in text


def _is_hostname(text: str) -> bool:
    name = text.removesuffix(".")
    return len(name) <= 253 and re.fullmatch(rf"{_LABEL}(?:\.{_LABEL})*", name) is not None


def _is_email(text: str) -> bool:
    local, at, domain = text.rpartition("@")
    if not at or len(text.encode()) > 254 or len(local) > 64 or not re.fullmatch(_LOCAL, local):
        return False
    if domain.startswith("[") and domain.endswith("]"):
        address = domain[1:-1]
        if address.startswith("IPv6:"):
            return _is_ipv6(address.removeprefix("IPv6:"))
        return _is_ipv4(address)
    return _is_hostname(domain)


def _is_reference(text: str) -> bool:
    """Whether Go's ``net/url`` reads it, and an IPv6 address in it is in brackets."""
    body, _, fragment = text.partition("#")
    body = body.partition("?")[0]
    if re.search(r"[\x00-\x1f\x7f]", text) or re.search(r"%(?![0-9A-Fa-f]{2})", body + fragment):
        return False
    scheme = re.match(_SCHEME, body)
    rest = body[scheme.end() :] if scheme else body
    if rest.startswith("//"):
        return _is_authority(rest[2:].partition("/")[0])
    return bool(scheme) or ":" not in rest.partition("/")[0]


def _is_authority(text: str) -> bool:
    user, _, host = text.rpartition("@")
    if not re.fullmatch(r"[A-Za-z0-9._:~!$&'()*+,;=%@-]*", user):
        return False
    found = re.fullmatch(r"(?:\[([^\]]*)\]|([^\[\]:\s<>\"\\^`{|}]*))(?::[0-9]*)?", host)
    return found is not None and (found[1] is None or _is_ipv6(found[1]))


def _is_absolute(text: str) -> bool:
    return re.match(_SCHEME, text) is not None and _is_reference(text)


def _is_template(text: str) -> bool:
    path = re.sub(r"[?#].*", "", text, flags=re.DOTALL)
    braces = (re.sub("[^{}]", "", part) for part in path.split("/"))
    return _is_reference(text) and all(part == "{}" * (len(part) // 2) for part in braces)


FORMATS: dict[str, Callable[[str], bool]] = {
    **{name: _shaped(pattern) for name, pattern in _PATTERNS.items()},
    "date": _is_date,
    "date-time": _is_date_time,
    "email": _is_email,
    "hostname": _is_hostname,
    "ipv4": _is_ipv4,
    "ipv6": _is_ipv6,
    "iri": _is_absolute,
    "iri-reference": lambda text: "\\" not in text and _is_reference(text),
    "period": _is_period,
    "time": _is_time,
    "uri": _is_absolute,
    "uri-reference": lambda text: "\\" not in text and _is_reference(text),
    "uri-template": _is_template,
}
