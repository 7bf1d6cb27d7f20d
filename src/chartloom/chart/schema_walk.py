"""One walk through a schema: every keyword has its shape, every reference its target.

Helm refuses a schema that breaks a rule of its metaschema anywhere, or whose references lead nowhere. Here both are
looked at without the metaschema: whatever is not plainly in order is left to the validator that knows everything.
"""

from __future__ import annotations

from chartloom.chart.schema_doubt import DoubtError
from chartloom.chart.schema_shapes import SHAPES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Matches = Callable[[str, str], bool]

__all__ = ["Resource", "Walk"]

_OWN_URL = "file:///values.schema.json"
_REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")
_NAMES = ("$id", "id", "$schema", "$anchor", "$dynamicAnchor", "$recursiveAnchor")
_URL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:")
_HEX = frozenset("0123456789ABCDEFabcdef")


class Resource:
    """A schema with a URL of its own, and the places in it that have names."""

    __slots__ = ("anchors", "dynamic", "root", "url")

    def __init__(self, url: str, root: Any) -> None:
        self.url = url
        self.root = root
        self.anchors: dict[str, Any] = {}
        self.dynamic: set[str] = set()


class Walk:
    """What a walk has found: ``targets`` holds what each reference of a schema, known by its id, leads to.

    Raises DoubtError for a schema that is not plainly in order.
    """

    def __init__(self, document: Any, draft: int, matches: Matches) -> None:
        self.draft = draft
        self.targets: dict[tuple[int, str], Any] = {}
        self._matches = matches
        self._shapes = SHAPES[draft]
        self._document = document
        self._resources: dict[str, Resource] = {}
        self._homes: dict[int, Resource] = {}
        self._references: list[tuple[Any, str, Resource]] = []
        self._is_first_round = True
        self.enter(document, self._add_resource(_OWN_URL, document))
        self._is_first_round = False
        # Targets that are no part of a keyword are schemas all the same, and refer to others in their turn.
        for schema, keyword, home in self._references:
            self.targets[id(schema), keyword] = self._target(schema[keyword], keyword, home)

    def enter(self, schema: Any, home: Resource) -> None:
        """Look at a schema and all schemas in it."""
        if type(schema) is bool and self.draft > 4:
            return
        if type(schema) is not dict:
            raise DoubtError
        if not schema.keys().isdisjoint(_NAMES):
            home = self._named(schema, home)
        self._homes[id(schema)] = home
        self._look_across(schema)
        for keyword, value in schema.items():
            shape = self._shapes.get(keyword)
            if shape is not None:
                shape(self, value, home)
                if keyword in _REFERENCES:
                    self._references.append((schema, keyword, home))

    def require_pattern(self, pattern: str) -> None:
        """Raise DoubtError for a text that is no regular expression."""
        try:
            self._matches(pattern, "")
        except ValueError:
            raise DoubtError from None

    def _look_across(self, schema: dict[str, Any]) -> None:
        """What draft 4 asks of two keywords together."""
        if self.draft == 4:
            for limit in ("maximum", "minimum"):
                if f"exclusive{limit.capitalize()}" in schema and limit not in schema:
                    raise DoubtError

    # Names of schemas

    def _named(self, schema: dict[str, Any], home: Resource) -> Resource:
        """The resource that a schema with a name is in or is; the name is kept."""
        if not self._is_first_round:
            raise DoubtError  # Helm finds such a name late, or not at all
        if "$schema" in schema and schema["$schema"] != self._document.get("$schema"):
            raise DoubtError  # another draft
        home = self._identified(schema, home)
        for keyword in ("$anchor", "$dynamicAnchor"):
            if keyword in schema and keyword in self._shapes:
                self._add_anchor(schema[keyword], schema, home)
        if "$dynamicAnchor" in schema and self.draft == 2020:
            home.dynamic.add(schema["$dynamicAnchor"])
        return home

    def _identified(self, schema: dict[str, Any], home: Resource) -> Resource:
        if self.draft < 2019 and "$ref" in schema:
            return home  # which hides everything beside it
        own = schema.get("id" if self.draft == 4 else "$id", "")
        if type(own) is not str:
            raise DoubtError
        url, _, fragment = own.partition("#")
        if url:
            home = self._add_resource(_joined(home.url, url), schema)
        if fragment and (self.draft >= 2019 or not _URL.issuperset(fragment)):
            raise DoubtError
        if fragment and not fragment.startswith("/"):  # a pointer, which some tools write, names nothing
            self._add_anchor(fragment, schema, home)
        return home

    def _add_resource(self, url: str, root: Any) -> Resource:
        if url in self._resources:
            raise DoubtError
        if root is self._document:
            self._resources.clear()
        self._resources[url] = Resource(url, root)
        return self._resources[url]

    def _add_anchor(self, name: Any, schema: dict[str, Any], home: Resource) -> None:
        if type(name) is not str or home.anchors.get(name, schema) is not schema:
            raise DoubtError
        home.anchors[name] = schema

    # References

    def _target(self, reference: str, keyword: str, home: Resource) -> Any:
        url, _, fragment = reference.partition("#")
        fragment = _unescaped(fragment)
        found = self._resources.get(_joined(home.url, url) if url else home.url)
        if found is None:
            raise DoubtError
        if not fragment or fragment.startswith("/"):
            target = self._at(fragment, found)
        elif fragment in found.anchors:
            target = found.anchors[fragment]
        else:
            raise DoubtError
        if type(target) is dict and id(target) not in self._homes:
            self._enter_late(target)
        if keyword != "$ref":
            self._require_one_choice(keyword, fragment, target)
        return target

    def _at(self, pointer: str, resource: Resource) -> Any:
        """What a pointer leads to."""
        node = resource.root
        for part in pointer.split("/")[1:]:
            key = part.replace("~1", "/").replace("~0", "~") if "~" in part else part
            if type(node) is list and part.isdecimal() and part.isascii() and str(int(part)) == part:
                node = node[int(part)] if int(part) < len(node) else None
            elif type(node) is dict and key in node and part.count("~") == _escapes(part):
                node = node[key]
            else:
                raise DoubtError
        if type(node) is not dict and (type(node) is not bool or self.draft == 4):
            raise DoubtError
        return node

    def _enter_late(self, schema: dict[str, Any]) -> None:
        if len(self._resources) > 1:
            raise DoubtError
        self.enter(schema, next(iter(self._resources.values())))

    def _require_one_choice(self, keyword: str, fragment: str, target: Any) -> None:
        """Raise DoubtError where the target depends on the way that leads to the reference."""
        resources = self._resources.values()
        if keyword == "$recursiveRef":
            choices = [id(r.root) for r in resources if r.root.get("$recursiveAnchor")]
            is_one = not fragment and (id(target) not in choices or choices == [id(self._document)])
        else:
            is_one = sum(fragment in r.dynamic for r in resources) < 2
        if not is_one:
            raise DoubtError


def _unescaped(fragment: str) -> str:
    """The text of a fragment without its percent signs."""
    first, *others = fragment.split("%")
    if not all(_HEX.issuperset(part[:2]) and len(part) > 1 for part in others) or "\\" in fragment:
        raise DoubtError
    text = "".join((first, *(chr(int(part[:2], 16)) + part[2:] for part in others)))
    if not text.isprintable() or (others and not text.isascii()):
        raise DoubtError
    return text


def _escapes(part: str) -> int:
    return part.count("~0") + part.count("~1")


def _joined(base: str, url: str) -> str:
    """An URL as seen from another one, of those that no two libraries read differently."""
    if not _URL.issuperset(url) or "/." in url or url.startswith((".", "//")):
        raise DoubtError
    scheme, _, rest = url.partition(":")
    if not rest and ":" not in url:
        return _relative(base, url)
    if scheme == "urn" or (scheme in ("http", "https") and rest.startswith("//") and _is_host(rest)):
        return url
    raise DoubtError


def _is_host(rest: str) -> bool:
    host, _, path = rest[2:].partition("/")
    return bool(host) and ":" not in rest and "//" not in path


def _relative(base: str, url: str) -> str:
    scheme, _, rest = base.partition("://")
    host, slash, path = rest.partition("/")
    if not slash or "//" in url:
        raise DoubtError
    folder = "" if url.startswith("/") else path[: path.rfind("/") + 1]
    return f"{scheme}://{host}/{folder}{url.removeprefix('/')}"
