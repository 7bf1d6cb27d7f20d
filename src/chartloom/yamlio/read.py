"""YAML as Helm reads values: the language of its library, then JSON, then Go's generic values.

The short way below turns events into values in one pass and covers nearly every file. What it does
not cover (tags, anchors, merge keys, keys and numbers that JSON cannot say) goes the exact way through
``nodes``, ``decode`` and ``convert``, which say the same things in the same order as the library.
"""

from __future__ import annotations

from chartloom.yamlio.dialect import has_odd_escape
from chartloom.yamlio.numbers import INT64_MAX, parse_number
from chartloom.yamlio.scalars import NUMERIC, WORDS, resolve
from chartloom.yamlio.stream import event_source, to_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from chartloom.yamlio.convert import Target
    from chartloom.yamlio.errors import YamlError

__all__ = ["UnusualError", "build", "read_exactly", "read_yaml", "read_yaml_list", "read_yaml_map"]


def read_yaml(text: str | bytes, file: str = "") -> object:
    r"""The value of the first document, None for an empty one; numbers are floats, keys are strings.

    >>> read_yaml("a: 0755\nyes: [1.5, 2001-01-01, ~]")
    {'a': 493.0, 'true': [1.5, '2001-01-01', None]}
    """
    from yaml import YAMLError

    data = to_bytes(text)
    try:
        return build(data)
    except (UnusualError, YAMLError):
        return read_exactly(data, file)


def read_yaml_map(text: str | bytes, file: str = "") -> dict[str, object] | None:
    """A document that must be a mapping, or None where it says nothing or null."""
    value = read_yaml(text, file)
    if value is None or isinstance(value, dict):
        return value
    raise _mismatch(value, "map[string]interface {}", text, file)


def read_yaml_list(text: str | bytes, file: str = "") -> list[object] | None:
    """A document that must be a sequence, or None where it says nothing or null."""
    value = read_yaml(text, file)
    if value is None or isinstance(value, list):
        return value
    raise _mismatch(value, "[]interface {}", text, file)


def read_exactly(data: bytes, file: str, target: Target = None) -> object:
    """The value of a document in which anything may be; raises the first error that the library names."""
    from yaml import YAMLError

    from chartloom.yamlio import problems
    from chartloom.yamlio.convert import ConvertError, convert, to_floats
    from chartloom.yamlio.decode import DecodeError, decode
    from chartloom.yamlio.dialect import RefusedError
    from chartloom.yamlio.nodes import UnknownAnchorError, compose

    try:
        root = compose(data)
    except (YAMLError, RefusedError) as error:
        raise problems.of_syntax(error, data, file) from None
    except UnknownAnchorError as error:
        raise problems.of_unknown_anchor(error, data, file) from None
    if root is None:
        return None
    try:
        return to_floats(convert(decode(root), target))
    except DecodeError as error:
        raise problems.of_decoding(error, data, file) from None
    except ConvertError as error:
        raise problems.of_conversion(error, root, data, file) from None


def _mismatch(value: object, wanted: str, text: str | bytes, file: str) -> YamlError:
    from chartloom.yamlio.problems import of_type

    return of_type(value, wanted, to_bytes(text), file)


class UnusualError(Exception):
    """The short way met something that it leaves to the exact way."""


_NO_KEY = object()
_SAFE_DEPTH = 9_999  # one below the library's limit, so that the exact way words the refusal


def build(data: bytes) -> object:
    """The value of the first document of a text, or UnusualError.

    One loop, because it is what reading values costs: ``container`` is the collection that is open and
    ``key`` the key that waits for its value, if that is a mapping.
    """
    from yaml.events import AliasEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent, StreamEndEvent

    if has_odd_escape(data):
        raise UnusualError
    get_event = event_source(data)
    get_event()  # the start of the stream
    start = get_event()
    if start.__class__ is StreamEndEvent:
        return None
    if start.version:
        raise UnusualError
    root: list[object] = []
    container: Any = root
    outer: list[tuple[Any, bool, bool]] = []
    is_map = in_flow = False
    key: object = _NO_KEY
    while not root or container is not root:
        event = get_event()
        kind = event.__class__
        if kind is ScalarEvent:
            value = _scalar(event, in_flow)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or (is_map and key is _NO_KEY) or len(outer) >= _SAFE_DEPTH:
                raise UnusualError
            value = {} if kind is MappingStartEvent else []
        elif kind is AliasEvent:
            raise UnusualError
        else:
            container, is_map, in_flow = outer.pop()
            continue
        if not is_map:
            container.append(value)
        elif key is _NO_KEY:
            key = value if value.__class__ is str else _key(event, value)
            continue
        else:
            container[key] = value
            key = _NO_KEY
        if kind is not ScalarEvent:
            outer.append((container, is_map, in_flow))
            container, is_map, in_flow = value, kind is MappingStartEvent, event.flow_style
    get_event()  # the end of the document, which the scanner may refuse to see
    return root[0]


def _scalar(event: Any, in_flow: bool) -> object:
    if event.tag or event.anchor is not None:
        raise UnusualError
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in WORDS:
        return _word(text)
    if text[0] in NUMERIC:
        return _number(text)
    if text == "<<" or (in_flow and "?" in text):
        raise UnusualError
    return text


def _word(text: str) -> bool | None:
    value = WORDS[text]
    if value.__class__ is float:  # JSON has no word for it
        raise UnusualError
    return value  # type: ignore[return-value]


def _number(text: str) -> object:
    number = parse_number(text)
    return text if number is None else float(number)


def _key(event: Any, value: object) -> str:
    """The text that a key becomes which is no text."""
    from chartloom.yamlio.convert import key_text

    exact = resolve(event.value)
    if value is None or (exact.__class__ is int and exact > INT64_MAX):
        raise UnusualError
    return key_text(exact)
