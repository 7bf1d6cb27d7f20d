"""What people read of the umbrella: its README, and its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.weave.markdown import joined, table
from chartloom.weave.values_table import value_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chartloom.matrix.model import Environment, Inventory
    from chartloom.weave.commented import Entry

__all__ = ["umbrella_notes", "umbrella_readme"]


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
                f"helm upgrade --install {inventory.name} .{_where(environment)} -f values-{environment.name}.yaml"
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


def _where(environment: Environment) -> str:
    space = environment.namespace
    return f" --namespace {space} --create-namespace" if space else ""


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
