"""How Compose services find each other: what they depend on, and by which names they are reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.importers.document import listed, mapping
from chartloom.importers.naming import dns_label
from chartloom.importers.report import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chartloom.importers.compose_file import ComposeService
    from chartloom.importers.compose_tasks import Tasks
    from chartloom.importers.report import Remark

__all__ = ["aliases_of", "declared_calls", "hosts_of"]


def declared_calls(
    service: ComposeService, names: Mapping[str, str], tasks: Tasks, remarks: list[Remark]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The services that it depends on, by their names in the inventory; and those of them that may be missing."""
    calls: list[str] = []
    optional: list[str] = []
    for callee, is_required, path in (*_depends_on(service), *_links(service), *tasks.needs_of(service.name)):
        if callee in tasks.names:
            continue
        if callee not in names:
            why = f'it depends on "{callee}", which is not imported'
            remarks.append(service.remark(Kind.LEFT_OUT, why, *path, key="depends_on"))
        elif names[callee] not in calls:
            calls.append(names[callee])
            optional += [] if is_required else [names[callee]]
    return tuple(calls), tuple(optional)


def _depends_on(service: ComposeService) -> Iterator[tuple[str, bool, tuple[str | int, ...]]]:
    said = service.record.get("depends_on")
    for name, how in mapping(said).items():
        yield name, mapping(how).get("required") is not False, ("depends_on", name)
    for index, item in enumerate(listed(said)):
        yield str(item), True, ("depends_on", index)


def _links(service: ComposeService) -> Iterator[tuple[str, bool, tuple[str | int, ...]]]:
    for index, item in enumerate(listed(service.record.get("links"))):
        yield str(item).partition(":")[0], True, ("links", index)


def aliases_of(service: ComposeService, names: Mapping[str, str]) -> list[str]:
    """Further names under which it is reached on its networks, as far as Kubernetes allows them."""
    found = []
    for network in mapping(service.record.get("networks")).values():
        found += [str(alias) for alias in listed(mapping(network).get("aliases"))]
    own = {*names.values(), *(f"{name}-headless" for name in names.values())}
    return [
        alias for alias in dict.fromkeys(found) if alias and alias == dns_label(alias) and alias not in own
    ]


def hosts_of(services: Sequence[ComposeService], names: Mapping[str, str]) -> dict[str, str]:
    """By each name that a setting may use, the service that is meant; the services' own names win."""
    found: dict[str, str] = {}
    for service in services:
        links = (str(item).partition(":") for item in listed(service.record.get("links")))
        found.update({alias: names[target] for target, _, alias in links if alias and target in names})
    for service in services:
        for key in ("hostname", "container_name"):
            said = service.record.get(key)
            if isinstance(said, str) and said:
                found[said] = names[service.name]
        found.update(dict.fromkeys(aliases_of(service, {}), names[service.name]))
    return {**found, **names}
