"""A Compose file becomes an inventory: services, stores, settings, calls; and a report of everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.importers.compose_file import read_compose_file, read_text_file
from chartloom.importers.compose_keys import remarks_about_file, remarks_about_keys
from chartloom.importers.compose_labels import labelled_port, say_labels
from chartloom.importers.compose_links import aliases_of, declared_calls, hosts_of
from chartloom.importers.compose_network import exposed_ports, extra_ports, published_ports
from chartloom.importers.compose_runtime import (
    command_words,
    duration,
    health_of,
    health_port,
    resources_of,
)
from chartloom.importers.compose_settings import mounted_configs, mounted_secrets, settings_of
from chartloom.importers.compose_tasks import Tasks, find_tasks
from chartloom.importers.compose_volumes import volumes_of
from chartloom.importers.dockerfile import Dockerfile, read_dockerfile
from chartloom.importers.document import mapping
from chartloom.importers.draft import Draft, DraftService
from chartloom.importers.finish import finish
from chartloom.importers.images import language_of_image, parse_image
from chartloom.importers.naming import fleet_label, service_names
from chartloom.importers.probes import say_health
from chartloom.importers.report import Kind
from chartloom.importers.stores import image_values
from chartloom.matrix.technologies import TECHNOLOGIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from chartloom.importers.compose_file import ComposeFile, ComposeService
    from chartloom.importers.images import ImageRef
    from chartloom.importers.report import Imported, Remark
    from chartloom.matrix.technologies import Technology

__all__ = ["import_compose"]

# Ports of protocols that no Ingress understands.
_NO_HTTP = frozenset(
    (21, 22, 25, 53, 389, 1433, 1521, 1883, 2181, 3306, 4222, 5432, 5672, 6379, 9042, 9092, 11211, 27017)
)
_NO_FILE = Dockerfile("", "", ())


def import_compose(
    text: str,
    file: str,
    folder: Path | None = None,
    *,
    name: str = "",
    profiles: Sequence[str] = (),
    variables: Mapping[str, str] | None = None,
) -> Imported:
    """The inventory that says what the Compose file in ``text`` says.

    With a ``folder``, what lies beside the file is read as well: ``.env``, Dockerfiles, files of settings.
    Services that belong to profiles only are left out, unless one of theirs is among ``profiles``.
    Raises ChartloomError for what is no Compose file.
    """
    read = read_compose_file(text, file, folder, variables)
    remarks = [*read.remarks, *remarks_about_file(read)]
    active = _active(read, profiles, remarks)
    tasks = find_tasks(active, remarks)
    kept = [service for service in active if service.name not in tasks.names]
    names = service_names(service.name for service in kept)
    drafts = tuple(_service(read, service, names, tasks, remarks) for service in kept)
    draft = Draft(
        fleet_label(name or str(read.record.get("name") or (folder.name if folder else ""))),
        file.rpartition("/")[2],
        drafts,
    )
    return finish(draft, hosts_of(kept, names), remarks)


def _active(file: ComposeFile, profiles: Sequence[str], remarks: list[Remark]) -> list[ComposeService]:
    found = []
    for service in file.services:
        own = service.record.get("profiles")
        if own and isinstance(own, list) and not {"*", *map(str, own)}.intersection(profiles):
            why = "it only runs when its profile is asked for; import it with --profile"
            remarks.append(service.remark(Kind.LEFT_OUT, why, "profiles"))
        else:
            found.append(service)
    return found


def _service(
    file: ComposeFile, service: ComposeService, names: Mapping[str, str], tasks: Tasks, remarks: list[Remark]
) -> DraftService:
    name = names[service.name]
    remarks.extend(remarks_about_keys(service))
    if name != service.name:
        why = f'it is called "{name}" now, as names of Kubernetes allow it'
        remarks.append(service.remark(Kind.CHANGED, why, key="name"))
    built = _dockerfile(file, service)
    image = _image(service, remarks)
    draft = DraftService(name, service.name, service.span(), _language(service, built), image)
    _say_language(draft, service, built)
    technology = TECHNOLOGIES[draft.language]
    _network(draft, service, built, technology, remarks)
    _runtime(draft, service, technology, remarks)
    _settings(draft, file, service, remarks)
    _volumes(draft, file, service, technology, remarks)
    say_labels(draft, service, remarks)
    draft.calls, draft.optional = declared_calls(service, names, tasks, remarks)
    aliases = aliases_of(service, names)
    draft.said.update({"aliases": aliases} if aliases else {})
    draft.said.update(tasks.keys_of(service.name))
    return draft


def _image(service: ComposeService, remarks: list[Remark]) -> ImageRef | None:
    said = service.record.get("image")
    image = parse_image(str(said)) if said else None
    if said and image is None:
        why = f'"{said}" is no image; the usual name takes its place'
        remarks.append(service.remark(Kind.CHANGED, why, "image"))
    if image is None and service.record.get("build") is not None:
        why = "build and push the image under the name that the inventory gives it"
        remarks.append(service.remark(Kind.TO_DO, why, "build"))
    if image and not image.tag and not image.digest:
        return image._replace(tag=_assumed_tag(service, image, remarks))
    return image


def _assumed_tag(service: ComposeService, image: ImageRef, remarks: list[Remark]) -> str:
    technology = TECHNOLOGIES.get(language_of_image(image.repository))
    if technology and technology.image == image.repository:
        why = f"it has no tag, and is pinned to {technology.tag}"
        remarks.append(service.remark(Kind.CHANGED, why, "image"))
        return technology.tag
    why = "it has no tag, which means latest: pin a version, so that all pods run the same"
    remarks.append(service.remark(Kind.TO_DO, why, "image"))
    return "latest"


def _dockerfile(file: ComposeFile, service: ComposeService) -> Dockerfile:
    build = service.record.get("build")
    if build is None or file.folder is None:
        return _NO_FILE
    context = str(build if isinstance(build, str) else mapping(build).get("context", "."))
    path = file.folder / context / str(mapping(build).get("dockerfile", "Dockerfile"))
    if "://" in context or not path.is_file():
        return _NO_FILE
    return read_dockerfile(read_text_file(path, "the Dockerfile"), str(mapping(build).get("target", "")))


def _language(service: ComposeService, built: Dockerfile) -> str:
    by_image = language_of_image(str(service.record.get("image") or ""))
    is_store = by_image in TECHNOLOGIES and TECHNOLOGIES[by_image].is_store
    return (by_image if is_store else "") or built.language or by_image or "other"


def _say_language(draft: DraftService, service: ComposeService, built: Dockerfile) -> None:
    if built.base and draft.language == built.language:
        draft.why["language"] = f"built on {built.base}"
    elif draft.language == "other" and service.record.get("build") is not None:
        draft.why["language"] = "nothing tells the technology"


def _network(
    draft: DraftService,
    service: ComposeService,
    built: Dockerfile,
    technology: Technology,
    remarks: list[Remark],
) -> None:
    published = published_ports(service, remarks)
    known = {port.number: port for port in (*exposed_ports(service), *published)}
    order = list(dict.fromkeys(number for number in (*(p.number for p in published), *known)))
    if technology.is_store and technology.port in (*order, technology.port):
        order = [technology.port, *(number for number in order if number != technology.port)]
    if not order:
        told = (labelled_port(service), *built.ports[:1], health_port(service))
        order = [number for number in told if number][:1]
    if not order:
        return
    main, rest = order[0], [known[number] for number in order[1:]]
    draft.said["port"] = main
    _first_port(draft, known[main].protocol if main in known else "TCP")
    _further_ports(draft, technology, extra_ports(rest, {technology.port_name}))
    if published and technology.is_store:
        why = "a store is not reached from outside of the cluster; use kubectl port-forward"
        remarks.append(service.remark(Kind.CHANGED, why, "ports"))
    elif published and main not in _NO_HTTP and known[main].protocol == "TCP":
        draft.said["exposed"] = True
    _privileged(service, technology, main, remarks)


def _first_port(draft: DraftService, protocol: str) -> None:
    if protocol != "TCP":
        draft.values["service"] = {"protocol": protocol}


def _further_ports(draft: DraftService, technology: Technology, extra: tuple[list[object], bool]) -> None:
    ports, is_for_values = extra
    usual = {port for _, port in technology.extra_ports}
    if not ports or {mapping(port)["port"] for port in ports} <= usual:
        return
    (draft.values if is_for_values else draft.said)["extraPorts" if is_for_values else "extra_ports"] = ports


def _privileged(service: ComposeService, technology: Technology, port: int, remarks: list[Remark]) -> None:
    if port < 1024 and not technology.is_store:
        why = (
            f"it listens on port {port}: clusters that keep ports below 1024 for root need an image that listens "
            "on another one"
        )
        remarks.append(service.remark(Kind.TO_DO, why, key="ports"))


def _runtime(
    draft: DraftService, service: ComposeService, technology: Technology, remarks: list[Remark]
) -> None:
    said = draft.said.get("port")
    port = said if isinstance(said, int) else 0
    probe = health_of(service, technology, port, remarks)
    if probe is not None:
        say_health(draft, {"liveness": probe, "readiness": probe}, technology, {}, port)
    for key, name in (("entrypoint", "command"), ("command", "args")):
        words = command_words(service, key)
        if words:
            draft.values[name] = words
    resources = resources_of(service, technology, remarks)
    if resources:
        draft.said["resources"] = resources
    _numbers(draft, service)
    draft.values.update(image_values(draft.language, draft.image) or _user(service))


def _numbers(draft: DraftService, service: ComposeService) -> None:
    replicas = mapping(service.record.get("deploy")).get("replicas", service.record.get("scale"))
    if isinstance(replicas, float) and 1 <= replicas <= 1000:
        draft.said["replicas"] = int(replicas)
    seconds = duration(str(service.record.get("stop_grace_period", "")))
    if seconds and seconds != 30:
        draft.values["terminationGracePeriodSeconds"] = seconds


def _user(service: ComposeService) -> dict[str, object]:
    """A user by number; root and names are left to the technology."""
    said = service.record.get("user")
    user, _, group = (service.text(said, "user") if said is not None else "").partition(":")
    if not user.isdigit() or not 0 < int(user) < 2**31:
        return {}
    number = int(group) if group.isdigit() and 0 < int(group) < 2**31 else int(user)
    return {"podSecurityContext": {"runAsUser": int(user), "runAsGroup": number, "fsGroup": number}}


def _settings(draft: DraftService, file: ComposeFile, service: ComposeService, remarks: list[Remark]) -> None:
    draft.env = settings_of(file, service, remarks)
    files = mounted_configs(file, service, remarks)
    draft.said["files"] = files
    technology = TECHNOLOGIES[draft.language]
    mounted = [] if technology.is_store else mounted_secrets(service)
    if mounted:
        _mount_secrets(draft, mounted)
        why = f"make the Secret {draft.name}-secrets with the keys {', '.join(mounted)}"
        remarks.append(service.remark(Kind.TO_DO, why, "secrets"))


def _mount_secrets(draft: DraftService, keys: Sequence[str]) -> None:
    items = [{"key": key, "path": key} for key in keys]
    volume = {"name": "secrets", "secret": {"secretName": f"{draft.name}-secrets", "items": items}}
    draft.values["extraVolumes"] = [volume]
    draft.values["extraVolumeMounts"] = [{"name": "secrets", "mountPath": "/run/secrets", "readOnly": True}]


def _volumes(
    draft: DraftService,
    file: ComposeFile,
    service: ComposeService,
    technology: Technology,
    remarks: list[Remark],
) -> None:
    volumes = volumes_of(file, service, technology, remarks)
    draft.said["writable"] = [path for path in volumes.writable if path not in technology.writable]
    draft.said["files"] = {**mapping(draft.said.get("files")), **volumes.files}
    if volumes.data_path:
        draft.said["type"] = "statefulset"
        draft.said.setdefault("replicas", 1)
        draft.values["persistence"] = {"enabled": True, "size": volumes.size, "mountPath": volumes.data_path}
