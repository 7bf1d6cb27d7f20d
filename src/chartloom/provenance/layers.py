"""Which layer of values gave a leaf, and which others it overrode, each with its line.

Nothing here decides what a value is: that was computed as Helm does it. Layers are asked in the order in which Helm
lets them win, and the first one that gives what was computed is the one it came from. A file is parsed for its
positions when it is asked for the first one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartloom.chart.load import read_values, values_documents
from chartloom.chart.user_values import Reader
from chartloom.diagnostics import Span
from chartloom.provenance.imports import Imports
from chartloom.provenance.places import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from chartloom.chart import ChartFile, Instance
    from chartloom.chart.profile import Profile
    from chartloom.chart.user_values import ValueSources
    from chartloom.memo import Memo
    from chartloom.provenance.traced import Leaf
    from chartloom.yamlio import Place

__all__ = ["Given", "Layer", "Layers", "Origins", "Spot", "user_layers"]


class Given(NamedTuple):
    """What one layer gives: its name, the place (None for values that no text holds), that line, and the value."""

    layer: str
    span: Span | None
    source: str
    value: Any

    @property
    def is_argument(self) -> bool:
        """Whether an argument gives it, which is its own place and line."""
        return self.span is not None and self.span.file == self.source


class Spot(NamedTuple):
    """What one layer gives, and where a person changes it: the value's place, or its key's, and the whole line.

    There is no line where the values have none of their own: those of a whole file.
    """

    layer: str
    span: Span
    source: str | None
    value: Any


class Origins(NamedTuple):
    """Where a leaf comes from: its path, the layer that won first, then those that it overrode.

    The path of a global is the outermost that gives it: all charts inside see it there.
    """

    path: Leaf
    given: tuple[Given, ...]


class _Found(NamedTuple):
    """What a table holds at a path; ``depth`` is less than the path's length where something else is in the way."""

    value: Any
    depth: int


class Layer:
    """Values from one place: the documents of a file, or an argument, which is its own only line."""

    def __init__(
        self,
        name: str,
        table: dict[str, Any],
        documents: Sequence[ChartFile] = (),
        argument: str = "",
        memo: Memo | None = None,
    ) -> None:
        self.name = name
        self.table = table
        self._documents = tuple(documents)
        self._argument = argument
        self._memo = memo
        self._places: list[Places] = []

    @property
    def patches_lists(self) -> bool:
        """Whether it changes single items of lists that others give."""
        return bool(self._argument)

    def look(self, path: Leaf) -> _Found | None:
        """What it has at the path or, in the way there, above it; None when it leaves the path to others."""
        held: Any = self.table
        for depth, key in enumerate(path):
            if isinstance(held, dict):
                if key not in held:
                    return None
                held = held[key]
            elif isinstance(held, list):
                if not isinstance(key, int) or key >= len(held):
                    return None if self.patches_lists else _Found(held, depth)
                held = held[key]
                if held is None and self.patches_lists:
                    return None
            else:
                return _Found(held, depth)
        return _Found(held, len(path))

    def given(self, path: Leaf, found: _Found) -> Given:
        """What was found, with its place."""
        if self._argument:
            return Given(self.name, Span(self._argument, 1, 1), self._argument, found.value)
        place, line = self._place(path[: found.depth])
        return Given(self.name, place.key if place else None, line.strip(), found.value)

    def spot(self, path: Leaf, found: _Found, *, is_key: bool = False) -> Spot | None:
        """What was found, with the place to change; None where no text holds it."""
        at = path[: found.depth]
        if self._argument:
            from chartloom.chart.set_places import place_in_argument

            return Spot(
                self.name, *place_in_argument(self.name, self._argument, at, is_key=is_key), found.value
            )
        if not at:
            files = self._documents[-1:]
            return Spot(self.name, Span(files[0].path), None, found.value) if files else None
        place, line = self._place(at)
        if place is None:
            return None
        # Where a map or a list begins, or a text of several lines, says less than its key.
        is_block = isinstance(found.value, dict | list) or place.value.line != place.key.line
        is_whole = is_key or is_block
        return Spot(self.name, place.key if is_whole else _quoted(place.value, line), line, found.value)

    def _place(self, path: Leaf) -> tuple[Place | None, str]:
        if len(self._places) < len(self._documents):
            self._places = [Places(file, self._memo) for file in self._documents]
        found = (places.find(path) for places in reversed(self._places))
        return next(filter(None, found), (None, ""))


def user_layers(
    sources: ValueSources,
    profile: Profile,
    *,
    memo: Memo | None = None,
    fetch: Callable[[str], bytes] | None = None,
    reader: Reader | None = None,
    environments: Sequence[str] = (),
) -> list[Layer]:
    """The layers of a user's values, lowest first; ``environments`` are those of the files that are no ``-f``.

    Raises what ``read_user_values`` raises for single files and arguments.
    """
    reader = reader or Reader(fetch)
    found = [Layer("values", table) for table in sources.tables]
    for path in sources.files:
        file = reader.values_file(path)
        name = "environment" if path in environments else "-f"
        found.append(
            Layer(name, read_values(file, memo, profile), values_documents(file, profile), memo=memo)
        )
    return found + list(_argument_layers(sources, profile, reader))


def _argument_layers(sources: ValueSources, profile: Profile, reader: Reader) -> Iterator[Layer]:
    from chartloom.chart import set_values as s
    from chartloom.gotmpl.values import Int64

    flags: tuple[tuple[str, Sequence[str], Callable[[str, dict[str, Any]], None]], ...] = (
        (
            "--set-json",
            sources.set_json,
            lambda t, v: s.parse_set_json(t, v, objects=profile.sets_json_objects),
        ),
        ("--set", sources.sets, lambda t, v: s.parse_set(t, v, Int64)),
        ("--set-string", sources.set_string, s.parse_set_string),
        ("--set-file", sources.set_file, lambda t, v: s.parse_set_file(t, v, reader.set_file)),
        ("--set-literal", sources.set_literal, s.parse_set_literal),
    )
    for name, arguments, parse in flags:
        for argument in arguments:
            table: dict[str, Any] = {}
            parse(argument, table)
            yield Layer(name, table, argument=argument)


class Layers:
    """All layers of a rendering: those of its user, lowest first, and the defaults of its charts.

    ``memo`` keeps the places of values.
    """

    def __init__(
        self, root: Instance, tree: dict[str, Any], user: Sequence[Layer], memo: Memo | None = None
    ) -> None:
        self.memo = memo
        self._root = root
        self._tree = Layer("computed", tree)
        self._user = tuple(user)
        self._files: dict[tuple[int, str], Layer] = {}
        self._known: dict[Leaf, Origins] = {}
        self._inside: dict[int, dict[str, Instance]] = {}
        self._imports: dict[int, Imports] = {}
        self._with_globals: dict[Any, list[Leaf]] | None = None

    def of(self, leaf: Leaf) -> Origins:
        """Where a leaf comes from: no layer at all gives one that is read but nowhere set."""
        known = self._known.get(leaf)
        if known is None:
            known = self._known[leaf] = self._origins(leaf)
        return known

    def value(self, leaf: Leaf) -> Any:
        """What charts see at a path; None where there is nothing."""
        found = self._tree.look(leaf)
        return found.value if found is not None and found.depth == len(leaf) else None

    def spots(self, leaf: Leaf, *, is_key: bool = False) -> list[Spot]:
        """The places that give a leaf, the one that won first, then those that it overrode."""
        found = (layer.spot(at, hit, is_key=is_key) for _, layer, at, hit in self._hits(leaf))
        return [spot for spot in found if spot is not None]

    def _origins(self, leaf: Leaf) -> Origins:
        kept = self._hits(leaf)
        given = tuple(layer.given(at, hit) for _, layer, at, hit in kept)
        return Origins(kept[0][0] if kept else leaf, given)

    def _hits(self, leaf: Leaf) -> list[tuple[Leaf, Layer, Leaf, _Found]]:
        """Who gives a leaf, the one that won first: the path that it has for all, the layer, and its path there."""
        computed = self._tree.look(leaf)
        exists = computed is not None and computed.depth == len(leaf)
        found = [
            (path, layer, at, hit)
            for path in self._paths(leaf)
            for layer, at in self._asked(path)
            if (hit := layer.look(at)) is not None and (not exists or _could_be(hit, at))
        ]
        won = 0
        if exists and computed is not None and not isinstance(computed.value, dict):
            own = ((i, hit) for i, (_, _, at, hit) in enumerate(found) if hit.depth == len(at))
            won = next((i for i, hit in own if _is_same(hit.value, computed.value)), 0)
        return found[won:]

    def _asked(self, path: Leaf) -> Iterator[tuple[Layer, Leaf]]:
        """The layers that may give a path, highest first, each with the path that it would have there."""
        for layer in reversed(self._user):
            yield layer, path
            found = layer.look(path)
            if found is not None and found.depth < len(path) and not isinstance(found.value, list):
                break  # it has put something else in the place of what files before it say
        yield from self._defaults(self._root, (), path, imports=True)

    def _defaults(
        self, instance: Instance, names: Leaf, path: Leaf, *, imports: bool
    ) -> Iterator[tuple[Layer, Leaf]]:
        """Those of a chart, whose own values are at ``names``, and of the charts inside it."""
        sub = self._subchart(instance, path[0]) if path else None
        yield self._file(instance, "parent chart" if sub is not None else "chart default"), path
        if imports:
            for inner in self._imported(instance, names).paths(path):
                yield from self._defaults(instance, names, inner, imports=False)
        if sub is not None:
            yield from self._defaults(sub, (*names, sub.name), path[1:], imports=True)

    def _subchart(self, instance: Instance, name: Any) -> Instance | None:
        known = self._inside.get(id(instance))
        if known is None:
            known = self._inside[id(instance)] = {sub.name: sub for sub in reversed(instance.subcharts)}
        return known.get(name)

    def _imported(self, instance: Instance, names: Leaf) -> Imports:
        """What a chart imports; an umbrella has an import of each of its services."""
        if id(instance) not in self._imports:
            self._imports[id(instance)] = Imports(instance, lambda path: self.value((*names, *path)))
        return self._imports[id(instance)]

    def _file(self, instance: Instance, name: str) -> Layer:
        chart = instance.chart
        key = (id(chart), name)
        if key not in self._files:
            documents = values_documents(chart.values_file, chart.profile) if chart.values_file else ()
            self._files[key] = Layer(name, chart.values, documents, memo=self.memo)
        return self._files[key]

    def _paths(self, leaf: Leaf) -> Iterable[Leaf]:
        """The paths at which a leaf may have been given, the outermost first: several for a global."""
        depth = self._depth_of_globals(leaf)
        if depth is None:
            return (leaf,)
        rest = leaf[depth:]
        outer = [(*leaf[:i], *rest) for i in range(depth + 1)]
        # What a chart adds to a table of its parent's globals is seen by the parent as well.
        inner = ((*names, *rest) for names in self._places_of(rest[1:]) if names[:depth] == leaf[:depth])
        return [*outer, *(path for path in inner if path not in outer)]

    def _places_of(self, names: Leaf) -> Iterable[Leaf]:
        """The charts whose own values have this global, as far as a first key tells; each by its path."""
        if not names:
            return _places(self._root, ())
        if self._with_globals is None:
            self._with_globals = {}
            for place in _places(self._root, ()):
                for key in self._keys_of_globals((*place, "global")):
                    self._with_globals.setdefault(key, []).append(place)
        return self._with_globals.get(names[0], ())

    def _keys_of_globals(self, path: Leaf) -> set[Any]:
        hits = (layer.look(at) for layer, at in self._asked(path))
        return {key for hit in hits if hit is not None and isinstance(hit.value, dict) for key in hit.value}

    def _depth_of_globals(self, leaf: Leaf) -> int | None:
        instance: Instance | None = self._root
        for depth, key in enumerate(leaf):
            if key == "global":
                return depth
            instance = next((s for s in instance.subcharts if s.name == key), None) if instance else None
            if instance is None:
                return None
        return None


def _quoted(span: Span, line: str) -> Span:
    """The place of a text with its quotes, if it has any."""
    if line[span.column - 1 : span.column] not in ("'", '"'):
        return span
    length = 2 if line[span.column - 1 : span.column + 1] in ("''", '""') else span.length + 2
    return Span(span.file, span.line, span.column, length)


def _could_be(found: _Found, path: Leaf) -> bool:
    """Whether it can be part of what has become of the path: it is there, or a list was replaced."""
    return found.depth == len(path) or isinstance(found.value, list)


def _is_same(one: Any, other: Any) -> bool:
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _places(instance: Instance, names: Leaf) -> Iterator[Leaf]:
    """The path to the values of each chart that takes part."""
    yield names
    for sub in instance.subcharts:
        yield from _places(sub, (*names, sub.name))
