"""The facts about a service, in the order in which a person asks for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chartloom.actions.probe_words import probe_words
from chartloom.compare.words import is_secret, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chartloom.diagnostics import Span
    from chartloom.matrix.model import Edge, Environment, Inventory, Service
    from chartloom.matrix.said import Said
    from chartloom.weave.effective import Effective

__all__ = ["Fact", "facts_of"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact; ``line`` is that of the inventory which says it, or None for a default, and ``reason`` says why."""

    what: str
    value: str
    reason: str
    line: int | None = None

    def to_dict(self) -> dict[str, object]:
        """For JSON and YAML."""
        return {
            "what": self.what,
            "value": self.value,
            "default": self.line is None,
            "reason": self.reason,
            "line": self.line,
        }


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the facts are read from."""

    inventory: Inventory
    service: Service
    environment: Environment
    effective: Effective
    said: Said

    @property
    def usual(self) -> str:
        return f"usual for {self.service.technology.title}"

    def fact(self, what: str, value: object, default: str, *keys: str) -> Fact:
        """A fact that the inventory says under ``keys`` of the service, or that has a default."""
        return _fact(what, str(value), self.said.of(*keys), default)

    def chart_fact(self, what: str, value: object, default: str, *path: str) -> Fact:
        """A fact that a value of the chart decides, as a person or as the environment has it."""
        span = self.said.value(self.environment.name, *path)
        if not span and self.effective.is_of_environment(*path):
            default = f"usual for an environment like {self.environment.profile}"
        return _fact(what, str(value), span, default)


def _fact(what: str, value: str, span: Span | None, default: str) -> Fact:
    return Fact(what, value, "said", span.line) if span else Fact(what, value, default)


def facts_of(
    inventory: Inventory, service: Service, environment: Environment, effective: Effective, said: Said
) -> Iterator[Fact]:
    """Everything that the inventory and its defaults come to for the service in the environment."""
    asked = _Asked(inventory, service, environment, effective, said)
    for part in (_identity, _network, _graph, _pods, _resources, _probes, _storage, _settings):
        yield from part(asked)


def _identity(a: _Asked) -> Iterator[Fact]:
    service, technology = a.service, a.service.technology
    reason = a.said.technology_reason()
    yield _fact("technology", technology.title, None if reason else a.said.language(), reason)
    yield a.fact("tier", service.tier, a.usual, "tier")
    yield a.fact("type", service.kind, a.usual, "type")
    yield a.fact("version", service.version, "where none is said", "version")
    image = "/".join(part for part in (service.image.registry, service.image.repository) if part)
    why = a.usual if technology.image else "by the names of fleet and service"
    yield a.fact("image", f"{image}:{service.image.tag}", why, "image")
    if a.effective.at("enabled") is False:
        yield a.chart_fact("enabled", "no", "", "enabled")
    if a.environment.name in service.external:
        external = service.external[a.environment.name]
        yield a.fact(
            "runs", f"elsewhere: {external.host}:{external.port}", "", "external", a.environment.name
        )


def _network(a: _Asked) -> Iterator[Fact]:
    yield a.fact("port", a.service.port or "none", a.usual, "port")
    for name, port in a.service.extra_ports:
        yield a.fact(f"port {name}", port, a.usual, "extra_ports")
    for alias in a.service.aliases:
        yield a.fact("alias", alias, "its image's old name", "aliases")
    yield a.fact("exposed", "yes" if a.service.exposed else "no", "nothing asks for it", "exposed")
    for host in _hosts(a):
        yield a.chart_fact("address", host, "", "ingress", "hosts")


def _hosts(a: _Asked) -> Iterator[str]:
    hosts = a.effective.at("ingress", "hosts")
    if a.effective.at("ingress", "enabled") is True and isinstance(hosts, list):
        scheme = "https" if a.effective.at("ingress", "tls") else "http"
        yield from (
            f"{scheme}://{host['host']}" for host in hosts if isinstance(host, dict) and "host" in host
        )


def _graph(a: _Asked) -> Iterator[Fact]:
    for edge in a.inventory.dependencies()[a.service.name]:
        yield _call(a, edge)
    callers = a.inventory.callers()[a.service.name]
    if callers:
        yield Fact("called by", ", ".join(callers), "they say so")


def _call(a: _Asked, edge: Edge) -> Fact:
    value = f"{edge.callee}:{edge.port}{', if there' if edge.is_optional else ''}"
    if edge.inferred_from:
        return _fact(
            "calls", value, a.said.variable(edge.inferred_from), f"{edge.inferred_from} gives it away"
        )
    return _fact("calls", value, a.said.dependency(edge.callee), "")


def _pods(a: _Asked) -> Iterator[Fact]:
    yield _replicas(a)
    budget = a.effective.at("podDisruptionBudget", "enabled") is True
    yield a.chart_fact(
        "disruption budget", "yes" if budget else "no", "library default", "podDisruptionBudget", "enabled"
    )


def _replicas(a: _Asked) -> Fact:
    if a.effective.at("autoscaling", "enabled") is True:
        least, most = (_number(a.effective.at("autoscaling", key)) for key in ("minReplicas", "maxReplicas"))
        found = a.chart_fact("replicas", f"{least} to {most}, autoscaled", "", "autoscaling", "enabled")
    else:
        count = _number(a.effective.at("replicaCount"))
        found = a.chart_fact("replicas", count, _usual_count(a), "replicaCount")
    # Only production takes the number that the inventory says; elsewhere there are few.
    span = (a.said.of("scale") or a.said.of("replicas")) if a.environment.profile == "prod" else None
    return found if found.line or not span else replace(found, reason="said", line=span.line)


def _usual_count(a: _Asked) -> str:
    return a.usual if a.service.technology.is_store else "usual outside of production"


def _resources(a: _Asked) -> Iterator[Fact]:
    for group in ("requests", "limits"):
        for what in ("cpu", "memory"):
            value = a.effective.at("resources", group, what)
            name = f"{what} {group.removesuffix('s')}"
            over = a.said.value(a.environment.name, "resources", group, what)
            yield _fact(name, str(value), over or a.said.of("resources", group, what), a.usual)


def _probes(a: _Asked) -> Iterator[Fact]:
    for kind in ("liveness", "readiness", "startup"):
        probe = a.effective.at("probes", kind)
        words = probe_words(probe) if isinstance(probe, dict) else ""
        if words:
            span = a.said.value(a.environment.name, "probes", kind) or a.said.of("health", kind)
            yield _fact(f"{kind} probe", words, span or a.said.of("health"), a.usual)


def _storage(a: _Asked) -> Iterator[Fact]:
    if not a.service.storage or not a.service.is_stateful:
        return
    if a.effective.at("persistence", "enabled") is not True:
        path = ("persistence", "enabled")
        yield a.chart_fact("storage", "none: data goes with the pod", "usual outside of production", *path)
        return
    value = f"{a.effective.at('persistence', 'size')} at {a.effective.at('persistence', 'mountPath')}"
    over = a.said.value(a.environment.name, "persistence", "size")
    yield _fact("storage", value, over or a.said.of("storage"), a.usual)


def _settings(a: _Asked) -> Iterator[Fact]:
    env = a.effective.at("env")
    for name, value in (env if isinstance(env, dict) else {}).items():
        if value is not None:
            yield _variable(a, name, _shown(name, _number(value)))
    for edge in a.inventory.dependencies()[a.service.name]:
        for name, text in edge.variables:
            yield _fact(name, text, a.said.of("connections", edge.callee, name), "")
    for ref in a.service.secrets:
        told = f"key {ref.key} of secret {ref.secret}{', if there' if ref.optional else ''}"
        yield _fact(ref.name, told, a.said.variable(ref.name) or a.said.of("secrets"), a.usual)


def _variable(a: _Asked, name: str, value: str) -> Fact:
    found = a.chart_fact(name, value, "a default", "env", name)
    if found.line or a.effective.is_of_environment("env", name):
        return found
    usual = a.usual if name in dict(a.service.technology.env) else "usual for every service"
    return _fact(name, value, a.said.variable(name), usual)


def _shown(name: str, value: str) -> str:
    return "not shown" if is_secret("", "settings", name, value) else said(name, value)


def _number(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
