"""Texts made by chance: strings that are hard to quote, and YAML documents with whatever a person may write."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

__all__ = ["string", "yaml_document"]

_PIECES = (
    "a", "b c", "word", "é", "日", "😀", " ", "  ", "\n", "\n\n", "\t", ":", ": ", " #", "#", "-", "- ", "?",
    "? ", "{", "}", "[", "]", ",", "&", "*", "! ", "|", ">", "'", '"', "%", "@", "`", "=", "<<", "~", "null",
    "true", "no", "y", "0", "1", "-1", "0x1", "0o7", "08", "1_0", "1e3", ".5", "1.", ".inf", ".nan", "1:30",
    "2020-01-02", "2020-01-02T03:04:05Z", "+1", "\\", "/", "$", "{{", "\r", "\x07", "\x85", "\u2028",
    "\xa0", "...", "---",
)  # fmt: skip
_SCALARS = (
    "a", "1", "-1", "1.5", "0755", "0o17", "0x1F", "0b11", "089", "1_000", "1e3", "1E400", ".5", "5.",
    ".inf", "-.Inf", ".nan", "1:30", "1:30:00", "yes", "No", "on", "TRUE", "y", "n", "~", "null", "Null",
    "", "2020-01-02", "2001-12-14t21:59:43.10-05:00", "'it''s'", "'a\n\n  b'", '"tab\\t"', '"\\u00e9\\x41"',
    '"a\\\n  b"', '"x: y"', "a b  c", "a: b", "a #b", "a#b", "#c", "- x", "-x", "?x", ":x", "@x", "`x",
    "%x", "!x", "!!str 1", "!!int '3'", "!!float 1", "!!binary aGk=", "!!null x", "!t x", "&a x", "*a",
    "|\n  x\n  y", "|-\n  x\n\n", "|+\n  x\n\n", ">\n  x\n  y\n\n  z", ">-\n  x\n   y", "|2\n    x",
    "{a: 1, b: [x, 2]}", "[1, 'a', {b: c}]", "[a, b,]", "{a, b}", "{a: }", "[]", "{}", "{? a : b}",
    "x\n  y", "9223372036854775807", "9223372036854775808", "18446744073709551616", "-0", "+1", "0.1",
    "1e21", "123456789.5", "é", "😀", "=", "<<", "<<: {a: 1}", "0.0", "-0.0", "1e-7", "12e03", "_1", "1__0",
    "0_",
)  # fmt: skip
_KEYS = (
    "a", "b", "c d", "1", "1.5", "yes", "'q'", '"d"', "x-y", "a.b", "<<", "é", "? k\n", "&k e",
    "!!str 2",
)  # fmt: skip


def string(random: Random) -> str:
    """A text of some pieces."""
    return "".join(random.choices(_PIECES, k=random.choice((1, 1, 2, 2, 3, 4, 6))))


def yaml_document(random: Random) -> str:
    """A YAML document, or what nearly is one."""
    lines: list[str] = []
    for _ in range(random.randint(1, 4)):
        lines += _entry(random, 0)
    head = random.choice(("", "", "", "---\n", "# c\n", "%YAML 1.1\n---\n", "\n"))
    tail = random.choice(("\n", "\n", "", "\n...\n", "\n---\nb: 2\n", " # c\n"))
    return head + "\n".join(lines) + tail


def _entry(random: Random, depth: int) -> list[str]:
    """One entry of a map, perhaps with entries or items below it."""
    pad = " " * depth
    key, scalar = random.choice(_KEYS), random.choice(_SCALARS).replace("\n", f"\n{pad}")
    shape = random.randrange(8 if depth < 4 else 5)
    if shape < 5:
        return [f"{pad}{key}: {scalar}"]
    if shape == 5:
        return [f"{pad}{key}:", *_entry(random, depth + 2), *_entry(random, depth + 2)]
    indent = random.choice((0, 2))
    items = [random.choice(_SCALARS).replace("\n", f"\n{pad}  ") for _ in range(random.randint(1, 3))]
    return [f"{pad}{key}:", *(f"{pad}{' ' * indent}- {item}" for item in items)]
