"""Flags as Helm's commands take them, without the start-up time of a command-line library.

``--flag value``, ``--flag=value``, ``-f value``, ``-fvalue``; flags and arguments in any order; ``--`` ends the flags;
``--switch=false``; lists split at commas (``strings``) or taken as they are (``texts``), as pflag does.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

__all__ = ["Flag", "UsageError", "flags_help", "parse_flags", "truth"]


class UsageError(Exception):
    """A command line that cannot be understood; the message says why, in one line."""


class Flag:
    """One flag: its name, what it takes, its letter and its help.

    It takes nothing (``switch``), a ``text``, several (``texts``, ``strings``), or a text after ``=`` only
    (``optional``; without one it says ``true``).
    """

    __slots__ = ("help", "kind", "letter", "name")

    def __init__(self, name: str, kind: str, help: str, letter: str = "") -> None:  # noqa: A002 (the field's word)
        self.name = name
        self.kind = kind
        self.letter = letter
        self.help = help


def parse_flags(words: Sequence[str], flags: Iterable[Flag]) -> tuple[dict[str, Any], list[str]]:
    """The values of all flags by name, and the arguments that are no flags. Raises UsageError."""
    return _Parser(flags).parse(words)


class _Parser:
    def __init__(self, flags: Iterable[Flag]) -> None:
        self.flags = {f.name: f for f in flags}
        self.letters = {f.letter: f for f in self.flags.values() if f.letter}
        empty = {"switch": False, "text": "", "optional": "", "texts": [], "strings": []}
        self.values: dict[str, Any] = {
            f.name: list(empty[f.kind]) if isinstance(empty[f.kind], list) else empty[f.kind]  # type: ignore[call-overload]
            for f in self.flags.values()
        }

    def parse(self, words: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
        rest: list[str] = []
        queue = list(reversed(words))
        while queue:
            word = queue.pop()
            if word == "--":
                return self.values, rest + queue[::-1]
            if word.startswith("--"):
                self._long(word, queue)
            elif word.startswith("-") and word != "-":
                self._letters(word, queue)
            else:
                rest.append(word)
        return self.values, rest

    def _long(self, word: str, queue: list[str]) -> None:
        name, has_value, value = word[2:].partition("=")
        flag = self.flags.get(name)
        if flag is None:
            raise UsageError(f"unknown flag: --{name}{self._suggestion(name)}")
        if flag.kind == "switch":
            self.values[name] = truth(name, value) if has_value else True
        elif flag.kind == "optional":
            self.values[name] = value if has_value else "true"
        else:
            self._store(flag, value if has_value else _taken(queue, f"--{name}"))

    def _letters(self, word: str, queue: list[str]) -> None:
        letters = word[1:]
        while letters:
            flag = self.letters.get(letters[0])
            if flag is None:
                raise UsageError(f"unknown shorthand flag: {letters[0]!r} in {word}")
            letters = letters[1:]
            if flag.kind == "switch":
                self.values[flag.name] = True
                continue
            self._store(flag, letters.removeprefix("=") if letters else _taken(queue, f"-{flag.letter}"))
            return

    def _store(self, flag: Flag, value: str) -> None:
        if flag.kind == "text":
            self.values[flag.name] = value
        elif flag.kind == "texts":
            self.values[flag.name].append(value)
        else:
            self.values[flag.name] += _items(value)

    def _suggestion(self, name: str) -> str:
        from chartloom.diagnostics.suggest import nearest

        found = nearest(name, self.flags)
        return f" (did you mean --{found}?)" if found else ""


def truth(name: str, text: str) -> bool:
    """Whether a switch is on that is given as ``--name=text``. Raises UsageError."""
    known = {"true": True, "1": True, "t": True, "false": False, "0": False, "f": False}
    if text.lower() not in known:
        raise UsageError(f'invalid argument "{text}" for "--{name}": expected true or false')
    return known[text.lower()]


def _items(text: str) -> list[str]:
    if '"' not in text:
        return text.split(",") if text else []
    import csv  # a quoted comma parts nothing, for pflag reads one line of CSV

    return next(csv.reader([text]))


def _taken(queue: list[str], flag: str) -> str:
    if not queue:
        raise UsageError(f"flag needs an argument: {flag}")
    return queue.pop()


def flags_help(flags: Iterable[Flag]) -> str:
    """The flags as lines for ``--help``, sorted by name."""
    words = {
        "switch": "",
        "text": " string",
        "optional": "[=string]",
        "texts": " stringArray",
        "strings": " strings",
    }
    rows = [
        (f"  {f'-{f.letter}, ' if f.letter else '    '}--{f.name}{words[f.kind]}", f.help)
        for f in sorted(flags, key=lambda f: f.name)
    ]
    width = max(len(left) for left, _ in rows)
    return "".join(f"{left.ljust(width)}   {right}\n" for left, right in rows)
