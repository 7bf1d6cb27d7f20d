"""The schema of service charts refuses what is misspelt, and knows every key that the library knows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from chartloom.weave.library.build import LIBRARY
from tests.library.case_files import read_cases

SCHEMA = json.loads((LIBRARY / "service.values.schema.json").read_text(encoding="utf-8"))
DEFAULTS = yaml.safe_load((LIBRARY / "common" / "values.yaml").read_text(encoding="utf-8"))
REFUSED = yaml.safe_load((Path(__file__).parent / "refused.yaml").read_text(encoding="utf-8"))
# Keys an umbrella or Helm itself puts beside the library's own.
FOREIGN = {"enabled", "common", "exports"}
# Keys that have no default, and so stand in the values file as comments only.
UNSET_OF_TASKS = {"parallelism", "completions", "ttlSecondsAfterFinished", "schedule"}


@pytest.fixture(scope="module")
def validator() -> Any:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    return jsonschema.Draft7Validator(SCHEMA)


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["error"])
def test_refuses(validator: Any, row: dict[str, Any]) -> None:
    found = [
        f"{'.'.join(map(str, e.absolute_path))}: {e.message}" for e in validator.iter_errors(row["values"])
    ]
    assert found == [row["error"]]


def test_accepts_the_defaults(validator: Any) -> None:
    assert [error.message for error in validator.iter_errors(DEFAULTS)] == []


@pytest.mark.parametrize("case", read_cases().values(), ids=lambda case: case.title)
def test_accepts_every_case(validator: Any, case: Any) -> None:
    assert [error.message for error in validator.iter_errors(case.values)] == []


def test_knows_the_keys_of_the_library_and_no_others() -> None:
    assert set(SCHEMA["properties"]) - FOREIGN == set(DEFAULTS)
    # A block that is Kubernetes' own, such as resources, is empty by default; one key is documented in a comment.
    blocks = {name: set(block) for name, block in DEFAULTS.items() if isinstance(block, dict) and block}
    blocks["podDisruptionBudget"].add("minAvailable")
    blocks["taskDefaults"] |= UNSET_OF_TASKS
    known = {name: set(resolved(SCHEMA["properties"][name]).get("properties", {})) for name in blocks}
    assert {name: keys for name, keys in known.items() if keys} == {
        name: keys for name, keys in blocks.items() if known[name]
    }


def test_describes_every_key() -> None:
    assert [name for name, node in SCHEMA["properties"].items() if not _described(node)] == []


def _described(node: dict[str, Any]) -> bool:
    inner = resolved(node).get("properties", {})
    return "description" in node or (bool(inner) and all(map(_described, inner.values())))


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """The definition that a node refers to, or the node itself."""
    found = SCHEMA["definitions"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
    assert isinstance(found, dict)
    return found


def test_every_reference_stays_within_the_file() -> None:
    named = re.findall(r'"\$ref": "([^"]+)"', json.dumps(SCHEMA))
    assert set(named) == {f"#/definitions/{name}" for name in SCHEMA["definitions"]}
