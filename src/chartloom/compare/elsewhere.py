"""The same fleet in another namespace is the same: what differs only by the name of its namespace is no difference."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

from chartloom.compare.lists import plain
from chartloom.compare.tree import path_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from chartloom.compare.tree import Leaf

__all__ = ["without_namespaces"]


def without_namespaces(leaves: Iterable[Leaf], namespaces: tuple[str, str]) -> Iterator[Leaf]:
    """The leaves that still differ when both sides call their own namespace alike."""
    found = list(leaves)
    if namespaces[0] == namespaces[1] or not all(namespaces):
        yield from found
        return
    old, new = (_neutral(each) for each in namespaces)
    gone = Counter(_said(each, old, each.before) for each in found if each.after is None)
    come = Counter(_said(each, new, each.after) for each in found if each.before is None)
    moved = gone & come
    for each in found:
        if each.after is None:
            is_alike = _said(each, old, each.before) in moved
        elif each.before is None:
            is_alike = _said(each, new, each.after) in moved
        else:
            is_alike = old(plain(each.before)) == new(plain(each.after))
        if not is_alike:
            yield each


def _said(leaf: Leaf, neutral: Callable[[str], str], value: Any) -> tuple[str, str]:
    return neutral(path_text(leaf.path)), neutral(plain(value))


def _neutral(namespace: str) -> Callable[[str], str]:
    r"""What takes the name out of a text, where it stands as a word of its own.

    >>> _neutral("shop-dev")('up{namespace="shop-dev"} > shop-dev-2')
    'up{namespace="\x00"} > shop-dev-2'
    """
    word = re.compile(rf"(?<![A-Za-z0-9-]){re.escape(namespace)}(?![A-Za-z0-9-])")
    return partial(word.sub, "\0")
