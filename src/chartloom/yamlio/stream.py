"""The events of a YAML text, from libyaml."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["event_source", "to_bytes"]


def to_bytes(text: str | bytes) -> bytes:
    """The text as the bytes it was read from; bytes that were no UTF-8 come back as they were."""
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")


def event_source(data: bytes) -> Callable[[], Any]:
    """A function that gives the next event of ``data`` each time, and raises ``yaml.YAMLError``."""
    get_event: Callable[[], Any] = _parser_class()(data).get_event
    return get_event


def _parser_class() -> Any:
    try:
        from yaml._yaml import CParser
    except ImportError:  # a PyYAML built without libyaml: the same events, many times slower
        return _pure_python_parser()
    return CParser


def _pure_python_parser() -> Any:
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class EventParser(Reader, Scanner, Parser):
        def __init__(self, data: bytes) -> None:
            Reader.__init__(self, data)
            Scanner.__init__(self)
            Parser.__init__(self)

    return EventParser
