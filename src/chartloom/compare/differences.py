"""Two sets of manifests, object by object: what differs, by service."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from chartloom.compare.change import Change, Place
from chartloom.compare.elsewhere import without_namespaces
from chartloom.compare.fields import AREAS, field_of
from chartloom.compare.meaning import meaning
from chartloom.compare.objects import by_identity, main_namespace, read_objects
from chartloom.compare.replicas import is_told_as_replicas, with_replicas
from chartloom.compare.summaries import is_replaced, summary, told_alone
from chartloom.compare.tree import differing, path_text
from chartloom.compare.words import both_said, is_secret, text_change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chartloom.compare.objects import Object
    from chartloom.compare.tree import Leaf
    from chartloom.kube import Manifest

__all__ = ["Comparison", "compare_manifests"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs, by service, sorted; services of which nothing differs are in ``same``.

    ``added`` are services of which only the second side has anything, ``removed`` those of the first.
    """

    changes: dict[str, tuple[Change, ...]]
    same: tuple[str, ...]
    namespaces: tuple[str, str] = ("", "")
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def is_different(self) -> bool:
        """Whether there is any difference."""
        return bool(self.changes) or self.namespaces[0] != self.namespaces[1]

    def to_dict(self) -> dict[str, object]:
        """For JSON."""
        services = {name: [each.to_dict() for each in found] for name, found in self.changes.items()}
        before, after = self.namespaces
        return {
            "different": self.is_different,
            "namespace": {"before": before, "after": after},
            "services": services,
            "added": list(self.added),
            "removed": list(self.removed),
            "same": list(self.same),
        }


def compare_manifests(before: Iterable[Manifest], after: Iterable[Manifest]) -> Comparison:
    """What the second set of manifests means that the first does not, and the other way round."""
    old, new = read_objects(before), read_objects(after)
    sides = by_identity(with_replicas(old)), by_identity(with_replicas(new))
    groups = sorted({each.group for each in (*old, *new)})
    found: dict[str, list[Change]] = {group: [] for group in groups}
    namespaces = main_namespace(old), main_namespace(new)
    for identity in sorted({*sides[0], *sides[1]}):
        pair = sides[0].get(identity), sides[1].get(identity)
        owner = pair[1] or pair[0]
        assert owner is not None
        is_alone = None in pair
        if not (is_alone and is_told_as_replicas(owner, *((old, new) if pair[0] else (new, old)))):
            found[owner.group].extend(_changes(*pair, namespaces))
    changes = {group: _folded(each) for group, each in found.items() if each}
    same = tuple(group for group in groups if group not in changes)
    return Comparison(changes, same, namespaces, _only(new, old), _only(old, new))


def _only(own: Iterable[Object], other: Iterable[Object]) -> tuple[str, ...]:
    return tuple(sorted({each.group for each in own} - {each.group for each in other}))


def _changes(before: Object | None, after: Object | None, namespaces: tuple[str, str]) -> Iterator[Change]:
    if before and after and is_replaced(before, after):
        yield Change("objects", after.title, told_alone(before), told_alone(after), (Place(after.title, ""),))
    elif before and after:
        leaves = differing(meaning(before.kind, before.content), meaning(after.kind, after.content))
        yield from (_change(after, leaf) for leaf in without_namespaces(leaves, namespaces))
    elif before:
        yield Change("objects", before.title, summary(before), "", (Place(before.title, ""),))
    elif after:
        yield Change("objects", after.title, "", summary(after), (Place(after.title, ""),))


def _change(owner: Object, leaf: Leaf) -> Change:
    path = path_text(leaf.path)
    area, what = field_of(owner.kind, path)
    before, after = text_change(leaf.before, leaf.after) or both_said(leaf.path[-1], leaf.before, leaf.after)
    # What is cut, or has a password cut out, may look the same on both sides.
    hidden = before == after or is_secret(owner.kind, area, what, after or before)
    if hidden:
        before, after = (_covered(leaf.before), _covered(leaf.after))
    return Change(area, what, before, after, (Place(owner.title, path),), hidden)


def _covered(value: Any) -> str:
    return "" if value is None else "hidden"


def _folded(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes in the order of their areas, each once: a variable that changes everywhere is one change."""
    places: dict[Change, list[Place]] = {}
    for each in changes:
        places.setdefault(replace(each, places=()), []).extend(each.places)
    folded = (replace(change, places=tuple(found)) for change, found in places.items())
    return tuple(sorted(folded, key=lambda each: (AREAS.index(each.area), each.what, each.places)))
