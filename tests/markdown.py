"""What the tests of the documentation need to know of Markdown."""

from __future__ import annotations

import re
from typing import NamedTuple

_FENCE = re.compile(r"^( *)(```+|~~~+)(\S*)[^\n]*\n(.*?)^\1\2 *$", re.MULTILINE | re.DOTALL)
_LINK_CODE = re.compile(r"`[^`\n]*\]\([^`\n]*`")
_LINK = re.compile(r"!?\[((?:[^\]\[]|\[[^\]]*\])*)\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)


class Block(NamedTuple):
    """A fenced block of code and its language."""

    language: str
    text: str


def blocks(text: str) -> list[Block]:
    """The blocks of code of a page, in order."""
    return [Block(language, code) for _, _, language, code in _FENCE.findall(text)]


def prose(text: str) -> str:
    """The page without its blocks of code, and without bits of code that look like links."""
    return _LINK_CODE.sub("", _FENCE.sub("", text))


def links(text: str) -> list[str]:
    """The targets of all links."""
    return [target for _, target in _LINK.findall(prose(text))]


def anchors(text: str) -> set[str]:
    """The names that GitHub gives to the headings of a page.

    >>> sorted(anchors("# The `a.b` of [c](d)\\n## Same\\n## Same"))
    ['same', 'same-1', 'the-ab-of-c']
    """
    seen: dict[str, int] = {}
    found: set[str] = set()
    for heading in _HEADING.findall(_FENCE.sub("", text)):
        slug = re.sub(r"[^\w\- ]", "", _LINK.sub(r"\1", heading).lower()).replace(" ", "-")
        count = seen.get(slug, 0)
        seen[slug] = count + 1
        found.add(f"{slug}-{count}" if count else slug)
    return found
