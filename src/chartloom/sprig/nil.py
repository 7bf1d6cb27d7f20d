"""Nil slices, which some list functions give where one would expect an empty list.

They are empty, but JSON and YAML write them as ``null``, and they equal no empty list. Writers know
them by ``go_nil``.
"""

from __future__ import annotations

from chartloom.gotmpl.values import StringList

__all__ = ["NilList", "NilStringList"]


class NilList(list):  # type: ignore[type-arg]  # of anything
    """Go's nil of the type ``[]interface {}``."""

    __slots__ = ()
    go_type = "[]interface {}"
    go_nil = True


class NilStringList(StringList):
    """Go's nil of the type ``[]string``."""

    __slots__ = ()
    go_nil = True
