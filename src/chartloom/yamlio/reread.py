"""What a text has become once it was JSON and was read back as YAML, as ``toYaml`` does."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.yamlio.errors import YamlError

__all__ = ["reread", "reread_key"]

_SIMPLE_KEY = 1024  # characters of JSON, the quotes included: what YAML's scanner looks ahead
_FORBIDDEN = "[\x7f-\x84\x86-\x9f\ufffe\uffff]"


def reread(text: str) -> str:
    """The text with U+FFFD for broken bytes and folded at U+0085, which YAML takes for a line break.

    Raises YamlError for the characters that JSON writes as they are and YAML refuses.
    """
    if text.isascii() and "\x7f" not in text:
        return text
    if re.search(_FORBIDDEN, text):
        raise _refusal("control characters are not allowed")
    if re.search("[\ud800-\udfff]", text):
        text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    return re.sub(" *\x85[ \x85]*", _folded, text) if "\x85" in text else text


def _folded(match: re.Match[str]) -> str:
    return "\n" * (match[0].count("\x85") - 1) or " "


def reread_key(key: str) -> str:
    """The same for a key, which must be short and on one line for YAML to see it in JSON."""
    text = reread(key)
    if "\x85" in key or (len(key) > _SIMPLE_KEY // 6 and _is_too_long(text)):
        lines = key.count("\x85")
        where = f"line {lines}: " if lines else ""
        raise _refusal(f"{where}did not find expected ',' or '}}'")
    return text


def _refusal(problem: str) -> YamlError:
    from chartloom.yamlio.errors import YamlError

    return YamlError.of_value(f"yaml: {problem}")


def _is_too_long(key: str) -> bool:
    from chartloom.yamlio.gojson import to_json

    return len(to_json(key)) > _SIMPLE_KEY
