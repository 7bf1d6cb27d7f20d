"""The page of the fleet: its services, who calls whom, and what runs, is exposed and is kept in each environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.matrix.diagram import mermaid
from chartloom.matrix.graph import waves
from chartloom.weave.drawing import is_small
from chartloom.weave.markdown import joined, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chartloom.matrix.model import Environment, Inventory, Service, ThirdPartyChart
    from chartloom.weave.standing import Standing, Standings

__all__ = ["fleet_page"]

_COLUMNS = ("Service", "Technology", "Version", "Tier", "Type", "Port", "Exposed", "Depends on", "Used by")


def fleet_page(inventory: Inventory, found: Standings) -> str:
    """The fleet on one page; ``found`` is how each service stands in each environment."""
    sections = (
        ("Services", table(_COLUMNS, _services(inventory))),
        ("Who calls whom", _diagrams(inventory)),
        ("Environments", _environments(inventory, found)),
        ("What is exposed", _exposed(inventory, found)),
        ("Pods", table(("Service", *_names(inventory)), _pods(inventory, found))),
        ("Stores", _stores(inventory, found)),
        ("Third-party charts", _charts(inventory)),
        ("Order of start", _order(inventory)),
    )
    lines = [f"# {inventory.name}", "", f"{inventory.description}. Version {inventory.version}."]
    for title, section in sections:
        told = list(section)
        lines += ["", f"## {title}", "", *told] if told else []
    return joined(lines)


def _names(inventory: Inventory) -> tuple[str, ...]:
    return tuple(environment.name for environment in inventory.environments)


def _link(name: str) -> str:
    return f"[{name}](services/{name}.md)"


def _services(inventory: Inventory) -> Iterator[tuple[str, ...]]:
    calls, callers = inventory.graph(), inventory.callers()
    for service in inventory.services:
        yield (
            _link(service.name),
            service.technology.title,
            service.image.tag,
            service.tier,
            service.kind,
            str(service.port or ""),
            "yes" if service.exposed else "",
            ", ".join(calls[service.name]),
            ", ".join(callers[service.name]),
        )


def _diagrams(inventory: Inventory) -> Iterator[str]:
    """The drawing, and the same as text where it is not too large for those that draw it."""
    yield f"![Who calls whom in {inventory.name}](fleet.svg)"
    yield ""
    if not is_small(inventory):
        yield "The page of each service shows its own callers and callees."
        return
    yield "A dotted arrow is a call that no dependency declares: a variable gives it away. The same for Mermaid:"
    yield ""
    yield "```mermaid"
    yield mermaid(inventory).rstrip("\n")
    yield "```"


def _environments(inventory: Inventory, found: Standings) -> Iterator[str]:
    head = ("Environment", "Like", "Namespace", "Domain", "Services", "Pods")
    yield from table(head, (_environment(inventory, each, found) for each in inventory.environments))


def _environment(inventory: Inventory, environment: Environment, found: Standings) -> tuple[str, ...]:
    here = [found[service.name, environment.name] for service in inventory.services]
    least, most = sum(each.least for each in here), sum(each.most for each in here)
    running = sum(each.pods != "off" for each in here)
    spaces = dict.fromkeys(each.namespace or environment.namespace for each in inventory.services)
    return (
        environment.name,
        environment.profile,
        ", ".join(space or "of the release" for space in spaces),
        environment.domain,
        str(running),
        str(least) if least == most else f"{least} to {most}",
    )


def _exposed(inventory: Inventory, found: Standings) -> Iterator[str]:
    """Each service that is reached from outside, and where; routes of others are those of the service they lead to."""
    names = _names(inventory)
    rows = [row for service in inventory.services if any((row := _addresses(service, inventory, found))[1:])]
    if rows:
        yield from table(("Service", *names), rows)


def _addresses(service: Service, inventory: Inventory, found: Standings) -> tuple[str, ...]:
    cells = ("<br>".join(_reached_at(service, name, inventory, found)) for name in _names(inventory))
    return _link(service.name), *cells


def _reached_at(service: Service, environment: str, inventory: Inventory, found: Standings) -> Iterator[str]:
    yield from found[service.name, environment].addresses
    for other in (each for each in inventory.services if each.routes):
        routes = found[other.name, environment].routes
        yield from (address for address, name in routes if name == service.name)


def _pods(inventory: Inventory, found: Standings) -> Iterator[tuple[str, ...]]:
    for service in inventory.services:
        here = (found[service.name, name] for name in _names(inventory))
        yield _link(service.name), *("-" if each.elsewhere else each.pods for each in here)


def _stores(inventory: Inventory, found: Standings) -> Iterator[str]:
    """What keeps data: what it is in each environment, and how it is backed up."""
    stores = [service for service in inventory.services if service.is_stateful]
    if stores:
        names = _names(inventory)
        rows = ((*_store(each), *(_kept(found[each.name, name]) for name in names)) for each in stores)
        yield from table(("Store", "Backup", *names), rows)


def _store(service: Service) -> tuple[str, str]:
    backup, snapshots = service.upkeep.backup, service.upkeep.snapshots.names
    told = [f"at `{backup.schedule or '15 2 * * *'}`, {backup.keep or 7} kept"] if backup else []
    told += [f"snapshots {', '.join(snapshots)}"] if snapshots else []
    return _link(service.name), "; ".join(told) or "none"


def _kept(standing: Standing) -> str:
    if standing.elsewhere or not standing.most:
        return standing.pods
    size = "no storage" if standing.storage in ("", "none") else standing.storage
    return f"{size}, backed up" if standing.is_backed_up else size


def _charts(inventory: Inventory) -> Iterator[str]:
    """Charts that are installed beside the services, and those that can stand in for stores."""
    everywhere = _names(inventory)
    rows = [_chart(chart, chart.only or everywhere) for chart in inventory.charts]
    for service in inventory.services:
        if service.chart:
            where = ", ".join(service.chart_environments) or "where it is switched on"
            row = (service.chart.name, service.chart.version, service.chart.repository)
            rows.append((*row, f"{where}, for {_link(service.name)}"))
    if rows:
        yield from table(("Chart", "Version", "From", "Environments"), rows)


def _chart(chart: ThirdPartyChart, where: Sequence[str]) -> tuple[str, ...]:
    return chart.name, chart.version, chart.repository, ", ".join(where)


def _order(inventory: Inventory) -> Iterable[str]:
    return (f"{number}. {', '.join(wave)}" for number, wave in enumerate(waves(inventory.graph()), 1))
