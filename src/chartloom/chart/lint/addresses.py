"""E-mail addresses and URLs of maintainers, with the verdicts of the Go library that Helm asks (govalidator)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    ParseUrl = Callable[[str], "UrlParts | None"]

__all__ = ["UrlParts", "is_email", "is_host_url", "is_request_url"]


class UrlParts(NamedTuple):
    """What rules ask of a URL that Go's parser accepts."""

    scheme: str
    host: str
    path: str


_WIDE = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
"""What the library takes for letters beyond ASCII in an e-mail address."""

_LETTER = re.compile(f"[a-zA-Z{_WIDE}]")
_ALPHANUMERIC = re.compile(f"[a-zA-Z0-9{_WIDE}]")
_ATOM = re.compile(f"[a-zA-Z0-9!#$%&'*+/=?^_`{{|}}~{_WIDE}-]+")
# The library's pattern for quoted names forgets a repetition: they have a single character.
_FOLD = r"(?:(?:[ \t]*\r\n)?[ \t]+)?"
_QUOTED = re.compile(
    f'"{_FOLD}(?:[\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f!\\x23-\\x5b\\x5d-\\x7f{_WIDE}]'
    f'|\\([\\x01-\\x09\\x0b-\\x7f{_WIDE}]){_FOLD}"'
)
_DOMAIN = re.compile(f"[a-zA-Z0-9._~{_WIDE}-]+")
_TOP = re.compile(f"[a-zA-Z0-9_~{_WIDE}-]+")

# The host of a URL is a prefix of one of two shapes, or none, and then the core: names in a row, with nothing
# between prefix and core. Each shape is written so that there is one way to read it: the time to find out is
# bounded by the square of the length, which is itself bounded.
_A, _L = "[a-zA-Z0-9]", "[a-zA-Z0-9\u00a1-\uffff]"
_PREFIX = (
    rf"(?:{_A}[a-zA-Z0-9_-]*{_A}(?:\.{_A}+(?:[-.]{_A}+)*)?"
    rf"|www\.|(?:{_A}+[-_.])*{_A}{{2,}}\.{_A}+)"
)
_HOST = rf"{_PREFIX}?{_L}+(?:--?{_L}+)*(?:\.[a-zA-Z\u00a1-\uffff]+)?"
_OCTET = r"(?:\d{1,2}|1\d\d|2[0-4]\d|25[0-5])"
_IPV4 = rf"(?:[1-9]\d?|1\d\d|2[01]\d|22[0-3]|24\d|25[0-5])(?:\.{_OCTET}){{3}}"
_AFTER_HOST = r"\.?(?::\d{1,5})?(?:[/?#]\S*)?"
_AUTHORITY = re.compile(rf"(?:{_IPV4}|\[[0-9a-fA-F:]*:[0-9a-fA-F:.]*\]|{_HOST}){_AFTER_HOST}")
_SCHEME = re.compile(r"(?:ftp|tcp|udp|wss?|https?)://")

_SHORTEST, _LONGEST = 4, 2082


def is_email(text: str) -> bool:
    """Whether a text is an e-mail address.

    >>> [is_email(t) for t in ("a.b@example.com", "a@localhost", "Ann <a@b.org>")]
    [True, False, False]
    """
    # Only a quoted local part can hold a further "@".
    local, at, domain = text.rpartition("@")
    return bool(at) and _is_local_part(local) and _is_domain(domain.removesuffix("."))


def _is_local_part(text: str) -> bool:
    if text.startswith('"'):
        return _QUOTED.fullmatch(text) is not None
    return all(_ATOM.fullmatch(part) for part in text.split("."))


def _is_domain(text: str) -> bool:
    head, _, top = text.rpartition(".")
    return (
        _DOMAIN.fullmatch(head) is not None
        and _ALPHANUMERIC.match(head[0]) is not None
        and _ALPHANUMERIC.match(head[-1]) is not None
        and _TOP.fullmatch(top) is not None
        and _LETTER.match(top[0]) is not None
        and _LETTER.match(top[-1]) is not None
    )


def is_host_url(text: str, parse: ParseUrl) -> bool:
    """Whether a text looks like a URL with a host, whose scheme may be left out."""
    if len(text.encode("utf-8", "surrogateescape")) < _SHORTEST or len(text) > _LONGEST or text[0] == ".":
        return False
    has_port_only = ":" in text and "://" not in text
    parts = parse(f"http://{text}" if has_port_only else text)
    if parts is None or parts.host.startswith("."):
        return False
    if not parts.host and parts.path and "." not in parts.path:
        return False
    scheme = _SCHEME.match(text)
    starts = {0, scheme.end() if scheme else 0}
    return any(_AUTHORITY.fullmatch(text, start) for start in starts | _after_users(text, starts))


def is_request_url(text: str, parse: ParseUrl) -> bool:
    """Whether a text is a URL with a scheme, as a client would send it: it has no fragment."""
    rest = text.partition(":")[2]
    if rest.startswith("//") and "#" in rest[2:].partition("/")[0].partition("?")[0]:
        return False
    parts = parse(text.replace("#", "%23"))
    return parts is not None and bool(parts.scheme)


def _after_users(text: str, starts: set[int]) -> set[int]:
    """Where a host can begin after a user and a password, which may hold anything but blanks."""
    blank = re.search(r"\s", text)
    end = blank.start() if blank else len(text)
    return {at + 1 for at in range(end) if text[at] == "@" and at > min(starts)}
