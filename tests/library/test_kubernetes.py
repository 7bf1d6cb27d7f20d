"""What the library prints in its cases is what Kubernetes accepts, and the makers of the kinds that extend it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests import custom_resources, kubernetes_schemas
from tests.library.case_files import read_cases
from tests.library.rendering import Engine, assemble_chart, render_case

# Cases of clusters older than any that we promise.
OLD = ("ingress/old_cluster.yaml",)
CASES = {name: case for name, case in read_cases().items() if case.outcome == "documents"}
KINDS = sorted({name.partition("/")[0] for name in CASES})


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(assemble_chart(tmp_path_factory.mktemp("library") / "shop"))


def printed(engine: Engine, kind: str) -> list[dict[str, Any]]:
    """Every different object that the cases of one folder print."""
    found = {}
    for name, case in CASES.items():
        if name.startswith(f"{kind}/") and not name.startswith(OLD):
            for document in render_case(engine, case):
                found[json.dumps(document, sort_keys=True)] = document
    return list(found.values())


def is_custom(document: dict[str, Any]) -> bool:
    return document["apiVersion"].partition("/")[0] in custom_resources.DEFINITIONS


@pytest.mark.skipif(
    not kubernetes_schemas.is_there(), reason="the schemas of Kubernetes are not there: `make tools`"
)
@pytest.mark.parametrize("kind", KINDS)
def test_kubernetes_accepts_it(engine: Engine, kind: str) -> None:
    version = kubernetes_schemas.NEWEST
    own = [document for document in printed(engine, kind) if not is_custom(document)]
    assert [problem for document in own for problem in kubernetes_schemas.problems(document, version)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_makers_of_other_kinds_accept_it(engine: Engine, kind: str) -> None:
    custom = [document for document in printed(engine, kind) if is_custom(document)]
    assert [problem for document in custom for problem in custom_resources.problems(document)] == []
