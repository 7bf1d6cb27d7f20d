r"""The heads of manifests without a YAML parser, for the YAML that manifests are made of.

A manifest is nearly always block mappings and lists of short keys, with scalars that are plain, quoted
or blocks. One pattern below cuts such a text into entries, with every scalar whole, and ``_fits`` follows
the columns of the entries as YAML's scanner does. Both know much less than YAML: whatever they have not
been taught (tags, anchors, tabs, brackets over several lines, ...) is left to a parser. They must never
take what Helm refuses; that they take a lot is only a matter of speed.
"""

from __future__ import annotations

import re
from collections import namedtuple
from functools import cache

from chartloom.yamlio.convert import fold, key_text
from chartloom.yamlio.scalars import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["PlainHead", "read_plain_head"]

_PRINTABLE = bytes((10, *range(32, 127)))
_NEVER_PRINTABLE = "[\x80-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"

# Possessive quantifiers (++, *+) keep the words from being cut in more than one way: no text is slow.
_WORD = r"(?:[^ \n:#]++|:(?![ \n]|\Z)|(?<![ \n])#)++"
_LINE = rf"(?:[^\n:#]++(?=\n)|{_WORD}(?:[ ]++{_WORD})*+)"
# The start of a line that still belongs to the value: deeper than its key, or than its dash.
_DEEPER = r"\1(?(3)(?(2)  ))[ ]+"
_KEY = r"[A-Za-z_/$.][A-Za-z0-9_./$@%+~-]*+|\"[^\"\\\n]{0,200}\"|'[^'\n]{0,200}'"
_START = r"(?:[^ \n!\"#%&'*+,.:>?@\[\]`{|}-]|[+-](?![ .\n])|\.(?![iInN]))"
_PLAIN = rf"{_START}{_LINE}?(?:(?:[ ]*\n)+{_DEEPER}(?!\#){_LINE})*"
_LINE_BREAK = r"\n(?!---|\.\.\.)"
_ESCAPE = r"\\(?:[0abtnvfre \"\\]|x[0-9a-fA-F]{2}|u(?![dD][89a-fA-F])[0-9a-fA-F]{4})"
_DOUBLE = rf"\"(?:[^\"\\\n]++|{_ESCAPE}|\\?{_LINE_BREAK})*+\""
_SINGLE = rf"'(?:[^'\n]++|''|{_LINE_BREAK})*+'"
_BLOCK = rf"[|>][-+]?[ ]*\n+({_DEEPER})(?=[^ \n])[^\n]*(?:\n(?:\5[^\n]*|[ ]*(?=\n|\Z)))*"
_ITEM = r"(?:[A-Za-z0-9_/][A-Za-z0-9_./@%+=-]*|\"[^\"\\\n]*\"|'[^'\n]*')"
_LIST = rf"\[[ ]*(?:{_ITEM}(?:[ ]*,[ ]*{_ITEM})*[ ]*)?\]"
_PAIR = rf"[A-Za-z_][A-Za-z0-9_./-]*:[ ]+{_ITEM}"
_MAP = rf"\{{[ ]*(?:{_PAIR}(?:,[ ]*{_PAIR})*[ ]*)?\}}"
_COMMENT = r"\#[^\n]*"
_NULL_KEYS = ("null:", "Null:", "NULL:")

_Entry = tuple[str, str, str, str, str, str]
"""A line, or the lines of one scalar: indent, dash, key, value, indent of a block, and what is no entry."""


class PlainHead(namedtuple("PlainHead", "api_version kind name annotations")):
    """The fields of a head as texts; ``annotations`` is None where there are none."""

    __slots__ = ()
    api_version: str
    kind: str
    name: str
    annotations: dict[str, str] | None


@cache
def _entries() -> re.Pattern[str]:
    """The pattern of an entry or a comment; the last group takes all that is neither."""
    return re.compile(
        rf"([ ]*)(-[ ]|-(?=\n|\Z))?(?:({_KEY}):(?=[ \n]|\Z))?"
        rf"[ ]*({_PLAIN}|{_DOUBLE}|{_SINGLE}|{_BLOCK}|{_LIST}|{_MAP})?"
        rf"[ ]*(?:(?<=[ ]){_COMMENT})?(?:\n|\Z)|[ ]*{_COMMENT}(?:\n|\Z)|([\s\S]+)"
    )


def read_plain_head(text: str) -> PlainHead | None:
    r"""The head of a manifest that is surely well-formed, or None where a parser must look.

    >>> read_plain_head("kind: Job\nmetadata:\n  name: a\n").name
    'a'
    """
    if not _is_printable(text) or any(key in text for key in _NULL_KEYS):
        return None
    entries: list[_Entry] = _entries().findall(text)
    if any(entry[5] for entry in entries[-2:]) or not _fits(entries):
        return None
    return _head(entries)


def _is_printable(text: str) -> bool:
    if text.isascii():
        return not text.encode("ascii").translate(None, _PRINTABLE)
    visible = re.search(_NEVER_PRINTABLE, text) is None
    return visible and not text.encode("utf-8").translate(None, _PRINTABLE + bytes(range(128, 256)))


def _fits(entries: list[_Entry]) -> bool:
    """Whether the columns of the entries make one tree of mappings and lists.

    ``columns`` holds where the open collections stand and ``kinds`` what they are: a mapping, a list,
    or a list right under the key that it belongs to, in the key's own column.
    """
    columns, kinds = [-1], [""]
    waiting = True  # the last entry has no value yet
    for indent, dash, key, value, _, _ in entries:
        column = len(indent)
        if not (key or dash):
            if value:  # on a line of its own, and so below its key or dash
                if not waiting or column <= columns[-1] or not kinds[-1]:
                    return False
                waiting = False
            continue  # or a comment, or an empty line
        kind = "-" if dash else ":"
        if columns[-1] > column:
            while columns[-1] > column:
                columns.pop()
                kinds.pop()
            waiting = False
        if columns[-1] < column:
            if not waiting:
                return False
            columns.append(column)
            kinds.append(kind)
        elif kinds[-1] != kind and not _same_column(columns, kinds, kind, waiting):
            return False
        if dash and key:
            columns.append(column + 2)
            kinds.append(":")
        waiting = not value
    return True


def _same_column(columns: list[int], kinds: list[str], kind: str, waiting: bool) -> bool:
    """Whether a key and a dash may meet in one column; notes which of the two is open then."""
    if kind == "-" and kinds[-1] == ":" and waiting:
        columns.append(columns[-1])
        kinds.append("-under")
    elif kind == ":" and kinds[-1] == "-under":
        columns.pop()
        kinds.pop()
    else:
        return kind == "-" and kinds[-1] == "-under"
    return True


def _head(entries: list[_Entry]) -> PlainHead | None:
    top = {
        _bare(entry[2]): number
        for number, entry in enumerate(entries)
        if entry[2] and not (entry[0] or entry[1])
    }
    if not top:
        return None if any(entry[1] or entry[2] for entry in entries) else PlainHead("", "", "", None)
    if not _are_usual(top, ("apiVersion", "kind", "metadata")):
        return None
    fields = _children(entries, top["metadata"]) if "metadata" in top else {}
    if fields is None or not _are_usual(fields, ("name", "annotations")):
        return None
    annotations = _annotations(entries, fields)
    texts = [
        _field(entries, top, "apiVersion"),
        _field(entries, top, "kind"),
        _field(entries, fields, "name"),
    ]
    if None in texts or (annotations is None and "annotations" in fields):
        return None
    return PlainHead(texts[0] or "", texts[1] or "", texts[2] or "", annotations)


def _are_usual(names: Iterable[str], fields: tuple[str, ...]) -> bool:
    """Whether no name is one of the fields in another case, which Go's JSON takes for the field."""
    folded = {fold(field) for field in fields}
    return all(name in fields or fold(name) not in folded for name in names)


def _children(entries: list[_Entry], parent: int) -> dict[str, int] | None:
    """Where the entries of the mapping under a key are, by their keys; None for another value."""
    outer, _, _, value, _, _ = entries[parent]
    if value:
        return {} if value == "{}" else None
    inner, found = "", {}
    for number in range(parent + 1, len(entries)):
        indent, dash, key, *_ = entries[number]
        if not (dash or key):
            continue
        inner = inner or indent
        if len(indent) <= len(outer) or len(indent) < len(inner):
            break
        if indent == inner and key and not dash:
            found[_bare(key)] = number
    return found or None


def _annotations(entries: list[_Entry], fields: dict[str, int]) -> dict[str, str] | None:
    """The annotations as texts, or None where there are none or they are no simple texts."""
    places = _children(entries, fields["annotations"]) if "annotations" in fields else None
    if places is None:
        return None
    texts = {key: _text(entries[number][3]) for key, number in places.items()}
    simple = {key: text for key, text in texts.items() if text is not None}
    return simple if len(simple) == len(texts) else None


def _field(entries: list[_Entry], places: dict[str, int], name: str) -> str | None:
    return _text(entries[places[name]][3]) if name in places else ""


def _text(value: str) -> str | None:
    """A scalar of one line as the text that it is, or None."""
    if not value or "\n" in value or value[0] in "[{|>":
        return None
    if value[0] == "'":
        return value[1:-1].replace("''", "'")
    if value[0] == '"':
        return None if "\\" in value else value[1:-1]
    text = value.rstrip(" ")
    return text if resolve(text).__class__ is str else None


def _bare(key: str) -> str:
    """A key as the text that it becomes."""
    return key[1:-1] if key[0] in "'\"" else key_text(resolve(key))
