"""The example projects, woven: with stand-ins for third-party charts, and everything vendored as Helm wants it."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from chartloom.actions.template import Release, Request, ValueSources, template, template_text
from chartloom.matrix import Inventory, load_inventory
from chartloom.weave import weave_fleet
from tests.weave.standins import place_standins

Document = dict[str, Any]

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = tuple(sorted(file.parent.name for file in EXAMPLES.glob("*/service-matrix.yaml")))
THIRD_PARTY = "example.com/"  # the images of stand-ins
WORKLOADS = ("Deployment", "StatefulSet", "Job", "CronJob")


@cache
def fleet(name: str) -> Inventory:
    """The inventory of an example."""
    return load_inventory(EXAMPLES / name)


PLACES = [(name, environment.name) for name in NAMES for environment in fleet(name).environments]


def weave(name: str, root: Path) -> Path:
    """The umbrella of an example, woven below ``root`` with every chart that it needs vendored."""
    return weave_inventory(fleet(name), root)


def weave_inventory(inventory: Inventory, root: Path) -> Path:
    """The same of any inventory."""
    for path, content in weave_fleet(inventory).files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    helm = root / "helm"
    place_standins(helm)
    umbrella = helm / inventory.name
    needed = yaml.safe_load((umbrella / "Chart.yaml").read_text("utf-8"))["dependencies"]
    if any(dependency["name"] == "common" for dependency in needed):
        shutil.copytree(helm / "charts" / "_common", umbrella / "charts" / "common")
    for service in inventory.services:
        chart = helm / "charts" / service.name
        shutil.copytree(helm / "charts" / "_common", chart / "charts" / "common")
        shutil.copytree(chart, umbrella / "charts" / service.name)
    return umbrella


def render(umbrella: Path, environment: str, *switches: str, kube_version: str = "") -> list[Document]:
    """The objects of an environment, as our engine renders them."""
    return parse(text_of(umbrella, environment, *switches, kube_version=kube_version))


def text_of(
    umbrella: Path, environment: str, *switches: str, helm_version: int = 4, kube_version: str = ""
) -> str:
    """The same as text."""
    values = ValueSources([str(umbrella / f"values-{environment}.yaml")], sets=switches)
    release = Release(umbrella.name, umbrella.name)
    request = Request(str(umbrella), release, values, kube_version=kube_version, helm_version=helm_version)
    return template_text(template(request))


def parse(text: str) -> list[Document]:
    """The documents of a text."""
    return [document for document in yaml.load_all(text, yaml.CSafeLoader) if document]


def title(document: Document) -> str:
    """``Deployment/web``."""
    return f"{document['kind']}/{document['metadata']['name']}"


def pod_of(document: Document) -> Document:
    """The pod template of a workload."""
    spec = document["spec"]["jobTemplate"]["spec"] if document["kind"] == "CronJob" else document["spec"]
    template: Document = spec["template"]
    return template


def workloads(documents: list[Document]) -> list[Document]:
    """Everything that runs pods, but for what stand-ins run."""
    found = [document for document in documents if document["kind"] in WORKLOADS]
    return [
        document
        for document in found
        if not pod_of(document)["spec"]["containers"][0]["image"].startswith(THIRD_PARTY)
    ]
