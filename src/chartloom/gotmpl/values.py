"""Go's values as Python values.

| Go | Python |
| --- | --- |
| ``nil`` | ``None`` |
| ``bool``, ``int``, ``float64`` | ``bool``, ``int``, ``float`` (exactly these classes) |
| ``string`` | ``str``; bytes that are no UTF-8 are kept as surrogate escapes |
| ``[]byte`` | ``bytes`` |
| ``map[string]interface {}``, ``[]interface {}`` | ``dict``, ``list`` (exactly these classes) |
| any other integer, map or slice type | a subclass below that carries ``go_type`` |
| a struct, or a value with methods | a ``GoObject`` |

Truth is Python's own for all of them, which is why compiled templates test values natively.
"""

from __future__ import annotations

# Every start of the command line pays for this module: `typing` and `dataclasses` cost more than
# all of it, so they are imported for the type checker only.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, ClassVar, TypeAlias

    Value: TypeAlias = Any
    """A value in a running template: one of the classes in the table above."""

__all__ = [
    "AnyMap",
    "Duration",
    "GoInt",
    "GoMethod",
    "GoObject",
    "Int32",
    "Int64",
    "IntList",
    "MapList",
    "StringList",
    "StringMap",
    "Uint8",
    "Uint32",
    "Uint64",
    "go_kind",
    "go_type",
]


class GoInt(int):
    """An integer whose Go type is not ``int``."""

    __slots__ = ()
    go_type: ClassVar[str]
    go_kind: ClassVar[str]


class Int64(GoInt):
    """Go's ``int64``: what ``--set`` and Sprig's arithmetic give."""

    __slots__ = ()
    go_type = go_kind = "int64"


class Int32(GoInt):
    """Go's ``int32``, also ``rune``."""

    __slots__ = ()
    go_type = go_kind = "int32"


class Uint8(GoInt):
    """Go's ``uint8``, also ``byte``: an element of a ``[]byte`` or a string."""

    __slots__ = ()
    go_type = go_kind = "uint8"


class Uint32(GoInt):
    """Go's ``uint32``."""

    __slots__ = ()
    go_type = go_kind = "uint32"


class Uint64(GoInt):
    """Go's ``uint64``: the parts of a semantic version."""

    __slots__ = ()
    go_type = go_kind = "uint64"


class Duration(GoInt):
    """Go's ``time.Duration`` in nanoseconds."""

    __slots__ = ()
    go_type = "time.Duration"
    go_kind = "int64"


class StringList(list[str]):
    """Go's ``[]string``."""

    __slots__ = ()
    go_type = "[]string"


class IntList(list[int]):
    """Go's ``[]int``: what ``until`` and ``seq`` count with."""

    __slots__ = ()
    go_type = "[]int"


class MapList(list["dict[str, Any]"]):
    """Go's ``[]map[string]interface {}``: an array of tables in TOML."""

    __slots__ = ()
    go_type = "[]map[string]interface {}"


class AnyMap(dict[str, "Any"]):
    """A map whose elements are of any type, as ``map[string]interface {}``, but which goes by a name of its own."""

    __slots__ = ()


class StringMap(dict[str, str]):
    """Go's ``map[string]string``: its missing keys read as ``""``, not as nil.

    ``go_zero`` is that value, in every map whose elements have a type of their own.
    """

    __slots__ = ()
    go_type = "map[string]string"
    go_zero = ""

    def get(self, key: str, default: Any = go_zero) -> Any:
        """The string under the key, or "": templates read fields through this."""
        return super().get(key, default)


class GoMethod:
    """A method that templates may call: the function, which takes the receiver first, and its Go types."""

    __slots__ = ("call", "params")

    def __init__(self, call: Callable[..., Value], *params: str) -> None:
        self.call = call
        self.params = params


class GoObject:
    """A Go struct, or a value with methods, as templates may see it.

    Templates reach only what ``go_fields`` and ``go_methods`` name, never a Python attribute.
    A subclass sets ``go_type``, answers ``go_fields`` and lists ``go_methods``.
    """

    __slots__ = ()
    go_type: ClassVar[str] = "struct"
    go_kind: ClassVar[str] = "struct"
    go_methods: ClassVar[Mapping[str, GoMethod]] = {}

    def go_fields(self) -> Mapping[str, Value]:
        """The exported fields by name, in declaration order."""
        return {}

    def go_json(self) -> object:
        """What JSON makes of it: the exported fields, unless the type says otherwise."""
        return dict(self.go_fields())

    def go_string(self) -> str | None:
        """What the ``String`` method gives, or None for a type that has no such method."""
        return None

    def go_printed(self) -> str | None:
        """What an action prints: also the ``String`` method of a type whose pointers alone have one."""
        return self.go_string()


_TYPES: dict[type, tuple[str, str]] = {
    type(None): ("<nil>", "invalid"),
    bool: ("bool", "bool"),
    int: ("int", "int"),
    float: ("float64", "float64"),
    complex: ("complex128", "complex128"),
    str: ("string", "string"),
    bytes: ("[]uint8", "slice"),
    dict: ("map[string]interface {}", "map"),
    list: ("[]interface {}", "slice"),
}


def go_type(value: Value) -> str:
    """The name of a value's Go type, as ``%T`` prints it; ``<nil>`` for nil."""
    known = _TYPES.get(value.__class__)
    return known[0] if known else str(value.go_type)


def go_kind(value: Value) -> str:
    """The name of a value's ``reflect.Kind``; ``invalid`` for nil."""
    known = _TYPES.get(value.__class__)
    if known:
        return known[1]
    if isinstance(value, dict):
        return "map"
    if isinstance(value, list):
        return "slice"
    return str(value.go_kind)
