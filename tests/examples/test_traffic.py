"""The rules of NetworkPolicies, as Kubernetes' manual tells them, one by one."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.examples.traffic import Place, Policies

DB = Place("db", "default", {"role": "db"})
FRONTEND = Place("frontend", "default", {"role": "frontend"})
# The example of the manual: who may speak to the database, and to whom that may speak.
MANUAL = """\
metadata: {namespace: default}
spec:
  podSelector: {matchLabels: {role: db}}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - ipBlock: {cidr: 172.17.0.0/16, except: [172.17.1.0/24]}
        - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: myproject}}
        - podSelector: {matchLabels: {role: frontend}}
      ports: [{protocol: TCP, port: 6379}]
  egress:
    - to: [{ipBlock: {cidr: 10.0.0.0/24}}]
      ports: [{protocol: TCP, port: 5978, endPort: 5980}]
"""
CASES: list[tuple[Place, Place, int, str, bool]] = [
    (FRONTEND, DB, 6379, "TCP", True),
    (FRONTEND, DB, 6379, "UDP", False),
    (FRONTEND, DB, 6380, "TCP", False),
    (Place("other", "default", {"role": "other"}), DB, 6379, "TCP", False),
    (Place("frontend of others", "others", {"role": "frontend"}), DB, 6379, "TCP", False),
    (Place("anybody of the project", "myproject"), DB, 6379, "TCP", True),
    (Place("an address", address="172.17.0.9"), DB, 6379, "TCP", True),
    (Place("one that is left out", address="172.17.1.9"), DB, 6379, "TCP", False),
    (DB, Place("outside", address="10.0.0.7"), 5978, "TCP", True),
    (DB, Place("outside", address="10.0.0.7"), 5980, "TCP", True),
    (DB, Place("outside", address="10.0.0.7"), 5981, "TCP", False),
    (DB, Place("farther outside", address="10.0.1.7"), 5978, "TCP", False),
    (DB, FRONTEND, 5978, "TCP", False),
    (FRONTEND, Place("whom nobody isolates", "default"), 1, "TCP", True),
]


@pytest.mark.parametrize(("source", "target", "port", "protocol", "allowed"), CASES)
def test_the_example_of_the_manual(
    source: Place, target: Place, port: int, protocol: str, allowed: bool
) -> None:
    policies = Policies([yaml.safe_load(MANUAL)])
    assert policies.allow(source, target, port, protocol) == allowed


def policy(spec: dict[str, Any]) -> dict[str, Any]:
    return {"metadata": {"namespace": "default"}, "spec": spec}


@pytest.mark.parametrize(
    ("specs", "allowed"),
    [
        ([], True),
        ([{"podSelector": {}, "policyTypes": ["Ingress"]}], False),
        ([{"podSelector": {}, "policyTypes": ["Ingress"], "ingress": []}], False),
        ([{"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{}]}], True),
        ([{"podSelector": {}, "policyTypes": ["Egress"]}], False),
        ([{"podSelector": {}, "policyTypes": ["Egress"], "egress": [{}]}], True),
        ([{"podSelector": {}}], False),
        ([{"podSelector": {}}, {"podSelector": {"matchLabels": {"role": "db"}}, "ingress": [{}]}], True),
        (
            [{"podSelector": {"matchExpressions": [{"key": "role", "operator": "NotIn", "values": ["db"]}]}}],
            True,
        ),
        ([{"podSelector": {"matchExpressions": [{"key": "role", "operator": "Exists"}]}}], False),
        # Both selectors in one peer must hold; in two peers one is enough.
        ([{"podSelector": {}, "ingress": [{"from": [{"namespaceSelector": {}, "podSelector": {}}]}]}], True),
        (
            [
                {
                    "podSelector": {},
                    "ingress": [
                        {
                            "from": [
                                {
                                    "namespaceSelector": {
                                        "matchLabels": {"kubernetes.io/metadata.name": "x"}
                                    },
                                    "podSelector": {"matchLabels": {"role": "frontend"}},
                                }
                            ]
                        }
                    ],
                }
            ],
            False,
        ),
    ],
)
def test_policies_add_up(specs: list[dict[str, Any]], allowed: bool) -> None:
    assert Policies([policy(spec) for spec in specs]).allow(FRONTEND, DB, 80) == allowed
