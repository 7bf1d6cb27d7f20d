"""The tables of the library's README, out of the headers of its templates and the comments of its values."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from chartloom.weave.library.comments import Key

__all__ = ["Header", "fill_readme", "read_headers"]

_HEADER = re.compile(
    r"\{\{/\*\n(?P<what>.+?)\n\n"
    r"Usage: (?P<usage>.+?)\nParams:\n(?P<params>.+?)\nReturns: (?P<returns>.+?)\n\*/\}\}\n"
    r'\{\{- define "(?P<name>[^"]+)" -\}\}\n',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Header:
    """What the comment above a ``define`` promises."""

    name: str
    what: str
    usage: str
    params: str
    returns: str

    @property
    def is_entry(self) -> bool:
        """Whether charts may call it: those take the root context itself."""
        return self.params.strip().startswith(". ") and self.name.count(".") == 2


def read_headers(templates: Path) -> tuple[Header, ...]:
    """The header of every template file; a file without one, or with two, is an error."""
    return tuple(_read_header(path) for path in sorted(templates.rglob("*.tpl")))


def _read_header(path: Path) -> Header:
    text = path.read_text(encoding="utf-8")
    match = _HEADER.match(text)
    if match is None or text.count("{{- define") != 1:
        raise ValueError(f"{path.name}: one define is wanted, under a header with Usage, Params and Returns")
    return Header(**match.groupdict())


def fill_readme(
    readme: str, headers: Sequence[Header], keys: Sequence[Key], defaults: Mapping[str, Any]
) -> str:
    """The README with its three tables built anew; the words around them are kept."""
    entries = [header for header in headers if header.is_entry]
    helpers = [header for header in headers if not header.is_entry]
    readme = _fill(readme, "entries", _helper_rows(entries))
    readme = _fill(readme, "helpers", _helper_rows(helpers))
    return _fill(readme, "values", _value_rows(keys, defaults))


def _fill(readme: str, table: str, rows: Iterator[str]) -> str:
    begin, end = f"<!-- {table} -->\n", f"<!-- end of {table} -->"
    head, rest = readme.split(begin)
    return head + begin + "\n".join(rows) + "\n" + end + rest.split(end)[1]


def _helper_rows(headers: Sequence[Header]) -> Iterator[str]:
    yield "| Name | What it does | Takes | Returns |\n| --- | --- | --- | --- |"
    for header in headers:
        what, takes = _cell(_first_sentence(header.what)), _names(header.params)
        yield f"| `{header.name}` | {what} | {takes} | {header.returns} |"


def _first_sentence(text: str) -> str:
    return " ".join(text.split()).partition(". ")[0].rstrip(".") + "."


def _names(params: str) -> str:
    names = (line.split(" - ")[0].strip() for line in params.splitlines())
    return ", ".join(f"`{name}`" for name in names)


def _value_rows(keys: Sequence[Key], defaults: Mapping[str, Any]) -> Iterator[str]:
    yield "| Key | What it says | Default |\n| --- | --- | --- |"
    for key in keys:
        yield f"| `{'.'.join(key.path)}` | {_cell(key.text)} | {_default(key, defaults)} |"


def _default(key: Key, defaults: Mapping[str, Any]) -> str:
    if not key.has_default:
        return ""
    value: Any = defaults
    for name in key.path:
        value = value[name]
    return f"`{json.dumps(value)}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("<", "&lt;").replace("|", "\\|")
