"""What a value does, for a person and for programs: what follows from it first, then the fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.actions.explaining.field_paths import kubectl_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chartloom.actions.explaining.consequences import Affected, Consequences
    from chartloom.actions.explaining.impact import Impact
    from chartloom.cli.explained_text import Look

__all__ = ["impact_json", "impact_lines"]

_MANY = 8
_SCREEN = 12


def impact_json(found: Impact) -> dict[str, Any]:
    """The objects, and what follows when they change."""
    after = found.consequences
    return {
        "objects": [_object(one) for one in found.objects],
        "restarts": list(after.restarts),
        "may_restart": list(after.may_restart),
        "runs": list(after.runs),
        "comes_or_goes": list(after.comes_or_goes),
        "immutable": [{"object": address, "path": path} for address, path in after.immutable],
        "stale": [{"object": address, "reads": read} for address, read in after.stale],
    }


def _object(one: Affected) -> dict[str, Any]:
    feeds, decides = ([kubectl_path(path) for path in paths] for paths in (one.feeds, one.decides))
    return {"object": one.address, "source": one.source, "feeds": feeds, "decides": decides}


def impact_lines(found: Impact, look: Look) -> Iterator[str]:
    """What follows in one line, warnings, and then the fields by object."""
    fields = sum(len(one.feeds) + len(one.decides) for one in found.objects)
    yield look.strong(f"{_count(fields, 'field')} of {_count(len(found.objects), 'object')}")
    yield from _followings(found.consequences, look)
    yield ""
    if len(found.objects) > _SCREEN and not look.shows_all:
        yield from _overview(found.objects, look)
        return
    for one in found.objects:
        yield from _fields(one, look)


def _overview(objects: Sequence[Affected], look: Look) -> Iterator[str]:
    """Many objects, each with how many of its fields are affected."""
    width = max(len(one.address) for one in objects)
    for one in objects:
        feeds = f"feeds {len(one.feeds):>3}  " if one.feeds else " " * 11
        decides = "decides all of it" if one.is_whole and one.decides else f"decides {len(one.decides):>3}"
        yield f"{one.address.ljust(width)}  {look.quiet(feeds + (decides if one.decides else ''))}".rstrip()
    yield look.quiet("the fields: --all")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _followings(after: Consequences, look: Look) -> Iterator[str]:
    told: list[tuple[str, Sequence[str]]] = [
        ("restarts", after.restarts),
        ("may restart", after.may_restart),
        ("runs", after.runs),
        ("may come or go", after.comes_or_goes),
    ]
    for path, names in _grouped((path, address) for address, path in after.immutable).items():
        told.append((f"warning: {path} is immutable in", names))
    for read, names in _grouped((read, address) for address, read in after.stale).items():
        told.append((f"warning: {read} changes without a restart of", names))
    yield from (f"  {label} {_listed(names, look, len(label) + 3)}" for label, names in told if names)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The second of each pair, by the first."""
    found: dict[str, list[str]] = {}
    for first, second in pairs:
        found.setdefault(first, []).append(second)
    return found


def _listed(names: Sequence[str], look: Look, indent: int) -> str:
    """As many of the names as fit in the line, and how many more there are."""
    shown = names if look.shows_all else names[: _fitting(names, look.width - indent)]
    rest = f" and {len(names) - len(shown)} more" if len(shown) < len(names) else ""
    return ", ".join(map(look.strong, shown)) + rest


def _fitting(names: Sequence[str], room: int) -> int:
    if len(", ".join(names)) <= room:
        return len(names)
    rest = len(f" and {len(names)} more")
    fits = [n for n in range(1, len(names)) if len(", ".join(names[:n])) + rest <= room]
    return fits[-1] if fits else 1


def _fields(one: Affected, look: Look) -> Iterator[str]:
    yield look.strong(one.address)
    if one.is_whole and one.decides:
        yield f"  {look.quiet('decides')}  all of it"
    decides = () if one.is_whole else one.decides
    for label, paths in (("feeds", one.feeds), ("decides", decides)):
        most = len(paths) if look.shows_all else _MANY
        for index, path in enumerate(paths[:most]):
            yield f"  {look.quiet(('' if index else label).ljust(8))} {kubectl_path(path)}"
        if len(paths) > most:
            yield f"  {'':<8} {look.quiet(f'and {len(paths) - most} more: --all')}"
