"""The facts about a service, in the order in which a person asks for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chartloom.actions.connection_words import connection_words
from chartloom.actions.probe_words import probe_words
from chartloom.compare.words import is_secret, said
from chartloom.weave.origins import SAID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chartloom.matrix.model import Edge, Environment, Inventory, Service
    from chartloom.weave.effective import Effective
    from chartloom.weave.origins import InventoryOrigins, Origin

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


_OF_LIBRARY = "library default"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the facts are read from."""

    inventory: Inventory
    service: Service
    environment: Environment
    effective: Effective
    origins: InventoryOrigins

    @property
    def calls(self) -> list[Edge]:
        """The calls that the service makes."""
        return self.inventory.dependencies()[self.service.name]

    def of_value(self, what: str, value: object, *path: str | int) -> Fact:
        """A fact that a value of the service's chart decides."""
        at = (self.service.name, *path)
        return self._fact(what, value, self.origins.of(at, self.environment.name), _OF_LIBRARY)

    def of_values(self, what: str, value: object, paths: Iterable[tuple[str | int, ...]]) -> Fact:
        """A fact that several values decide: what the inventory says of one counts before what is usual."""
        facts = [self.of_value(what, value, *path) for path in paths]
        usual = (fact for fact in facts if fact.reason != _OF_LIBRARY)
        return next((fact for fact in facts if fact.line), next(usual, facts[0]))

    def of_key(self, what: str, value: object, default: str, *keys: str) -> Fact:
        """A fact that the inventory says under ``keys`` of the service, and no value of its chart."""
        return self._fact(what, value, self.origins.of_key(self.service.name, *keys), default)

    def of_call(self, edge: Edge, what: str, value: object) -> Fact:
        """A fact that the line says with which the service calls another."""
        return self._fact(what, value, self.origins.of_call(edge), "")

    @staticmethod
    def _fact(what: str, value: object, origin: Origin | None, default: str) -> Fact:
        if origin is None:
            return Fact(what, str(value), default)
        return Fact(what, str(value), origin.reason, origin.span.line if origin.reason == SAID else None)


def facts_of(
    inventory: Inventory,
    service: Service,
    environment: Environment,
    effective: Effective,
    origins: InventoryOrigins,
) -> Iterator[Fact]:
    """Everything that the inventory and its defaults come to for the service in the environment."""
    asked = _Asked(inventory, service, environment, effective, origins)
    for part in (_identity, _network, _graph, _pods, _resources, _probes, _storage, _beside, _settings):
        yield from part(asked)


def _identity(a: _Asked) -> Iterator[Fact]:
    service = a.service
    yield a.of_value("technology", service.technology.title, "technology")
    yield a.of_value("tier", service.tier, "tier")
    yield a.of_value("type", service.kind, "workload")
    yield a.of_key("version", service.version, "where none is said", "version")
    image = "/".join(part for part in (service.image.registry, service.image.repository) if part)
    yield a.of_value("image", f"{image}:{service.image.tag}", "image", "repository")
    if a.effective.at("enabled") is False:
        yield a.of_value("enabled", "no", "enabled")
    external = service.external.get(a.environment.name)
    if external:
        where = f"elsewhere: {external.host}:{external.port}"
        yield a.of_key("runs", where, "", "external", a.environment.name)


def _network(a: _Asked) -> Iterator[Fact]:
    yield a.of_value("port", a.service.port or "none", "service", "port")
    for index, (name, port) in enumerate(a.service.extra_ports):
        yield a.of_value(f"port {name}", port, "extraPorts", index, "port")
    for index, alias in enumerate(a.service.aliases):
        yield a.of_value("alias", alias, "service", "aliases", index)
    yield a.of_key("exposed", "yes" if a.service.exposed else "no", "nothing asks for it", "exposed")
    for index, host in enumerate(_hosts(a)):
        yield a.of_value("address", host, "ingress", "hosts", index, "host")


def _hosts(a: _Asked) -> Iterator[str]:
    hosts = a.effective.at("ingress", "hosts")
    if a.effective.at("ingress", "enabled") is True and isinstance(hosts, list):
        scheme = "https" if a.effective.at("ingress", "tls") else "http"
        yield from (
            f"{scheme}://{host['host']}" for host in hosts if isinstance(host, dict) and "host" in host
        )


def _graph(a: _Asked) -> Iterator[Fact]:
    for edge in a.calls:
        yield a.of_call(edge, "calls", f"{edge.callee}:{edge.port}{', if there' if edge.is_optional else ''}")
    callers = a.inventory.callers()[a.service.name]
    if callers:
        yield Fact("called by", ", ".join(callers), "they say so")


def _pods(a: _Asked) -> Iterator[Fact]:
    if a.effective.at("autoscaling", "enabled") is True:
        least, most = (_number(a.effective.at("autoscaling", key)) for key in ("minReplicas", "maxReplicas"))
        yield a.of_value("replicas", f"{least} to {most}, autoscaled", "autoscaling", "minReplicas")
        yield from _targets(a)
    else:
        yield a.of_value("replicas", _number(a.effective.at("replicaCount")), "replicaCount")
    budget = a.effective.at("podDisruptionBudget", "enabled") is True
    yield a.of_value("disruption budget", "yes" if budget else "no", "podDisruptionBudget", "enabled")

    for key, words in _PLACES.items():
        value = a.effective.at("scheduling", key)
        if value:
            yield a.of_value(words, value, "scheduling", key)


_PLACES = {
    "antiAffinity": "apart",
    "spreadNodes": "spread over nodes",
    "spreadZones": "spread over zones",
    "spot": "spot nodes",
}
_TARGETS = {"cpu": "targetCPUUtilizationPercentage", "memory": "targetMemoryUtilizationPercentage"}


def _targets(a: _Asked) -> Iterator[Fact]:
    """How much of what they request pods should use: with more there will be more of them."""
    for what, key in _TARGETS.items():
        share = _number(a.effective.at("autoscaling", key))
        if share != "0":
            yield a.of_value(f"{what} target", f"{share} % of the request", "autoscaling", key)


def _resources(a: _Asked) -> Iterator[Fact]:
    for group in ("requests", "limits"):
        for what in ("cpu", "memory"):
            value = a.effective.at("resources", group, what)
            yield a.of_value(f"{what} {group.removesuffix('s')}", value, "resources", group, what)


def _probes(a: _Asked) -> Iterator[Fact]:
    for kind in ("liveness", "readiness", "startup"):
        probe = a.effective.at("probes", kind)
        words = probe_words(probe) if isinstance(probe, dict) else ""
        if words:
            paths = (("probes", kind, *path) for path in _leaves(probe))
            yield a.of_values(f"{kind} probe", words, paths)


def _leaves(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if not isinstance(value, dict | list):
        yield path
        return
    for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _leaves(inner, (*path, step))


def _storage(a: _Asked) -> Iterator[Fact]:
    if not a.service.storage or not a.service.is_stateful:
        return
    if a.effective.at("persistence", "enabled") is not True:
        yield a.of_value("storage", "none: data goes with the pod", "persistence", "enabled")
        return
    value = f"{a.effective.at('persistence', 'size')} at {a.effective.at('persistence', 'mountPath')}"
    yield a.of_value("storage", value, "persistence", "size")


def _beside(a: _Asked) -> Iterator[Fact]:
    """What is in the pods besides the service, and what it reaches besides services."""
    for index, sidecar in enumerate(_listed(a.effective.at("sidecars"))):
        yield a.of_value(f"sidecar {sidecar.get('name')}", sidecar.get("image"), "sidecars", index, "image")
    files = a.effective.at("configFiles")
    for path, text in (files if isinstance(files, dict) else {}).items():
        lines = str(text).count("\n") + (not str(text).endswith("\n"))
        yield a.of_value(f"file {path}", f"{lines} line{'s' * (lines != 1)}", "configFiles", path)
    for index, place in enumerate(a.service.pod.egress):
        ports = ", ".join(map(str, place.ports))
        where = place.cidr or f"namespace {place.namespace}"
        yield a.of_value(
            "reaches", f"{where} at {ports}", "networkPolicy", "extraEgress", index, "ports", 0, "port"
        )


def _listed(value: object) -> list[dict[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _settings(a: _Asked) -> Iterator[Fact]:
    env = a.effective.at("env")
    for name, value in (env if isinstance(env, dict) else {}).items():
        if value is not None:
            yield a.of_value(name, _shown(name, _number(value)), "env", name)
    for edge in a.calls:
        for name, text in edge.variables:
            yield _connection(a, edge, name, text)
    for ref in a.service.secrets:
        told = f"key {ref.key} of secret {ref.secret}{', if there' if ref.optional else ''}"
        yield a.of_values(ref.name, told, (("secretEnv", ref.name, part) for part in ("key", "secret")))


def _connection(a: _Asked, edge: Edge, name: str, text: str) -> Fact:
    """A variable that tells of another service: what it comes to here, and the line that says that it is called."""
    value = connection_words(text, a.service, a.inventory.by_name()[edge.callee], a.environment)
    fact = a.of_value(name, value, "dependsOn", edge.callee, "env", name)
    called = a.of_call(edge, "", "").line
    named = "" if called == fact.line else f", which line {called} names"
    return replace(fact, reason=f"{text} of {edge.callee}{named}")


def _shown(name: str, value: str) -> str:
    return "not shown" if is_secret("", "settings", name, value) else said(name, value)


def _number(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
