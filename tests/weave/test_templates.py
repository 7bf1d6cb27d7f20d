"""A service has the template files that it needs: what nobody asked for is not there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from chartloom.weave import weave_fleet
from tests.weave.inventories import inventory_of

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "templates.yaml").read_text("utf-8"))
PREFIX = "helm/charts/api/templates/"


def kinds(inventory: str) -> set[str]:
    files = weave_fleet(inventory_of(inventory)).files
    return {path.removeprefix(PREFIX).removesuffix(".yaml") for path in files if path.startswith(PREFIX)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_the_kinds_of_a_service(case: dict[str, Any]) -> None:
    usual = {
        "deployment",
        "service",
        "serviceaccount",
        "configmap",
        "hpa",
        "pdb",
        "networkpolicy",
        "NOTES.txt",
    }
    assert kinds(case["inventory"]) == usual | set(case["kinds"])
