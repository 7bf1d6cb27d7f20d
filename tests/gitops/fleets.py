"""The fleet that the tests of GitOps weave, in four ways."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from chartloom.actions.rollouts import read_rollouts
from chartloom.gitops import gitops_files
from chartloom.matrix import parse_inventory
from chartloom.weave import weave_fleet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.matrix import Inventory

GOLDEN = Path(__file__).parent / "golden"
RECORDS = bool(os.environ.get("CHARTLOOM_RECORD"))

SERVICES = """\
name: shop
domain: shop.acme.org
environments:
  dev: {}
  prod:
    values:
      global: {imageRegistry: mirror.acme.org}
      cart: {replicaCount: 3}
      mail: {enabled: false}
      web: {dependsOn: {mail: {optional: true}}}
services:
  - {name: web, tier: frontend, exposed: true, dependencies: [cart, mail]}
  - {name: cart, language: go, dependencies: [redis], environments: {prod: {autoscaling: {enabled: false}}}}
  - name: mail
    language: python
    replicas: 1
    migration: {command: [python, manage.py, migrate]}
  - {name: redis}
"""
CHARTS = """\
charts:
  - name: prometheus
    version: 27.1.0
    repository: https://prometheus-community.github.io/helm-charts
    only: [prod]
    values: {alertmanager: {enabled: false}}
    environments: {prod: {server: {retention: 30d}}}
  - {name: envoy, version: 1.2.0, repository: "oci://registry.acme.org/charts"}
"""
GITOPS = """\
kustomize: true
gitops:
  repo: git@github.com:acme/shop.git
  path: deploy
  tool: TOOL
  granularity: GRANULARITY
  environments: {prod: {revision: v1.2.0, automated: false}}
"""
ROLES = "  roles: {deployer: [acme:platform], read-only: [acme:developers, acme:support]}\n"
WAYS = [(tool, granularity) for tool in ("argocd", "flux") for granularity in ("service", "environment")]


def shop(tool: str, granularity: str) -> Inventory:
    keys = GITOPS.replace("TOOL", tool).replace("GRANULARITY", granularity)
    roles = ROLES if tool == "argocd" else ""
    return parse_inventory(keys + roles + CHARTS + SERVICES)


def woven(tool: str, granularity: str) -> dict[str, bytes]:
    """What is woven into ``gitops/``."""
    inventory = shop(tool, granularity)
    return gitops_files(inventory, read_rollouts(inventory, weave_fleet(inventory).files))


def golden(folder: Path) -> dict[str, bytes]:
    """The files of a golden folder by path."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def record(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make the golden folder hold these files and no others."""
    for path in golden(folder):
        (folder / path).unlink()
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
