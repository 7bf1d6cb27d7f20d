"""An inventory as short as a person would write it: what is the default anyway is left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartloom.importers.document import mapping
from chartloom.importers.fitting import fitting
from chartloom.matrix.check import matches
from chartloom.matrix.entries import bare_targets
from chartloom.matrix.fields import ENV_NAME, SERVICE, VERSION
from chartloom.matrix.recognise import recognise
from chartloom.matrix.technologies import TECHNOLOGIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chartloom.importers.draft import Draft, DraftService
    from chartloom.matrix.technologies import Technology

__all__ = ["Short", "shorten"]

Record = dict[str, object]
_FIRST_VERSION = "1.0.0"


@dataclass(frozen=True, slots=True)
class Short:
    """The keys of an inventory: of the fleet, and of each service."""

    fleet: Record
    services: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class _Usual:
    """What most services of a fleet have in common."""

    prefix: str
    version: str


def shorten(draft: Draft, registered: str = "") -> Short:
    """The fleet without what goes without saying; ``registered`` is the prefix that holds without being said."""
    usual = _usual(draft, registered or draft.name.replace("-", ""))
    ports = {s.name: _port(s) for s in draft.services}
    services = tuple(_service(service, usual, ports) for service in draft.services)
    fleet: Record = {"name": draft.name}
    if draft.domain:
        fleet["domain"] = draft.domain
    fleet.update(fitting(draft.said))
    if usual.prefix != draft.name.replace("-", ""):
        fleet["image_prefix"] = usual.prefix
    pulled = _pull_secrets(services)
    defaults = {
        **({"version": usual.version} if usual.version != _FIRST_VERSION else {}),
        **({"values": {"imagePullSecrets": pulled}} if pulled else {}),
    }
    if defaults:
        fleet["defaults"] = defaults
    return Short(fleet, services)


def _pull_secrets(services: Sequence[Record]) -> object:
    """What all of them, if there are several, need to pull their images; it is taken from each."""
    found = [mapping(service.get("values")).get("imagePullSecrets") for service in services]
    if len(found) < 2 or not found[0] or any(each != found[0] for each in found):
        return None
    for service in services:
        values = mapping(service["values"])
        del values["imagePullSecrets"]
        if not values:
            del service["values"]
    return found[0]


def _usual(draft: Draft, prefix: str) -> _Usual:
    own = [s for s in draft.services if s.image and not TECHNOLOGIES[s.language].is_store]
    prefixes = Counter(
        s.image.repository.removesuffix(f"/{s.name}")
        for s in own
        if s.image and s.image.repository.endswith(f"/{s.name}")
    )
    versions = Counter(s.image.tag for s in own if s.image and matches(VERSION, s.image.tag))
    return _Usual(_most(prefixes, len(own)) or prefix, _most(versions, len(own)) or _FIRST_VERSION)


def _most(counted: Counter[str], total: int) -> str:
    """What more than one has, and at least half of all."""
    name, count = next(iter(counted.most_common(1)), ("", 0))
    return name if count > 1 and 2 * count >= total else ""


def _port(service: DraftService) -> int:
    said = service.said.get("port")
    return said if isinstance(said, int) else TECHNOLOGIES[service.language].port


def _service(service: DraftService, usual: _Usual, ports: Mapping[str, int]) -> Record:
    technology = TECHNOLOGIES[service.language]
    found: Record = {"name": service.name, **_short(service.said, technology), **_image(service, usual)}
    found["language"] = service.language
    calls = [name for name in service.calls if name not in service.optional]
    found["dependencies"] = calls
    found["optional_dependencies"] = list(service.optional)
    found["env_vars"] = list(_variables(service, technology, ports, calls))
    odd = {name: text for name, text in service.env.items() if not matches(ENV_NAME, name)}
    found["values"] = {**({"env": odd} if odd else {}), **_values(service)}
    kept = {name: found[name] for name in SERVICE.names() if found.get(name) not in (None, [], {}, "")}
    return _without_language(kept, technology)


def _values(service: DraftService) -> Record:
    digest = service.image.digest if service.image else ""
    return {**service.values, **({"image": {"digest": digest}} if digest else {})}


def _without_language(record: Record, technology: Technology) -> Record:
    """The language may go where the name says it."""
    rest = {key: value for key, value in record.items() if key != "language"}
    says_it = record["name"] == technology.name and recognise(rest).technology is technology
    return rest if says_it else record


def _short(said: Mapping[str, object], technology: Technology) -> Record:
    usual: Record = {
        "type": "statefulset" if technology.is_store else "deployment",
        "tier": technology.tier,
        "port": technology.port,
        "exposed": False,
        "path": "/",
        "storage": technology.storage,
        "replicas": 1 if technology.is_store else 2,
        "extra_ports": [{"name": name, "port": port} for name, port in technology.extra_ports],
    }
    short = {key: value for key, value in said.items() if key not in usual or value != usual[key]}
    if "resources" in short:
        short["resources"] = _resources(mapping(short["resources"]), technology)
    return short


def _resources(said: Record, technology: Technology) -> Record:
    r = technology.resources
    usual = {
        "requests": {"cpu": r.cpu, "memory": r.memory},
        "limits": {"cpu": r.cpu_limit, "memory": r.memory_limit},
    }
    kept = {
        part: {key: value for key, value in mapping(said.get(part)).items() if value != usual[part][key]}
        for part in usual
    }
    return {part: amounts for part, amounts in kept.items() if amounts}


def _image(service: DraftService, usual: _Usual) -> Record:
    if service.image is None:
        return {}
    technology, (repository, tag, _) = TECHNOLOGIES[service.language], service.image
    if technology.image and repository == technology.image:
        return {"tag": tag} if tag and tag != technology.tag else {}
    if not technology.image and repository == f"{usual.prefix}/{service.name}":
        return _version(tag, usual)
    return {"image": repository, "tag": tag if tag != usual.version else ""}


def _version(tag: str, usual: _Usual) -> Record:
    if tag in ("", usual.version):
        return {}
    return {"version" if matches(VERSION, tag) else "tag": tag}


def _variables(
    service: DraftService, technology: Technology, ports: Mapping[str, int], calls: Sequence[str]
) -> Iterator[object]:
    """The settings; one that gives the address of a callee needs no value."""
    targets = bare_targets([name for name in ports if name in calls])
    known = {*technology.env, *((name, value) for name, _, value in technology.env_by_profile)}
    for name, text in service.env.items():
        if not matches(ENV_NAME, name) or (name, text) in known:
            continue
        callee = targets.get(name, "")
        plain = callee if name.endswith("_HOST") else str(ports.get(callee, ""))
        yield name if callee and text == plain else {name: text}
