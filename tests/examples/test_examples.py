"""What the examples come to in each environment, and what must hold for all of them.

``CHARTLOOM_RECORD=1 pytest tests/examples`` writes the summaries anew; read the difference before you commit it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.examples.fleets import (
    NAMES,
    PLACES,
    Document,
    fleet,
    pod_of,
    render,
    title,
    weave,
    workloads,
)
from tests.examples.summary import summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chartloom.matrix.model import Environment

    Documents = Callable[[str, str], list[Document]]

GOLDEN = Path(__file__).parent / "golden"
Rendered = dict[tuple[str, str], list[Document]]


@pytest.fixture(scope="module")
def umbrellas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {name: weave(name, tmp_path_factory.mktemp(name)) for name in NAMES}


@pytest.fixture(scope="module")
def documents(umbrellas: dict[str, Path]) -> Documents:
    known: Rendered = {}

    def of(name: str, environment: str) -> list[Document]:
        if (name, environment) not in known:
            known[name, environment] = render(umbrellas[name], environment)
        return known[name, environment]

    return of


def environment_of(name: str, environment: str) -> Environment:
    return next(found for found in fleet(name).environments if found.name == environment)


def profiles(*wanted: str) -> pytest.MarkDecorator:
    places = [place for place in PLACES if environment_of(*place).profile in wanted]
    return pytest.mark.parametrize(("name", "environment"), places)


everywhere = pytest.mark.parametrize(("name", "environment"), PLACES)


def test_the_five_systems_are_there() -> None:
    assert {"ecommerce", "robot-shop", "bookverse", "shop", "three-tier"} <= set(NAMES)


@everywhere
def test_what_it_comes_to(documents: Documents, name: str, environment: str) -> None:
    file = GOLDEN / name / f"{environment}.txt"
    said = summary(documents(name, environment))
    if os.environ.get("CHARTLOOM_RECORD"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8")


@everywhere
def test_no_two_objects_have_one_name(documents: Documents, name: str, environment: str) -> None:
    found = [(title(d), d["metadata"].get("namespace")) for d in documents(name, environment)]
    assert sorted(found) == sorted(set(found))


@everywhere
def test_every_container_is_bounded_and_hardened(documents: Documents, name: str, environment: str) -> None:
    lacking = []
    for document in workloads(documents(name, environment)):
        pod = pod_of(document)["spec"]
        assert pod["securityContext"]["runAsNonRoot"], title(document)
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, title(document)
        for container in (*pod["containers"], *pod.get("initContainers", [])):
            context, resources = container["securityContext"], container.get("resources", {})
            hard = (
                context["readOnlyRootFilesystem"]
                and not context["allowPrivilegeEscalation"]
                and context["capabilities"] == {"drop": ["ALL"]}
            )
            bounded = {"cpu", "memory"} <= set(resources.get("requests", {})) & set(
                resources.get("limits", {})
            )
            lacking += [] if hard and bounded else [f"{title(document)} {container['name']}"]
    assert lacking == []


@everywhere
def test_what_serves_is_probed(documents: Documents, name: str, environment: str) -> None:
    serving = [
        d for d in workloads(documents(name, environment)) if d["kind"] in ("Deployment", "StatefulSet")
    ]
    assert serving
    for document in serving:
        assert {"livenessProbe", "readinessProbe"} <= set(pod_of(document)["spec"]["containers"][0])


@everywhere
def test_every_pod_has_a_policy(documents: Documents, name: str, environment: str) -> None:
    policies = [d for d in documents(name, environment) if d["kind"] == "NetworkPolicy"]
    # The one that denies everything to everybody is no policy of anything.
    chosen = [policy["spec"]["podSelector"].get("matchLabels") for policy in policies]
    selectors = [labels.items() for labels in chosen if labels]
    for document in documents(name, environment):
        if document["kind"] in ("Deployment", "StatefulSet", "Job", "CronJob") and not third_party(document):
            labels = pod_of(document)["metadata"]["labels"].items()
            assert any(selector <= labels for selector in selectors), title(document)


def third_party(document: Document) -> bool:
    """Whether a chart runs it that is no store of the fleet."""
    containers = pod_of(document)["spec"]["containers"]
    return any(
        f"example.com/{n}:" in containers[0]["image"] for n in ("prometheus", "grafana", "ingress-nginx")
    )


@everywhere
def test_every_mount_has_its_volume(documents: Documents, name: str, environment: str) -> None:
    """Kubernetes' schema does not see this; the API server refuses such a pod."""
    lost = []
    for document in workloads(documents(name, environment)):
        pod = pod_of(document)["spec"]
        claims = document["spec"].get("volumeClaimTemplates", [])
        known = {each["name"] for each in pod.get("volumes", [])} | {c["metadata"]["name"] for c in claims}
        for container in (*pod["containers"], *pod.get("initContainers", [])):
            mounts = container.get("volumeMounts", [])
            lost += [f"{title(document)} {mount}" for mount in mounts if mount["name"] not in known]
    assert lost == []


@profiles("dev")
def test_development_is_small(documents: Documents, name: str, environment: str) -> None:
    found = documents(name, environment)
    kinds = {document["kind"] for document in found}
    assert kinds.isdisjoint({"HorizontalPodAutoscaler", "Ingress", "HTTPRoute", "PodDisruptionBudget"})
    for document in workloads(found):
        assert document["spec"].get("replicas", 1) == 1
        assert "volumeClaimTemplates" not in document["spec"]
    levels = {d["data"]["LOG_LEVEL"] for d in found if d["kind"] == "ConfigMap" and "LOG_LEVEL" in d["data"]}
    assert levels == {"debug"}


@profiles("prod")
def test_production_is_built_to_last(documents: Documents, name: str, environment: str) -> None:
    found = documents(name, environment)
    scaled = {d["spec"]["scaleTargetRef"]["name"] for d in found if d["kind"] == "HorizontalPodAutoscaler"}
    for document in workloads(found):
        kind, own = document["kind"], document["metadata"]["name"]
        if kind == "Deployment":
            assert ("replicas" in document["spec"]) != (own in scaled)
            assert own in scaled
        if kind == "StatefulSet":
            assert document["spec"]["volumeClaimTemplates"]
        for container in pod_of(document)["spec"]["containers"]:
            assert container["image"].rpartition(":")[2] not in ("latest", "")
    assert all(d["spec"]["tls"] for d in found if d["kind"] == "Ingress")
    levels = {d["data"]["LOG_LEVEL"] for d in found if d["kind"] == "ConfigMap" and "LOG_LEVEL" in d["data"]}
    assert levels == {"warn"}


def toggles() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """For each service of each example: the service, and what has to go with it because it needs it."""
    for name in NAMES:
        inventory = fleet(name)
        for service in inventory.services:
            gone = [service.name]
            for other in gone:
                needs = [e.caller for e in inventory.edges if e.callee == other and not e.is_optional]
                gone += [caller for caller in needs if caller not in gone]
            if len(gone) < len(inventory.services):
                yield name, service.name, tuple(gone)


@pytest.mark.parametrize(("name", "service", "gone"), list(toggles()), ids=lambda value: str(value)[:20])
def test_nothing_names_what_is_switched_off(
    umbrellas: dict[str, Path], name: str, service: str, gone: tuple[str, ...]
) -> None:
    environment = fleet(name).environments[-1]
    switches = [f"{name}.enabled=false" for name in gone]
    left = json.dumps(render(umbrellas[name], environment.name, *switches))
    assert [
        word for word in gone if any(text in left for text in (f'"{word}"', f'"{word}-', f"//{word}:"))
    ] == []
    assert service in gone


@pytest.mark.parametrize("name", NAMES)
def test_third_party_charts_are_switched_by_their_conditions(umbrellas: dict[str, Path], name: str) -> None:
    for chart in fleet(name).charts:
        (environment, *_) = chart.only
        on = {title(d) for d in render(umbrellas[name], environment, f"{chart.condition}=true")}
        off = {title(d) for d in render(umbrellas[name], environment, f"{chart.condition}=false")}
        assert {title_ for title_ in on if chart.name in title_} - off
        assert [title_ for title_ in off if chart.name in title_] == []
