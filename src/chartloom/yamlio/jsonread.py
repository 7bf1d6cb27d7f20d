"""JSON as Go's ``encoding/json`` reads it into generic values.

Python's own decoder does the reading; what it refuses is looked at again by ``jsonsyntax``, for the words.
"""

from __future__ import annotations

import re
from math import isinf

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from chartloom.yamlio.errors import JsonError

__all__ = ["TooLargeError", "read_json", "read_json_leniently", "read_json_list", "read_json_map"]


def read_json(text: str | bytes, file: str = "") -> object:
    """The value of a JSON text; numbers are floats; raises JsonError.

    >>> read_json('{"a": [1, true, null]}')
    {'a': [1.0, True, None]}
    """
    return _read(text, file, "")


def read_json_map(text: str | bytes, file: str = "") -> dict[str, object] | None:
    """A JSON text that must be an object, or None for null."""
    wanted = "map[string]interface {}"
    value = _read(text, file, wanted)
    if value is None or isinstance(value, dict):
        return value
    raise _mismatch(value, wanted, file)


def read_json_list(text: str | bytes, file: str = "") -> list[object] | None:
    """A JSON text that must be an array, or None for null."""
    wanted = "[]interface {}"
    value = _read(text, file, wanted)
    if value is None or isinstance(value, list):
        return value
    raise _mismatch(value, wanted, file)


def read_json_leniently(text: str) -> object:
    """The value of a JSON text, null in place of each number that is too large; None for what is no JSON.

    It is what Go has read of a text when it complains about a number.
    """
    from json import JSONDecoder

    decoder = JSONDecoder(parse_int=_number_or_none, parse_float=_number_or_none, parse_constant=_no_constant)
    try:
        return _made_whole(decoder.decode(text), text)
    except (ValueError, RecursionError):
        return None


def _read(text: str | bytes, file: str, wanted: str) -> object:
    from json import JSONDecoder

    source = text.decode("utf-8", "surrogateescape") if isinstance(text, bytes) else text
    decoder = JSONDecoder(parse_int=_number, parse_float=_number, parse_constant=_no_constant)
    try:
        return _made_whole(decoder.decode(source), source)
    except (ValueError, RecursionError) as error:
        raise _refusal(source, file, error, wanted) from None


class TooLargeError(ValueError):
    """A number beyond 64 bits of floating point."""


def _number(text: str) -> float:
    value = float(text)
    if isinf(value):
        raise TooLargeError(text)
    return value


def _number_or_none(text: str) -> float | None:
    value = float(text)
    return None if isinf(value) else value


def _no_constant(name: str) -> NoReturn:
    """NaN and Infinity, which are no JSON."""
    raise ValueError(name)


def _made_whole(value: object, source: str) -> object:
    return _with_whole_characters(value) if re.search(r"[\ud800-\udfff]|\\u[dD]", source) else value


def _with_whole_characters(value: object) -> object:
    """The value with U+FFFD for halves of characters and bytes that are no UTF-8."""
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff]", "\ufffd", value)
    if isinstance(value, list):
        return [_with_whole_characters(item) for item in value]
    if isinstance(value, dict):
        return {_with_whole_characters(key): _with_whole_characters(item) for key, item in value.items()}
    return value


def _refusal(source: str, file: str, error: Exception, wanted: str) -> JsonError:
    from chartloom.yamlio.jsonproblems import refusal  # only failures need it

    return refusal(source, file, error, wanted)


def _mismatch(value: object, wanted: str, file: str) -> JsonError:
    from chartloom.yamlio.jsonproblems import mismatch  # only failures need it

    return mismatch(value, wanted, file)
