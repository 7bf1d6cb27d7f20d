"""Fields that the API server refuses to change, as its validation words them."""

from __future__ import annotations

import pytest

from chartloom.kube.immutable import is_immutable


# "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy',
# 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"
@pytest.mark.parametrize("free", ["replicas", "ordinals", "template", "updateStrategy", "minReadySeconds"])
def test_of_a_stateful_set_few_parts_may_change(free: str) -> None:
    assert not is_immutable("StatefulSet", ("spec", free, "x"))


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("StatefulSet", "spec.volumeClaimTemplates.0.spec.resources.requests.storage"),
        ("StatefulSet", "spec.serviceName"),
        ("StatefulSet", "spec.podManagementPolicy"),
        ("Deployment", "spec.selector.matchLabels.app"),
        ("Job", "spec.template.spec.containers.0.image"),
        ("PersistentVolumeClaim", "spec.storageClassName"),
        ("Pod", "spec.containers.0.name"),
        ("RoleBinding", "roleRef.name"),
        ("Service", "spec.clusterIP"),
        ("StorageClass", "parameters.type"),
        ("Secret", "type"),
    ],
)
def test_what_is_fixed(kind: str, path: str) -> None:
    assert is_immutable(kind, path.split("."))


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("Deployment", "spec.template.spec.containers.0.image"),
        ("Deployment", "metadata.labels.app"),
        ("Job", "spec.backoffLimit"),
        ("PersistentVolumeClaim", "spec.resources.requests.storage"),
        ("Pod", "spec.containers.0.image"),
        ("Service", "spec.ports.0.port"),
        ("ConfigMap", "data.key"),
        ("Widget", "spec.selector"),
    ],
)
def test_what_may_change(kind: str, path: str) -> None:
    assert not is_immutable(kind, path.split("."))
