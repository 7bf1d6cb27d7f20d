"""Labels of a Compose service that tools beside Docker read: Traefik's routes, and Ofelia's schedules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chartloom.importers.compose_runtime import split_words
from chartloom.importers.document import listed, mapping
from chartloom.importers.naming import dns_label
from chartloom.importers.report import Kind
from chartloom.matrix.check import matches
from chartloom.matrix.fields import HOST, PATH
from chartloom.matrix.tasks import SCHEDULE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.importers.compose_file import ComposeService
    from chartloom.importers.draft import DraftService
    from chartloom.importers.report import Remark

__all__ = ["labelled_port", "say_labels"]

_RULE = re.compile(r"traefik\.(?:http\.routers\.[^.]+|frontend)\.rule")
_PORT = re.compile(r"traefik\.(?:http\.services\.[^.]+\.loadbalancer\.server\.port|port)")
_TRAEFIK = re.compile(r"traefik(\.|$)")
_JOB = re.compile(r"ofelia\.job-(?:exec|run)\.([^.]+)\.(schedule|command)")
_OFELIA = re.compile(r"ofelia\.")
_MATCHER = re.compile(r"(Host|PathPrefix|Path):?\(?\s*[`\"']?([^`\"')]+)[`\"']?\s*\)?")


def say_labels(draft: DraftService, service: ComposeService, remarks: list[Remark]) -> None:
    """What the labels say of exposure and of jobs; others are reported."""
    labels = _labels(service)
    if labels.get("traefik.enable", "true") != "false":
        _routes(draft, service, labels, remarks)
    _jobs(draft, service, labels, remarks)
    if any(not _TRAEFIK.match(name) and not _OFELIA.match(name) for name in labels):
        why = "they are read by tools beside Docker, which Kubernetes does not know"
        remarks.append(service.remark(Kind.LEFT_OUT, why, "labels"))


def labelled_port(service: ComposeService) -> int:
    """The port to which a proxy is told to lead, or 0."""
    ports = (text for name, text in _labels(service).items() if _PORT.fullmatch(name))
    return next((int(text) for text in ports if text.isdigit() and 0 < int(text) < 65536), 0)


def _labels(service: ComposeService) -> dict[str, str]:
    said = service.record.get("labels")
    if isinstance(said, dict):
        return {str(name): service.text(value, "labels", str(name)) for name, value in mapping(said).items()}
    pairs = (str(item).partition("=") for item in listed(said))
    return {name: text for name, _, text in pairs}


def _routes(
    draft: DraftService, service: ComposeService, labels: Mapping[str, str], remarks: list[Remark]
) -> None:
    rules = [text for name, text in labels.items() if _RULE.fullmatch(name)]
    if labels.get("traefik.enable") == "true" and not rules:
        draft.said["exposed"] = True
    found = [_MATCHER.findall(rule) for rule in rules]
    hosts = [
        host.strip() for each in found for kind, text in each if kind == "Host" for host in text.split(",")
    ]
    paths = [text for each in found for kind, text in each if kind != "Host"]
    kept = [host for host in dict.fromkeys(hosts) if matches(HOST, host)]
    if kept:
        draft.said["exposed"] = True
        draft.said["host"] = kept[0] if len(kept) == 1 else kept
    if kept and paths and matches(PATH, paths[0]):
        draft.said["path"] = paths[0]
    if rules and (not kept or len(set(paths)) > 1 or any("&&" in r and "Header" in r for r in rules)):
        why = "say under exposed:, host: and path: what its rules come to"
        remarks.append(service.remark(Kind.LEFT_OUT, why, "labels"))


def _jobs(
    draft: DraftService, service: ComposeService, labels: Mapping[str, str], remarks: list[Remark]
) -> None:
    """Ofelia runs commands in containers that are there; a job has pods of its own, with the same image."""
    found: dict[str, dict[str, str]] = {}
    for name, text in labels.items():
        if job := _JOB.fullmatch(name):
            found.setdefault(job[1], {})[job[2]] = text
    jobs: dict[str, object] = {}
    for name, said in found.items():
        schedule = _schedule(said.get("schedule", ""))
        if schedule and said.get("command"):
            jobs[dns_label(name)[:30].rstrip("-")] = {
                "command": split_words(said["command"]),
                "schedule": schedule,
            }
        else:
            why = f'the job "{name}" has no command, or a schedule that no CronJob has'
            remarks.append(service.remark(Kind.LEFT_OUT, why, "labels"))
    if jobs:
        draft.said["jobs"] = jobs


def _schedule(text: str) -> str:
    """The schedule without its seconds; "" for one that a CronJob cannot have.

    >>> _schedule("0 30 3 * * *"), _schedule("@daily"), _schedule("@every 10s")
    ('30 3 * * *', '@daily', '')
    """
    words = text.split()
    if len(words) == 6 and words[0] == "0":
        words = words[1:]
    schedule = " ".join(words)
    return schedule if matches(SCHEDULE, schedule) else ""
