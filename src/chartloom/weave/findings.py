"""What is wrong with a valid inventory once it is known what each service comes to in each environment.

The inventory's own rules look at single keys; these look at the sum of technology, profile, ``values:`` and
``environments:``, and point at the line that would have to change. Helm would find most of it later, and in a chart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from chartloom.diagnostics import Severity
from chartloom.kube.secrecy import why_secret
from chartloom.matrix.build import deep_merge
from chartloom.weave.presence import switched_off
from chartloom.weave.profiles import environment_values
from chartloom.weave.settings import service_entries
from chartloom.weave.value_shapes import find_misfits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chartloom.diagnostics import Diagnostic
    from chartloom.matrix.model import Environment, Inventory, Service
    from chartloom.matrix.places import Path
    from chartloom.matrix.source import Source
    from chartloom.weave.value_shapes import Misfit

__all__ = ["find_mistakes"]

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Here:
    """One service in one environment: what it comes to, and where the inventory speaks of it."""

    source: Source
    index: int
    service: Service
    environment: Environment
    values: Values

    def get(self, *path: str) -> object:
        """The value at ``path``, or nothing."""
        found: object = self.values
        for step in path:
            found = found.get(step) if isinstance(found, dict) else None
        return found

    def at(self, *path: str | int) -> Path:
        """The place of the inventory that has the last word on ``path``, or comes nearest to it."""
        name, own = self.environment.name, self.service.name
        layers: tuple[Path, ...] = (
            ("environments", name, "values", own),
            ("services", self.index, "environments", name),
            ("services", self.index, "values"),
            ("defaults", "values"),
        )
        for length in range(len(path), 0, -1):
            for layer in layers:
                if (*layer, *path[:length]) in self.source.places.values:
                    return (*layer, *path[:length])
        scale: Path = ("services", self.index, "scale")
        if path[0] == "autoscaling" and scale in self.source.places.values:
            return scale
        return ("services", self.index, "name")

    def finding(self, path: Path, code: str, message: str, hint: str, *, warning: bool = False) -> Diagnostic:
        """A finding that names service and environment."""
        severity = Severity.WARNING if warning else Severity.ERROR
        where = f'service "{self.service.name}" in {self.environment.name}: {message}'
        return self.source.finding(path, code, where, key=True, hint=hint, severity=severity)


def find_mistakes(inventory: Inventory) -> tuple[Diagnostic, ...]:
    """Errors and warnings, in the order of the lines they point at; each said once."""
    source = inventory.source
    if source is None:
        return ()
    found = [*_misfits(inventory, source), *_switched_off(inventory, source)]
    if found:
        # What follows takes values for what they should be.
        return _sorted(found)
    calls, callers, services = inventory.dependencies(), inventory.callers(), inventory.by_name()
    bases = [
        {e.key: e.value for e in service_entries(inventory, s, calls[s.name], callers[s.name])}
        for s in inventory.services
    ]
    for environment in inventory.environments:
        heres = []
        for index, service in enumerate(inventory.services):
            own = environment_values(service, environment, calls[service.name], services)
            umbrella = cast("Values", environment.values.get(service.name) or {})
            values = deep_merge(deep_merge(bases[index], own), umbrella)
            heres.append(_Here(source, index, service, environment, values))
        found += [finding for here in heres for rule in _RULES for finding in rule(here)]
        found += _routes(heres)
    return _sorted(found)


def _sorted(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """In the order of the lines, each said once: what is wrong in several environments is named for the first."""
    unique = {(d.code, d.span, d.message.partition(": ")[2] or d.message): d for d in reversed(tuple(found))}
    return tuple(sorted(unique.values(), key=lambda d: (d.span.line, d.span.column) if d.span else (0, 0)))


def _misfits(inventory: Inventory, source: Source) -> Iterator[Diagnostic]:
    record = cast("Values", source.value)
    defaults = record.get("defaults")
    usual = cast("Values", defaults.get("values", {})) if isinstance(defaults, dict) else {}
    for misfit in find_misfits(usual):
        yield _misfit(source, ("defaults", "values"), "defaults", misfit)
    entries = cast("list[Values]", record["services"])
    for index, (entry, service) in enumerate(zip(entries, inventory.services, strict=True)):
        foreign = (service.chart.name,) if service.chart else ()
        for path, values in _given(index, entry, inventory):
            for misfit in find_misfits(values, foreign=foreign):
                yield _misfit(source, path, f'service "{service.name}"', misfit)


def _given(index: int, entry: Values, inventory: Inventory) -> Iterator[tuple[Path, Values]]:
    """The raw values that an inventory gives one service, each with its place."""
    if "values" in entry:
        yield ("services", index, "values"), cast("Values", entry["values"])
    for name, values in cast("dict[str, Values]", entry.get("environments", {})).items():
        yield ("services", index, "environments", name), values
    for environment in inventory.environments:
        given = environment.values.get(str(entry["name"]))
        if isinstance(given, dict):
            yield ("environments", environment.name, "values", str(entry["name"])), given


def _misfit(source: Source, path: Path, owner: str, misfit: Misfit) -> Diagnostic:
    below, code, words, hint = misfit
    text = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in below).lstrip(".")
    message = f'the library chart has no value "{text}"' if code == "unknown-key" else f"value {text} {words}"
    note = "what it knows is listed in the README of the library chart" if code == "unknown-key" else None
    is_key = bool(below) and isinstance(below[-1], str)
    return source.finding((*path, *below), code, f"{owner}: {message}", key=is_key, note=note, hint=hint)


def _switched_off(inventory: Inventory, source: Source) -> Iterator[Diagnostic]:
    """Services that are needed where they are switched off."""
    services = inventory.by_name()
    for environment in inventory.environments:
        told = environment.values.get("global")
        if isinstance(told, dict) and told.get("partial") is True:
            continue
        off = switched_off(inventory, environment)
        for edge in inventory.edges:
            outside = environment.name in services[edge.callee].external
            if edge.callee in off and edge.caller not in off and not edge.is_optional and not outside:
                message = (
                    f'service "{edge.callee}" is switched off in {environment.name}, '
                    f'where service "{edge.caller}" depends on it'
                )
                hint = f"leave it on, switch {edge.caller} off as well, or list it under optional_dependencies there"
                yield source.finding(off[edge.callee], "needed-service", message, key=True, hint=hint)


def _scaling(here: _Here) -> Iterator[Diagnostic]:
    """An autoscaler compares use with requests: without them it does nothing."""
    if here.get("autoscaling", "enabled") is not True:
        return
    for resource, key in (
        ("cpu", "targetCPUUtilizationPercentage"),
        ("memory", "targetMemoryUtilizationPercentage"),
    ):
        target = here.get("autoscaling", key)
        if target != 0 and not here.get("resources", "requests", resource):
            path = here.at("resources", "requests", resource)
            message = f"its autoscaler looks at {resource}, but it requests none"
            hint = f"set resources.requests.{resource}, or autoscaling.{key} to 0"
            yield here.finding(path, "autoscaler-without-requests", message, hint)


def _budget(here: _Here) -> Iterator[Diagnostic]:
    """A disruption budget that lets no pod go blocks every drain of a node."""
    budget = here.get("podDisruptionBudget")
    if not isinstance(budget, dict) or budget.get("enabled") is not True:
        return
    pods = _pods(here)
    if "minAvailable" in budget and budget["minAvailable"] is not None:
        wanted = budget["minAvailable"]
        if _share(wanted, pods) >= pods:
            message = (
                f"its disruption budget keeps {_number(wanted)} of {pods} pods, which blocks every drain"
            )
            hint = "set podDisruptionBudget.maxUnavailable to 1 instead, or run more pods"
            yield here.finding(
                here.at("podDisruptionBudget", "minAvailable"), "budget-never-met", message, hint
            )
    elif budget.get("maxUnavailable") in (0, "0", "0%"):
        message = "its disruption budget lets no pod go, which blocks every drain"
        path = here.at("podDisruptionBudget", "maxUnavailable")
        yield here.finding(path, "budget-never-met", message, "set podDisruptionBudget.maxUnavailable to 1")


def _pods(here: _Here) -> int:
    scaled = here.get("autoscaling", "enabled") is True
    wanted = here.get("autoscaling", "minReplicas") if scaled else here.get("replicaCount")
    return int(wanted) if isinstance(wanted, int | float) else 1


def _share(wanted: object, pods: int) -> float:
    if isinstance(wanted, str) and re.fullmatch("[0-9]+%", wanted):
        return pods * float(wanted[:-1]) / 100
    return float(wanted) if isinstance(wanted, int | float) else 0


def _number(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _plain_secrets(here: _Here) -> Iterator[Diagnostic]:
    """In production a secret comes from outside the charts."""
    if here.environment.profile != "prod":
        return
    data = here.get("secret", "data")
    for name in data if isinstance(data, dict) else ():
        message = f'the secret "{name}" stands in the inventory as plain text'
        hint = "give it in development only, and take it from a Secret here: secrets: {NAME: {secret: ...}}"
        yield here.finding(here.at("secret", "data", name), "plain-secret", message, hint)
    env = here.get("env")
    for name, value in cast("Values", env if isinstance(env, dict) else {}).items():
        if why_secret((name,), value):
            message = f'the variable "{name}" looks like a secret and is plain text'
            hint = f"read it from a Secret: secrets: {{{name}: {{secret: ...}}}}"
            yield here.finding(_variable(here, name), "plain-secret", message, hint, warning=True)
    yield from _secrets_of_sidecars(here)


def _secrets_of_sidecars(here: _Here) -> Iterator[Diagnostic]:
    for sidecar in here.service.pod.sidecars:
        for name, value in sidecar.env:
            if why_secret((name,), value):
                message = (
                    f'the variable "{name}" of sidecar "{sidecar.name}" looks like a secret and is plain text'
                )
                hint = f"read it from a Secret: secrets: {{{name}: {{secret: ...}}}} of the sidecar"
                path: Path = ("services", here.index, "sidecars", sidecar.name, "env", name)
                yield here.finding(path, "plain-secret", message, hint, warning=True)


def _made_twice(here: _Here) -> Iterator[Diagnostic]:
    """A Secret that two operators would make, each in its own way."""
    made = here.get("externalSecret", "secrets")
    if here.environment.secret_store is None or not isinstance(made, dict):
        return
    for name in here.service.upkeep.sealed.get(here.environment.name, {}):
        if made.get(name):
            message = f'the Secret "{name}" is sealed, and made out of the secret store as well'
            hint = "seal it where there is no store (secret_store: false of the environment), or not at all"
            path: Path = ("services", here.index, "sealed_secrets", here.environment.name, name)
            yield here.finding(path, "secret-made-twice", message, hint)


def _variable(here: _Here, name: str) -> Path:
    said = here.at("env", name)
    if said[-1] == name:
        return said
    base: Path = ("services", here.index, "env_vars")
    known = here.source.places.keys
    return next((p for p in known if p[:3] == base and p[-1] == name), ("services", here.index, "env_vars"))


def _images(here: _Here) -> Iterator[Diagnostic]:
    """What runs in production is pinned."""
    tag = here.get("image", "tag") or here.service.image.tag
    if here.environment.profile == "prod" and tag == "latest" and not here.get("image", "digest"):
        path = here.at("image", "tag") if here.get("image", "tag") else ("services", here.index, "tag")
        message = 'its image is not pinned: "latest" is another one each day'
        yield here.finding(path, "unpinned-image", message, "give the version that was tested", warning=True)


def _lonely_copies(here: _Here) -> Iterator[Diagnostic]:
    """The library runs a store as it comes from its image; its pods do not know each other."""
    service, name = here.service, here.environment.name
    elsewhere = name in service.external or (service.chart and name in service.chart_environments)
    pods = here.get("replicaCount")
    if service.technology.is_store and not elsewhere and isinstance(pods, int | float) and pods > 1:
        path = here.at("replicaCount")
        if path[-1] == "name":
            path = ("services", here.index, "replicas")
        message = f"its {int(pods)} pods are {int(pods)} stores, each with data of its own"
        hint = "run one, set up replication in its configuration, or take a chart that does: chart_source: bitnami"
        yield here.finding(path, "no-replication", message, hint, warning=True)


_RULES = (_scaling, _budget, _plain_secrets, _made_twice, _images, _lonely_copies)


def _routes(heres: list[_Here]) -> Iterator[Diagnostic]:
    """Two services at one address of one environment."""
    first: dict[str, _Here] = {}
    for here in heres:
        for route in _addresses(here):
            known = first.setdefault(route, here)
            if known is not here:
                message = f'it is reached at {route}, and so is service "{known.service.name}"'
                path = here.at("ingress", "hosts")
                if path[-1] == "name":
                    path = ("services", here.index, "host")
                yield here.finding(path, "duplicate-route", message, "give one of them another host or path")


def _addresses(here: _Here) -> Iterator[str]:
    if here.get("ingress", "enabled") is not True:
        return
    hosts = here.get("ingress", "hosts")
    usual: Mapping[str, object] = {"host": f"{here.service.name}.{here.environment.domain}"}
    said = hosts if isinstance(hosts, list) and hosts else [usual]
    for host in (host for host in said if isinstance(host, dict)):
        paths = cast("list[object]", host.get("paths") or [{"path": "/"}])
        for path in (path for path in paths if isinstance(path, dict)):
            yield f"{host.get('host', usual['host'])}{path.get('path', '/')}"
