"""Kubernetes manifests, written by hand or rendered from a chart, become an inventory and a report of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.diagnostics import ChartloomError, Diagnostic, Span
from chartloom.importers.document import listed, mapping
from chartloom.importers.draft import Draft, DraftService
from chartloom.importers.finish import finish
from chartloom.importers.images import language_of_image, parse_image
from chartloom.importers.manifest_jobs import read_jobs
from chartloom.importers.manifest_rest import remarks_about_rest
from chartloom.importers.naming import fleet_label, service_names
from chartloom.importers.objects import ENVIRONMENT, TECHNOLOGY, read_objects
from chartloom.importers.pods import (
    main_container,
    read_health,
    read_placement,
    read_resources,
    read_settings,
    read_volumes,
)
from chartloom.importers.report import Kind
from chartloom.importers.stores import store_settings
from chartloom.importers.traffic import (
    aliases,
    balanced,
    main_service,
    policy_calls,
    routes,
    service_ports,
    services_of,
)
from chartloom.matrix.check import matches
from chartloom.matrix.fields import HOST, NAME, PATH
from chartloom.matrix.logins import store_command, store_login, store_secrets
from chartloom.matrix.technologies import TECHNOLOGIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chartloom.importers.document import Record
    from chartloom.importers.objects import Objects, Resource
    from chartloom.importers.report import Imported, Remark
    from chartloom.importers.traffic import Route
    from chartloom.matrix.technologies import Technology

__all__ = ["import_manifests"]

_WORKLOADS = ("Deployment", "StatefulSet")


def import_manifests(texts: Iterable[tuple[str, str]], *, name: str = "") -> Imported:
    """The inventory that says what the manifests in ``texts`` say: pairs of the name of a file and its text.

    Raises ChartloomError for what is no manifest, and where no Deployment and no StatefulSet is among them.
    """
    given = list(texts)
    objects = read_objects(given)
    workloads = [found for found in objects.of(*_WORKLOADS) if main_container(found)]
    if not workloads:
        raise ChartloomError(_nothing(given))
    remarks: list[Remark] = []
    services = [services_of(objects, workload) for workload in workloads]
    mains = [main_service(found, workload) for found, workload in zip(services, workloads, strict=True)]
    called = [main.name if main else w.name for main, w in zip(mains, workloads, strict=True)]
    names = service_names(called)
    hosts = {s.name: names[c] for found, c in zip(services, called, strict=True) for s in found}
    outside = routes(objects, hosts, remarks)
    fleet = fleet_label(name or _part_of(workloads) or given[0][0].rpartition("/")[2].partition(".")[0])
    domain = _domain(outside, fleet)
    drafts = []
    for workload, found, main in zip(workloads, services, mains, strict=True):
        draft = _service(objects, workload, main, names[main.name if main else workload.name], remarks)
        also = aliases(found, main, draft.name)
        draft.said.update({"aliases": also} if also else {})
        _exposed(draft, outside.get(draft.name), domain, remarks)
        _balanced(draft, balanced(found), remarks)
        drafts.append(draft)
    owners = {draft.name: workload for draft, workload in zip(drafts, workloads, strict=True)}
    _calls(drafts, objects, owners)
    read_jobs(drafts, owners, objects, remarks)
    remarks.extend(remarks_about_rest(objects))
    draft_fleet = Draft(
        fleet, _origin(given), tuple(drafts), "" if domain == f"{fleet}.example.com" else domain
    )
    return finish(draft_fleet, {**hosts, **{n: n for n in names.values()}}, remarks)


def _nothing(given: list[tuple[str, str]]) -> Diagnostic:
    message = "there is no Deployment and no StatefulSet among the manifests"
    return Diagnostic("no-services", message, Span(given[0][0]) if given else None)


def _origin(given: list[tuple[str, str]]) -> str:
    return given[0][0].rpartition("/")[2] if len(given) == 1 else f"{len(given)} files"


def _part_of(workloads: Iterable[Resource]) -> str:
    """The name that all of them say they are part of."""
    found = {str(w.labels.get("app.kubernetes.io/part-of", "")) for w in workloads}
    return found.pop() if len(found) == 1 else ""


def _domain(outside: Mapping[str, Route], fleet: str) -> str:
    """The domain under which services are reached by their own names."""
    for name, (host, _, _) in outside.items():
        if matches(HOST, host) and host.startswith(f"{name}.") and "." in host.removeprefix(f"{name}."):
            return host.removeprefix(f"{name}.")
    return f"{fleet}.example.com"


def _service(
    objects: Objects, workload: Resource, main: Resource | None, name: str, remarks: list[Remark]
) -> DraftService:
    container = main_container(workload)
    said = str(container.get("image", ""))
    image = parse_image(said)
    if image is None:
        remarks.append(
            workload.remark(
                Kind.CHANGED, f'"{said}" is no image; the usual name takes its place', key="image"
            )
        )
    elif not image.tag and not image.digest:
        image = image._replace(tag="latest")
    draft = DraftService(name, workload.name, workload.span(), _language(workload, said), image)
    technology = TECHNOLOGIES[draft.language]
    draft.said["type"] = workload.kind.lower()
    if workload.annotations.get(TECHNOLOGY) and workload.labels.get("app.kubernetes.io/component"):
        draft.said["tier"] = workload.labels["app.kubernetes.io/component"]
    port = _network(draft, service_ports(main, container), technology)
    portname = next(iter(service_ports(None, container)), {}).get("name", "")
    read_health(draft, workload, technology, port, str(portname))
    read_resources(draft, workload, technology)
    read_placement(draft, workload, technology, remarks)
    read_settings(draft, workload, objects, remarks)
    read_volumes(draft, workload, technology, objects)
    _usual_store(draft, technology)
    _replicas(draft, workload, objects)
    if workload.annotations.get(ENVIRONMENT) and draft.env.get("LOG_LEVEL") in ("debug", "info", "warn"):
        del draft.env["LOG_LEVEL"]
    return draft


def _language(workload: Resource, image: str) -> str:
    said = str(workload.annotations.get(TECHNOLOGY, ""))
    return said if said in TECHNOLOGIES else language_of_image(image) or "other"


def _network(draft: DraftService, ports: list[Record], technology: Technology) -> int:
    """The main port and the further ones; the number that is asked in the container, or 0."""
    if not ports:
        return 0
    first, rest = ports[0], ports[1:]
    draft.said["port"] = first["port"]
    service = {key: first[key] for key in ("protocol",) if key in first}
    if first["targetPort"] != first["port"]:
        service["targetPort"] = first["targetPort"]
    if service:
        draft.values["service"] = service
    taken = {technology.port_name}
    rest = [port for port in rest if port["name"] not in taken]
    if any(port["targetPort"] != port["port"] or "protocol" in port for port in rest):
        draft.values["extraPorts"] = rest
    else:
        draft.said["extra_ports"] = [{"name": port["name"], "port": port["port"]} for port in rest]
    return int(str(first["targetPort"]))


def _usual_store(draft: DraftService, technology: Technology) -> None:
    """What a store of ours has anyway: its Secret, and the command that gives Redis its password."""
    if not technology.is_store:
        return
    record = store_settings(draft.name, draft.language, draft.env).said
    auth = _auth(mapping(draft.said.get("secrets")), technology)
    if auth == {"secret": f"{draft.name}-auth"}:
        auth = {}
    if auth:
        draft.said["auth"] = auth
    login = store_login({**record, **({"auth": auth} if auth else {})}, draft.name, technology)
    usual = {
        ref.name: {"secret": ref.secret, **({"key": ref.key} if ref.key != ref.name else {})}
        for ref in store_secrets(login, technology)
    }
    secrets = mapping(draft.said.get("secrets"))
    kept = {name: ref for name, ref in secrets.items() if _plain(ref) != usual.get(name)}
    draft.said["secrets"] = kept
    if draft.values.get("command") == list(store_command(login, technology)):
        draft.values.pop("command", None)


def _auth(secrets: Record, technology: Technology) -> Record:
    """Where the password of a store lies, unless it is where it usually is."""
    for ref in technology.secrets:
        said = mapping(secrets.get(ref.name))
        if "assword" in ref.key and matches(NAME, str(said.get("secret", ""))):
            key = said.get("key", ref.name)
            return {"secret": said["secret"], **({"password": key} if key != ref.key else {})}
    return {}


def _plain(ref: object) -> Record:
    return {key: value for key, value in mapping(ref).items() if key != "optional"}


def _replicas(draft: DraftService, workload: Resource, objects: Objects) -> None:
    """The number of pods, or the bounds of the autoscaler that owns it."""
    scaler = next((s for s in objects.of("HorizontalPodAutoscaler") if _scales(s, workload)), None)
    replicas = scaler.spec.get("minReplicas", 1.0) if scaler else workload.spec.get("replicas", 1.0)
    if isinstance(replicas, float) and 1 <= replicas <= 1000:
        draft.said["replicas"] = int(replicas)
    if scaler is None:
        return
    most = scaler.spec.get("maxReplicas")
    least = replicas if isinstance(replicas, float) else 1.0
    targets = {str(mapping(m.get("resource")).get("name")): _percent(m) for m in _metrics(scaler)}
    found = (most, targets.get("cpu", 0), targets.get("memory", 0))
    if found != (max(10.0, 2 * least), 70.0, 80.0):
        alone = {"enabled": True, "minReplicas": 1} if replicas == 1 else {}
        draft.values["autoscaling"] = {
            **alone,
            "maxReplicas": most,
            "targetCPUUtilizationPercentage": found[1],
            "targetMemoryUtilizationPercentage": found[2],
        }


def _scales(scaler: Resource, workload: Resource) -> bool:
    target = mapping(scaler.spec.get("scaleTargetRef"))
    return (target.get("kind"), target.get("name")) == (workload.kind, workload.name)


def _metrics(scaler: Resource) -> list[Record]:
    return [mapping(metric) for metric in listed(scaler.spec.get("metrics"))]


def _percent(metric: Record) -> object:
    return mapping(mapping(metric.get("resource")).get("target")).get("averageUtilization", 0)


def _exposed(draft: DraftService, route: Route | None, domain: str, remarks: list[Remark]) -> None:
    if route is None:
        return
    host, path, resource = route
    draft.said["exposed"] = True
    draft.said["path"] = path if matches(PATH, path) else "/"
    if host == domain:
        draft.said["host"] = "@"
    elif host and not matches(HOST, host):
        remarks.append(
            resource.remark(Kind.LEFT_OUT, f"the host {host} is no name of one service", key="host")
        )
    elif host and host != f"{draft.name}.{domain}":
        draft.said["host"] = host
    if resource.kind == "HTTPRoute":
        draft.values["exposure"] = "gateway"
        return
    ingress: Record = {}
    annotations = {
        k: v for k, v in resource.annotations.items() if not k.startswith(("meta.helm.sh", "kubectl."))
    }
    class_name = resource.spec.get("ingressClassName", "nginx")
    if class_name != "nginx":
        ingress["className"] = class_name
    if annotations:
        ingress["annotations"] = annotations
    if ingress:
        draft.values["ingress"] = ingress


def _balanced(draft: DraftService, service: Resource | None, remarks: list[Remark]) -> None:
    if service and not draft.said.get("exposed") and not TECHNOLOGIES[draft.language].is_store:
        draft.said["exposed"] = True
        why = "it was a LoadBalancer; an Ingress leads to the service now"
        remarks.append(service.remark(Kind.CHANGED, why))


def _calls(drafts: list[DraftService], objects: Objects, owners: Mapping[str, Resource]) -> None:
    pairs = list(dict.fromkeys(policy_calls(objects, owners)))
    for draft in drafts:
        draft.calls = tuple(callee for caller, callee in pairs if caller == draft.name and callee != caller)
