"""What a service comes to in an environment, and for each fact whether the inventory says it, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chartloom.actions.account_facts import facts_of
from chartloom.diagnostics import ChartloomError, Diagnostic, Span
from chartloom.diagnostics.suggest import did_you_mean
from chartloom.matrix.load import FILE_NAME, load_inventory
from chartloom.weave.effective import effective_values
from chartloom.weave.origins import InventoryOrigins
from chartloom.yamlio import to_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from chartloom.actions.account_facts import Fact
    from chartloom.matrix.model import Inventory

__all__ = ["Account", "account"]


@dataclass(frozen=True, slots=True)
class Account:
    """A service in an environment, fact by fact."""

    service: str
    environment: str
    facts: tuple[Fact, ...]

    def to_dict(self) -> dict[str, Any]:
        """For JSON and YAML."""
        facts = [fact.to_dict() for fact in self.facts]
        return {"service": self.service, "environment": self.environment, "facts": facts}

    def to_yaml(self) -> str:
        """The same as YAML."""
        return to_yaml(self.to_dict()) + "\n"


def account(path: Path, service: str, environment: str) -> Account:
    """What the service of the inventory at ``path`` comes to in the environment. Raises ChartloomError."""
    file = path / FILE_NAME if path.is_dir() else path
    inventory = load_inventory(file)
    _require("service", service, [each.name for each in inventory.services], inventory)
    environments = {each.name: each for each in inventory.environments}
    _require("environment", environment, environments, inventory)
    found, where = inventory.by_name()[service], environments[environment]
    effective = effective_values(inventory, found, where)
    facts = facts_of(inventory, found, where, effective, InventoryOrigins(inventory))
    return Account(service, environment, tuple(facts))


def _require(what: str, name: str, known: Iterable[str], inventory: Inventory) -> None:
    names = list(known)
    if name not in names:
        message = f'the fleet "{inventory.name}" has no {what} "{name}"'
        note, hint = f"known {what}s: {', '.join(names)}", did_you_mean(name, names)
        raise ChartloomError(
            Diagnostic(f"unknown-{what}", message, Span(inventory.file), note=note, hint=hint)
        )
