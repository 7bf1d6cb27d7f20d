r"""The globs of ``.Files.Glob``, and the patterns of ``--show-only``.

```text
glob         = { "**" | "*" | "?" | class | alternatives | "\" character | character }
class        = "[" [ "!" ] ( character "-" character | characters ) "]"
alternatives = "{" glob { "," glob } ( "}" | end )
```

``*`` and ``?`` stop at ``/``. Braces that are never closed end where the glob does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.chart.glob_compiler import Choice, Class, compile_nodes
from chartloom.chart.glob_matchers import ANY, EVERYTHING, SINGLE, Effort, TooHardError
from chartloom.chart.path_pattern import compile_path_pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from chartloom.chart.glob_compiler import Node, Pattern

__all__ = ["TooHardError", "compile_glob", "path_match"]

_MOST_WILDCARDS = 100
_LONGEST = 4096


def compile_glob(pattern: str) -> Callable[[str], bool]:
    """A predicate that tells whether the path of a file matches, as Helm's ``.Files.Glob`` has it.

    A pattern that is no glob matches every path: that is what Helm does. Raises TooHardError for one with more
    wildcards than anybody writes, and the predicate does where it would take too long.

    >>> [compile_glob("conf/*.{toml,ini}")(path) for path in ("conf/a.toml", "conf/b/a.ini", "a.ini")]
    [True, False, False]
    >>> [compile_glob("[a-z0-9]*")(path) for path in ("x", "no/match/at/all")]
    [True, True]
    """
    try:
        part = compile_nodes(_Reader(pattern).nodes())
    except _NoGlobError:
        return lambda _: True
    part.share(Effort())
    return lambda path: part.matches(path.encode("utf-8", "surrogateescape"))


def path_match(pattern: str, name: str) -> bool:
    """Whether a path matches as Go's ``path/filepath.Match`` says; a malformed pattern matches nothing.

    >>> path_match("templates/*.yaml", "templates/a.yaml"), path_match("templates/[", "templates/[")
    (True, False)
    """
    return compile_path_pattern(pattern)(name)


class _NoGlobError(Exception):
    """The pattern is malformed."""


class _Reader:
    """A glob, read from left to right."""

    def __init__(self, pattern: str) -> None:
        # The library cannot tell U+FFFD from what is no UTF-8.
        if len(pattern) > _LONGEST or sum(map(pattern.count, "*[{")) > _MOST_WILDCARDS:
            raise TooHardError
        if any(c == "\ufffd" or "\ud800" <= c <= "\udfff" for c in pattern):
            raise _NoGlobError
        self.pattern = pattern
        self.at = 0

    def nodes(self) -> Pattern:
        """The whole glob."""
        # The alternatives that are open, each with the nodes around it: the last list of each is read now.
        open_nodes: list[list[Node]] = [[]]
        open_options: list[list[Pattern]] = []
        while (character := self.take()) is not None:
            if character == "{":
                open_options.append([])
                open_nodes.append([])
            elif character in ",}" and open_options:
                open_options[-1].append(tuple(open_nodes.pop()))
                if character == ",":
                    open_nodes.append([])
                else:
                    open_nodes[-1].append(Choice(tuple(open_options.pop())))
            else:
                open_nodes[-1].extend(self.simple(character, inside=bool(open_options)))
        while open_options:
            options = (*open_options.pop(), tuple(open_nodes.pop()))
            open_nodes[-1].append(Choice(options))
        return tuple(open_nodes[0])

    def simple(self, character: str, *, inside: bool) -> Pattern:
        """The node that begins with the character; none for a backslash at the end."""
        if character == "*":
            return (EVERYTHING if self.skip("*") else ANY,)
        if character == "?":
            return (SINGLE,)
        if character == "[":
            return (self.char_class(),)
        self.at -= 1
        text = self.text("?*[{},") if inside else self.text("?*[{")
        return (text,) if text else ()

    def char_class(self) -> Class:
        """A range or a list, never both: ``[a-z0]`` is no glob."""
        negated = self.skip("!")
        low = self.required()
        if self.skip("-"):
            high = self.required()
            found = Class(negated, low, high, "")
        else:
            self.at -= 1
            found = Class(negated, "", "", self.text("]"))
        if self.take() != "]" or found.low > found.high or not (found.low or found.characters):
            raise _NoGlobError
        return found

    def text(self, stops: str) -> str:
        """Characters for themselves, up to one of the stops."""
        found = ""
        while (character := self.take()) is not None:
            if character in stops:
                self.at -= 1
                break
            found += (self.take() or "") if character == "\\" else character
        return found

    def required(self) -> str:
        character = self.take()
        if character is None:
            raise _NoGlobError
        return character

    def skip(self, character: str) -> bool:
        found = self.pattern.startswith(character, self.at)
        self.at += found
        return found

    def take(self) -> str | None:
        """The next character, None at the end."""
        if self.at == len(self.pattern):
            return None
        self.at += 1
        return self.pattern[self.at - 1]
