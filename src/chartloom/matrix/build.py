"""A valid source becomes an inventory: every default is filled in, every inference noted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from chartloom.matrix.addresses import hosts_elsewhere, service_namespaces
from chartloom.matrix.entries import (
    bare_targets,
    calls,
    connections,
    read_entries,
    usual_language,
    variables,
)
from chartloom.matrix.environments import environment_names, read_environments
from chartloom.matrix.gitops import read_gitops
from chartloom.matrix.health import merge_health, read_health
from chartloom.matrix.logins import external_login, store_env, store_login, store_secrets
from chartloom.matrix.model import (
    Edge,
    External,
    Image,
    Inventory,
    Route,
    SecretRef,
    Service,
    StoreChart,
    ThirdPartyChart,
)
from chartloom.matrix.monitoring import MONITORING_FIELDS, read_monitoring, read_prometheus
from chartloom.matrix.namespaces import read_namespaces
from chartloom.matrix.pod import read_pod
from chartloom.matrix.recognise import recognise
from chartloom.matrix.rights import read_rights
from chartloom.matrix.scaling import read_scaling
from chartloom.matrix.shared import read_shared, read_sharing
from chartloom.matrix.tasks import read_tasks
from chartloom.matrix.technologies import Resources
from chartloom.matrix.upkeep import read_upkeep

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chartloom.matrix.entries import Entry
    from chartloom.matrix.model import Login
    from chartloom.matrix.source import Source
    from chartloom.matrix.technologies import Technology

__all__ = ["DEFAULTS_OF_STORES", "build_inventory", "deep_merge"]

Record = dict[str, object]


def build_inventory(source: Source, fallback_name: str) -> Inventory:
    """The inventory that a source without errors describes."""
    record = cast("Record", source.value)
    name = str(record.get("name", fallback_name))
    entries = read_entries(source)
    services = _services(source, record, name, entries)
    environments = read_environments(record, name, str(record.get("domain", f"{name}.example.com")))
    return Inventory(
        name=name,
        description=str(record.get("description", f"The {name} fleet")),
        version=str(record.get("version", "1.0.0")),
        file=source.file,
        environments=environments,
        services=services,
        source=source,
        charts=_charts(record, environment_names(record)),
        edges=_edges(entries, services),
        namespaces=read_namespaces(record),
        prometheus=read_prometheus(record),
        shared=read_shared(source, record, name),
        gitops=read_gitops(record, name, [environment.name for environment in environments]),
        has_kustomize=record.get("kustomize") is True,
    )


def _services(source: Source, record: Record, fleet: str, entries: Sequence[Entry]) -> tuple[Service, ...]:
    defaults = {key: value for key, value in _mapping(record, "defaults").items() if key != "language"}
    prefix = str(record.get("image_prefix", fleet.replace("-", "")))
    images = Image(str(record.get("registry", "")), prefix, "")
    made_with = {entry.name: recognise(entry.record, usual_language(record)).technology for entry in entries}
    merged = {
        entry.name: _merged(_defaults(defaults, made_with[entry.name]), entry.record) for entry in entries
    }
    ports = {name: _port(settings.get("port"), made_with[name]) for name, settings in merged.items()}
    settled = _Fleet(images, ports, service_namespaces(entries, record), _routed(entries))
    return tuple(
        _service(source, entry, merged[entry.name], made_with[entry.name], settled) for entry in entries
    )


DEFAULTS_OF_STORES = ("version", "values", *(field.name for field in MONITORING_FIELDS))


def _defaults(defaults: Record, technology: Technology) -> Record:
    """A store takes only those that are about no program of one's own: it has pods and probes of its own kind."""
    kept = DEFAULTS_OF_STORES if technology.is_store else tuple(defaults)
    return {key: value for key, value in defaults.items() if key in kept}


def _merged(defaults: Record, own: Mapping[str, object]) -> Record:
    """What a service says, over the defaults of the fleet."""
    health = merge_health(defaults.get("health"), own.get("health"))
    return {**deep_merge(defaults, own), **({} if health is None else {"health": health})}


@dataclass(frozen=True, slots=True)
class _Fleet:
    """What must be known of all services before one can be built."""

    images: Image
    ports: Mapping[str, int]
    namespaces: Mapping[str, str]
    routed: frozenset[str]


def _hosts(record: Record) -> tuple[str, ...]:
    said = record.get("host", ())
    return (said,) if isinstance(said, str) else tuple(cast("list[str]", said))


def _routes(record: Mapping[str, object], ports: Mapping[str, int]) -> tuple[Route, ...]:
    said = cast("dict[str, str]", record.get("routes", {}))
    return tuple(Route(path, service, ports[service]) for path, service in said.items())


def _routed(entries: Sequence[Entry]) -> frozenset[str]:
    """The services to which routes of another one lead."""
    said = (cast("dict[str, str]", entry.record.get("routes", {})) for entry in entries)
    return frozenset(service for routes in said for service in routes.values())


def _service(
    source: Source,
    entry: Entry,
    record: Record,
    technology: Technology,
    fleet: _Fleet,
) -> Service:
    name = entry.name
    version = str(record.get("version", "1.0.0"))
    sources = _sources(source, record)
    is_bitnami = "bitnami" in sources.values()
    login = store_login(record, name, technology)
    env = (*store_env(login, technology).items(), *_env(source, entry, fleet))
    return Service(
        name=name,
        description=str(record.get("description", f"{name}, made with {technology.title}")),
        technology=technology,
        is_stateful=record.get("type", "statefulset" if technology.is_store else "deployment")
        == "statefulset",
        tier=str(record.get("tier", technology.tier)),
        port=fleet.ports[name],
        exposed=record.get("exposed") is True,
        version=version,
        image=_image(record, name, technology, fleet.images, version),
        replicas=_whole(record.get("replicas"), 1 if technology.is_store else 2),
        resources=_resources(_mapping(record, "resources"), technology.resources),
        health=read_health(record.get("health")),
        span=source.place(entry.path("name")),
        is_bitnami=is_bitnami,
        hosts=_hosts(record),
        path=str(record.get("path", "/")),
        routes=_routes(entry.record, fleet.ports),
        is_routed=name in fleet.routed,
        rate_limit=_whole(entry.record.get("rate_limit"), 0),
        namespace=fleet.namespaces[name],
        monitoring=read_monitoring(record, technology, fleet.ports[name]),
        rights=read_rights(entry.record),
        storage=str(record.get("storage", technology.storage)),
        extra_ports=_extra_ports(record, technology),
        aliases=_aliases(record, name, technology.bitnami_suffix if is_bitnami else ""),
        env=env,
        secrets=_secrets(record, store_secrets(login, technology), {variable for variable, _ in env}),
        external=_external(record, fleet.ports[name], login),
        login=login,
        auth_key=str(_mapping(record, "auth").get("password", "")),
        chart=_store_chart(record, name, technology),
        chart_environments=tuple(where for where, said in sources.items() if said == "bitnami"),
        tasks=tuple(read_tasks(record)),
        sharing=read_sharing(record),
        upkeep=read_upkeep(record),
        scaling=read_scaling(record),
        pod=read_pod(source, entry),
        values=_mapping(record, "values"),
        environments=cast("dict[str, Record]", _mapping(record, "environments")),
    )


def deep_merge(below: Mapping[str, object], above: Mapping[str, object]) -> Record:
    """Both mappings as one, where they meet ``above`` wins; neither is changed."""
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        both = isinstance(under, dict) and isinstance(value, dict)
        merged[key] = deep_merge(cast("Record", under), cast("Record", value)) if both else value
    return merged


def _mapping(record: Mapping[str, object], key: str) -> Record:
    return cast("Record", record.get(key, {}))


def _whole(value: object, default: int) -> int:
    return int(value) if isinstance(value, float) else default


def _port(said: object, technology: Technology) -> int:
    """What listens on no port has the port 0."""
    return 0 if said is False else _whole(said, technology.port)


def _image(record: Record, name: str, technology: Technology, images: Image, version: str) -> Image:
    """The fleet's own image, unless one is named or the technology brings it along."""
    tag = str(record.get("tag", technology.tag or version))
    if "image" in record:
        return Image("", str(record["image"]), str(record.get("tag", version)))
    if technology.image:
        return Image("", technology.image, tag)
    return Image(images.registry, f"{images.repository}/{name}", tag)


def _resources(said: Record, usual: Resources) -> Resources:
    requests, limits = _mapping(said, "requests"), _mapping(said, "limits")
    return Resources(
        cpu=_amount(requests.get("cpu"), usual.cpu),
        cpu_limit=_amount(limits.get("cpu"), usual.cpu_limit),
        memory=_amount(requests.get("memory"), usual.memory),
        memory_limit=_amount(limits.get("memory"), usual.memory_limit),
    )


def _amount(said: object, usual: str) -> str:
    return usual if said is None else f"{said:.15g}" if isinstance(said, float) else str(said)


def _extra_ports(record: Record, technology: Technology) -> tuple[tuple[str, int], ...]:
    said = record.get("extra_ports")
    if not isinstance(said, list):
        return technology.extra_ports
    return tuple((str(extra["name"]), int(extra["port"])) for extra in said)


def _aliases(record: Record, name: str, bitnami_suffix: str) -> tuple[str, ...]:
    said = tuple(str(alias) for alias in cast("list[str]", record.get("aliases", [])))
    old = (name + bitnami_suffix,) if bitnami_suffix else ()
    return (*old, *(alias for alias in said if alias not in old))


def _env(source: Source, entry: Entry, fleet: _Fleet) -> tuple[tuple[str, str], ...]:
    targets = bare_targets(list(fleet.ports))
    elsewhere = {name for hosts in hosts_elsewhere(entry, fleet.namespaces).values() for name in hosts}
    found = []
    for variable in variables(entry):
        if variable.is_bare and variable.name not in elsewhere:
            service = targets[variable.name]
            found.append(
                (variable.name, service if variable.name.endswith("_HOST") else str(fleet.ports[service]))
            )
        elif variable.is_bare:
            continue
        else:
            text = variable.value if isinstance(variable.value, str) else source.written(variable.path)
            found.append((variable.name, text))
    return tuple(found)


def _secrets(record: Record, usual: Sequence[SecretRef], given: set[str]) -> tuple[SecretRef, ...]:
    """Those of the technology, unless the inventory gives the variable itself, then those of the inventory."""
    said = cast("dict[str, Record]", record.get("secrets", {}))
    kept = [ref for ref in usual if ref.name not in said and ref.name not in given]
    return (*kept, *(_secret(variable, reference) for variable, reference in said.items()))


def _secret(name: str, said: Record) -> SecretRef:
    key, is_optional = str(said.get("key", name)), said.get("optional") is True
    dev = str(said["dev"]) if "dev" in said else None
    return SecretRef(name, str(said["secret"]), key, is_optional, dev)


def _external(record: Record, port: int, login: Login) -> dict[str, External]:
    said = cast("dict[str, Record]", record.get("external", {}))
    return {
        environment: External(
            host=str(external["host"]),
            port=_whole(external.get("port"), port),
            cidrs=tuple(str(cidr) for cidr in cast("list[str]", external.get("cidrs", []))),
            login=external_login(external, login),
        )
        for environment, external in said.items()
    }


def _sources(source: Source, record: Record) -> dict[str, str]:
    """By environment: where the chart of a service comes from."""
    said = record.get("chart_source", "library")
    names = environment_names(source.value)
    if isinstance(said, dict):
        return {name: str(said.get(name, "library")) for name in names}
    return dict.fromkeys(names, str(said))


BITNAMI = "https://charts.bitnami.com/bitnami"


def _store_chart(record: Record, name: str, technology: Technology) -> StoreChart | None:
    said = _mapping(record, "chart")
    if not said:
        return None
    return StoreChart(
        name=technology.name,
        version=str(said["version"]),
        repository=str(said.get("repository", BITNAMI)),
        host=str(said.get("host", name + technology.bitnami_suffix)),
        values=_mapping(said, "values"),
    )


def _charts(record: Record, environments: Sequence[str]) -> tuple[ThirdPartyChart, ...]:
    return tuple(
        ThirdPartyChart(
            name=str(said["name"]),
            version=str(said["version"]),
            repository=str(said["repository"]),
            condition=str(said.get("condition", f"{said['name']}.enabled")),
            only=tuple(str(name) for name in cast("list[str]", said.get("only", environments))),
            values=_mapping(said, "values"),
            environments=cast("dict[str, Record]", _mapping(said, "environments")),
        )
        for said in cast("list[Record]", record.get("charts", []))
    )


def _edges(entries: Sequence[Entry], services: Sequence[Service]) -> tuple[Edge, ...]:
    ports = {service.name: service.port for service in services}
    spaces = {service.name: service.namespace for service in services}
    told = {(entry.name, callee): said for entry in entries for callee, said in connections(entry).items()}
    for entry in entries:
        for callee, hosts in hosts_elsewhere(entry, spaces).items():
            told[entry.name, callee] = {
                **dict.fromkeys(hosts, "$(host)"),
                **told.get((entry.name, callee), {}),
            }
    return tuple(
        Edge(
            call.caller,
            call.callee,
            ports[call.callee],
            call.inferred_from,
            call.is_optional,
            tuple(told.get((call.caller, call.callee), {}).items()),
        )
        for call in calls(entries)
    )
