"""Every object of every example is what Kubernetes accepts, in the oldest and in the newest version we promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import kubernetes_schemas as kubernetes
from tests.examples.fleets import NAMES, PLACES, Document, render, weave

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    not kubernetes.is_there(), reason="the schemas of Kubernetes are not there: `make tools`"
)
VERSIONS = (kubernetes.OLDEST, kubernetes.NEWEST)
EXTENSIONS = ("gateway.networking.k8s.io", "snapshot.storage.k8s.io")


@pytest.fixture(scope="module")
def umbrellas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {name: weave(name, tmp_path_factory.mktemp(name)) for name in NAMES}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("name", "environment"), PLACES)
def test_kubernetes_accepts_it(umbrellas: dict[str, Path], name: str, environment: str, version: str) -> None:
    documents = render(umbrellas[name], environment, kube_version=version)
    assert [p for d in documents if is_its_own(d) for p in kubernetes.problems(d, version)] == []


def is_its_own(document: Document) -> bool:
    """Whether Kubernetes knows the kind without being extended."""
    group = document["apiVersion"].rpartition("/")[0]
    return "." not in group or (group.endswith(".k8s.io") and group not in EXTENSIONS)


BAD = [
    (
        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "x"}, "spec": {"replica": 1}},
        "replica",
    ),
    (
        {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {"name": "x"},
            "spec": {"ports": [{"port": "x"}]},
        },
        "'x'",
    ),
    (
        {"apiVersion": "policy/v1beta1", "kind": "PodSecurityPolicy", "metadata": {"name": "x"}},
        "has no PodSec",
    ),
]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("document", "words"), BAD)
def test_a_mistake_is_found(document: Document, words: str, version: str) -> None:
    assert words in " ".join(kubernetes.problems(document, version))
