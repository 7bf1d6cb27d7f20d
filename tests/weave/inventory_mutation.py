"""Is what we say about the lines behind woven values true? Change one leaf of the inventory, weave, see what changed.

``python -m tests.weave.inventory_mutation INVENTORY...`` changes every text, number and switch of each inventory, takes
away every key and every item of a list, one after the other, and weaves the values in memory. A value that is another
one then, or is gone, must have named what was changed, or something inside it (*recall*); a value that is said to be
just what a key says must be another one when that key is (*precision*).
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chartloom.actions.explaining.explained import json_value
from chartloom.diagnostics import ChartloomError
from chartloom.matrix import load_inventory, parse_inventory
from chartloom.matrix.fields import PROFILES
from chartloom.matrix.technologies import TECHNOLOGIES
from chartloom.weave.origins import InventoryOrigins

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.matrix import Inventory
    from chartloom.weave.origins import Origin

    Path_ = tuple[str | int, ...]
    Place = tuple[str | None, Path_]

__all__ = ["Tally", "changes", "main", "mutate", "woven_leaves"]


@dataclass
class Tally:
    """What came out, over all changes of one inventory."""

    changes: int = 0
    changed: int = 0
    claimed: int = 0
    missed: list[str] = field(default_factory=list)
    idle: list[str] = field(default_factory=list)


def woven_leaves(inventory: Inventory) -> dict[Place, Any]:
    """All leaves that are woven: of the charts, and of each environment, as paths from the root of the umbrella."""
    woven = InventoryOrigins(inventory).values
    found: dict[Place, Any] = {}
    for path, value in _leaves(woven.umbrella):
        found[None, path] = value
    for service in inventory.services:
        for path, value in _leaves(woven.service(service.name)):
            found[None, (service.name, *path)] = value
    for environment in inventory.environments:
        for path, value in _leaves(woven.environment(environment)):
            found[environment.name, path] = value
    return found


def _leaves(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    if isinstance(value, dict | list) and value:
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(inner, (*path, key))
    else:
        yield path, value


def mutate(inventory: Inventory, *, sample: int | None = None, seed: int = 1) -> Tally:
    """Change one thing after the other, all or a sample, and hold what changes to what was said."""
    assert inventory.source is not None
    before, origins = woven_leaves(inventory), InventoryOrigins(inventory)
    named = {place: origins.of(place[1], place[0]) for place in before}
    value = inventory.source.value
    todo = list(changes(value))
    if sample is not None and sample < len(todo):
        todo = random.Random(seed).sample(todo, sample)
    tally = Tally()
    assert woven_leaves(_read(value, inventory)) == before
    for path, other in todo:
        changed = _changed(value, path, other)
        try:
            after = woven_leaves(_read(changed, inventory))
        except ChartloomError:  # the inventory is no longer valid
            continue
        tally.changes += 1
        _compare(inventory, path, before, after, named, tally, is_gone=other is GONE)
    return tally


def _read(value: Any, like: Inventory) -> Inventory:
    """The inventory with this content; JSON is YAML, and keeps the order of keys."""
    return parse_inventory(json.dumps(json_value(value)), like.file, like.name)


GONE: Any = object()
# Other words for those of a closed list; a technology gives way to one of its kind, and to one of the other.
_WORDS = {
    "type": ("deployment", "statefulset"),
    "like": PROFILES,
    "language": ("python", "nodejs", "nginx", "java", "postgresql", "redis", "mongodb"),
    "kind": ("ingress", "gateway", "ClusterSecretStore", "SecretStore"),
    "exposure": ("ingress", "gateway"),
    "as": ("hook", "init"),
    "chart_source": ("library", "bitnami"),
    "pod_security": ("restricted", "baseline"),
}


def changes(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Every change of a value: each leaf as another one, each key and item gone."""
    if path:
        yield path, GONE
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from changes(inner, (*path, key))
    elif path[-1] != "name" or path[0] != "services" or len(path) != 3:
        yield from ((path, other) for other in _others(path, value))


def _others(path: Path_, value: Any) -> Iterator[Any]:
    words = [w for key in path[-2:] for w in _WORDS.get(str(key), ())]
    if value in TECHNOLOGIES or value in words:
        yield from (word for word in words if word != value)
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, float):
        yield value + 1
    elif isinstance(value, str):
        yield _other_text(value)


def _other_text(text: str) -> str:
    """Another text of the same form, as far as one can tell."""
    digits = [at for at, char in enumerate(text) if char.isdigit()]
    if digits and not text[0].isalpha():
        return f"{text[: digits[0]]}{(int(text[digits[0]]) + 1) % 9 or 9}{text[digits[0] + 1 :]}"
    if text.startswith("/"):
        return f"{text.rstrip('/')}/other"
    return "other" if text == "@" else f"{text}x"


def _changed(value: Any, path: Path_, other: Any) -> Any:
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    key, rest = path[0], path[1:]
    if rest:
        copy[key] = _changed(value[key], rest, other)
    elif other is GONE:
        del copy[key]
    else:
        copy[key] = other
    return copy


def _compare(
    inventory: Inventory,
    path: Path_,
    before: dict[Place, Any],
    after: dict[Place, Any],
    named: dict[Place, Origin | None],
    tally: Tally,
    *,
    is_gone: bool,
) -> None:
    for place, value in before.items():
        has_changed = place not in after or after[place] != value
        origin = named[place]
        if has_changed:
            tally.changed += 1
            its = entries_of(place, inventory)
            if path not in its and not any(_names(one, path) for one in _with_items_before(place, named)):
                tally.missed.append(f"{path} → {place}: {origin}")
        if origin and origin.reason == "said" and origin.path == path and not is_gone:
            tally.claimed += 1
            if not has_changed:
                tally.idle.append(f"{path} → {place}")


def entries_of(place: Place, inventory: Inventory) -> Iterator[Path_]:
    """The entries of the inventory without which there is no such path: of a service, a chart, an environment."""
    environment, path = place
    names = {"services": [s.name for s in inventory.services], "charts": [c.name for c in inventory.charts]}
    for key, listed in names.items():
        if path[0] in listed:
            at = listed.index(str(path[0]))
            yield from ((key,), (key, at), (key, at, "name"))
    if environment:
        index = [one.name for one in inventory.environments].index(environment)
        yield from (("environments",), ("environments", environment), ("environments", index))


def _with_items_before(place: Place, named: dict[Place, Origin | None]) -> Iterator[Origin | None]:
    """The origin of a leaf; of an item of a list also those of the items before it, which may have moved it."""
    yield named[place]
    environment, path = place
    for depth, step in enumerate(path):
        if isinstance(step, int):
            for other, origin in named.items():
                same = other[0] == environment and other[1][:depth] == path[:depth] and len(other[1]) > depth
                if same and int(other[1][depth]) < step:
                    yield origin


def _names(origin: Origin | None, path: Path_) -> bool:
    """Whether an origin names a path of the inventory, or something inside of it."""
    paths = (origin.path, *origin.also_paths) if origin else ()
    return any(one[: len(path)] == path for one in paths)


def main(files: Sequence[str]) -> int:
    """Print the tally of each inventory."""
    is_fine = True
    for file in files:
        inventory = load_inventory(Path(file))
        tally = mutate(inventory)
        lines = [f"{file}: {tally.changes} changes, {tally.changed} values changed, {tally.claimed} claimed"]
        for kind in ("missed", "idle"):
            found = getattr(tally, kind)
            is_fine = is_fine and not found
            lines += [f"  {kind}: {len(found)}", *(f"    {one}" for one in found)]
        sys.stdout.write("\n".join(lines) + "\n")
    return 0 if is_fine else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
