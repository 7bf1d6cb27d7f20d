r"""Patterns for paths as Go's ``path/filepath`` matches them; ``.helmignore`` and ``--show-only`` are made of them.

```text
pattern = { "*" | "?" | "[" [ "^" ] range { range } "]" | "\" character | character }
range   = one [ "-" one ]          one = "\" character | character (but "-" and "]")
```

``*`` and ``?`` stop at ``/``, a class does not. Like Go, this walks over the bytes of the name and decodes a whole
character only for ``?`` and classes. Python's ``fnmatch`` differs in all of this.
"""

from __future__ import annotations

# Charts with a .helmignore pay for this module at each start: no `re`, no `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    Class: TypeAlias = tuple[bool, list[tuple[str, str]]]
    """Whether it is negated, and its ranges."""

    Atom: TypeAlias = str | Class | None
    """Characters for themselves, a class, or None for any one character."""

    Chunk: TypeAlias = tuple[bool, list[Atom] | None]
    """Whether a ``*`` stands before it, and what follows up to the next ``*``: None when that is malformed."""

__all__ = ["compile_path_pattern", "is_refused"]


def compile_path_pattern(pattern: str) -> Callable[[str], bool]:
    r"""A predicate that tells whether a whole path matches; a malformed pattern matches nothing.

    >>> [compile_path_pattern(p)("docs/a.md") for p in ("docs/*", "*", r"docs/[^b-z].m\d", "docs/?")]
    [True, False, True, False]
    """
    chunks = _compile(pattern)
    if len(chunks) == 1:
        star, atoms = chunks[0]
        if atoms and len(atoms) == 1 and isinstance(atoms[0], str):
            return _ending(atoms[0]) if star else _equal(atoms[0])
    return lambda name: _matches(chunks, _as_bytes(name))


def is_refused(pattern: str) -> bool:
    """Whether Helm calls the pattern malformed: it tries it on "abc" and sees no mistake behind what fails there.

    >>> is_refused("*["), is_refused("x*[")
    (True, False)
    """
    try:
        _walk(_compile(pattern), "abc")
    except _MalformedError:
        return True
    return False


class _MalformedError(Exception):
    """The matching came to a malformed part of the pattern."""


def _compile(pattern: str) -> list[Chunk]:
    return [(star, _atoms_or_none(text)) for star, text in _chunks(_as_bytes(pattern))]


def _atoms_or_none(chunk: str) -> list[Atom] | None:
    try:
        return list(_atoms(chunk))
    except _MalformedError:
        return None


# Most patterns are a name or a "*" and an ending; they are tried on every file of a chart.


def _equal(text: str) -> Callable[[str], bool]:
    return lambda name: _as_bytes(name) == text


def _ending(text: str) -> Callable[[str], bool]:
    def matches(name: str) -> bool:
        whole = _as_bytes(name)
        return whole.endswith(text) and "/" not in whole[: -len(text)]

    return matches


def _as_bytes(text: str) -> str:
    """The text with one character for each byte of its UTF-8."""
    return text if text.isascii() else text.encode("utf-8", "surrogateescape").decode("latin-1")


def _chunks(pattern: str) -> Iterator[tuple[bool, str]]:
    """The pattern cut before each run of ``*`` that is not in brackets."""
    at = 0
    while at < len(pattern):
        start = at
        while pattern[at : at + 1] == "*":
            at += 1
        end = _end_of_chunk(pattern, at)
        yield at > start, pattern[at:end]
        at = end


def _end_of_chunk(pattern: str, at: int) -> int:
    in_class = False
    while at < len(pattern) and (in_class or pattern[at] != "*"):
        if pattern[at] in "[]":
            in_class = pattern[at] == "["
        at += 2 if pattern[at] == "\\" else 1
    return min(at, len(pattern))


def _atoms(chunk: str) -> Iterator[Atom]:
    text, at = "", 0
    while at < len(chunk):
        if chunk[at] in "?[":
            if text:
                yield text
            text = ""
        if chunk[at] == "?":
            yield None
        elif chunk[at] == "[":
            found, at = _class(chunk, at + 1)
            yield found
            continue
        else:
            at += chunk[at] == "\\"
            if at == len(chunk):
                raise _MalformedError
            text += chunk[at]
        at += 1
    if text:
        yield text


def _class(chunk: str, at: int) -> tuple[Class, int]:
    """The class that begins after a ``[``, and where it is over."""
    negated = chunk[at : at + 1] == "^"
    at += negated
    ranges: list[tuple[str, str]] = []
    while not ranges or chunk[at] != "]":
        low, at = _one(chunk, at)
        high = low
        if chunk[at] == "-":
            high, at = _one(chunk, at + 1)
        ranges.append((low, high))
    return (negated, ranges), at + 1


def _one(chunk: str, at: int) -> tuple[str, int]:
    """A character in a class and where it is over, which must be inside the chunk."""
    if chunk[at : at + 1] in ("", "-", "]"):
        raise _MalformedError
    at += chunk[at] == "\\"
    if at == len(chunk):
        raise _MalformedError
    character, width = _character(chunk, at)
    if at + width == len(chunk) or (character == "\ufffd" and width == 1):
        raise _MalformedError
    return character, at + width


def _character(text: str, at: int) -> tuple[str, int]:
    """The character that is encoded at a place, and its bytes; U+FFFD and 1 for what is no UTF-8."""
    if text[at] < "\x80":
        return text[at], 1
    width = 2 if text[at] < "\xe0" else 3 if text[at] < "\xf0" else 4
    try:
        return text[at : at + width].encode("latin-1").decode(), width
    except UnicodeDecodeError:
        return "\ufffd", 1


def _matches(chunks: list[Chunk], name: str) -> bool:
    try:
        return _walk(chunks, name)
    except _MalformedError:
        return False


def _walk(chunks: list[Chunk], name: str) -> bool:
    """Whether the chunks match the name; _MalformedError when it comes to one that is malformed."""
    at = 0
    for number, (star, atoms) in enumerate(chunks, 1):
        if atoms is None:
            raise _MalformedError
        if not atoms:  # the "*" at the end
            return "/" not in name[at:]
        found = _find(star, atoms, name, at, last=number == len(chunks))
        if found < 0:
            return False
        at = found
    return at == len(name)


def _find(star: bool, atoms: list[Atom], name: str, at: int, *, last: bool) -> int:
    """Where the chunk is over, at its first place; -1 if it has none. The last one must reach the end."""
    while True:
        end = _match_here(atoms, name, at)
        if end >= 0 and (not last or end == len(name)):
            return end
        if not star or at >= len(name) or name[at] == "/":
            return -1
        at += 1


def _match_here(atoms: list[Atom], name: str, at: int) -> int:
    """Where the chunk is over that begins at a place; -1 if it does not match."""
    for atom in atoms:
        if isinstance(atom, str):
            if not name.startswith(atom, at):
                return -1
            at += len(atom)
            continue
        if at >= len(name):
            return -1
        character, width = _character(name, at)
        if character == "/" if atom is None else _in_class(atom, character) is False:
            return -1
        at += width
    return at


def _in_class(found: Class, character: str) -> bool:
    negated, ranges = found
    return any(low <= character <= high for low, high in ranges) != negated
