"""Each pair of files in cases/insert is an inventory before and after the same service was added."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartloom.diagnostics import ChartloomError
from chartloom.diagnostics.text import format_diagnostics
from chartloom.matrix.insert import insert_service

CASES = sorted((Path(__file__).parent / "cases" / "insert").glob("*.before.yaml"))
RECORD = {
    "name": "billing",
    "port": 9000.0,
    "exposed": True,
    "dependencies": ["mysql"],
    "env_vars": [{"GREETING": "a: b"}],
}


def text_of(file: Path) -> str:
    return file.read_bytes().decode()


@pytest.mark.parametrize("before", CASES, ids=lambda case: case.name.removesuffix(".before.yaml"))
def test_every_other_character_stays(before: Path) -> None:
    after = before.with_name(before.name.replace(".before.", ".after."))
    assert insert_service(text_of(before), RECORD, "service-matrix.yaml") == text_of(after)


def test_services_that_are_written_elsewhere() -> None:
    text = "defaults: {values: {x: &all [{name: web}]}}\nservices: *all\n"
    with pytest.raises(ChartloomError) as caught:
        insert_service(text, RECORD, "service-matrix.yaml")
    assert format_diagnostics(caught.value.diagnostics) == EXPECTED


EXPECTED = """\
error[cannot-add]: the services are written in a way to which none can be added
  --> service-matrix.yaml:2:1
   |
 2 | services: *all
   | ^^^^^^^^
   = help: add it by hand:
             - name: billing
               port: 9000
               exposed: true
               dependencies:
                 - mysql
               env_vars:
                 - GREETING: 'a: b'
"""
