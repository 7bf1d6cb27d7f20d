"""The string functions of Sprig. Go counts bytes in all of them; so do these."""

from __future__ import annotations

from chartloom.gotmpl.errors import FunctionError
from chartloom.gotmpl.printing import go_quote, sprint
from chartloom.gotmpl.values import StringList, StringMap, Uint8
from chartloom.sprig.text import LONGEST_TEXT, SPACES, check_size, from_bytes, strval, to_bytes, to_runes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.gotmpl.values import Value

__all__ = [
    "abbrev",
    "abbrevboth",
    "cat",
    "contains",
    "has_prefix",
    "has_suffix",
    "hello",
    "indent",
    "initials",
    "join",
    "nindent",
    "nospace",
    "plural",
    "quote",
    "repeat",
    "replace",
    "split",
    "split_list",
    "splitn",
    "squote",
    "substr",
    "to_string",
    "to_strings",
    "trim",
    "trim_all",
    "trim_prefix",
    "trim_suffix",
    "trunc",
]

to_string = strval

# Bytes that Go's `unicode.IsSpace` takes for a space when it is handed a byte as if it were a rune.
_STRAYS = "\ufffd" + "".join(map(chr, range(0xDC80, 0xDD00)))
_SPACE_BYTES = b"\t\n\v\f\r \x85\xa0"


# Layout


def indent(spaces: int, text: str) -> str:
    """The text with that many blanks before each line."""
    pad = _blanks(spaces)
    if spaces * len(text) > LONGEST_TEXT:
        check_size(text.count("\n") * spaces + len(text), LONGEST_TEXT)
    return pad + text.replace("\n", "\n" + pad)


def nindent(spaces: int, text: str) -> str:
    """``indent`` on a new line."""
    pad = "\n" + _blanks(spaces)
    if spaces * len(text) > LONGEST_TEXT:
        check_size(text.count("\n") * spaces + len(text), LONGEST_TEXT)
    return pad + text.replace("\n", pad)


def _blanks(count: int) -> str:
    if 0 <= count <= LONGEST_TEXT:
        return " " * count
    if count > 0:
        check_size(count, LONGEST_TEXT)
    raise FunctionError("strings: negative Repeat count")


def repeat(count: int, text: str) -> str:
    """The text that many times."""
    if count < 0:
        raise FunctionError("strings: negative Repeat count")
    check_size(count * len(text), LONGEST_TEXT)
    return text * count


def quote(*values: Value) -> str:
    """The values as Go literals with a blank between them; nil is left out."""
    if len(values) == 1 and values[0].__class__ is str:
        return go_quote(values[0])
    return " ".join([go_quote(strval(v)) for v in values if v is not None])


def squote(*values: Value) -> str:
    """The values in single quotes with a blank between them; nil is left out, nothing is escaped."""
    return " ".join([f"'{sprint(v)}'" for v in values if v is not None])


def cat(*values: Value) -> str:
    """The values with a blank between them; nil is left out."""
    return _short_enough(" ".join([sprint(v) for v in values if v is not None]))


def _short_enough(text: str) -> str:
    check_size(len(text), LONGEST_TEXT)
    return text


def hello() -> str:
    """``Hello!``."""
    return "Hello!"


def plural(one: str, many: str, count: int) -> str:
    """``one`` for a count of 1, else ``many``."""
    return one if count == 1 else many


# Cutting


def trunc(count: int, text: str) -> str:
    """The first bytes of the text, or the last ones for a negative count."""
    if text.isascii():
        return text[:count] if count >= 0 else text[count:]
    data = to_bytes(text)
    return from_bytes(data[:count] if count >= 0 else data[count:])


def substr(start: int, end: int, text: str) -> str:
    """The bytes from start to end; a negative start means the beginning, a bad end the end."""
    data = to_bytes(text)
    size = len(data)
    if start < 0:
        if end < 0 or end > size:
            raise FunctionError(f"runtime error: slice bounds out of range [:{end}]{_length(end, size)}")
        return from_bytes(data[:end])
    stop = size if end < 0 or end > size else end
    if start > stop:
        raise FunctionError(f"runtime error: slice bounds out of range [{start}:{stop}]")
    return from_bytes(data[start:stop])


def _length(index: int, size: int) -> str:
    return "" if index < 0 else f" with length {size}"


def abbrev(width: int, text: str) -> str:
    """The text cut to a number of bytes, the last three of which are dots."""
    return text if width < 4 else _abbreviate(text, 0, width)


def abbrevboth(left: int, right: int, text: str) -> str:
    """The text from an offset on, cut to a number of bytes, with dots at either end."""
    return text if right < 4 or (left > 0 and right < 7) else _abbreviate(text, left, right)


def _abbreviate(text: str, offset: int, width: int) -> str:
    data = to_bytes(text)
    size = len(data)
    if size <= width:
        return text
    room = width - 3
    offset = min(offset, size - room)
    if offset <= 4:
        return from_bytes(data[:room]) + "..."
    if offset + room >= size:
        return "..." + from_bytes(data[size - room :])
    return "..." + _abbreviate_rest(data[offset:], room)


def _abbreviate_rest(data: bytes, width: int) -> str:
    if width < 4:
        return ""  # too narrow for dots: an error that Go's caller drops, text and all
    return from_bytes(data if len(data) <= width else data[: width - 3] + b"...")


def trim(text: str) -> str:
    """The text without white space around it."""
    return text.strip(SPACES)


def trim_all(characters: str, text: str) -> str:
    """The text without these characters around it."""
    if not characters.isascii() and "\ufffd" in to_runes(characters):
        characters += _STRAYS  # to Go one stray byte is as good as another here
    return text.strip(characters)


def trim_prefix(prefix: str, text: str) -> str:
    """The text without this beginning."""
    if prefix.isascii():
        return text.removeprefix(prefix)
    return from_bytes(to_bytes(text).removeprefix(to_bytes(prefix)))


def trim_suffix(suffix: str, text: str) -> str:
    """The text without this end."""
    if suffix.isascii():
        return text.removesuffix(suffix)
    return from_bytes(to_bytes(text).removesuffix(to_bytes(suffix)))


def nospace(text: str) -> str:
    """The text without white space; beyond ASCII it goes wrong in the way it does in Sprig."""
    if text.isascii():
        return "".join(text.translate(dict.fromkeys(_SPACE_BYTES)))
    data = to_bytes(text)
    kept = data.translate(None, _SPACE_BYTES)
    # Sprig takes each byte for a character as soon as it has to remove one.
    return text if len(kept) == len(data) else kept.decode("latin-1")


def initials(text: str) -> str:
    """The first byte of each word; beyond ASCII each byte counts as a character, as in Sprig."""
    return b"".join([word[:1] for word in _byte_words(text)]).decode("latin-1")


def _byte_words(text: str) -> list[bytes]:
    return to_bytes(text).translate(bytes.maketrans(b"\x85\xa0", b"  ")).split()


# Questions


def contains(part: str, text: str) -> bool:
    """Whether the part occurs in the text."""
    if part.isascii():
        return part in text
    return to_bytes(part) in to_bytes(text)


def has_prefix(prefix: str, text: str) -> bool:
    """Whether the text begins so."""
    if prefix.isascii():
        return text.startswith(prefix)
    return to_bytes(text).startswith(to_bytes(prefix))


def has_suffix(suffix: str, text: str) -> bool:
    """Whether the text ends so."""
    if suffix.isascii():
        return text.endswith(suffix)
    return to_bytes(text).endswith(to_bytes(suffix))


# Parts


def replace(old: str, new: str, text: str) -> str:
    """The text with every ``old`` replaced."""
    if len(new) * (len(text) + 1) > LONGEST_TEXT:
        check_size(text.count(old) * len(new), LONGEST_TEXT)
    if old.isascii():
        return text.replace(old, new)
    return from_bytes(to_bytes(text).replace(to_bytes(old), to_bytes(new)))


def _parts(separator: str, text: str, count: int) -> list[str]:
    """Go's ``SplitN``: without a separator the text falls into characters."""
    if not count:
        return []
    if separator:
        return _split_at(separator, text, count - 1 if count > 0 else -1)
    if count < 0 or count >= len(text):
        return list(text)
    return [*text[: count - 1], text[count - 1 :]]


def _split_at(separator: str, text: str, most: int) -> list[str]:
    if separator.isascii():
        return text.split(separator, most)
    return [from_bytes(part) for part in to_bytes(text).split(to_bytes(separator), most)]


def split_list(separator: str, text: str) -> StringList:
    """The parts of the text as a list."""
    return StringList(_split_at(separator, text, -1) if separator else text)


def split(separator: str, text: str) -> StringMap:
    """The parts of the text as a map with the keys ``_0``, ``_1``, …."""
    return _numbered(_parts(separator, text, -1))


def splitn(separator: str, count: int, text: str) -> StringMap:
    """At most that many parts of the text as a map with the keys ``_0``, ``_1``, …."""
    return _numbered(_parts(separator, text, count))


def _numbered(parts: list[str]) -> StringMap:
    return StringMap({f"_{i}": part for i, part in enumerate(parts)})


def join(separator: str, value: Value) -> str:
    """The elements of a list as text with a separator between them; a single value alone."""
    texts = to_strings(value)
    if len(separator) * len(texts) > LONGEST_TEXT:
        check_size(len(separator) * len(texts), LONGEST_TEXT)
    return _short_enough(separator.join(texts))


def to_strings(value: Value) -> StringList:
    """The elements of a list as text, without nils; anything else is a list of one."""
    if isinstance(value, StringList) and value.go_type == StringList.go_type:
        return value  # the same list, not a copy: Sprig's sortAlpha sorts it in place
    if value is None:
        return StringList()
    if isinstance(value, bytes):
        value = [Uint8(b) for b in value]
    if not isinstance(value, list):
        return StringList((strval(value),))
    return StringList([x if x.__class__ is str else strval(x) for x in value if x is not None])
