"""A feature that is switched off leaves nothing behind: by a value, and by taking it out of the inventory.

What must not be left is looked for in the text of all rendered objects; and it must be there while the feature is on.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from chartloom.matrix import Inventory, parse_inventory
from tests.examples.fleets import EXAMPLES, NAMES, render, weave_inventory

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.examples.fleets import Document

# A value of each service, and what bears witness to the feature.
SWITCHES = {
    "autoscaling.enabled": "HorizontalPodAutoscaler|autoscaling/",
    "podDisruptionBudget.enabled": "PodDisruptionBudget",
    "ingress.enabled": r'"kind": "Ingress"|HTTPRoute|Middleware|-tls"|cluster-issuer',
    "monitoring.enabled": r"prometheus\.io/|ServiceMonitor|PrometheusRule|grafana_dashboard",
    "monitoring.prometheusRule.enabled": "PrometheusRule",
    "monitoring.dashboard.enabled": "grafana_dashboard|-dashboard",
    "tests.enabled": r'"helm.sh/hook": "test"|-test-',
    "networkPolicy.enabled": '"NetworkPolicy"',
    "persistence.enabled": "volumeClaimTemplates|persistentVolumeClaimRetentionPolicy",
    "backup.enabled": "backup|restore",
    "migration.enabled": "migrat",
    "seed.enabled": '[.-]seed"',
    "dependencyCheck.enabled": "check-dependencies",
    "logShipper.enabled": "fluent-bit|log-shipper",
    "waitFor.enabled": "wait-for-",
    "externalSecret.enabled": "ExternalSecret",
}
# What else is to be switched off, because it would contradict.
WITH = {
    "autoscaling.enabled": ("podDisruptionBudget.enabled=false",),
    "waitFor.enabled": ("dependencyCheck.enabled=false",),
}
# A list cannot be emptied by a switch: what the inventory must not ask for.
WITHOUT = {"persistence.enabled": ("snapshots",)}
# Besides the examples: what none of them needs any more.
FURTHER = """\
name: further
environments: [prod]
services:
  - {name: web, language: go, logs: /var/log/app}
"""
EVERYWHERE = (*NAMES, "further")
# Keys of services, or of the fleet; which values of charts go with them; and the witness.
KEYS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "metrics": (("metrics", "alerts", "dashboard"), "monitoring", SWITCHES["monitoring.enabled"]),
    "alerts": (("alerts",), "", "PrometheusRule"),
    "dashboard": (("dashboard",), "", "grafana_dashboard|-dashboard"),
    "tests": (("tests",), "tests", SWITCHES["tests.enabled"]),
    "backup": (("backup",), "backup", "backup|restore"),
    "logs": (("logs",), "logShipper", SWITCHES["logShipper.enabled"]),
    "migration": (("migration",), "migration", "migrat"),
    "seed": (("seed",), "seed", '[.-]seed"'),
    "jobs": (("jobs",), "cronJobs", '"retrain"'),
    "dependency_check": (("dependency_check",), "dependencyCheck", "check-dependencies"),
    "exposed": (
        ("exposed", "host", "path", "routes", "rate_limit"),
        "ingress",
        SWITCHES["ingress.enabled"] + "|ingress-nginx|gateway-system",
    ),
    "rate_limit": (("rate_limit",), "", "limit-rps|Middleware"),
    "rbac": (("rbac",), "rbac", '"RoleBinding"'),
    "spot": (("spot",), "scheduling", "karpenter|spot"),
    "egress": (("egress",), "", '"logging"|0\\.0\\.0\\.0/0'),
    "sealed_secrets": (("sealed_secrets",), "sealedSecret", "SealedSecret"),
    "snapshots": (("snapshots",), "", "VolumeSnapshot"),
    "secret_store": (("secret_store",), "externalSecret", "ExternalSecret"),
    "default_deny": (("default_deny",), "", "default-deny"),
    "shared_config": (("shared_config",), "sharedConfig", "-shared-"),
}


def witness(documents: Iterable[Document], pattern: str) -> list[str]:
    """The objects in which there is something of the feature; third-party charts are another matter."""
    ours = (each for each in documents if not _is_foreign(each))
    return [
        each["kind"] + "/" + each["metadata"]["name"] for each in ours if re.search(pattern, json.dumps(each))
    ]


def _is_foreign(document: Document) -> bool:
    labels = document["metadata"].get("labels", {})
    return "app.kubernetes.io/part-of" not in labels and "chartloom.dev/service" not in labels


def is_denial(title: str) -> bool:
    """Whether it is the policy of the whole fleet, which has a switch of its own."""
    return title.endswith("-default-deny")


class Fleets:
    """The examples, woven once for each change."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.woven = cache(self._woven)
        self.on = cache(lambda name: render(self.woven(name, ()), last(name)))

    def _woven(self, name: str, without: tuple[str, ...]) -> Path:
        folder = self._root / name / ("-".join(without) or "whole")
        return weave_inventory(stripped(name, without), folder)


def last(name: str) -> str:
    """The environment that is built to last."""
    return stripped(name, ()).environments[-1].name


@cache
def stripped(name: str, without: tuple[str, ...]) -> Inventory:
    """An example without some keys of its services and of the fleet."""
    file = EXAMPLES / name / "service-matrix.yaml"
    said = yaml.safe_load(FURTHER if name == "further" else file.read_text("utf-8"))
    said = {key: value for key, value in said.items() if key not in without}
    for place in (*said["services"], said.get("defaults", {})):
        for key in without:
            place.pop(key, None)
    return parse_inventory(yaml.safe_dump(said, sort_keys=False), name=name)


@pytest.fixture(scope="module")
def fleets(tmp_path_factory: pytest.TempPathFactory) -> Fleets:
    return Fleets(tmp_path_factory.mktemp("off"))


@pytest.mark.parametrize("switch", SWITCHES)
def test_a_value_switches_it_off(fleets: Fleets, switch: str) -> None:
    pattern = SWITCHES[switch]
    having = [name for name in EVERYWHERE if witness(fleets.on(name), pattern)]
    assert having, "no example has it"
    for name in having[-2:]:
        switches = (f"{switch}=false", *WITH.get(switch, ()))
        values = [f"{service.name}.{each}" for service in stripped(name, ()).services for each in switches]
        umbrella = fleets.woven(name, WITHOUT.get(switch, ()))
        left = witness(render(umbrella, last(name), *values), pattern)
        assert [title for title in left if not is_denial(title)] == []


@pytest.mark.parametrize("key", KEYS)
def test_the_inventory_no_longer_asks_for_it(fleets: Fleets, key: str) -> None:
    without, value, pattern = KEYS[key]
    having = [name for name in EVERYWHERE if witness(fleets.on(name), pattern)]
    assert having, "no example has it"
    for name in having[-2:]:
        umbrella = fleets.woven(name, without)
        assert witness(render(umbrella, last(name)), pattern) == []
        charts = (umbrella.parent / "charts").glob("[a-z]*/values.yaml")
        texts: dict[str, Any] = {file.parent.name: yaml.safe_load(file.read_text("utf-8")) for file in charts}
        assert [chart for chart, values in texts.items() if value in values] == []
