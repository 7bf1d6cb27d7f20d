"""Services that are deployed one by one are what the umbrella deploys at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from chartloom.actions.kustomize import render_overlays
from chartloom.actions.rollouts import read_rollouts
from chartloom.actions.template import Release, Request, ValueSources, template
from chartloom.weave import weave_fleet
from chartloom.yamlio import read_yaml
from tests.examples.fleets import NAMES
from tests.examples.fleets import fleet as example
from tests.gitops.building import as_set
from tests.gitops.fleets import shop
from tests.gitops.test_kustomize import write
from tests.weave.standins import place_standins

if TYPE_CHECKING:
    from pathlib import Path

    from chartloom.gitops import Rollout

FLEETS = {"small": shop("argocd", "service"), **{name: example(name) for name in NAMES}}


@pytest.mark.parametrize("name", FLEETS)
def test_releases_of_services_are_the_umbrella_in_parts(name: str, tmp_path: Path) -> None:
    inventory = FLEETS[name]
    files = weave_fleet(inventory).files
    place_standins(write(tmp_path, files) / "helm")
    overlays = {each.environment: each for each in render_overlays(inventory, files, tmp_path)}
    for rollout in read_rollouts(inventory, files):
        overlay = overlays[rollout.environment.name]
        # What charts of others make bears the name of the release; ours does not.
        whole = [each for each in (*overlay.objects, *overlay.hooks) if each.folder in _names(rollout)]
        assert _shared(inventory.name, _names(rollout), _released(tmp_path, rollout)) == as_set(
            each.content for each in whole
        )


def _shared(fleet: str, names: set[str], objects: list[object]) -> list[str]:
    """The objects, but for settings that a chart alone brings along under its own name, and shares with nobody."""
    texts = []
    for text in as_set(objects):
        for name in names:
            text = text.replace(f'"{name}-shared-', f'"{fleet}-shared-')
        if '"kind": "ConfigMap"' not in text or f'"name": "{fleet}-shared-' not in text:
            texts.append(text)
    return sorted(texts)


def _names(rollout: Rollout) -> set[str]:
    return {unit.service.name for unit in rollout.units}


def _released(root: Path, rollout: Rollout) -> list[object]:
    """The objects and hooks of all releases, but for those of charts inside of our charts."""
    found = []
    for unit in rollout.units:
        name, environment = unit.service.name, rollout.environment
        chart = root / "helm" / "charts" / name
        further = root / "further.yaml"
        further.write_text(json.dumps(unit.values), encoding="utf-8")
        values = ValueSources([str(chart / f"values-{environment.name}.yaml"), str(further)])
        rendered = template(Request(str(chart), Release(name, environment.namespace), values))
        tests = [hook for hook in rendered.hooks if hook.hook and hook.hook.is_test]
        found += [
            read_yaml(each.content)
            for each in (*rendered.manifests, *rendered.hooks)
            if each.source.startswith(f"{name}/templates/") and each not in tests
        ]
    return found
