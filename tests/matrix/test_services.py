"""What the entries of an inventory come to once every default is filled in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from chartloom.matrix import Service, parse_inventory

CASES = yaml.load((Path(__file__).parent / "cases" / "services.yaml").read_text("utf-8"), yaml.BaseLoader)


def attribute(service: Service, path: str) -> object:
    found: Any = service
    for step in path.split("."):
        if isinstance(found, dict):
            found = found[step]
        else:
            found = found[int(step)] if step.isdigit() else getattr(found, step)
    return json.loads(json.dumps(found))


def as_text(value: object) -> object:
    """BaseLoader leaves every scalar of the table as its text, so what is compared is text as well."""
    if isinstance(value, list):
        return [as_text(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_a_service_has_these_attributes(case: dict[str, Any]) -> None:
    service = parse_inventory(case["inventory"]).services[0]
    expected = case["expect"]
    assert {path: as_text(attribute(service, path)) for path in expected} == expected
