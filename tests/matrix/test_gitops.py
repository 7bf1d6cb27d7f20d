"""What the keys for deployment from Git come to once every default is filled in."""

from __future__ import annotations

from chartloom.matrix import parse_inventory
from chartloom.matrix.gitops import THIS_CLUSTER
from chartloom.matrix.model import GitOps, Target

SERVICES = "name: shop\nservices: [{name: web}]\n"


def namespaces(text: str) -> list[str]:
    return [environment.namespace for environment in parse_inventory(text + SERVICES).environments]


def test_by_default_nothing_is_deployed_from_git() -> None:
    inventory = parse_inventory(SERVICES)
    assert (inventory.gitops, inventory.has_kustomize) == (None, False)


def test_a_repository_is_enough() -> None:
    repo = "https://github.com/acme/shop.git"
    here = Target(THIS_CLUSTER, "main", is_automated=True)
    assert parse_inventory(f"gitops: {{repo: {repo}}}\n{SERVICES}").gitops == GitOps(
        repo=repo,
        revision="main",
        path="",
        tool="argocd",
        is_by_service=True,
        project="shop",
        namespace="argocd",
        roles={"deployer": (), "read-only": ()},
        targets={"dev": here, "staging": here, "prod": here},
    )


def test_an_environment_may_differ() -> None:
    text = (
        "gitops:\n  repo: git@github.com:acme/shop.git\n  revision: next\n"
        "  environments: {prod: {server: 'https://10.0.0.1:6443', revision: v1, automated: false}}\n"
    )
    gitops = parse_inventory(text + SERVICES).gitops
    assert gitops
    assert gitops.targets["prod"] == Target("https://10.0.0.1:6443", "v1", is_automated=False)
    assert gitops.targets["dev"] == Target(THIS_CLUSTER, "next", is_automated=True)


def test_namespaces() -> None:
    """One for all, as with Helm, unless environments are deployed from Git, perhaps into one cluster."""
    gitops = "gitops: {repo: https://github.com/acme/shop.git}\n"
    said = "environments: {qa: {namespace: test}, prod: {}}\n"
    assert namespaces("") == ["shop", "shop", "shop"]
    assert namespaces(gitops) == ["shop-dev", "shop-staging", "shop-prod"]
    assert namespaces(said) == ["test", "shop"]
    assert namespaces(gitops + said) == ["test", "shop-prod"]


def test_a_namespace_is_no_longer_than_it_may_be() -> None:
    gitops = "gitops: {repo: https://github.com/acme/shop.git}\n"
    (found,) = namespaces(f"environments: [{'e' * 52}]\n{gitops}".replace("name: shop", ""))
    assert found == f"shop-{'e' * 52}"
    text = f"environments: [{'e' * 52}]\n{gitops}{SERVICES.replace('shop', 's' * 52)}"
    assert len(parse_inventory(text).environments[0].namespace) == 63
