"""Text to tokens, as Go's ``text/template/parse`` lexes it.

The grammar of tokens is one regular expression; delimiters, trim markers and comments, which depend
on what stands around them, are code. Positions count characters from 0.
"""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

__all__ = ["Actions", "Token", "tokenize"]

_SPACE = " \t\r\n"
_BLANKS = frozenset(_SPACE)

KEYWORDS = frozenset(
    ("block", "break", "continue", "define", "else", "end", "if", "nil", "range", "template", "with")
)


class Token(NamedTuple):
    """One token: ``kind`` names it, ``text`` is how it stands in the source, ``pos`` where.

    Blanks are no tokens: two tokens are ``adjacent`` when none stands between them.

    Kinds: text, left, right, string, raw, char, number, complex, bool, field, dot, variable,
    identifier, declare, assign, pipe, open, close, punctuation, a keyword by its own name, eof, and
    error, whose text is the message.
    """

    kind: str
    text: str
    pos: int

    def is_adjacent(self, following: Token) -> bool:
        """Whether the following token begins where this one ends."""
        return self.pos + len(self.text) == following.pos


Actions: TypeAlias = dict[str, tuple[tuple[str, str, int], ...]]
"""Kinds, texts and places of the tokens of actions, by the text after the left delimiter."""

# The constructor of a named tuple, called directly for each of many thousand tokens, costs more than finding them.
_new = tuple.__new__


_TOKEN = re.compile(
    r"""
    (?P<right>\}\}|[ \t\r\n]-\}\}[ \t\r\n]*)
  | (?P<space>[ \t\r\n]+?(?=[ \t\r\n]-\}\})|[ \t\r\n]+)
  | (?P<word>[^\W\d]\w*)(?=[ \t\r\n.,|:()]|\}\}|\Z)
  | (?P<field>\.[^\W\d]\w*)(?=[ \t\r\n.,|:()]|\}\}|\Z)
  | (?P<variable>\$\w*)(?=[ \t\r\n.,|:()]|\}\}|\Z)
  | (?P<string>"(?:[^"\\\n]|\\[^\n])*")
  | (?P<raw>`[^`]*`)
  | (?P<open>\()
  | (?P<close>\))
  | (?P<pipe>\|)
  | (?P<declare>:=)
  | (?P<assign>=)
  | (?P<dot>\.)(?=[ \t\r\n.,|:()]|\}\}|\Z)
  | (?P<numeric>[+\-0-9]|\.(?=[0-9]))
  | (?P<char>'(?:[^'\\\n]|\\[^\n])*')
  | (?P<glued>[.$]?\w+|[.$])
  | (?P<punctuation>[!-~])
    """,
    re.VERBOSE,
)
_AS_IT_IS = frozenset(("field", "variable", "string", "raw", "pipe", "declare", "assign", "dot", "char"))
_NUMBER = re.compile(
    r"[+-]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?"
    r"|0[oO][0-7_]*(?:\.[0-7_]*)?|0[bB][01_]*(?:\.[01_]*)?"
    r"|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?)i?"
)
_UNCLOSED = {
    '"': "unterminated quoted string",
    "`": "unterminated raw quoted string",
    "'": "unterminated character constant",
    ":": "expected :=",
}


def tokenize(text: str, actions: Actions | None = None) -> list[Token]:
    """The tokens of a template; the last one is ``eof`` or ``error``.

    ``actions`` keeps the tokens of actions by their text: in a chart, four of five have been there before.
    """
    return _Lexer(text, {} if actions is None else actions).run()


class _Lexer:
    def __init__(self, text: str, actions: Actions) -> None:
        self.text = text
        self.actions = actions
        self.tokens: list[Token] = []

    def run(self) -> list[Token]:
        text, pos, size = self.text, 0, len(self.text)
        while True:
            found = text.find("{{", pos)
            if found < 0:
                break
            marked = text.startswith("-", found + 2) and text[found + 3 : found + 4] in _BLANKS
            self._text(pos, found, trimmed=marked)
            after = found + 2 + (2 if marked else 0)
            if text.startswith("/*", after):
                pos = self._comment(after)
            else:
                self.tokens.append(_new(Token, ("left", "{{", found)))
                pos = self._known_action(after)
            if pos < 0:
                return self.tokens
        self._text(pos, size, trimmed=False)
        self.tokens.append(Token("eof", "", size))
        return self.tokens

    def _text(self, start: int, end: int, *, trimmed: bool) -> None:
        piece = self.text[start:end]
        if trimmed:
            piece = piece.rstrip(_SPACE)
        if piece:
            self.tokens.append(Token("text", piece, start))

    def _comment(self, start: int) -> int:
        end = self.text.find("*/", start + 2)
        if end < 0:
            return self._error("unclosed comment", start)
        after = self._right(end + 2)
        if after < 0:
            return self._error("comment ends before closing delimiter", start)
        return after

    def _right(self, pos: int) -> int:
        """The place after a right delimiter and what it trims, or -1 when none stands here."""
        match = _TOKEN.match(self.text, pos)
        return match.end() if match and match.lastgroup == "right" else -1

    def _known_action(self, pos: int) -> int:
        """As ``_action``, which it asks only for what it has not seen."""
        text, tokens = self.text, self.tokens
        end = text.find("}}", pos) + 2
        source = text[pos:end]
        known = self.actions.get(source)
        if known is not None:
            tokens += [_new(Token, (kind, word, at + pos)) for kind, word, at in known]
            return self._after_blanks(end) if source[-3:-2] == "-" and source[-4:-3] in _BLANKS else end
        first = len(tokens)
        after = self._action(pos)
        # Where the first "}}" stands in a string, the text up to there is no whole action.
        if after >= end and tokens[-1].kind == "right" and tokens[-1].pos <= end - 2:
            self.actions[source] = tuple((t.kind, t.text, t.pos - pos) for t in tokens[first:])
        return after

    def _after_blanks(self, pos: int) -> int:
        while self.text[pos : pos + 1] in _BLANKS:
            pos += 1
        return pos

    def _action(self, pos: int) -> int:
        """Lex the inside of an action; the place after it, or -1 after an error."""
        text, tokens, depth = self.text, self.tokens, 0
        while True:
            match = _TOKEN.match(text, pos)
            if match is None:
                return self._strange(pos)
            kind, end = match.lastgroup, match.end()
            assert kind is not None
            if kind in _AS_IT_IS:
                tokens.append(_new(Token, (kind, match.group(), pos)))
            elif kind == "word":
                word = match.group()
                tokens.append(_new(Token, (_WORDS.get(word, "identifier"), word, pos)))
            elif kind == "space":
                pass
            elif kind == "right":
                if depth:
                    return self._error("unclosed left paren", pos)
                tokens.append(Token("right", "}}", pos))
                return end
            elif kind == "open" or kind == "close":
                depth += 1 if kind == "open" else -1
                if depth < 0:
                    return self._error("unexpected right paren", pos)
                tokens.append(Token(kind, match.group(), pos))
            else:
                end = self._rare(kind, pos, end)
                if end < 0:
                    return end
            pos = end

    def _rare(self, kind: str, pos: int, end: int) -> int:
        if kind == "numeric":
            return self._numeric(pos)
        if kind == "glued":
            return self._error(f"bad character {_unicode_name(self.text[end : end + 1])}", pos)
        return self._punctuation(pos, end)

    def _numeric(self, pos: int) -> int:
        kind = "number"
        end, is_number = self._number_end(pos)
        if is_number and self.text[end : end + 1] in ("+", "-"):
            kind = "complex"
            end, is_number = self._number_end(end)
            is_number = is_number and self.text[end - 1] == "i"
        if not is_number:
            return self._error(f"bad number syntax: {_quoted(self.text[pos:end])}", pos)
        self.tokens.append(Token(kind, self.text[pos:end], pos))
        return end

    def _number_end(self, pos: int) -> tuple[int, bool]:
        """Where a number ends, and whether it is one: no letter or digit may follow."""
        match = _NUMBER.match(self.text, pos)
        end = match.end() if match else pos
        goes_on = _is_alphanumeric(self.text[end : end + 1])
        return end + goes_on, not goes_on

    def _punctuation(self, pos: int, end: int) -> int:
        char = self.text[pos]
        if char in _UNCLOSED:
            return self._error(_UNCLOSED[char], pos)
        self.tokens.append(Token("punctuation", char, pos))
        return end

    def _strange(self, pos: int) -> int:
        if pos >= len(self.text):
            return self._error("unclosed action", pos)
        return self._error(f"unrecognized character in action: {_unicode_name(self.text[pos])}", pos)

    def _error(self, message: str, pos: int) -> int:
        self.tokens.append(Token("error", message, pos))
        return -1


_WORDS = {**{word: word for word in KEYWORDS}, "true": "bool", "false": "bool"}


def _is_alphanumeric(char: str) -> bool:
    return char == "_" or char.isalpha() or char.isdecimal()


def _unicode_name(char: str) -> str:
    """A character as Go's ``%#U`` prints it."""
    if not char:
        return "U+FFFFFFFFFFFFFFFF"
    code = f"U+{ord(char):04X}"
    return f"{code} '{char}'" if char.isprintable() else code


def _quoted(text: str) -> str:
    from chartloom.gotmpl.printing import go_quote

    return go_quote(text)
