"""What a difference means, case by case; the cases say how Kubernetes understands the fields."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from chartloom.compare import Comparison, compare_manifests
from chartloom.kube import Manifest
from chartloom.yamlio import to_yaml

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "changes.yaml").read_text("utf-8"))


def manifest(kind: str, content: dict[str, Any], name: str = "web", source: str = "") -> Manifest:
    metadata = {"name": name, **content.get("metadata", {})}
    whole = {"apiVersion": "v1", **content, "kind": kind, "metadata": metadata}
    return Manifest(source, to_yaml(whole), "v1", kind, name)


def told(comparison: Comparison) -> list[str]:
    return [f"{c.area}: {c.sign} {c.text}" for changes in comparison.changes.values() for c in changes]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["it"])
def test_it(case: dict[str, Any]) -> None:
    found = compare_manifests(
        [manifest(case["kind"], case["before"])], [manifest(case["kind"], case["after"])]
    )
    assert told(found) == case["says"]
    assert found.is_different == bool(case["says"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["it"])
def test_an_object_is_no_different_from_itself(case: dict[str, Any]) -> None:
    for side in (case["before"], case["after"]):
        assert told(compare_manifests([manifest(case["kind"], side)], [manifest(case["kind"], side)])) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["it"])
def test_the_other_way_round_the_sides_change_places(case: dict[str, Any]) -> None:
    sides = [manifest(case["kind"], case[side]) for side in ("before", "after")]
    there = [c for changes in compare_manifests(sides[:1], sides[1:]).changes.values() for c in changes]
    back = [c for changes in compare_manifests(sides[1:], sides[:1]).changes.values() for c in changes]
    assert {(c.area, c.what, c.places) for c in there} == {(c.area, c.what, c.places) for c in back}


SCALER = {
    "spec": {
        "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"},
        "minReplicas": 2,
        "maxReplicas": 10,
    }
}


def test_replicas_are_what_the_autoscaler_may_choose() -> None:
    before = [manifest("Deployment", {"spec": {"replicas": 2}})]
    after = [manifest("Deployment", {"spec": {}}), manifest("HorizontalPodAutoscaler", SCALER)]
    assert told(compare_manifests(before, after)) == ["replicas: ~ 2 → 2 to 10, autoscaled"]
    assert told(compare_manifests(after, before)) == ["replicas: ~ 2 to 10, autoscaled → 2"]
    assert told(compare_manifests([], after))[1] == "objects: + HorizontalPodAutoscaler web: 2 to 10 replicas"


def test_what_changes_in_several_objects_is_told_once() -> None:
    sides = (
        [manifest(kind, {"metadata": {"labels": {"team": team}}}) for kind in ("Service", "ConfigMap")]
        for team in ("red", "blue")
    )
    (change,) = compare_manifests(*sides).changes["web"]
    assert change.text == "team: red → blue"
    assert [place.object for place in change.places] == ["ConfigMap web", "Service web"]


def test_the_same_fleet_in_another_namespace_is_the_same() -> None:
    sides = ([manifest("Service", {"metadata": {"namespace": each}})] for each in ("shop-dev", "shop-prod"))
    found = compare_manifests(*sides)
    assert (found.changes, found.namespaces, found.is_different) == ({}, ("shop-dev", "shop-prod"), True)


def test_the_name_of_the_namespace_makes_no_difference_anywhere() -> None:
    """Not in a text, not among the items of a list; but where one side names another namespace, that is told."""
    sides = [
        [
            manifest(
                "RoleBinding",
                {
                    "metadata": {"namespace": own},
                    "subjects": [{"kind": "ServiceAccount", "name": "web", "namespace": own}],
                    "note": f"pods of {own}: {seen}",
                    "spaces": [own, "kube-system"],
                },
            )
        ]
        for own, seen in (("shop-dev", "shop-dev-2"), ("shop-prod", "shop-dev"))
    ]
    assert told(compare_manifests(*sides)) == [
        "security: ~ note: pods of shop-dev: shop-dev-2 → pods of shop-prod: shop-dev"
    ]


def test_an_object_of_another_chart_is_another_thing() -> None:
    own, other = "shop/charts/db/templates/x.yaml", "shop/charts/db/charts/redis/templates/x.yaml"
    pods = {
        "spec": {"replicas": 2, "template": {"spec": {"containers": [{"name": "db", "image": "redis:8"}]}}}
    }
    before = [manifest("StatefulSet", {}, source=own), manifest("ServiceAccount", {}, source=own)]
    after = [manifest("StatefulSet", pods, source=other), manifest("ServiceAccount", {}, source=other)]
    assert told(compare_manifests(before, after)) == [
        "objects: ~ ServiceAccount web: of its own chart → of the chart redis",
        "objects: ~ StatefulSet web: replicas 1 → replicas 2, redis:8, of the chart redis",
    ]


DNS = {
    "to": [{"podSelector": {"matchLabels": {"app": "dns"}}}],
    "ports": [{"port": 53}, {"port": 53, "protocol": "UDP"}],
}
HEADLESS = {"ports": [{"port": 80}, {"port": 81}], "clusterIP": "None"}
SUMMARIES: list[tuple[str, dict[str, Any], str]] = [
    ("Service", HEADLESS, "port 80 and 81, without an address of its own"),
    ("Service", {"type": "LoadBalancer", "ports": [{"port": 80}]}, "port 80, LoadBalancer"),
    ("Service", {}, ""),
    ("ServiceMonitor", {"endpoints": [{"path": "/m", "interval": "15s"}]}, "/m each 15s"),
    ("PrometheusRule", {"groups": [{"rules": [{"alert": "Slow"}, {"record": "rate"}]}]}, "Slow, rate"),
    ("ExternalSecret", {"secretStoreRef": {"name": "vault"}, "data": [{"secretKey": "a"}]}, "a from vault"),
    ("SealedSecret", {"encryptedData": {"b": "x", "a": "y"}}, "a, b"),
    ("VolumeSnapshot", {"source": {"persistentVolumeClaimName": "data-0"}}, "of the claim data-0"),
    ("NetworkPolicy", {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}, "from nobody, to nobody"),
    ("NetworkPolicy", {"egress": [DNS]}, "from nobody, to dns on 53/TCP and 53/UDP"),
]


@pytest.mark.parametrize(("kind", "spec", "words"), SUMMARIES)
def test_what_only_one_side_has_is_told_in_a_few_words(kind: str, spec: dict[str, Any], words: str) -> None:
    whole = f"{kind} web: {words}" if words else f"{kind} web"
    assert told(compare_manifests([], [manifest(kind, {"spec": spec})])) == [f"objects: + {whole}"]


def test_services_that_come_and_go_are_named() -> None:
    first, second = ([manifest("Service", {}, name)] for name in ("old", "new"))
    found = compare_manifests(first, second)
    assert (found.added, found.removed) == (("new",), ("old",))


def test_services_are_told_by_the_charts_that_render_them_or_by_their_labels() -> None:
    by_label = {"metadata": {"labels": {"app.kubernetes.io/name": "cart"}}}
    objects = [
        manifest("Service", {}, "a", "shop/charts/web/templates/service.yaml"),
        manifest("Service", by_label, "b"),
        manifest("Service", {}, "mail"),
    ]
    assert compare_manifests([], objects).changes.keys() == {"web", "cart", "mail"}


def test_objects_of_one_name_are_all_told() -> None:
    one, two = (compare_manifests([], [manifest("Service", {})] * count) for count in (1, 2))
    assert [len(each.changes["web"][0].places) for each in (one, two)] == [1, 2]
    assert compare_manifests([manifest("Service", {})] * 2, [manifest("Service", {})]).is_different


def test_objects_in_a_list_are_told_one_by_one() -> None:
    items = [{"kind": "Service", "metadata": {"name": name}} for name in ("a", "b")]
    listed = Manifest("", to_yaml({"kind": "List", "items": items}), "v1", "List", "")
    assert told(compare_manifests([listed], [])) == [
        "objects: - Service a",
        "objects: - Service b",
    ]


def test_no_value_of_a_secret_is_in_the_record() -> None:
    sides = ([manifest("Secret", {"stringData": {"password": each}})] for each in ("first-one", "other-one"))
    text = str(compare_manifests(*sides)) + str(
        compare_manifests([], [manifest("Secret", {"stringData": {"p": "x-one"}})])
    )
    assert "-one" not in text
