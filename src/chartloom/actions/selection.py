"""Which services are meant: ``tier=backend,exposed=yes,technology!=Java``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.diagnostics import ChartloomError, Diagnostic
from chartloom.diagnostics.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Condition", "read_selector", "selects"]


@dataclass(frozen=True, slots=True)
class Condition:
    """What one property must be, or must not be."""

    key: str
    value: str
    is_equal: bool = True


def read_selector(text: str, keys: tuple[str, ...]) -> tuple[Condition, ...]:
    """The conditions in a selector, all of which must hold. Raises ChartloomError for a key that is none of these.

    >>> read_selector("tier=backend,type!=statefulset", ("tier", "type"))[1]
    Condition(key='type', value='statefulset', is_equal=False)
    """
    return tuple(_condition(part.strip(), keys) for part in text.split(",") if part.strip())


def _condition(part: str, keys: tuple[str, ...]) -> Condition:
    name, sign, value = part.partition("=")
    key = name.removesuffix("!").strip()
    if not sign:
        raise _failed(f'"{part}" is no condition: expected KEY=VALUE or KEY!=VALUE', keys, None)
    if key not in keys:
        raise _failed(f'services have no "{key}"', keys, did_you_mean(key, keys))
    return Condition(key, value.removeprefix("=").strip(), not name.endswith("!"))


def _failed(message: str, keys: tuple[str, ...], hint: str | None) -> ChartloomError:
    return ChartloomError(Diagnostic("bad-selector", message, note=f"keys: {', '.join(keys)}", hint=hint))


def selects(conditions: tuple[Condition, ...], properties: Mapping[str, str]) -> bool:
    """Whether all conditions hold; letters may be small or large.

    >>> selects((Condition("technology", "node.js"),), {"technology": "Node.js"})
    True
    """
    return all(_holds(each, properties) for each in conditions)


def _holds(condition: Condition, properties: Mapping[str, str]) -> bool:
    is_same = properties[condition.key].casefold() == condition.value.casefold()
    return is_same == condition.is_equal
