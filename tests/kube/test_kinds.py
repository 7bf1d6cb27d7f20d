"""By which names kubectl knows a kind: those in `kubectl api-resources` of Kubernetes 1.34."""

from __future__ import annotations

import pytest

from chartloom.kube.kinds import is_kind

SAME = [
    ("deploy", "Deployment", "apps/v1"),
    ("deployments", "Deployment", "apps/v1"),
    ("Deployment", "Deployment", "apps/v1"),
    ("deployments.apps", "Deployment", "apps/v1"),
    ("deployments.v1.apps", "Deployment", "apps/v1"),
    ("svc", "Service", "v1"),
    ("ingresses", "Ingress", "networking.k8s.io/v1"),
    ("ing", "Ingress", "networking.k8s.io/v1"),
    ("storageclasses", "StorageClass", "storage.k8s.io/v1"),
    ("networkpolicies", "NetworkPolicy", "networking.k8s.io/v1"),
    ("netpol", "NetworkPolicy", "networking.k8s.io/v1"),
    ("endpoints", "Endpoints", "v1"),
    ("gateways", "Gateway", "gateway.networking.k8s.io/v1"),
    ("hpa", "HorizontalPodAutoscaler", "autoscaling/v2"),
]
OTHER = [
    ("deployments.extensions", "Deployment", "apps/v1"),
    ("svc", "ServiceAccount", "v1"),
    ("deploymentss", "Deployment", "apps/v1"),
    ("networkpolicys", "NetworkPolicy", "networking.k8s.io/v1"),
    ("", "Service", "v1"),
]


@pytest.mark.parametrize(("asked", "kind", "api_version"), SAME)
def test_a_name_of_the_kind(asked: str, kind: str, api_version: str) -> None:
    assert is_kind(asked, kind, api_version)


@pytest.mark.parametrize(("asked", "kind", "api_version"), OTHER)
def test_no_name_of_the_kind(asked: str, kind: str, api_version: str) -> None:
    assert not is_kind(asked, kind, api_version)
