"""Which of the values that decided a field are nearest to it, and so the most telling."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from chartloom.actions.explaining.explained import ValueOrigin
    from chartloom.provenance.documents import Field
    from chartloom.provenance.traced import Leaf

__all__ = ["Nearness"]

_DEFAULT = "chart default"


class Nearness:
    """The order of the reasons for the fields of one object.

    What decides few of its fields stands in the condition around them, what decides all of them far outside. Of both
    kinds, what somebody has set comes before the defaults, and what is nowhere set comes last.
    """

    def __init__(self, fields: Sequence[Field], path_of: Callable[[Leaf], Leaf]) -> None:
        self._reach: Counter[Leaf] = Counter()
        for field in fields:
            self._reach.update(set(map(path_of, field.control | field.flow)))
        self._all = len(fields)

    def ordered(
        self, decided: Iterable[ValueOrigin], flowed: Sequence[ValueOrigin]
    ) -> tuple[ValueOrigin, ...]:
        """The values that decided a field, the nearest first."""
        return tuple(sorted(decided, key=lambda value: self._rank(value, flowed)))

    def _rank(self, value: ValueOrigin, flowed: Sequence[ValueOrigin]) -> tuple[object, ...]:
        reach = self._reach[value.path]
        alike = max((len({*value.path} & {*one.path}) for one in flowed), default=0)
        return (
            not value.given,
            reach >= self._all,
            _distance(value, flowed),
            reach,
            -alike,
            len(value.path),
            value.name,
        )


def _distance(value: ValueOrigin, flowed: Sequence[ValueOrigin]) -> int:
    """How far away a value is given: by somebody, beside what has flowed, or elsewhere."""
    is_map = bool(value.given) and isinstance(value.given[0].value, dict)
    if not value.given or (value.given[0].layer != _DEFAULT and not is_map):
        return 0
    return 1 if not is_map and _file(value) in {_file(one) for one in flowed} else 2


def _file(value: ValueOrigin) -> str:
    span = value.given[0].span if value.given else None
    return span.file if span else ""
