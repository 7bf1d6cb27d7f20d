"""Go's regular expressions (RE2 syntax) translated to Python's, refused in Go's words.

The translation gives every construct in the one form that both languages read alike, and sets no flag of
Python's: what ``(?i)``, ``(?m)``, ``(?s)`` and ``(?U)`` change is decided here. Both engines prefer the
leftmost match and then the first alternative, so the matches are the same.
"""

from __future__ import annotations

from chartloom.sprig.regex_classes import (
    NOT_NEWLINE,
    PERL_CLASSES,
    POSIX_CLASSES,
    complement,
    fold,
    matched,
    pattern_of,
    unicode_class,
)
from chartloom.sprig.regex_nodes import Assertion, Group, Repeat, Set

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from chartloom.sprig.regex_classes import Ranges
    from chartloom.sprig.regex_nodes import Node

__all__ = ["RegexError", "translate"]

_LONGEST = 100_000
_LARGEST_REPEAT = 1000
_DEEPEST = 1000
_ESCAPED_CONTROLS = {"a": 7, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11}
_HEX = frozenset("0123456789abcdefABCDEF")
_ASSERTIONS = {"A": r"\A", "b": r"(?a:\b)", "B": r"(?!(?a:\b))", "z": r"\Z"}


class RegexError(ValueError):
    """A pattern that Go refuses; the message is Go's."""


class _Flags:
    """What ``(?imsU)`` has switched on."""

    __slots__ = ("fold", "lazy", "multiline", "newline")

    def __init__(self, names: frozenset[str] = frozenset()) -> None:
        self.fold = "i" in names
        self.multiline = "m" in names
        self.newline = "s" in names
        self.lazy = "U" in names


class _Atom:
    """A piece of the translation that a repetition can apply to.

    ``copies`` is how often repetitions inside multiply it, ``depth`` how deep it nests.
    """

    __slots__ = ("copies", "depth", "node", "repeated", "text")

    def __init__(
        self, text: str, node: Node, copies: int = 1, depth: int = 1, *, repeated: bool = False
    ) -> None:
        self.text = text
        self.node = node
        self.copies = copies
        self.depth = depth
        self.repeated = repeated


class _Group:
    """An open parenthesis: how it is written, its number, the flags to return to, its alternatives so far."""

    __slots__ = ("alternatives", "flags", "number", "opening")

    def __init__(self, opening: str, flags: frozenset[str], number: int = 0) -> None:
        self.opening = opening
        self.flags = flags
        self.number = number
        self.alternatives: list[list[_Atom]] = [[]]

    def atom(self) -> _Atom:
        """The whole group as one piece."""
        inside = [atom for atoms in self.alternatives for atom in atoms]
        text = "|".join(["".join([atom.text for atom in atoms]) for atoms in self.alternatives])
        copies = max([atom.copies for atom in inside], default=1)
        depth = max([atom.depth for atom in inside], default=0) + (self.opening == "(")
        node = Group(self.number, [[atom.node for atom in atoms] for atoms in self.alternatives])
        return _Atom(f"{self.opening}{text})", node, copies, depth)


def translate(pattern: str) -> tuple[str, list[tuple[str, int]], Node]:
    r"""The pattern for Python's ``re``, its named groups with their numbers, and its tree; raises RegexError.

    >>> translate("(?i)k$")[:2]
    ('[Kk\\u212a]\\Z', [])
    >>> translate("a(?=b)")
    Traceback (most recent call last):
    chartloom.sprig.regex_syntax.RegexError: error parsing regexp: invalid or unsupported Perl syntax: `(?=`
    """
    if len(pattern) > _LONGEST:
        raise RegexError(f"error parsing regexp: expression too large: `{pattern[:100]}…`")
    return _Translation(pattern).run()


class _Translation:
    """One run over a pattern."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.names: list[tuple[str, int]] = []
        self.captures = 0
        self.groups = [_Group("(?:", frozenset())]
        self.set_flags(frozenset())

    def run(self) -> tuple[str, list[tuple[str, int]], Node]:
        """Translate everything."""
        repeat_before = -1
        while self.at < len(self.pattern):
            start = self.at
            repeated = self.step(repeat_before)
            repeat_before = start if repeated else -1
        if len(self.groups) > 1:
            self.refuse("missing closing )", self.pattern)
        atom = self.groups[0].atom()
        return atom.text[3:-1], self.names, atom.node

    def set_flags(self, names: frozenset[str]) -> None:
        """Make these the flags from here on."""
        self.flag_names = names
        self.flags = _Flags(names)

    def refuse(self, problem: str, expression: str) -> NoReturn:
        """Stop with Go's words for it."""
        raise RegexError(f"error parsing regexp: {problem}: `{expression}`")

    def push(self, text: str, node: Node) -> None:
        """Add a piece to the current alternative."""
        self.groups[-1].alternatives[-1].append(_Atom(text, node))

    def push_set(self, ranges: Ranges) -> None:
        """Add a set of characters."""
        found = matched(ranges)
        self.push(pattern_of(found), Set(found))

    def literal(self, code: int) -> None:
        """Add one character."""
        self.push_set(fold([(code, code)]) if self.flags.fold else [(code, code)])

    def take(self) -> str:
        """The next character."""
        char = self.pattern[self.at]
        if "\udc80" <= char <= "\udcff":
            self.refuse("invalid UTF-8", self.pattern[self.at :])
        self.at += 1
        return char

    # One construct

    def step(self, repeat_before: int) -> bool:
        """Translate the construct that begins here; tell whether it was a repetition."""
        char = self.pattern[self.at]
        if char in "*+?":
            low, high = {"*": (0, -1), "+": (1, -1), "?": (0, 1)}[char]
            self.repeat(char, low, high, self.at + 1, repeat_before)
            return True
        if char == "{":
            return self.counted_repeat(repeat_before)
        handler = _HANDLERS.get(char)
        if handler is None:
            self.literal(ord(self.take()))
        else:
            handler(self)
        return False

    def any_character(self) -> None:
        """``.``."""
        self.at += 1
        if self.flags.newline:
            self.push("(?s:.)", Set(complement([])))
        else:
            self.push_set(NOT_NEWLINE)

    def line_begin(self) -> None:
        """``^``."""
        self.at += 1
        multiline = self.flags.multiline
        self.push("(?m:^)" if multiline else r"\A", Assertion("^" if multiline else "A"))

    def line_end(self) -> None:
        """``$``."""
        self.at += 1
        multiline = self.flags.multiline
        self.push("(?m:$)" if multiline else r"\Z", Assertion("$" if multiline else "z"))

    # Repetition

    def counted_repeat(self, repeat_before: int) -> bool:
        """``{2}``, ``{2,}`` or ``{2,5}``; any other brace stands for itself."""
        end = self.pattern.find("}", self.at)
        low_text, comma, high_text = self.pattern[self.at + 1 : end].partition(",")
        if end < 0 or not _is_count(low_text) or (high_text and not _is_count(high_text)):
            self.literal(ord(self.take()))
            return False
        low = int(low_text)
        high = int(high_text) if high_text else -1 if comma else low
        if max(low, high) > _LARGEST_REPEAT or 0 <= high < low:
            self.refuse("invalid repeat count", self.pattern[self.at : end + 1])
        braces = self.pattern[self.at : end + 1]
        self.repeat(braces, low, high, end + 1, repeat_before)
        return True

    def repeat(self, operator: str, low: int, high: int, end: int, repeat_before: int) -> None:
        """Let the piece before occur from low to high times."""
        start = self.at
        lazy = self.pattern.startswith("?", end)
        end += lazy
        if repeat_before >= 0:
            self.refuse("invalid nested repetition operator", self.pattern[repeat_before:end])
        atoms = self.groups[-1].alternatives[-1]
        if not atoms:
            self.refuse("missing argument to repetition operator", self.pattern[start:end])
        atom = atoms[-1]
        copies = atom.copies
        if operator[0] == "{":
            copies = 1 if high == 0 else copies * max(low if high < 0 else high, 1)
            if max(low, high) >= 2 and copies > _LARGEST_REPEAT:
                self.refuse("invalid repeat count", self.pattern[start:end])
        if atom.depth >= _DEEPEST:
            self.refuse("expression nests too deeply", self.pattern)
        text = f"(?:{atom.text})" if atom.repeated or atom.text[0] == "\\" else atom.text
        lazy = lazy != self.flags.lazy
        node = Repeat(atom.node, low, high, lazy=lazy)
        written = f"{text}{operator}{'?' if lazy else ''}"
        atoms[-1] = _Atom(written, node, copies, atom.depth + 1, repeated=True)
        self.at = end

    # Groups

    def alternative(self) -> None:
        """``|``."""
        self.at += 1
        self.groups[-1].alternatives.append([])

    def open_group(self) -> None:
        """``(``, with whatever ``?`` may say about it."""
        if self.pattern.startswith("(?", self.at):
            self.open_special_group()
        else:
            self.at += 1
            self.open_capture("")

    def open_capture(self, name: str) -> None:
        """Begin a group that is remembered."""
        self.captures += 1
        if name:
            self.names.append((name, self.captures))
        self.groups.append(_Group("(", self.flag_names, self.captures))

    def close_group(self) -> None:
        """``)``."""
        if len(self.groups) == 1:
            self.refuse("unexpected )", self.pattern)
        self.at += 1
        group = self.groups.pop()
        atom = group.atom()
        if atom.depth > _DEEPEST:
            self.refuse("expression nests too deeply", self.pattern)
        self.groups[-1].alternatives[-1].append(atom)
        self.set_flags(group.flags)

    def open_special_group(self) -> None:
        """``(?P<name>``, ``(?<name>``, ``(?flags)`` or ``(?flags:``."""
        starts, left = self.pattern.startswith, len(self.pattern) - self.at
        if (starts("(?P<", self.at) and left > 4) or (starts("(?<", self.at) and left > 3):
            self.open_named_group(self.pattern[self.at :])
        else:
            self.change_flags()

    def open_named_group(self, rest: str) -> None:
        """Begin a group with a name. Python has stricter rules for names, so it never sees them."""
        opening, found, _ = rest.partition(">")
        if not found:
            self.refuse("invalid named capture", rest)
        name = opening.partition("<")[2]
        if not (name.isascii() and name.replace("_", "a").isalnum()):
            self.refuse("invalid named capture", opening + ">")
        self.at += len(opening) + 1
        self.open_capture(name)

    def change_flags(self) -> None:
        """Switch flags for the rest of this group, or for a group that begins here."""
        start = self.at
        self.at += 2
        names, dash = set(self.flag_names), False
        needed = False
        while self.at < len(self.pattern):
            char = self.take()
            if char in "imsU":
                (names.discard if dash else names.add)(char)
                needed = False
            elif char == "-" and not dash:
                dash = needed = True
            elif char in ":)" and not needed:
                self.apply_flags(frozenset(names), opens=char == ":")
                return
            else:
                break
        self.refuse("invalid or unsupported Perl syntax", self.pattern[start : self.at])

    def apply_flags(self, names: frozenset[str], *, opens: bool) -> None:
        """Use the flags from here on; with ``opens`` until the group that begins here ends."""
        if opens:
            self.groups.append(_Group("(?:", self.flag_names))
        self.set_flags(names)

    # Escapes

    def escape(self) -> None:
        """A backslash outside of brackets."""
        name = self.pattern[self.at + 1 : self.at + 2]
        if name in _ASSERTIONS:
            self.at += 2
            self.push(_ASSERTIONS[name], Assertion(name))
        elif name == "Q":
            self.quoted_text()
        elif name == "C":
            self.refuse("invalid escape sequence", r"\C")
        else:
            found = self.escaped_class()
            if found is None:
                self.literal(self.escaped_character())
            else:
                self.push_set(found)

    def quoted_text(self) -> None:
        r"""``\Q…\E``: characters that stand for themselves."""
        end = self.pattern.find(r"\E", self.at + 2)
        stop = len(self.pattern) if end < 0 else end
        self.at += 2
        while self.at < stop:
            self.literal(ord(self.take()))
        self.at = stop if end < 0 else stop + 2

    def escaped_class(self) -> Ranges | None:
        r"""``\d`` or ``\p{Greek}``, or None for another escape."""
        name = self.pattern[self.at + 1 : self.at + 2]
        if name and name in "pP":
            return self.unicode_class()
        if not name or name.lower() not in PERL_CLASSES:
            return None
        self.at += 2
        return self.signed(PERL_CLASSES[name.lower()], negative=name.isupper())

    def signed(self, ranges: Ranges, *, negative: bool) -> Ranges:
        """The set or its complement, case regarded as the flags say."""
        found = fold(ranges) if self.flags.fold else ranges
        return complement(found) if negative else found

    def unicode_class(self) -> Ranges:
        r"""``\pL``, ``\p{Greek}``, ``\P{^Lu}``."""
        start = self.at
        negative = self.pattern[start + 1] == "P"
        self.at += 2
        name = self.take() if self.at < len(self.pattern) else ""
        if name == "{":
            end = self.pattern.find("}", self.at)
            if end < 0:
                self.refuse("invalid character class range", self.pattern[start:])
            name, self.at = self.pattern[self.at : end], end + 1
        if name.startswith("^"):
            name, negative = name[1:], not negative
        found = unicode_class(name)
        if found is None:
            self.refuse("invalid character class range", self.pattern[start : self.at])
        return self.signed(found, negative=negative)

    def escaped_character(self) -> int:
        r"""``\n``, ``\.``, ``\x{1F600}``, ``\012``: the code point."""
        start = self.at
        self.at += 1
        if self.at == len(self.pattern):
            self.refuse("trailing backslash at end of expression", "")
        char = self.take()
        following = self.pattern[self.at : self.at + 1]
        if char == "0" or (char in "1234567" and following and following in "01234567"):
            return self.octal_character()
        if char == "x" and following:
            return self.hexadecimal_character(start)
        if char in _ESCAPED_CONTROLS:
            return _ESCAPED_CONTROLS[char]
        if char.isascii() and not char.isalnum():
            return ord(char)
        self.refuse("invalid escape sequence", self.pattern[start : self.at])

    def octal_character(self) -> int:
        """Up to three octal digits, the first of which is read already."""
        start = self.at - 1
        while self.at < min(start + 3, len(self.pattern)) and self.pattern[self.at] in "01234567":
            self.at += 1
        return int(self.pattern[start : self.at], 8)

    def hexadecimal_character(self, start: int) -> int:
        """Two hexadecimal digits, or any number of them in braces."""
        digits = self.take()
        if digits != "{":
            digits += self.take() if self.at < len(self.pattern) else ""
            if len(digits) == 2 and _HEX.issuperset(digits):
                return int(digits, 16)
            self.refuse("invalid escape sequence", self.pattern[start : self.at])
        code, count = 0, 0
        while self.at < len(self.pattern):
            char = self.take()
            if char == "}" and count:
                return code
            if char not in _HEX or (code := code * 16 + int(char, 16)) > 0x10FFFF:
                break
            count += 1
        self.refuse("invalid escape sequence", self.pattern[start : self.at])

    # Brackets

    def bracket(self) -> None:
        """``[…]``."""
        start = self.at
        self.at += 1
        negative = self.pattern.startswith("^", self.at)
        self.at += negative
        found: Ranges = []
        first = True
        while first or not self.pattern.startswith("]", self.at):
            first = False
            found += self.bracket_item(start)
        self.at += 1
        self.push_set(complement(found) if negative else found)

    def bracket_item(self, start: int) -> Ranges:
        """One part of a bracket expression."""
        if self.pattern.startswith("[:", self.at):
            named = self.posix_class()
            if named is not None:
                return named
        if self.pattern.startswith("\\", self.at):
            found = self.escaped_class()
            if found is not None:
                return found
        return self.bracket_range(start)

    def posix_class(self) -> Ranges | None:
        """``[:alpha:]`` or ``[:^alpha:]``; None where no such thing is meant."""
        end = self.pattern.find(":]", self.at + 2)
        if end < 0:
            return None
        text = self.pattern[self.at + 2 : end]
        found = POSIX_CLASSES.get(text.removeprefix("^"))
        if found is None:
            self.refuse("invalid character class range", self.pattern[self.at : end + 2])
        self.at = end + 2
        return self.signed(found, negative=text.startswith("^"))

    def bracket_range(self, start: int) -> Ranges:
        """One character or ``a-z``."""
        begin = self.at
        low = high = self.bracket_character(start)
        following = self.pattern[self.at : self.at + 2]
        if len(following) == 2 and following[0] == "-" and following[1] != "]":
            self.at += 1
            high = self.bracket_character(start)
            if high < low:
                self.refuse("invalid character class range", self.pattern[begin : self.at])
        return fold([(low, high)]) if self.flags.fold else [(low, high)]

    def bracket_character(self, start: int) -> int:
        """The code point of one character in brackets."""
        if self.at == len(self.pattern):
            self.refuse("missing closing ]", self.pattern[start:])
        return self.escaped_character() if self.pattern[self.at] == "\\" else ord(self.take())


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and (text == "0" or text[0] != "0")


_HANDLERS = {
    ".": _Translation.any_character,
    "^": _Translation.line_begin,
    "$": _Translation.line_end,
    "|": _Translation.alternative,
    "(": _Translation.open_group,
    ")": _Translation.close_group,
    "[": _Translation.bracket,
    "\\": _Translation.escape,
}
