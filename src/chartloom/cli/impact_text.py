"""What a value does, for a person and for programs: what follows from it first, then the fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.actions.field_paths import kubectl_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.actions.consequences import Affected, Consequences
    from chartloom.actions.impact import Impact
    from chartloom.cli.explained_text import Look

__all__ = ["impact_json", "impact_lines"]

_MANY = 8
_FEW = 4


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
    for one in found.objects:
        yield from _fields(one, look)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _followings(after: Consequences, look: Look) -> Iterator[str]:
    for label, names in (
        ("restarts", after.restarts),
        ("may restart", after.may_restart),
        ("runs", after.runs),
        ("may come or go", after.comes_or_goes),
    ):
        if names:
            yield f"  {label} {_listed(names, look)}"
    for address, path in after.immutable:
        yield f"  warning: {address} {path} cannot be changed in place"
    for address, read in after.stale:
        yield f"  warning: {address} reads {read}, but is not restarted"


def _listed(names: Sequence[str], look: Look) -> str:
    shown = names if look.shows_all or len(names) <= _FEW + 1 else names[:_FEW]
    rest = f" and {len(names) - len(shown)} more" if len(shown) < len(names) else ""
    return ", ".join(map(look.strong, shown)) + rest


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
