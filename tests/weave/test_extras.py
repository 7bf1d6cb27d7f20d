"""A fleet with jobs, shared settings and Secrets: what refers to something finds it, with Helm and with us."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from chartloom.actions.template import Release, Request, ValueSources, template, template_text
from chartloom.weave import weave_fleet
from tests import kubernetes_schemas as kubernetes
from tests.weave.inventories import inventory_of

if TYPE_CHECKING:
    from collections.abc import Iterator

INVENTORY = inventory_of((Path(__file__).parent / "cases" / "extras.yaml").read_text("utf-8"))
ENVIRONMENTS = [environment.name for environment in INVENTORY.environments]
CHARTS = ["shop", *(f"charts/{service.name}" for service in INVENTORY.services)]


@pytest.fixture(scope="module")
def woven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("extras")
    for path, content in weave_fleet(INVENTORY).files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root / "helm"


def ours(folder: Path, chart: str, environment: str) -> str:
    values = ValueSources([str(folder / chart / f"values-{environment}.yaml")])
    return template_text(template(Request(str(folder / chart), Release("shop", "shop"), values, cache="")))


def objects(folder: Path, chart: str, environment: str) -> list[dict[str, Any]]:
    return [found for found in yaml.safe_load_all(ours(folder, chart, environment)) if found]


def pods(found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every pod template of workloads, Jobs and CronJobs."""
    for one in found:
        spec = one.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        if "template" in spec and "spec" in spec["template"]:
            yield spec["template"]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize("chart", CHARTS)
def test_every_configmap_that_is_named_is_there_once(woven: Path, chart: str, environment: str) -> None:
    found = objects(woven, chart, environment)
    made = [one["metadata"]["name"] for one in found if one["kind"] == "ConfigMap"]
    named = {
        source["configMapRef"]["name"]
        for pod in pods(found)
        for container in (*pod["spec"]["containers"], *pod["spec"].get("initContainers", ()))
        for source in container.get("envFrom", ())
        if "configMapRef" in source
    }
    assert len(made) == len(set(made))
    assert named <= set(made)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_secrets_are_plain_in_development_and_out_of_the_store_elsewhere(
    woven: Path, environment: str
) -> None:
    found = objects(woven, "shop", environment)
    kinds = {(one["kind"], one["metadata"]["name"]) for one in found if "Secret" in one["kind"]}
    made = {("ExternalSecret", "api-token"), ("ExternalSecret", "postgresql-auth")}
    assert kinds == ({("Secret", "api-secret")} if environment == "dev" else made)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_no_selector_meets_a_job(woven: Path, environment: str) -> None:
    found = objects(woven, "shop", environment)
    jobs = [one for one in found if one["kind"] in ("Job", "CronJob")]
    selectors = [one["spec"]["selector"] for one in found if one["kind"] == "Service"]
    selectors += [
        one["spec"]["selector"]["matchLabels"]
        for one in found
        if one["kind"] in ("Deployment", "StatefulSet", "PodDisruptionBudget")
    ]
    policies = [one["spec"]["podSelector"]["matchLabels"] for one in found if one["kind"] == "NetworkPolicy"]
    assert len(jobs) == (5 if environment == "dev" else 7)
    for pod in pods(jobs):
        labels = pod["metadata"]["labels"].items()
        assert not any(selector.items() <= labels for selector in selectors)
        assert sum(selector.items() <= labels for selector in policies) == 1


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_pod_is_hardened(woven: Path, environment: str) -> None:
    for pod in pods(objects(woven, "shop", environment)):
        assert pod["spec"]["securityContext"]["runAsNonRoot"] is True
        for container in (*pod["spec"]["containers"], *pod["spec"].get("initContainers", ())):
            assert container["securityContext"]["readOnlyRootFilesystem"] is True
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
            assert {"cpu", "memory"} <= set(container["resources"]["limits"])


@pytest.mark.skipif(not kubernetes.is_there(), reason="the schemas of Kubernetes are not there: `make tools`")
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_kubernetes_accepts_it(woven: Path, environment: str) -> None:
    own = [one for one in objects(woven, "shop", environment) if one["kind"] != "ExternalSecret"]
    assert [found for one in own for found in kubernetes.problems(one, kubernetes.NEWEST)] == []


@pytest.mark.helm
@pytest.mark.parametrize("version", ["helm4", "helm3"])
def test_real_helm_prints_the_same_and_has_no_complaint(
    woven: Path, tmp_path: Path, version: str, request: pytest.FixtureRequest
) -> None:
    helm: Path = request.getfixturevalue(version)
    subprocess.run(["cp", "-R", f"{woven}/.", tmp_path], check=True)
    for chart in (*CHARTS[1:], CHARTS[0]):
        _helm(helm, tmp_path, "dependency", "build", chart)
        for environment in ENVIRONMENTS:
            values = ("-f", f"{chart}/values-{environment}.yaml")
            said = _helm(helm, tmp_path, "template", "shop", chart, "-n", "shop", *values)
            # Helm 3 ends its documents in another way.
            assert version == "helm3" or said == ours(woven, chart, environment)
            assert [one for one in yaml.safe_load_all(said) if one] == objects(woven, chart, environment)
            linted = _helm(helm, tmp_path, "lint", chart, *values)
            assert "0 chart(s) failed" in linted
            assert "[WARNING]" not in linted


def _helm(helm: Path, folder: Path, *words: str) -> str:
    done = subprocess.run([helm, *words], cwd=folder, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout
