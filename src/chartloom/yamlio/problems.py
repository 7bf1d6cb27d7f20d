"""What is wrong with a YAML text: the words of Helm's library, and words for a person.

The library's line numbers are its own: the scanner counts from 1, the parser from 0, and line 0 is not
told. The diagnostic points at the true place.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from chartloom.diagnostics import Diagnostic, Span
from chartloom.yamlio.decode import scalar_value
from chartloom.yamlio.errors import YamlError
from chartloom.yamlio.hints import Fault, braces, explain
from chartloom.yamlio.nodes import MAPPING, SCALAR
from chartloom.yamlio.numbers import INT64_MAX

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.yamlio.convert import ConvertError
    from chartloom.yamlio.decode import DecodeError
    from chartloom.yamlio.nodes import Node, UnknownAnchorError

__all__ = [
    "json_kind",
    "of_conversion",
    "of_decoding",
    "of_field",
    "of_syntax",
    "of_type",
    "of_unknown_anchor",
]

_NO_CONTENT = ("#", "%", "---")
_CONVERTING = "error converting YAML to JSON: "
_DECODING = "error unmarshaling JSON: while decoding JSON: "


def of_syntax(error: Any, data: bytes, file: str) -> YamlError:
    """The refusal of a text by libyaml."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _of_reading(error, data, file)
    line = mark.line and mark.line + _counts_from_one(error)
    where = f"line {line}: " if line else ""
    go_message = f"{_CONVERTING}yaml: {where}{error.problem}"
    return YamlError(_diagnostic(error, data, file), go_message)


def _counts_from_one(error: Any) -> bool:
    return getattr(error, "in_scanner", False) or type(error).__name__ == "ScannerError"


# Found when the text goes on without them; a person looks for them where they began.
_TOLD_AT_THE_START = (
    "could not find expected ':'",
    "found unexpected end of stream",
    "found unexpected document indicator",
)


def _diagnostic(error: Any, data: bytes, file: str) -> Diagnostic:
    lines = _lines(data)
    begins = error.context_mark or error.problem_mark
    mark = begins if error.problem in _TOLD_AT_THE_START else error.problem_mark
    line, column = mark.line, mark.column
    if line >= len(lines) or not any(lines[line:]):  # the end of the text: show the last line there is
        line = max((number for number, text in enumerate(lines) if text), default=0)
        column = len(lines[line])
    advice = explain(Fault(error.problem, error.context or "", lines, line, column, begins.line))
    span = Span(_name(file), line + 1, column + 1)
    return Diagnostic("yaml-syntax", advice.message, span, lines[line].rstrip("\r"), hint=advice.hint)


def _of_reading(error: Any, data: bytes, file: str) -> YamlError:
    """A byte or a character that may be in no YAML at all; the library does not say where."""
    before = data[: error.position].decode("utf-8", "replace")
    line = before.count("\n")
    column = len(before) - (before.rfind("\n") + 1)
    message = f"{error.reason}: {_character(error)}"
    span = Span(_name(file), line + 1, column + 1)
    hint = _character_hint(error.reason)
    diagnostic = Diagnostic("yaml-syntax", message, span, _line(data, line), hint=hint)
    return YamlError(diagnostic, f"{_CONVERTING}yaml: {error.reason}")


def _character(error: Any) -> str:
    code = error.character if isinstance(error.character, int) else ord(error.character)
    if code < 0:
        return "the text ends within a character"
    return f"byte 0x{code:02x}" if "UTF-8" in error.reason else f"U+{code:04X}"


def _character_hint(reason: str) -> str:
    if "UTF-8" in reason or "UTF-16" in reason:
        return "save the file as UTF-8"
    return 'write the character as an escape in double quotes, as in "\\x07"'


def of_unknown_anchor(error: UnknownAnchorError, data: bytes, file: str) -> YamlError:
    """An alias that stands for nothing."""
    go_message = f"{_CONVERTING}yaml: unknown anchor '{error.name}' referenced"
    message = f"the alias *{error.name} has no anchor &{error.name} before it"
    hint = "quote the text if the * is meant as a character"
    return YamlError(_at(error.node, "yaml-syntax", message, data, file, hint), go_message)


def of_decoding(error: DecodeError, data: bytes, file: str) -> YamlError:
    """A node that stands for no value: a wrong tag, a bad merge, a key that is no scalar."""
    message, hint = error.go_message.removeprefix("yaml: "), None
    if message.startswith("invalid map key"):
        message, hint = "a list or a mapping cannot be a key", None
        if "{{" in _line(data, error.node.line):
            message, hint = braces()
    return YamlError(_at(error.node, "yaml-value", message, data, file, hint), _CONVERTING + error.go_message)


def of_conversion(error: ConvertError, root: Node, data: bytes, file: str) -> YamlError:
    """A value that JSON has no word for; Helm reads all YAML as JSON."""
    name = error.go_message.removeprefix("json: unsupported value: ")
    is_key = name == error.go_message
    message = "null or a number this large cannot be a key" if is_key else f"{name} is no value of JSON"
    hint = "put the key in quotes" if is_key else "put the value in quotes"
    node = _keys_without_text(root) if is_key else _unbounded_numbers(root)
    return YamlError(_at(next(node), "yaml-value", message, data, file, hint), _CONVERTING + error.go_message)


def _keys_without_text(root: Node) -> Iterator[Node]:
    for node in _nodes(root):
        for key in node.children[::2] if node.kind == MAPPING else ():
            value = scalar_value(key.target or key)
            if value is None or (value.__class__ is int and value > INT64_MAX):
                yield key
    yield root


def _unbounded_numbers(root: Node) -> Iterator[Node]:
    for node in _nodes(root):
        value = scalar_value(node) if node.kind == SCALAR else None
        if isinstance(value, float) and not isfinite(value):
            yield node
    yield root


def _nodes(root: Node) -> Iterator[Node]:
    """The node and all nodes below it, in the order of the text."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def of_type(value: object, wanted: str, data: bytes, file: str) -> YamlError:
    """A document of another kind than the one that its place wants."""
    found = json_kind(value)
    go_message = f"{_DECODING}json: cannot unmarshal {found} into Go value of type {wanted}"
    names = {"array": "a list", "object": "a mapping", "bool": "a boolean"}
    expected = "a mapping" if wanted.startswith("map") else "a list"
    message = f"expected {expected}, found {names.get(found, f'a {found}')}"
    return _of_mismatch(message, go_message, data, file)


def of_field(message: str, data: bytes, file: str) -> YamlError:
    """A manifest in which a field that Helm reads has another type than Helm's."""
    return _of_mismatch(message.removeprefix("json: "), _DECODING + message, data, file)


def _of_mismatch(message: str, go_message: str, data: bytes, file: str) -> YamlError:
    texts = (line.strip() for line in _lines(data))
    line = next((number for number, text in enumerate(texts) if text and not text.startswith(_NO_CONTENT)), 0)
    span = Span(_name(file), line + 1, 1)
    return YamlError(Diagnostic("yaml-type", message, span, _line(data, line)), go_message)


def json_kind(value: object) -> str:
    """What Go's JSON calls the kind of a value."""
    kinds = {list: "array", dict: "object", bool: "bool", float: "number", int: "number"}
    return kinds.get(value.__class__, "string")


def _at(node: Node, code: str, message: str, data: bytes, file: str, hint: str | None = None) -> Diagnostic:
    span = Span(_name(file), node.line + 1, node.column + 1, max(1, len(node.text)))
    return Diagnostic(code, message, span, _line(data, node.line), hint=hint)


def _name(file: str) -> str:
    return file or "<text>"


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").removeprefix("\ufeff").split("\n")


def _line(data: bytes, number: int) -> str:
    lines = _lines(data)
    return lines[number].rstrip("\r") if number < len(lines) else ""
