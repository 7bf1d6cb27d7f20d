"""Kubernetes manifests, written by hand or rendered from a chart, become an inventory and a report of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.diagnostics import ChartloomError, Diagnostic, Span
from chartloom.importers.document import mapping
from chartloom.importers.draft import Draft, DraftService
from chartloom.importers.entrances import domain_of, read_entrances, say_entrances
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
from chartloom.importers.rights import read_rights
from chartloom.importers.scaling import read_replicas, read_spread
from chartloom.importers.stores import store_settings
from chartloom.importers.traffic import (
    aliases,
    balanced,
    controller_namespace,
    main_service,
    policy_calls,
    service_ports,
    services_of,
)
from chartloom.importers.watching import common_prometheus, read_watching
from chartloom.matrix.check import matches
from chartloom.matrix.fields import NAME
from chartloom.matrix.logins import store_command, store_login, store_secrets
from chartloom.matrix.technologies import TECHNOLOGIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chartloom.importers.document import Record
    from chartloom.importers.objects import Objects, Resource
    from chartloom.importers.report import Imported, Remark
    from chartloom.matrix.technologies import Technology

__all__ = ["import_manifests"]

_WORKLOADS = ("Deployment", "StatefulSet")


def import_manifests(
    texts: Iterable[tuple[str, str]], *, name: str = "", origin: str = "", fallback: str = ""
) -> Imported:
    """The inventory that says what the manifests in ``texts`` say: pairs of the name of a file and its text.

    Without a ``name`` the fleet has the one that all workloads are part of, or the ``fallback``, or that of the file.
    ``origin`` is what the inventory names as its source, by default the file, or how many there are. Raises
    ChartloomError for what is no manifest, and where no Deployment and no StatefulSet is among them.
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
    entrances = read_entrances(objects, hosts, remarks)
    file = given[0][0].rpartition("/")[2].partition(".")[0]
    fleet = fleet_label(name or _part_of(workloads) or fallback or file)
    domain = domain_of(entrances, fleet)
    drafts = []
    for workload, found, main in zip(workloads, services, mains, strict=True):
        draft = _service(objects, workload, main, names[main.name if main else workload.name], remarks)
        also = aliases(found, main, draft.name)
        draft.said.update({"aliases": also} if also else {})
        drafts.append(draft)
    owners = {draft.name: workload for draft, workload in zip(drafts, workloads, strict=True)}
    namespace = controller_namespace(objects, owners, {each.service for each in entrances})
    said = {
        "exposure": say_entrances(drafts, entrances, domain, namespace, remarks),
        "prometheus": common_prometheus(objects),
    }
    read_watching(
        drafts, owners, {d.name: s for d, s in zip(drafts, services, strict=True)}, objects, remarks
    )
    for draft, found in zip(drafts, services, strict=True):
        _balanced(draft, balanced(found), remarks)
    _calls(drafts, objects, owners)
    read_jobs(drafts, owners, objects, remarks)
    remarks.extend(remarks_about_rest(objects))
    own_domain = "" if domain == f"{fleet}.example.com" else domain
    draft_fleet = Draft(fleet, origin or _origin(given), tuple(drafts), own_domain, said)
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
    read_health(draft, workload, technology, port)
    read_resources(draft, workload, technology)
    read_placement(draft, workload, technology, remarks)
    read_settings(draft, workload, objects, remarks)
    read_volumes(draft, workload, technology, objects)
    read_rights(draft, workload, objects)
    _usual_store(draft, technology)
    read_replicas(draft, workload, objects, remarks)
    read_spread(draft, workload)
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
    auth = _auth(draft.name, mapping(draft.said.get("secrets")), technology)
    if auth == {"secret": f"{draft.name}-auth"} and store_login({}, draft.name, technology).secret:
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


def _auth(name: str, secrets: Record, technology: Technology) -> Record:
    """Where the password of a store lies, unless it is where it usually is."""
    for ref in store_secrets(store_login({"auth": {}}, name, technology), technology):
        said = mapping(secrets.get(ref.name))
        if "assword" in ref.key and matches(NAME, str(said.get("secret", ""))):
            key = said.get("key", ref.name)
            return {"secret": said["secret"], **({"password": key} if key != ref.key else {})}
    return {}


def _plain(ref: object) -> Record:
    return {key: value for key, value in mapping(ref).items() if key != "optional"}


def _balanced(draft: DraftService, service: Resource | None, remarks: list[Remark]) -> None:
    if service and not draft.said.get("exposed") and not TECHNOLOGIES[draft.language].is_store:
        draft.said["exposed"] = True
        why = "it was a LoadBalancer; an Ingress leads to the service now"
        remarks.append(service.remark(Kind.CHANGED, why))


def _calls(drafts: list[DraftService], objects: Objects, owners: Mapping[str, Resource]) -> None:
    pairs = list(dict.fromkeys(policy_calls(objects, owners)))
    for draft in drafts:
        draft.calls = tuple(callee for caller, callee in pairs if caller == draft.name and callee != caller)
