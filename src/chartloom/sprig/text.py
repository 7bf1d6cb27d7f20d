"""A string as Go sees it: bytes, or runes with U+FFFD for whatever is no UTF-8."""

from __future__ import annotations

from chartloom.gotmpl.limits import LONGEST_TEXT, check_size
from chartloom.gotmpl.printing import sprint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.gotmpl.values import Value

__all__ = [
    "LONGEST_LIST",
    "LONGEST_NAME",
    "LONGEST_TEXT",
    "SPACES",
    "byte_order",
    "check_size",
    "from_bytes",
    "strval",
    "to_bytes",
    "to_runes",
]

SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""What Go's ``unicode.IsSpace`` calls a space; Python's own notion has four more."""

LONGEST_LIST = 1 << 20
"""No function builds longer ones out of a number; Go would take the machine's whole memory for them."""


LONGEST_NAME = 1 << 20
"""No function changes the case of longer texts letter by letter: it would take minutes."""


def to_bytes(text: str) -> bytes:
    """The bytes of a Go string."""
    return text.encode("utf-8", "surrogateescape")


def from_bytes(data: bytes) -> str:
    """The Go string of these bytes."""
    return data.decode("utf-8", "surrogateescape")


def to_runes(text: str) -> str:
    """The text as a loop over its runes sees it: U+FFFD for each byte that is no UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        # Two halves of a character that met again are one: read the bytes afresh.
        whole = from_bytes(to_bytes(text))
        return "".join(["\ufffd" if "\udc80" <= c <= "\udcff" else c for c in whole])
    return text


def strval(value: Value) -> str:
    """A value as Sprig turns it into text: like ``%v``, but bytes are a text already."""
    if value.__class__ is str:
        return str(value)
    return from_bytes(value) if value.__class__ is bytes else sprint(value)


def byte_order(texts: list[str]) -> list[str]:
    """The texts sorted as Go sorts strings, by their bytes."""
    # The order of characters is the order of bytes, except for stray bytes.
    return sorted(texts) if "".join(texts).isascii() else sorted(texts, key=to_bytes)
