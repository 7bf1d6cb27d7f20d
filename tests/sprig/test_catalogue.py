"""The catalogue names every function that Helm takes from Sprig, and each line leads to a function."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import pytest

from chartloom.gotmpl.functions import Catalogue
from chartloom.sprig.catalogue import CATALOGUE

# Helm's engine brings its own.
JSON_FUNCTIONS = {
    *("fromJson", "toJson", "toPrettyJson", "toRawJson"),
    *("mustFromJson", "mustToJson", "mustToPrettyJson", "mustToRawJson"),
}
LIBRARY = Catalogue(("chartloom.sprig", CATALOGUE))


def test_is_complete() -> None:
    recorded = json.loads((Path(__file__).parent / "recorded.json").read_text(encoding="utf-8"))
    assert set(CATALOGUE) == set(recorded["functions"]) - JSON_FUNCTIONS


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_function_takes_what_the_line_says(name: str) -> None:
    signature = LIBRARY.signature(name)
    assert signature is not None
    parameters = list(inspect.signature(LIBRARY.load(name)).parameters.values())
    assert len(parameters) == len(signature.params)
    assert [p.kind is inspect.Parameter.VAR_POSITIONAL for p in parameters] == [
        signature.variadic and index == len(parameters) - 1 for index in range(len(parameters))
    ]
