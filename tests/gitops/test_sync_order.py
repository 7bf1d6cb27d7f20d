"""Under Argo CD each hook runs once in a sync, finds what it needs, and comes before the version that relies on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from chartloom.actions.rollouts import read_rollouts
from chartloom.actions.template import Release, Request, ValueSources, template, template_text
from chartloom.matrix import Inventory, parse_inventory
from chartloom.weave import weave_fleet
from tests.examples.fleets import EXAMPLES
from tests.gitops.argocd_sync import Step, is_hook, phases, steps, wave
from tests.gitops.test_kustomize import write
from tests.weave.standins import place_standins

if TYPE_CHECKING:
    from collections.abc import Iterator

Object = dict[str, Any]

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "argocd-hooks.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["annotations"]))
def test_annotations_mean_what_argocd_takes_them_for(row: dict[str, Any]) -> None:
    annotations = row["annotations"]
    found = (is_hook(annotations), phases(annotations), wave(annotations))
    assert found == (row["hook"], row["phases"], row["wave"])


# Ours, and the examples that have hooks.
FLEETS = ("hooks", "ecommerce", "shop")
HOOKS = """\
name: hooks
domain: acme.org
default_deny: true
secret_store: vault
environments: [dev, prod]
services:
  - name: web
    language: python
    dependencies: [postgresql]
    secrets: {TOKEN: {secret: web-token, key: token, dev: not-secret}}
    rbac: [{resources: [pods], verbs: [get]}]
    migration: ./migrate
    seed: ./seed
    jobs: {check: {command: ./check, hook: [pre-install, pre-upgrade]}}
    values: {dependencyCheck: {enabled: true}, jobs: {check: {hook: {weight: -7}}}}
  - {name: postgresql, migration: ./roles, backup: true}
"""


def fleet(name: str, granularity: str) -> Inventory:
    """An example, deployed by Argo CD whether its inventory says so or not."""
    text = HOOKS if name == "hooks" else (EXAMPLES / name / "service-matrix.yaml").read_text("utf-8")
    said = yaml.safe_load(text)
    said["gitops"] = {"repo": "https://github.com/acme/shop.git", "granularity": granularity}
    return parse_inventory(yaml.safe_dump({**said, "kustomize": True}, sort_keys=False), name=name)


def objects(chart: Path, namespace: str, *values: Path) -> list[Object]:
    """What Argo CD gets of a chart."""
    sources = ValueSources([str(path) for path in values])
    rendered = template_text(template(Request(str(chart), Release(chart.name, namespace), sources)))
    return [each for each in yaml.load_all(rendered, yaml.CSafeLoader) if each]


def syncs(inventory: Inventory, root: Path) -> Iterator[list[Step]]:
    """The steps of each Application of a service."""
    files = weave_fleet(inventory).files
    place_standins(write(root, files) / "helm")
    for rollout in read_rollouts(inventory, files):
        for unit in rollout.units:
            chart, further = root / "helm" / "charts" / unit.service.name, root / "further.yaml"
            further.write_text(json.dumps(unit.values), encoding="utf-8")
            own = chart / f"values-{rollout.environment.name}.yaml"
            yield steps(objects(chart, rollout.environment.namespace, own, further))


def pod_of(each: Object) -> Object:
    template: Object = each["spec"]["template"]
    return template


def needed_by(hook: Object, made: list[Object]) -> list[Object]:
    """Those of the objects that its pod needs: its account and what that may do, its settings, its policies."""
    pod, labels = pod_of(hook)["spec"], pod_of(hook)["metadata"]["labels"].items()
    account, text = pod["serviceAccountName"], json.dumps(pod)
    return [
        each
        for each in made
        if (each["kind"] == "ServiceAccount" and each["metadata"]["name"] == account)
        or (
            each["kind"] in ("ConfigMap", "Secret", "ExternalSecret", "SealedSecret")
            and f'"{each["metadata"]["name"]}"' in text
        )
        or (each["kind"] == "NetworkPolicy" and each["spec"]["podSelector"]["matchLabels"].items() <= labels)
        or (each["kind"] == "RoleBinding" and any(subject["name"] == account for subject in each["subjects"]))
    ]


def mistakes(sync: list[Step]) -> list[str]:
    """What is wrong with the order of one Application."""
    made = [step for step in sync if not is_hook(step.object["metadata"].get("annotations", {}))]
    found = []
    for step in (step for step in sync if step not in made and step.object["kind"] == "Job"):
        name = step.object["metadata"]["name"]
        if sum(other.object is step.object for other in sync) > 1:
            found.append(f"{name} runs more than once")
        needs = needed_by(step.object, [each.object for each in made])
        late = [each for each in made if each.object in needs and each.place >= step.place]
        found += [f"{name} has no {each.object['kind']}" for each in late]
        is_early = "pre-" in step.object["metadata"]["annotations"]["helm.sh/hook"]
        found += [
            f"{name} comes too late"
            for each in made
            if is_early and each.object["kind"] == "Deployment" and each.place <= step.place
        ]
        found += [
            f"{name} comes before the store"
            for each in made
            if each.object["kind"] == "StatefulSet" and each.place >= step.place
        ]
    return found


@pytest.mark.parametrize("name", FLEETS)
def test_what_a_hook_needs_is_there_before_it(name: str, tmp_path: Path) -> None:
    found = [mistake for sync in syncs(fleet(name, "service"), tmp_path) for mistake in mistakes(sync)]
    assert found == []


def test_helms_own_annotations_alone_would_not_do(tmp_path: Path) -> None:
    """So the test above can fail: this is what was to be repaired."""
    found = set()
    for sync in syncs(fleet("hooks", "service"), tmp_path):
        for step in sync:
            annotations = step.object["metadata"].get("annotations", {})
            for key in [key for key in annotations if key.startswith("argocd.")]:
                del annotations[key]
        found |= set(mistakes(steps(list({id(step.object): step.object for step in sync}.values()))))
    assert {
        "web-migrate runs more than once",
        "web-migrate has no ServiceAccount",
        "web-migrate has no NetworkPolicy",
        "web-migrate has no ExternalSecret",
        "postgresql-migrate comes before the store",
    } <= found


def test_hooks_keep_the_order_of_their_weights(tmp_path: Path) -> None:
    order = {}
    for sync in syncs(fleet("hooks", "service"), tmp_path):
        for step in sync:
            order[step.object["kind"], step.object["metadata"]["name"]] = step.place
    names = ("check", "check-dependencies", "migrate")
    places = [order["Job", f"web-{name}"] for name in names]
    assert [*places, order["Deployment", "web"]] == [(1, -3), (1, -2), (1, -1), (1, 0)]
    assert order["Job", "web-seed"] == (2, 5)


@pytest.mark.parametrize("name", FLEETS)
def test_in_one_application_no_early_hook_waits_for_what_comes_later(name: str, tmp_path: Path) -> None:
    inventory = fleet(name, "environment")
    files = weave_fleet(inventory).files
    place_standins(write(tmp_path, files) / "helm")
    umbrella = tmp_path / "helm" / inventory.name
    for environment in inventory.environments:
        own = umbrella / f"values-{environment.name}.yaml"
        for step in steps(objects(umbrella, environment.namespace, own)):
            assert step.place >= (1, 0), step.object["metadata"]
