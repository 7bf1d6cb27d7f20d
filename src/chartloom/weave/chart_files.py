"""``Chart.yaml`` of the service charts and of the umbrella, and the small files beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chartloom.weave.commented import write_mapping
from chartloom.weave.exposure import exposed_kinds, is_limited_by_traefik, routers_elsewhere
from chartloom.weave.operations import operation_entries
from chartloom.weave.sharing import dev_secrets, sharing_entries
from chartloom.weave.stores import chart_condition
from chartloom.weave.tasks import task_entries
from chartloom.weave.upkeep import sealed_values, upkeep_entries, upkeep_values

if TYPE_CHECKING:
    from chartloom.matrix.model import Inventory, Service, StoreChart, ThirdPartyChart

__all__ = [
    "GITIGNORE",
    "HELMIGNORE",
    "KINDS",
    "header",
    "service_chart",
    "service_schema",
    "service_templates",
    "umbrella_chart",
]

LIBRARY_VERSION = "1.0.0"

HELMIGNORE = """\
# What `helm package` leaves out.
.git/
.gitignore
.DS_Store
*.orig
*.swp
*.tmp
*~
# Encrypted values are handed to Helm beside the chart.
*.sops.yaml
"""

GITIGNORE = """\
# `helm dependency build` copies charts here; the originals lie in charts/.
/*/charts/*.tgz
/charts/*/charts/
Chart.lock
"""

RECORD_GITIGNORE = """\
# The record of the woven files belongs under version control, these do not.
backup/
staging-*/
"""

# The templates of a chart: one include each. Which of them a service has depends on what it can have.
KINDS = (
    "deployment",
    "statefulset",
    "service",
    "serviceaccount",
    "configmap",
    "ingress",
    "middleware",
    "httproute",
    "referencegrant",
    "hpa",
    "pdb",
    "networkpolicy",
    "servicemonitor",
    "prometheusrule",
    "dashboard",
    "rbac",
    "tests",
    "job",
    "cronjob",
    "secret",
    "externalsecret",
    "sealedsecret",
    "pvc",
    "volumesnapshot",
)

# Kinds that few services have, and the values that ask for them.
_ON_DEMAND = {
    "ingress": ("ingress",),
    "middleware": ("rateLimit",),
    "httproute": ("httpRoute", "exposure"),
    "referencegrant": ("httpRoute.grantTo",),
    "servicemonitor": ("monitoring",),
    "prometheusrule": ("monitoring",),
    "dashboard": ("monitoring",),
    "rbac": ("rbac",),
    "tests": ("tests",),
    "job": ("jobs", "migration", "seed", "dependencyCheck"),
    "cronjob": ("cronJobs", "backup"),
    "pvc": ("backup", "persistence"),
    "volumesnapshot": ("backup",),
    "secret": ("secret",),
    "externalsecret": ("externalSecret",),
    "sealedsecret": ("sealedSecret",),
}


def header(inventory: Inventory) -> tuple[str, ...]:
    """The first lines of a generated file that people may be tempted to edit."""
    return (f"Woven by Chartloom from {_file_name(inventory)}: change it there, then run `chartloom weave`.",)


def _file_name(inventory: Inventory) -> str:
    return inventory.file.replace("\\", "/").rpartition("/")[2]


def service_chart(inventory: Inventory, service: Service) -> str:
    """``Chart.yaml`` of one service."""
    chart: dict[str, object] = {
        "apiVersion": "v2",
        "name": service.name,
        "description": service.description,
        "type": "application",
        "version": service.version,
        "appVersion": service.image.tag,
        "kubeVersion": ">=1.25.0-0",
        "dependencies": [
            {"name": "common", "version": LIBRARY_VERSION, "repository": "file://../_common"},
            *([_store_chart(service, service.chart)] if service.chart else []),
        ],
    }
    return write_mapping(header(inventory), chart)


def _store_chart(service: Service, chart: StoreChart) -> dict[str, object]:
    """Below the store's own chart, so that whatever switches the store off switches this one off as well."""
    return {
        "name": chart.name,
        "version": chart.version,
        "repository": chart.repository,
        "condition": chart_condition(service),
    }


def service_schema(schema: str, service: Service) -> str:
    """``values.schema.json``: that of the library, with a place for the values of a third-party chart."""
    if not service.chart:
        return schema
    found = json.loads(schema)
    about = f"Values of the third-party chart {service.chart.name}, in its own words."
    found["properties"][service.chart.name] = {"type": "object", "description": about}
    return json.dumps(found, indent=1) + "\n"


def umbrella_chart(inventory: Inventory) -> str:
    """``Chart.yaml`` of the fleet: each service is a dependency that a value or a tag switches."""
    chart: dict[str, object] = {
        "apiVersion": "v2",
        "name": inventory.name,
        "description": inventory.description,
        "type": "application",
        "version": inventory.version,
        "appVersion": inventory.version,
        "kubeVersion": ">=1.25.0-0",
        "dependencies": [
            *([_LIBRARY] if inventory.namespaces.makes_anything else []),
            *(_dependency(service) for service in inventory.services),
            *(_third_party(chart) for chart in inventory.charts),
        ],
    }
    return write_mapping(header(inventory), chart)


# Only an umbrella that makes something itself needs the library.
_LIBRARY: dict[str, object] = {
    "name": "common",
    "version": LIBRARY_VERSION,
    "repository": "file://../charts/_common",
}


def _dependency(service: Service) -> dict[str, object]:
    return {
        "name": service.name,
        "version": service.version,
        "repository": f"file://../charts/{service.name}",
        "condition": f"{service.name}.enabled",
        "tags": [service.tier],
        "import-values": ["presence"],
    }


def _third_party(chart: ThirdPartyChart) -> dict[str, object]:
    return {
        "name": chart.name,
        "version": chart.version,
        "repository": chart.repository,
        "condition": chart.condition,
    }


def service_templates(inventory: Inventory, service: Service) -> dict[str, str]:
    """The templates of one service, by file name."""
    asked = _asked(inventory, service)
    without = {
        "deployment" if service.is_stateful else "statefulset",
        *(kind for kind, keys in _ON_DEMAND.items() if asked.isdisjoint(keys)),
        *(("hpa",) if service.is_stateful else ()),
    }
    kinds = [kind for kind in KINDS if kind not in without]
    return {**{f"{kind}.yaml": _include(kind) for kind in kinds}, "NOTES.txt": _include("notes")}


def _asked(inventory: Inventory, service: Service) -> set[str]:
    """The keys of values that the inventory gives the service, in any environment, itself or as raw values."""
    umbrellas = (environment.values.get(service.name) for environment in inventory.environments)
    raw = (service.values, *service.environments.values(), *umbrellas)
    keys = {key for values in raw if isinstance(values, dict) for key in values}
    asked = (
        *task_entries(service),
        *sharing_entries(inventory, service),
        *operation_entries(service),
        *upkeep_entries(service),
    )
    keys |= {*(entry.key for entry in asked), *upkeep_values(service)}
    for environment in inventory.environments:
        keys |= {*dev_secrets(service, environment), *sealed_values(service, environment)}
    if is_limited_by_traefik(service, inventory.environments):
        keys.add("rateLimit")
    if routers_elsewhere(service, inventory.services):
        keys.add("httpRoute.grantTo")
    return keys | exposed_kinds(inventory.environments) if service.exposed else keys


def _include(kind: str) -> str:
    return f'{{{{- include "common.v1.{kind}" . }}}}\n'
