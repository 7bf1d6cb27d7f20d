r"""The ``--set`` family of flags: ``name.list[0].name=value,…`` written into a tree of values.

One grammar for names, and for values what the flag promises: typed, text, the content of a file, JSON, or literal.

```text
line  = [ pair { "," pair } ]
pair  = name { "[" index "]" | "." name } "=" value
value = text | "{" [ text { "," text } ] "}"      --set, --set-string, --set-file
      | a JSON value                              --set-json; the whole line may be one JSON object
      | all the rest                              --set-literal
```

A backslash takes the next character for itself, except in ``--set-literal``. What looks strange below is Helm's: a
line that ends after ``.``, ``[`` or ``]`` is no error, an empty name swallows its value, ``{}`` holds one empty text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartloom.chart import set_errors as errors
from chartloom.chart.set_errors import Line, SetError, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import NoReturn

__all__ = [
    "Pair",
    "SetError",
    "pairs_of",
    "parse_set",
    "parse_set_file",
    "parse_set_json",
    "parse_set_literal",
    "parse_set_string",
]

MAX_INDEX = 65536
MAX_LEVEL = 30
# Helm sets no limit here; ours keeps every tree of values shallow enough to be walked.
MAX_INDEXES = 100


def parse_set(text: str, into: dict[str, Any], integer: Callable[[int], object] = int) -> None:
    """Write ``--set``'s values into ``into``; integers (and nothing else) go through ``integer``.

    >>> values = {"web": {"port": 80.0}}
    >>> parse_set("web.port=8080,web.tag=007,web.args={a,b},debug=true", values)
    >>> values
    {'web': {'port': 8080, 'tag': '007', 'args': ['a', 'b']}, 'debug': True}
    """
    _TextParser("--set", text, lambda value: _typed(value, integer)).parse_into(into)


def parse_set_string(text: str, into: dict[str, Any]) -> None:
    """Write ``--set-string``'s values into ``into``: all of them text.

    >>> values = {}
    >>> parse_set_string("tag=1,on={true,null}", values)
    >>> values
    {'tag': '1', 'on': ['true', 'null']}
    """
    _TextParser("--set-string", text, lambda value: value).parse_into(into)


def parse_set_file(text: str, into: dict[str, Any], read: Callable[[str], str]) -> None:
    """Write what ``read`` finds under each of ``--set-file``'s paths into ``into``; its errors pass through."""
    _TextParser("--set-file", text, read).parse_into(into)


def parse_set_json(text: str, into: dict[str, Any], *, objects: bool = True) -> None:
    """Write ``--set-json``'s values into ``into``; a whole object is merged into it, if ``objects`` are known.

    >>> values = {"web": {"port": 80.0}}
    >>> parse_set_json('web.args=["a", 1]', values)
    >>> parse_set_json('{"web": {"tag": null}}', values)
    >>> values
    {'web': {'port': 80.0, 'args': ['a', 1.0], 'tag': None}}
    """
    parser = _JsonParser("--set-json", text)
    if objects and text.strip(_SPACES).startswith("{"):
        from chartloom.chart.values import merge_maps

        into.update(merge_maps(into, parser.whole_object()))
    else:
        parser.parse_into(into)


def parse_set_literal(text: str, into: dict[str, Any]) -> None:
    r"""Write ``--set-literal``'s one value into ``into``: the text after the ``=`` as it stands.

    >>> values = {}
    >>> parse_set_literal(r"web.pattern=a,b\n{", values)
    >>> values
    {'web': {'pattern': 'a,b\\n{'}}
    """
    _LiteralParser("--set-literal", text).parse_into(into)


class Pair(NamedTuple):
    """What one pair of a line gives, and where the pair and its value begin and where it ends."""

    table: dict[str, Any]
    start: int
    value: int
    end: int


def pairs_of(flag: str, text: str) -> Iterator[Pair]:
    """The pairs of a line that was read without an error, each by itself; files are not read."""
    parser = _PARSERS[flag](flag, text)
    while not parser.at_end():
        start, parser.indexes, table = parser.at, 0, dict[str, Any]()
        try:
            parser.pair(table, 0)
        except _EndOfText:
            parser.at = len(parser.text)
        yield Pair(table, start, parser.value_at, parser.at)


class _EndOfText(Exception):  # noqa: N818 (no error: it ends the line wherever it is reached)
    """The text is over where Helm lets it be."""


class _Parser:
    """A line of one flag, read from left to right; what it says is done at once, as Helm does."""

    stops = "=[,."
    escapes = True
    # Helm ends the whole line at an empty last value, before a list takes the mapping that holds it.
    empty_ends = False

    def __init__(self, flag: str, text: str) -> None:
        self.flag = flag
        self.text = _without_surrogates(text)
        self.at = 0
        self.indexes = 0  # of the pair that is read
        self.value_at = 0  # where the value began that was read last

    def parse_into(self, table: dict[str, Any]) -> None:
        """Write every pair of the line into the table."""
        try:
            while True:
                self.indexes = 0
                self.pair(table, 0)
        except _EndOfText:
            return

    def pair(self, table: dict[str, Any], level: int) -> None:
        """``name { "[" index "]" | "." name } "=" value``, of which ``level`` names were read."""
        name = self.until(self.stops)
        if name.stop == "=":
            self.assign(table, name.text)
        elif name.stop == ".":
            self.enter(table, name, level + 1)
        elif name.stop == "[":
            self.enter_list(table, name, level)
        elif name.stop or name.text:
            raise errors.no_value(self.line(), name)
        else:
            raise _EndOfText

    def assign(self, table: dict[str, Any], name: str) -> None:
        empty = self.at_end()
        _put(table, name, self.given())
        if empty and self.empty_ends:
            raise _EndOfText

    def given(self) -> Any:
        """The value that begins here; where it began is kept for whoever asks for places."""
        self.value_at = self.at
        return self.value()

    def value(self) -> Any:
        """The value that begins here; the comma after it is read, too."""
        raise NotImplementedError

    def enter(self, table: dict[str, Any], name: Word, level: int) -> None:
        """What follows ``name.``, written there; before an error as well, but no empty mapping."""
        if level > MAX_LEVEL:
            raise errors.too_deep(self.line(), name, MAX_LEVEL)
        inner = self.table(table[name.text], name) if name.text in table else {}
        try:
            self.pair(inner, level)
        finally:
            if inner:
                _put(table, name.text, inner)
        if not inner:
            raise errors.no_name(self.line(), name)

    def enter_list(self, table: dict[str, Any], name: Word, level: int) -> None:
        """What follows ``name[``, written there; an empty list stays even when nothing follows."""
        index = self.index()
        items = self.list(table[name.text], name) if name.text in table else []
        _put(table, name.text, items)
        self.item(items, index, level)

    def item(self, items: list[Any], index: _Index, level: int) -> None:
        """What follows ``list[index]``, written there."""
        outer: list[tuple[list[Any], _Index]] = []
        while (stop := self.after(index)) == "[":
            following = self.index()
            known = _at(items, index)
            outer.append((items, index))
            items = [] if known is None else self.list(known, index.word)
            index = following
        self.put_item(items, index, self.given() if stop == "=" else self.item_table(items, index, level))
        for holder, place in reversed(outer):
            self.put_item(holder, place, items)
            items = holder

    def item_table(self, items: list[Any], index: _Index, level: int) -> dict[str, Any]:
        """The mapping at ``list[index].`` with what follows; anything else that was there is replaced."""
        inner = _at(items, index)
        if not isinstance(inner, dict):
            inner = {}
            if index.number < len(items):
                items[index.number] = inner
        self.pair(inner, level)
        return inner

    def put_item(self, items: list[Any], index: _Index, value: Any) -> None:
        """The list is grown with nulls as far as needed."""
        number, word = index
        if number > MAX_INDEX:
            raise errors.index_out_of_range(self.line(), word, number, MAX_INDEX)
        items.extend([None] * (number + 1 - len(items)))
        items[number] = value

    def index(self) -> _Index:
        self.indexes += 1
        word = self.until("]")
        if not word.stop:
            raise _EndOfText
        number = _integer(word.text)
        if number is None:
            raise errors.bad_index(self.line(), word, MAX_INDEX)
        return _Index(number, word)

    def after(self, index: _Index) -> str:
        """``[``, ``.`` or ``=``, one of which must follow an index."""
        if index.number < 0:
            raise errors.index_out_of_range(self.line(), index.word, index.number, MAX_INDEX)
        if self.indexes > MAX_INDEXES:
            raise errors.too_many_indexes(self.line(), index.word, MAX_INDEXES)
        rest = self.until("[.=")
        if rest.text:
            raise errors.no_item(self.line(), rest)
        if not rest.stop:
            raise _EndOfText
        return rest.stop

    # The characters.

    def at_end(self) -> bool:
        return self.at >= len(self.text)

    def until(self, stops: str) -> Word:
        """The text up to one of the stops; the stop is read, too."""
        start = self.at
        found: list[str] = []
        while not self.at_end():
            character = self.take()
            if character in stops:
                return Word("".join(found), character, start, self.at - 1)
            found.append(self.take() if self.escapes and character == "\\" else character)
        return Word("".join(found), "", start, self.at)

    def take(self) -> str:
        """The next character, "" at the end of the line."""
        character = self.text[self.at : self.at + 1]
        self.at += len(character)
        return character

    def table(self, value: Any, word: Word) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise errors.misfit(self.line(), word, value, "a mapping")
        return value

    def list(self, value: Any, word: Word) -> list[Any]:
        if not isinstance(value, list):
            raise errors.misfit(self.line(), word, value, "a list")
        return value

    def line(self) -> Line:
        return Line(self.flag, self.text)


class _Index(NamedTuple):
    """An index as a number and as it was written."""

    number: int
    word: Word


def _at(items: list[Any], index: _Index) -> Any:
    return items[index.number] if index.number < len(items) else None


class _TextParser(_Parser):
    """Values are text, alone or in braces, of which ``convert`` makes what the flag promises."""

    empty_ends = True

    def __init__(self, flag: str, text: str, convert: Callable[[str], Any]) -> None:
        super().__init__(flag, text)
        self.convert = convert

    def value(self) -> Any:
        if self.at_end():
            return ""
        if self.text[self.at] == "{":
            return self.braces()
        return self.convert(self.until(",")[0])

    def braces(self) -> list[Any]:
        """``"{" [ text { "," text } ] "}"``, and the comma after it."""
        start, items = self.at, []
        word = Word("", self.take(), start, self.at)
        while word.stop != "}":
            word = self.until(",}")
            if not word.stop:
                raise errors.open_list(self.line(), self.since(start))
            items.append(self.convert(word.text))
        if not self.at_end() and self.text[self.at] == ",":
            self.at += 1
        return items

    def since(self, start: int) -> Word:
        return Word(self.text[start : self.at], "", start, self.at)


class _LiteralParser(_Parser):
    """The value is all the rest; no character but those of the path is special."""

    stops = "=[."
    escapes = False

    def value(self) -> str:
        rest, self.at = self.text[self.at :], len(self.text)
        return rest


class _JsonParser(_Parser):
    """Values are JSON, with spaces or a comma after them; none at all is null."""

    whole = False

    def value(self) -> Any:
        if self.nothing_left():
            return None
        found = self.json()
        self.nothing_left()
        return found

    def nothing_left(self) -> bool:
        """Whether only spaces are left before a comma or the end; they are skipped, with the comma."""
        while not self.at_end() and self.text[self.at] in _SPACES:
            self.at += 1
        if not self.at_end() and self.text[self.at] != ",":
            return False
        self.at += 1
        return True

    def json(self) -> Any:
        start = self.at
        try:
            found, self.at = _decode(self.text, start)
        except RecursionError:
            raise errors.bad_json(self.line(), start, "this JSON is nested too deeply") from None
        except _NotJson as error:
            raise errors.bad_json(self.line(), error.at, str(error), error.hint) from None
        return found

    def whole_object(self) -> dict[str, Any]:
        """The object that is the whole line."""
        self.whole = True
        self.at = len(self.text) - len(self.text.lstrip(_SPACES))
        found: dict[str, Any] = self.json()
        if self.text[self.at :].strip(_SPACES):
            raise errors.bad_json(self.line(), self.at, "unexpected text after the JSON object")
        return found

    def line(self) -> Line:
        return Line(
            self.flag,
            self.text,
            f"failed parsing --set-json data{' JSON:' if self.whole else ''} {self.text}",
        )


_PARSERS: dict[str, Callable[[str, str], _Parser]] = {
    "--set": lambda flag, text: _TextParser(flag, text, str),
    "--set-string": lambda flag, text: _TextParser(flag, text, str),
    "--set-file": lambda flag, text: _TextParser(flag, text, str),
    "--set-json": _JsonParser,
    "--set-literal": _LiteralParser,
}


def _put(table: dict[str, Any], name: str, value: Any) -> None:
    """Helm drops what is given to an empty name."""
    if name:
        table[name] = value


def _typed(text: str, integer: Callable[[int], object]) -> Any:
    """What ``--set`` makes of a text: true, false, null, an integer without leading zeros, or text."""
    folded = text.casefold()
    if folded in _WORDS:
        return _WORDS[folded]
    # Helm looks for a leading zero before the sign only: "-05" is a number, "05" is not.
    number = _integer(text) if text == "0" or not text.startswith("0") else None
    return text if number is None else integer(number)


_WORDS = {"true": True, "false": False, "null": None}


def _integer(text: str) -> int | None:
    """The number that Go reads as a 64-bit integer, or None."""
    digits = _digits(text).lstrip("0")
    if not _digits(text) or len(digits) > len(str(1 << 63)):
        return None
    number = int(f"-{digits or 0}" if text.startswith("-") else digits or 0)
    return number if -(1 << 63) <= number < 1 << 63 else None


def _digits(text: str) -> str:
    """The digits after the sign, if all of them are digits; else ""."""
    digits = text[1:] if text.startswith(("+", "-")) else text
    return digits if digits.isascii() and digits.isdigit() else ""


_SPACES = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""Go's spaces; Python counts four control characters more."""


class _NotJson(Exception):  # noqa: N818 (never leaves this module)
    """What Go does not read as JSON, and where."""

    def __init__(self, message: str, at: int, hint: str | None = None) -> None:
        super().__init__(message)
        self.at = at
        self.hint = hint


def _decode(text: str, start: int) -> tuple[Any, int]:
    """The JSON value at ``start``, its numbers as floats, and where it ends; _NotJson as Go refuses it."""
    from json import JSONDecodeError, JSONDecoder

    decoder = JSONDecoder(parse_float=_finite, parse_int=_finite, parse_constant=_refuse)
    try:
        found, end = decoder.raw_decode(text, start)
    except JSONDecodeError as error:
        # Python words its reasons differently from release to release.
        raise _NotJson("this is no JSON", error.pos, 'text needs double quotes: name="value"') from None
    except ValueError as error:
        raise _NotJson(str(error), start) from None
    # Python stops before an unfinished fraction or exponent, which Go calls an error.
    if isinstance(found, float) and text[end : end + 1] in (".", "e", "E"):
        raise _NotJson("this number is unfinished", end)
    return _repaired(found), end


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"the number {digits} is too large")
    return number


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _repaired(value: Any) -> Any:
    r"""The value with U+FFFD for each ``\ud800`` that has no other half, as Go reads it."""
    if isinstance(value, str):
        return _without_surrogates(value)
    if isinstance(value, list):
        return [_repaired(item) for item in value]
    if isinstance(value, dict):
        return {_without_surrogates(key): _repaired(item) for key, item in value.items()}
    return value


def _without_surrogates(text: str) -> str:
    """The text with U+FFFD for each byte that is no UTF-8, as Go reads it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text
