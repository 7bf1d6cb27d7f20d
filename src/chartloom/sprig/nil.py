"""Nil slices and maps, which some functions give where one would expect empty ones.

They are empty, but JSON and YAML write them as ``null``, and they equal no empty list or map. Writers know
them by ``go_nil``.
"""

from __future__ import annotations

from chartloom.gotmpl.errors import FunctionError
from chartloom.gotmpl.values import StringList

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

__all__ = ["NilList", "NilMap", "NilStringList"]


class NilList(list):  # type: ignore[type-arg]  # of anything
    """Go's nil of the type ``[]interface {}``."""

    __slots__ = ()
    go_type = "[]interface {}"
    go_nil = True


class NilStringList(StringList):
    """Go's nil of the type ``[]string``."""

    __slots__ = ()
    go_nil = True


class NilMap(dict):  # type: ignore[type-arg]  # of anything
    """Go's nil of the type ``map[string]interface {}``: nothing can be put into it."""

    __slots__ = ()
    go_type = "map[string]interface {}"
    go_nil = True

    def __setitem__(self, key: str, value: object) -> NoReturn:
        raise FunctionError("assignment to entry in nil map")
