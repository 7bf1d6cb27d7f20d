"""Values of a template as the plain values that JSON has."""

from __future__ import annotations

__all__ = ["Record", "plain_value"]


class Record(dict[str, object]):
    """The fields of a Go struct: JSON writes them in this order and does not sort them."""

    __slots__ = ()


def plain_value(value: object) -> object:
    """A value of a class of its own as ``str``, ``bool``, ``int``, ``float``, ``dict``, ``list`` or None.

    A value says itself what JSON makes of it by a method ``go_json``; a mapping which that returns is
    a struct; one whose class says ``go_nil`` is null. Raises TypeError, with Go's words, for what JSON cannot say.
    """
    if getattr(value, "go_nil", False):
        return None
    to_json = getattr(value, "go_json", None)
    if to_json is not None:
        found = to_json()
        return Record(found) if found.__class__ is dict else found
    if isinstance(value, bytes | bytearray):
        from base64 import b64encode

        return b64encode(value).decode("ascii")
    for kind in (str, int, float, dict, list):
        if isinstance(value, kind):
            return value if kind in (dict, list) else _exactly(kind, value)
    name = "complex128" if isinstance(value, complex) else getattr(value, "go_type", type(value).__name__)
    raise TypeError(f"json: unsupported type: {name}")


def _exactly(kind: type, value: object) -> object:
    """The same text or number without its class, which may print itself in its own way."""
    if kind is str:
        return "".join((value,))  # type: ignore[arg-type]
    return int.__index__(value) if kind is int else float.__float__(value)  # type: ignore[arg-type]
