"""Our own validator of JSON Schemas: quick to load, quick to ask, and silent where it is not sure.

    judge_of(schema, matches)    the judge of a schema, None where the validator that knows everything must be asked

It says only whether values are good. What is wrong with the others, the other validator finds and words.
"""

from __future__ import annotations

from chartloom.chart.schema_doubt import DoubtError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from chartloom.chart.schema_rules import Judge

    Matches = Callable[[str, str], bool]

__all__ = ["judge_of", "takes"]

_HOST = "json-schema.org/"
_DRAFTS = {
    "schema": 2020,
    "draft/2020-12/schema": 2020,
    "draft/2019-09/schema": 2019,
    "draft-07/schema": 7,
    "draft-06/schema": 6,
    "draft-04/schema": 4,
}
_DIGITS = 15
"""So many digits of a decimal are told apart by a float."""


def judge_of(schema: bytes, matches: Matches) -> Judge | None:
    """The judge of a schema that is in order beyond doubt; ``matches(pattern, text)`` searches."""
    from chartloom.chart.schema_rules import Judge
    from chartloom.chart.schema_walk import Walk

    try:
        document = _parsed(schema)
        return Judge(document, Walk(document, _draft(document), matches), matches)
    except (DoubtError, ValueError, RecursionError):
        return None


def takes(judge: Judge, value: Any) -> bool | None:
    """Whether the schema takes a value, of JSON's types and with whole numbers as integers; None for a doubt.

    Raises TooManyStepsError.
    """
    try:
        return judge.takes(value)
    except (DoubtError, ValueError, RecursionError):
        return None


def _parsed(schema: bytes) -> Any:
    from json import JSONDecoder

    decoder = JSONDecoder(parse_float=_short_float, parse_constant=_no_constant)
    document = decoder.decode(schema.decode("utf-8"))
    if b"\\u" in schema:
        _require_whole_characters(document)
    return document


def _require_whole_characters(document: Any) -> None:
    """Raise UnicodeEncodeError for half a character, which Go replaces."""
    from json import dumps

    dumps(document, ensure_ascii=False).encode("utf-8")


def _short_float(text: str) -> float:
    value = float(text)
    if len(text) > _DIGITS or not -1e300 < value < 1e300:
        raise DoubtError
    return int(value) if value.is_integer() else value


def _no_constant(_: str) -> None:
    raise DoubtError


def _draft(document: Any) -> int:
    url = document.get("$schema") if type(document) is dict else None
    if url is None and (type(document) is not dict or "$schema" not in document):
        return 2020
    if type(url) is not str or not url.startswith((f"http://{_HOST}", f"https://{_HOST}")):
        raise DoubtError
    name = url.partition(_HOST)[2].removesuffix("#")
    if name not in _DRAFTS:
        raise DoubtError
    return _DRAFTS[name]
