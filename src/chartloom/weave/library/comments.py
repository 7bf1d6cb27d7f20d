"""The ``# --`` comments of the library's values: the one place where a key is described."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Key", "read_keys"]

_COMMENT = re.compile(r"\s*# -- (?P<text>.+)")
# A key that is set only in a comment has no default, but is a key all the same.
_KEY = re.compile(r"(?P<indent>\s*)(?P<hash># )?(?P<name>[A-Za-z]+):")


@dataclass(frozen=True, slots=True)
class Key:
    """A described key: its path, its description, and whether the file gives it a value."""

    path: tuple[str, ...]
    text: str
    has_default: bool


def read_keys(values: str) -> tuple[Key, ...]:
    r"""Every described key of a values file, in its order.

    >>> read_keys("image:\n  # -- Tag of the image.\n  tag: x\n")
    (Key(path=('image', 'tag'), text='Tag of the image.', has_default=True),)
    """
    return tuple(_walk(values.splitlines()))


def _walk(lines: list[str]) -> Iterator[Key]:
    parents: list[tuple[int, str]] = []
    text = ""
    for line in lines:
        if comment := _COMMENT.match(line):
            text = comment["text"]
        elif key := _KEY.match(line):
            indent = len(key["indent"])
            parents = [*(parent for parent in parents if parent[0] < indent), (indent, key["name"])]
            if text:
                yield Key(tuple(name for _, name in parents), text, key["hash"] is None)
            text = ""
