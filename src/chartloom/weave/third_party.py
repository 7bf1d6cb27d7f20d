"""Third-party charts beside the services: what the umbrella's values say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.matrix.build import deep_merge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.matrix.model import Environment, Inventory, ThirdPartyChart

__all__ = ["chart_environments", "chart_keys", "chart_values"]

Values = dict[str, object]


def chart_values(inventory: Inventory) -> Values:
    """The values of all charts, each switched on, below their names and on the paths of their conditions."""
    found: Values = {}
    for chart in inventory.charts:
        found = deep_merge(found, {chart.name: dict(chart.values)})
        found = deep_merge(found, _at(chart.condition, on=True))
    return found


def chart_environments(inventory: Inventory, environment: Environment) -> Values:
    """What an environment changes: the values that it gives, and a switch for each chart that it does not have."""
    found: Values = {}
    for chart in inventory.charts:
        own = chart.environments.get(environment.name)
        found = deep_merge(found, {chart.name: own} if own else {})
        if environment.name not in chart.only:
            found = deep_merge(found, _at(chart.condition, on=False))
    return found


def chart_keys(inventory: Inventory) -> Iterator[tuple[str, str]]:
    """The keys of the umbrella's values that belong to charts, each with what it means."""
    for chart in inventory.charts:
        yield chart.name, f"Values of the third-party chart {chart.name}, in its own words."
    for chart in inventory.charts:
        if _root(chart) != chart.name:
            yield _root(chart), "Switches of third-party charts."


def _root(chart: ThirdPartyChart) -> str:
    return chart.condition.partition(".")[0]


def _at(path: str, *, on: bool) -> Values:
    value: object = on
    for step in reversed(path.split(".")):
        value = {step: value}
    return value if isinstance(value, dict) else {}
