"""Variables in a Compose file: ``$NAME``, ``${NAME:-default}`` and their kin, as its specification has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BadVariableError", "Interpolated", "interpolate", "read_env_text"]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_OPERATOR = re.compile(r":?[-?+]")
_DEEPEST = 20


class BadVariableError(Exception):
    """A ``$`` that begins no variable, or a variable that must be given; the text says which."""


class Interpolated(NamedTuple):
    """A text with its variables replaced, and the names of those that nobody has set."""

    text: str
    unset: tuple[str, ...] = ()


def interpolate(text: str, variables: Mapping[str, str]) -> Interpolated:
    """The text with every variable replaced; raises BadVariableError.

    >>> interpolate("${REPO:-acme}/web:$TAG costs $$5", {"TAG": "1"})
    Interpolated(text='acme/web:1 costs $5', unset=())
    """
    if "$" not in text:
        return Interpolated(text)
    unset: list[str] = []
    replaced = _replace(text, variables, unset, 0)
    return Interpolated(replaced, tuple(dict.fromkeys(unset)))


def _replace(text: str, variables: Mapping[str, str], unset: list[str], depth: int) -> str:
    if depth > _DEEPEST:
        raise BadVariableError("variables are nested too deeply")
    parts: list[str] = []
    at = 0
    while (dollar := text.find("$", at)) >= 0:
        parts.append(text[at:dollar])
        part, at = _variable(text, dollar, variables, unset, depth)
        parts.append(part)
    return "".join([*parts, text[at:]])


def _variable(
    text: str, at: int, variables: Mapping[str, str], unset: list[str], depth: int
) -> tuple[str, int]:
    """What stands for the variable at ``at``, and where the text goes on."""
    if text.startswith("$$", at):
        return "$", at + 2
    if text.startswith("${", at):
        end = _closing(text, at + 2)
        return _braced(text[at + 2 : end], variables, unset, depth), end + 1
    name = _NAME.match(text, at + 1)
    if not name:
        raise BadVariableError('"$" begins no variable here; write "$$" for the character itself')
    return _value(name[0], variables, unset), name.end()


def _closing(text: str, at: int) -> int:
    depth = 1
    for index in range(at, len(text)):
        depth += text.startswith("${", index) - (text[index] == "}")
        if depth == 0:
            return index
    raise BadVariableError('"${" is never closed by "}"')


def _braced(inside: str, variables: Mapping[str, str], unset: list[str], depth: int) -> str:
    name = _NAME.match(inside)
    if not name:
        raise BadVariableError(f'"${{{inside}}}" names no variable')
    rest = inside[name.end() :]
    operator = _OPERATOR.match(rest)
    if not rest:
        return _value(name[0], variables, unset)
    if not operator:
        raise BadVariableError(f'"${{{inside}}}" has no operator that Compose knows')
    given = variables.get(name[0])
    is_there = bool(given) if operator[0][0] == ":" else given is not None
    word = rest[operator.end() :]
    match operator[0][-1]:
        case "-":
            return given or "" if is_there else _replace(word, variables, unset, depth + 1)
        case "+":
            return _replace(word, variables, unset, depth + 1) if is_there else ""
        case _ if is_there:
            return given or ""
        case _:
            raise BadVariableError(f"variable {name[0]} must be set{f': {word}' if word else ''}")


def _value(name: str, variables: Mapping[str, str], unset: list[str]) -> str:
    if name not in variables:
        unset.append(name)
    return variables.get(name, "")


_LINE = re.compile(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*(?:[=:]\s*(.*))?$")


def read_env_text(text: str, variables: Mapping[str, str] | None = None) -> dict[str, str]:
    r"""The variables of a ``.env`` file; it may use those above, and the given ones.

    >>> read_env_text("# shop\nA=1 # one\nB='$x'\nexport C=\"a b\"\n")
    {'A': '1', 'B': '$x', 'C': 'a b'}
    """
    found: dict[str, str] = {}
    for line in text.splitlines():
        match = _LINE.match(line)
        if match and not line.lstrip().startswith("#") and match[2] is not None:
            found[match[1]] = _env_value(match[2].strip(), {**(variables or {}), **found})
    return found


def _env_value(written: str, known: Mapping[str, str]) -> str:
    quote = written[:1]
    if quote in ("'", '"') and written.find(quote, 1) > 0:
        inside = written[1 : written.index(quote, 1)]
        return inside if quote == "'" else _expanded(inside.replace("\\n", "\n"), known)
    return _expanded(re.split(r"\s+#", written, maxsplit=1)[0].strip(), known)


def _expanded(text: str, known: Mapping[str, str]) -> str:
    try:
        return interpolate(text, known).text
    except BadVariableError:
        return text
