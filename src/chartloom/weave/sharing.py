"""What services share, as values of their charts and of the umbrella; and the template that makes it once for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.weave.commented import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.matrix.model import Environment, Inventory, Service

__all__ = [
    "SHARED_CONFIG",
    "dev_secrets",
    "environment_store",
    "fleet_globals",
    "service_globals",
    "sharing_entries",
]

Values = dict[str, object]

# The umbrella has no library below it to lean on: each service vendors its own, and any may be switched off.
SHARED_CONFIG = """\
{{- /* The settings that services share: one ConfigMap for each group, in each namespace of the fleet. */ -}}
{{- $namespaces := list (.Values.global.namespace | default .Release.Namespace) -}}
{{- $namespaces = concat $namespaces (values (.Values.global.namespaces | default dict)) | uniq | sortAlpha -}}
{{- range $namespace := $namespaces }}
{{- range $group, $settings := $.Values.global.sharedConfig }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ printf "%s-shared-%s" $.Values.global.partOf $group | quote }}
  namespace: {{ $namespace | quote }}
  labels:
    app.kubernetes.io/instance: {{ $.Values.global.partOf | quote }}
    app.kubernetes.io/part-of: {{ $.Values.global.partOf | quote }}
    app.kubernetes.io/managed-by: {{ $.Release.Service | quote }}
data:
  {{- range $name, $value := $settings }}
  {{- if not (kindIs "invalid" $value) }}
  {{ $name | quote }}: {{ kindIs "string" $value | ternary $value (toJson $value) | quote }}
  {{- end }}
  {{- end }}
{{- end }}
{{- end }}
"""


def sharing_entries(inventory: Inventory, service: Service) -> Iterator[Entry]:
    """What a service takes of what the fleet shares, and the Secrets that are made for it."""
    takes = service.sharing
    if takes.config:
        yield Entry("sharedConfig", list(takes.config), "-- Settings that it shares with others.")
    if takes.features:
        flags = {name: inventory.shared.features[name] for name in takes.features}
        yield Entry("featureFlags", flags, "-- Features that it knows; `global.featureFlags` switches them.")
    if takes.has_urls:
        yield Entry("serviceUrls", {"enabled": True}, "-- Whether it is told the URLs of what it calls.")
    made = _made_secrets(inventory, service)
    if made:
        comment = "-- Secrets that external-secrets.io makes, where an environment says so."
        yield Entry("externalSecret", {"secrets": made}, comment)


def _made_secrets(inventory: Inventory, service: Service) -> dict[str, Values]:
    """The Secrets that are this service's to have made: those of its own login, and those it reads first."""
    store = next((e.secret_store for e in inventory.environments if e.secret_store), None)
    if store is None:
        return {}
    keys = _secret_keys(inventory)
    owned = sorted(secret for (_, secret), owner in _owners(inventory).items() if owner == service.name)
    return {
        secret: {
            key: {"key": f"{store.path}/{secret}" if store.path else secret, "property": key}
            for key in sorted(keys[secret])
        }
        for secret in owned
    }


def _owners(inventory: Inventory) -> dict[tuple[str, str], str]:
    """Who has each Secret made, in each namespace, because a pod reads those of its own namespace only."""
    owners = {
        (service.namespace, service.login.secret): service.name
        for service in inventory.services
        if service.login.secret
    }
    services, calls = inventory.by_name(), inventory.dependencies()
    for service in inventory.services:
        logins = (services[edge.callee].login.secret for edge in calls[service.name])
        for secret in (*(secret for secret, _ in _read_by(service)), *filter(None, logins)):
            owners.setdefault((service.namespace, secret), service.name)
    return owners


def _read_by(service: Service) -> Iterator[tuple[str, str]]:
    """The Secrets that a service and its sidecars read, each with a key."""
    yield from ((ref.secret, ref.key) for ref in service.secrets)
    for sidecar in service.pod.sidecars:
        yield from ((ref.secret, ref.key) for ref in sidecar.secrets)


def _secret_keys(inventory: Inventory) -> dict[str, set[str]]:
    keys: dict[str, set[str]] = {}
    for service in inventory.services:
        for secret, key in _read_by(service):
            keys.setdefault(secret, set()).add(key)
        login = service.login
        if login.secret:
            keys.setdefault(login.secret, set()).update(key for key in (login.key, login.user_key) if key)
    return keys


def dev_secrets(service: Service, environment: Environment) -> Values:
    """The plain values that stand in for Secrets, in environments like dev and nowhere else."""
    plain = {ref.name: ref.dev for ref in service.secrets if ref.dev is not None}
    return {"secret": {"data": plain}} if plain and environment.profile == "dev" else {}


def service_globals(inventory: Inventory, service: Service) -> Values:
    """What a chart that is installed alone has to know of the fleet."""
    config = {group: dict(inventory.shared.config[group]) for group in service.sharing.config}
    return {**_pull_secrets(inventory), **({"sharedConfig": config} if config else {})}


def _pull_secrets(inventory: Inventory) -> Values:
    names = inventory.shared.pull_secrets
    return {"imagePullSecrets": [{"name": name} for name in names]} if names else {}


def fleet_globals(inventory: Inventory) -> Values:
    """What an umbrella tells all of its charts."""
    shared = inventory.shared
    config = {group: dict(settings) for group, settings in shared.config.items()}
    return {
        **_pull_secrets(inventory),
        **({"sharedConfig": config} if config else {}),
        **({"featureFlags": dict(shared.features)} if shared.features else {}),
    }


def environment_store(environment: Environment) -> Values:
    """The store out of which Secrets are made in this environment, for every chart."""
    store = environment.secret_store
    return {"secretStore": {"kind": store.kind, "name": store.name}} if store else {}
