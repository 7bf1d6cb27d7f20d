"""The regular expression functions of Sprig.

    compile_go_regex(pattern)    the only door to ``regex_syntax`` and to the two ways to search

Python's ``re`` searches wherever it is sure to be fast; ``regex_linear`` gives the same answers where it is not.
``must…`` functions give Go's error; the others panic with it, except ``regexMatch``, which says no.
"""

from __future__ import annotations

from functools import lru_cache
from re import compile as compile_python_regex

from chartloom.gotmpl.errors import FunctionError
from chartloom.gotmpl.printing import go_quote
from chartloom.gotmpl.values import StringList
from chartloom.sprig.nil import NilStringList
from chartloom.sprig.regex_cost import fast_below
from chartloom.sprig.regex_syntax import RegexError, translate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, Protocol

    from chartloom.sprig.regex_linear import LinearRegex
    from chartloom.sprig.regex_nodes import Node

    class Match(Protocol):
        """What both ways to search give."""

        def span(self) -> tuple[int, int]: ...
        def group(self, number: int, /) -> Any: ...


__all__ = [
    "GoRegex",
    "RegexError",
    "compile_go_regex",
    "find",
    "find_all",
    "match",
    "must_find",
    "must_find_all",
    "must_match",
    "must_replace_all",
    "must_replace_all_literal",
    "must_split",
    "quote_meta",
    "replace_all",
    "replace_all_literal",
    "split",
]


class GoRegex:
    """A compiled pattern that searches as Go's ``regexp.Regexp`` does."""

    __slots__ = ("_enough", "_linear", "_names", "_pattern", "_tree")

    def __init__(self, pattern: str, names: list[tuple[str, int]], tree: Node) -> None:
        self._pattern = compile_python_regex(pattern)
        self._names = names
        self._tree = tree
        self._enough = fast_below(tree)
        self._linear: LinearRegex | None = None

    def _search(self, text: str) -> Callable[[int], Match | None]:
        """A function that finds the first match from a place on."""
        if self._enough < 0 or len(text) < self._enough:
            search = self._pattern.search
            return lambda at: search(text, at)
        from chartloom.sprig.regex_linear import Search  # few charts need it

        if self._linear is None:
            self._linear = self._as_program()
        return Search(self._linear, text).search

    def _as_program(self) -> LinearRegex:
        from chartloom.sprig.regex_linear import LinearRegex

        try:
            return LinearRegex(self._tree, self._pattern.groups)
        except RecursionError:
            raise FunctionError("the regular expression nests too deeply") from None

    def matches(self, text: str) -> bool:
        """Whether the pattern occurs in the text."""
        return self._search(text)(0) is not None

    def find(self, text: str) -> str:
        """The first match, else the empty text."""
        found = self._search(text)(0)
        return str(found.group(0)) if found else ""

    def spans(self, text: str, count: int) -> Iterator[tuple[int, int]]:
        """Where the first matches are, all of them for a negative count.

        An empty match right after another match does not count; Python's ``finditer`` thinks it does.
        """
        at, end_before, search = 0, -1, self._search(text)
        while count and at <= len(text):
            found = search(at)
            if found is None:
                return
            start, end = found.span()
            if end > at or start != end_before:
                yield start, end
                count -= 1
            at = end if end > at else at + 1
            end_before = end

    def split(self, text: str, count: int) -> list[str]:
        """The pieces between the matches, at most that many for a positive count."""
        parts: list[str] = []
        begin = end = 0
        for start, stop in self.spans(text, count):
            if 0 < count <= len(parts) + 1:
                break
            end = start
            if stop:
                parts.append(text[begin:end])
            begin = stop
        return [*parts, text[begin:]] if end != len(text) else parts

    def replace(self, text: str, replacement: Callable[[Match], str]) -> str:
        """The text with each match replaced."""
        out: list[str] = []
        at, end_before, search = 0, 0, self._search(text)
        while at <= len(text):
            found = search(at)
            if found is None:
                break
            start, end = found.span()
            out.append(text[end_before:start])
            if end > end_before or not start:
                out.append(replacement(found))
            end_before = end
            at = max(end, at + 1)
        return "".join(out) + text[end_before:]

    def expand(self, template: str, found: Match) -> str:
        """A replacement with ``$1`` and ``${name}`` filled in."""
        out: list[str] = []
        before, dollar, rest = template.partition("$")
        while dollar:
            out.append(before)
            if rest.startswith("$"):
                out.append("$")
                rest = rest[1:]
            else:
                name, length = _reference(rest)
                out.append(self._group(found, name) if length else "$")
                rest = rest[length:]
            before, dollar, rest = rest.partition("$")
        return "".join(out) + before

    def _group(self, found: Match, name: str) -> str:
        if not name.isdecimal() or (name[0] == "0" and name != "0") or not name.isascii():
            indices = [index for known, index in self._names if known == name]
        else:
            indices = [int(name)] if len(name) < 9 and int(name) <= self._pattern.groups else []
        for index in indices:
            if found.group(index) is not None:
                return str(found.group(index))
        return ""


def _reference(text: str) -> tuple[str, int]:
    """The name at the beginning, in braces or not, and its length with them; 0 when there is none."""
    brace = text.startswith("{")
    end = start = int(brace)
    while end < len(text) and (text[end] == "_" or text[end].isalpha() or text[end].isdecimal()):
        end += 1
    if end == start or (brace and not text.startswith("}", end)):
        return "", 0
    return text[start:end], end + brace


@lru_cache(maxsize=256)
def compile_go_regex(pattern: str) -> GoRegex:
    """The pattern, ready to search; raises RegexError with Go's message."""
    try:
        return GoRegex(*translate(pattern))
    except RecursionError:
        raise RegexError(f"error parsing regexp: expression nests too deeply: `{pattern}`") from None


def _must_compile(pattern: str) -> GoRegex:
    try:
        return compile_go_regex(pattern)
    except RegexError as error:
        raise FunctionError(str(error)) from None


def _compile_or_panic(pattern: str) -> GoRegex:
    try:
        return compile_go_regex(pattern)
    except RegexError as error:
        raise FunctionError(f"regexp: Compile({_quoted(pattern)}): {error}") from None


def _quoted(pattern: str) -> str:
    plain = all(
        c not in "`\x7f\ufeff" and (c >= " " or c == "\t") and not "\udc80" <= c <= "\udcff" for c in pattern
    )
    return f"`{pattern}`" if plain else go_quote(pattern)


# What templates call


def match(pattern: str, text: str) -> bool:
    """Whether the pattern occurs in the text; never for a pattern that is none."""
    try:
        return compile_go_regex(pattern).matches(text)
    except RegexError:
        return False


def must_match(pattern: str, text: str) -> bool:
    """Whether the pattern occurs in the text."""
    return _must_compile(pattern).matches(text)


def find(pattern: str, text: str) -> str:
    """The first match, else the empty text."""
    return _compile_or_panic(pattern).find(text)


def must_find(pattern: str, text: str) -> str:
    """The first match, else the empty text."""
    return _must_compile(pattern).find(text)


def find_all(pattern: str, text: str, count: int) -> StringList:
    """The first matches, all of them for a negative count."""
    return _found(_compile_or_panic(pattern), text, count)


def must_find_all(pattern: str, text: str, count: int) -> StringList:
    """The first matches, all of them for a negative count."""
    return _found(_must_compile(pattern), text, count)


def _found(regex: GoRegex, text: str, count: int) -> StringList:
    found = [text[start:end] for start, end in regex.spans(text, count)]
    return StringList(found) if found else NilStringList()


def replace_all(pattern: str, text: str, replacement: str) -> str:
    """The text with each match replaced; ``$1`` and ``${name}`` stand for groups."""
    return _replaced(_compile_or_panic(pattern), text, replacement)


def must_replace_all(pattern: str, text: str, replacement: str) -> str:
    """The text with each match replaced; ``$1`` and ``${name}`` stand for groups."""
    return _replaced(_must_compile(pattern), text, replacement)


def _replaced(regex: GoRegex, text: str, replacement: str) -> str:
    if "$" not in replacement:
        return regex.replace(text, lambda _: replacement)
    return regex.replace(text, lambda found: regex.expand(replacement, found))


def replace_all_literal(pattern: str, text: str, replacement: str) -> str:
    """The text with each match replaced by exactly this."""
    return _compile_or_panic(pattern).replace(text, lambda _: replacement)


def must_replace_all_literal(pattern: str, text: str, replacement: str) -> str:
    """The text with each match replaced by exactly this."""
    return _must_compile(pattern).replace(text, lambda _: replacement)


def split(pattern: str, text: str, count: int) -> StringList:
    """The pieces between the matches, at most that many for a positive count."""
    return _split(_compile_or_panic(pattern), pattern, text, count)


def must_split(pattern: str, text: str, count: int) -> StringList:
    """The pieces between the matches, at most that many for a positive count."""
    return _split(_must_compile(pattern), pattern, text, count)


def _split(regex: GoRegex, pattern: str, text: str, count: int) -> StringList:
    if not count:
        return NilStringList()
    return StringList([""] if pattern and not text else regex.split(text, count))


def quote_meta(text: str) -> str:
    """A pattern that matches exactly this text."""
    return "".join([f"\\{c}" if c in "\\.+*?()|[]{}^$" else c for c in text])
