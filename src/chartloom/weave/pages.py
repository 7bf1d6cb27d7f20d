"""What people read beside the charts: a README for each of them, and the notes of the umbrella."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.weave.markdown import joined, table
from chartloom.weave.values_table import environment_rows, value_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chartloom.matrix.model import Edge, Environment, Inventory, Service
    from chartloom.weave.commented import Entry

__all__ = ["service_readme", "umbrella_notes", "umbrella_readme"]


def service_readme(
    inventory: Inventory,
    service: Service,
    calls: Sequence[Edge],
    callers: Sequence[str],
    entries: Sequence[Entry],
    environments: Mapping[str, Mapping[str, object]],
) -> str:
    """What the chart of one service is, how it is installed alone, and what its values say.

    ``entries`` are those of its ``values.yaml``, ``environments`` what each environment's file sets.
    """
    return joined(
        [
            f"# {service.name}",
            "",
            f"{service.description}. Part of the fleet [{inventory.name}](../../{inventory.name}/README.md).",
            "",
            *table(("", ""), _facts(service, calls, callers)),
            "",
            *_install(service.name, inventory.environments),
            *_needed_secrets(service),
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
    yield "Technology", service.technology.title
    yield "Tier", service.tier
    yield "Workload", service.kind
    yield "Port", str(service.port or "none")
    yield "Exposed", "yes" if service.exposed else "no"
    yield "Image", f"`{service.image.repository}:{service.image.tag}`"
    yield "Depends on", _links(edge.callee for edge in calls)
    yield "Called by", _links(callers)
    if service.aliases:
        yield "Also reached as", ", ".join(service.aliases)


def _links(names: Iterable[str]) -> str:
    return ", ".join(f"[{name}](../{name}/README.md)" for name in names) or "-"


def _install(name: str, environments: Sequence[Environment]) -> Iterator[str]:
    yield "```sh"
    yield "helm dependency build ."
    for environment in environments:
        yield f"helm upgrade --install {name} . -f values-{environment.name}.yaml"
    yield "```"


def _needed_secrets(service: Service) -> Iterator[str]:
    if service.secrets:
        yield ""
        yield "Secrets that it reads, made outside the chart:"
        yield ""
        rows = ((f"`{r.name}`", r.secret, r.key, "no" if r.optional else "yes") for r in service.secrets)
        yield from table(("Variable", "Secret", "Key", "Needed"), rows)


def umbrella_readme(inventory: Inventory, entries: Sequence[Entry]) -> str:
    """What the umbrella is, how the whole fleet is installed, and what its values say.

    ``entries`` are those of its ``values.yaml``.
    """
    count = len(inventory.services)
    services = {service.name for service in inventory.services}
    shared = [entry for entry in entries if entry.key not in services]
    return joined(
        [
            f"# {inventory.name}",
            "",
            f"{inventory.description}: {count} service{'' if count == 1 else 's'} in one release.",
            "",
            "```sh",
            'for chart in ../charts/[a-z]*/; do helm dependency build "$chart"; done',
            "helm dependency build .",
            *(
                f"helm upgrade --install {inventory.name} . -f values-{environment.name}.yaml"
                for environment in inventory.environments
            ),
            "```",
            "",
            "Each service has a switch, `<service>.enabled`, and each tier has one, `tags.<tier>`;",
            "the switch of a service wins.",
            "",
            *table(("Service", "Version", "Tier"), _services(inventory)),
            "",
            "## Values",
            "",
            "What [values.yaml](values.yaml) sets for all services. Below its name a service takes the values",
            "of its own chart, which its README lists.",
            "",
            *table(("Key", "Value", "What it says"), value_rows(shared)),
        ]
    )


def _services(inventory: Inventory) -> Iterator[tuple[str, ...]]:
    for service in inventory.services:
        yield f"[{service.name}](../charts/{service.name}/README.md)", service.version, service.tier


def umbrella_notes(inventory: Inventory) -> str:
    """``NOTES.txt``: what was installed, and where it answers."""
    exposed = [service.name for service in inventory.services if service.exposed]
    is_spread = inventory.namespaces.name or any(service.namespace for service in inventory.services)
    where = "--all-namespaces" if is_spread else "--namespace {{ .Release.Namespace }}"
    tested = any(service.monitoring.tests for service in inventory.services)
    return joined(
        [
            f'{inventory.name} {{{{ .Chart.Version }}}} is installed as "{{{{ .Release.Name }}}}"'
            ' in namespace "{{ .Release.Namespace }}".',
            "",
            "Its pods:",
            f"  kubectl get pods {where} --selector app.kubernetes.io/part-of={inventory.name}",
            *(_CHECK if tested else ()),
            *(line for name in exposed for line in _addresses(name)),
        ]
    )


_CHECK = ("Check it:", "  helm test {{ .Release.Name }} --namespace {{ .Release.Namespace }}")


def _addresses(name: str) -> Iterator[str]:
    yield f'{{{{- with and (hasKey .Subcharts "{name}") (index .Values "{name}").ingress }}}}'
    yield "{{- if .enabled }}"
    yield '{{- $scheme := empty .tls | ternary "http" "https" }}'
    yield "{{- range .hosts }}"
    yield f"{name}: {{{{ $scheme }}}}://{{{{ .host }}}}"
    yield "{{- end }}"
    yield "{{- end }}"
    yield "{{- end }}"
