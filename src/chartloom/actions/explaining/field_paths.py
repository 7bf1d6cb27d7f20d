"""Paths of fields: as kubectl writes them, as JSON pointers, and as the keys that they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from chartloom.diagnostics import ChartloomError, Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "AskedPath",
    "FieldPath",
    "Item",
    "concrete_paths",
    "dotted",
    "kubectl_path",
    "parse_path",
    "pointer",
]

FieldPath = tuple[str | int, ...]


class Item(NamedTuple):
    """Items of a list: the one in which a key has a value, as ``[name=web]``; without a key all, as ``[*]``."""

    key: str = ""
    value: str = ""


AskedPath = tuple[str | Item, ...]

_STEP = re.compile(
    r"""
      \[ (?P<index> \d+ ) \]
    | \[ (?P<every> \* ) \]
    | \[ \?\( @\. (?P<filter> [\w-]+ ) \s* == \s* (?P<mark> ['"] ) (?P<wanted> .*? ) (?P=mark) \) \]
    | \[ (?P<key> [\w-]+ ) = (?P<value> [^\]]* ) \]
    | \[ (?P<quote> ['"] ) (?P<quoted> .*? ) (?P=quote) \]
    | \.? (?P<name> (?: \\. | [^.\[\]\\] )+ )
    """,
    re.VERBOSE,
)


def parse_path(text: str) -> AskedPath:
    r"""The keys of a path, as text: what is an index shows when the path is followed.

    >>> parse_path("spec.template.spec.containers[0].image")
    ('spec', 'template', 'spec', 'containers', '0', 'image')
    >>> parse_path("metadata.labels['app.kubernetes.io/name']")
    ('metadata', 'labels', 'app.kubernetes.io/name')
    >>> parse_path(r"{.metadata.labels.app\.kubernetes\.io/name}")
    ('metadata', 'labels', 'app.kubernetes.io/name')
    >>> parse_path("spec.containers[name=web].image")
    ('spec', 'containers', Item(key='name', value='web'), 'image')
    >>> parse_path("/metadata/labels/app.kubernetes.io~1name")
    ('metadata', 'labels', 'app.kubernetes.io/name')

    Raises ChartloomError.
    """
    if text.startswith("/"):
        return tuple(key.replace("~1", "/").replace("~0", "~") for key in text[1:].split("/"))
    bare = text[1:-1] if text.startswith("{") and text.endswith("}") else text
    bare = bare.removeprefix("$").removesuffix(".")
    keys: list[str | Item] = []
    at = len(bare) - len(bare.removeprefix(".")) if bare.startswith(".[") else 0
    while at < len(bare):
        step = _STEP.match(bare, at)
        if step is None:
            raise _unreadable(text, bare[at:])
        keys.append(_key(step))
        at = step.end()
    return tuple(keys)


def _key(step: re.Match[str]) -> str | Item:
    if step["every"]:
        return Item()
    if step["key"] or step["filter"]:
        return Item(step["key"] or step["filter"], step["value"] if step["key"] else step["wanted"])
    if step["index"] is not None:
        return step["index"]
    return step["quoted"] if step["quoted"] is not None else re.sub(r"\\(.)", r"\1", step["name"])


def _unreadable(text: str, rest: str) -> ChartloomError:
    return ChartloomError(
        Diagnostic(
            "bad-field-path",
            f'cannot read the path "{text}" from "{rest}" on',
            hint="write it as spec.containers[0].image, spec.containers[name=web].image, "
            "metadata.labels['app.kubernetes.io/name'] or /spec/containers/0/image",
        )
    )


def concrete_paths(asked: AskedPath, scalars: Mapping[FieldPath, str]) -> set[FieldPath]:
    """The paths that are meant: those below which one of the scalars of a document lies.

    >>> pod = {("containers", 0, "name"): "web", ("containers", 1, "name"): "logs"}
    >>> concrete_paths(("containers", Item("name", "logs"), "name"), pod)
    {('containers', 1, 'name')}
    """
    found: set[FieldPath] = {()}
    for depth, step in enumerate(asked):
        below = {path[: depth + 1] for path in scalars if len(path) > depth and path[:depth] in found}
        found = {path for path in below if _is_step(step, path, scalars)}
    return found


def _is_step(step: str | Item, path: FieldPath, scalars: Mapping[FieldPath, str]) -> bool:
    last = path[-1]
    if isinstance(step, str):
        return str(last) == step
    return isinstance(last, int) and (not step.key or scalars.get((*path, step.key)) == step.value)


def kubectl_path(path: Iterable[str | int | Item]) -> str:
    """A path as kubectl reads it.

    >>> kubectl_path(("metadata", "labels", "app.kubernetes.io/name"))
    "metadata.labels['app.kubernetes.io/name']"
    >>> kubectl_path(("spec", "containers", 0, "image"))
    'spec.containers[0].image'
    """
    text = ""
    for key in path:
        if isinstance(key, Item):
            text += f"[{key.key}={key.value}]" if key.key else "[*]"
        elif isinstance(key, int):
            text += f"[{key}]"
        elif re.fullmatch(r"[\w/-]+", key):
            text += f".{key}"
        else:
            text += f"['{key}']"
    return text.removeprefix(".")


def pointer(path: Iterable[str | int]) -> str:
    """A path as a JSON pointer.

    >>> pointer(("metadata", "labels", "app.kubernetes.io/name"))
    '/metadata/labels/app.kubernetes.io~1name'
    """
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in path)


def dotted(path: Iterable[str | int]) -> str:
    """A path into values, its keys joined by dots.

    >>> dotted(("web", "env", 0, "name"))
    'web.env.0.name'
    """
    return ".".join(map(str, path))
