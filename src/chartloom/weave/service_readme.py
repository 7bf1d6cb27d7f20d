"""The README of a service's chart: what it is, what it needs, how it is installed alone, and what its values say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.weave.markdown import joined, table
from chartloom.weave.needed_secrets import needed_secrets
from chartloom.weave.values_table import environment_rows, switch_rows, value_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chartloom.matrix.model import Edge, Environment, Inventory, Service
    from chartloom.weave.commented import Entry
    from chartloom.weave.needed_secrets import NeededSecret

__all__ = ["service_readme"]

Values = dict[str, object]


def service_readme(
    inventory: Inventory,
    service: Service,
    calls: Sequence[Edge],
    callers: Sequence[str],
    entries: Sequence[Entry],
    environments: Mapping[str, Values],
) -> str:
    """``entries`` are those of its ``values.yaml``, ``environments`` what each environment's file sets."""
    own = {entry.key: entry.value for entry in entries}
    secrets = needed_secrets(service, calls, own, environments)
    return joined(
        [
            f"# {service.name}",
            "",
            f"{service.description}. Part of the fleet [{inventory.name}](../../{inventory.name}/README.md).",
            "",
            *table(("", ""), _facts(service, calls, callers)),
            "",
            "## Install it alone",
            "",
            *_install(service, inventory.environments, calls),
            *_secrets(secrets, inventory.environments),
            *_watched(service),
            "",
            "## Switches",
            "",
            "What is on in some environment; [the library chart](../_common/README.md) tells all others.",
            "",
            *table(("Switch", *environments, "What it does"), switch_rows(own, environments)),
            "",
            "## Values",
            "",
            "What [values.yaml](values.yaml) sets; everything that can be set is told by",
            "[the library chart](../_common/README.md).",
            "",
            *table(("Key", "Value", "What it says"), value_rows(entries)),
            "",
            "## What the environments change",
            "",
            *table(("Key", *environments), environment_rows(environments)),
        ]
    )


def _facts(service: Service, calls: Sequence[Edge], callers: Sequence[str]) -> Iterator[tuple[str, str]]:
    ports = [
        *([str(service.port)] if service.port else []),
        *(f"{n} ({name})" for name, n in service.extra_ports),
    ]
    image = service.image
    yield "Technology", service.technology.title
    yield "Tier", service.tier
    yield "Workload", service.kind
    yield "Ports", ", ".join(ports) or "none"
    yield "Exposed", "yes" if service.exposed else "no"
    yield "Image", f"`{f'{image.registry}/' if image.registry else ''}{image.repository}:{image.tag}`"
    yield "Depends on", _links(edge.callee for edge in calls)
    yield "Called by", _links(callers)
    if service.aliases:
        yield "Also reached as", ", ".join(service.aliases)


def _links(names: Iterable[str]) -> str:
    return ", ".join(f"[{name}](../{name}/README.md)" for name in names) or "-"


def _install(service: Service, environments: Sequence[Environment], calls: Sequence[Edge]) -> Iterator[str]:
    spaces = {each.name: _space(service, each) for each in environments}
    if calls:
        yield "It waits for what it depends on: install that first, or the fleet as a whole."
        yield ""
    yield "```sh"
    yield "helm dependency build ."
    for name, space in spaces.items():
        where = f" --namespace {space} --create-namespace" if space else ""
        yield f"helm upgrade --install {service.name} .{where} -f values-{name}.yaml"
    yield "```"
    yield from _look(service, next(iter(spaces.values()), ""))


def _space(service: Service, environment: Environment) -> str:
    return service.namespace or environment.namespace


def _look(service: Service, space: str) -> Iterator[str]:
    """What a person does next."""
    where = f" --namespace {space}" if space else ""
    lines = [f"helm test {service.name}{where}"] if service.monitoring.tests else []
    if service.port:
        lines.append(f"kubectl port-forward{where} service/{service.name} {service.port}:{service.port}")
    if lines:
        yield from ("", "To look at it:", "", "```sh", *lines, "```")


def _secrets(needed: Sequence[NeededSecret], environments: Sequence[Environment]) -> Iterator[str]:
    if not needed:
        return
    yield from ("", "## Secrets that must be there", "")
    names = [environment.name for environment in environments]
    rows = (
        (
            f"`{each.secret}`",
            f"`{each.key}`",
            ", ".join(f"`{variable}`" for variable in each.variables),
            "all" if list(each.environments) == names else ", ".join(each.environments),
        )
        for each in needed
    )
    yield from table(("Secret", "Key", "Read as", "Environments"), rows)
    made = [environment.name for environment in environments if environment.secret_store]
    if made:
        yield from ("", f"The operator of external-secrets.io makes them in {', '.join(made)}.")
    by_hand = [each for each in needed if set(each.environments) - set(made)]
    if by_hand:
        yield from ("", "By hand they are made like this:", "", "```sh", *_commands(by_hand), "```")


def _commands(needed: Sequence[NeededSecret]) -> Iterator[str]:
    """How each Secret is made by hand; whoever runs it says where and fills in the values."""
    for secret in dict.fromkeys(each.secret for each in needed):
        keys = " ".join(f"--from-literal={each.key}=..." for each in needed if each.secret == secret)
        yield f"kubectl create secret generic {secret} {keys}"


def _watched(service: Service) -> Iterator[str]:
    watched = service.monitoring
    if not watched.metrics:
        return
    port = watched.metrics.port or service.port
    yield from ("", "## What is watched", "")
    yield f"- Metrics at `{watched.metrics.path}`, port {port}, each {watched.metrics.interval}."
    if watched.alerts:
        errors, latency = watched.alerts.errors or 5, watched.alerts.latency or 1000
        limits = f"more than {errors} % errors, 95 of 100 requests slower than {latency} ms"
        yield f"- Alerts, but in environments like dev: no pod answers, {limits}."
    if watched.dashboard:
        yield f"- A Grafana dashboard in the ConfigMap `{service.name}-dashboard`: request rate, latency, errors."
