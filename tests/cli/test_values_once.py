"""What can be read only once is read once: a failure that looks for lines has the same bytes."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from tests.engine.command import chartloom

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SAID = """\
error[values-schema]: values of chart "shop": `replicas`: 0 is less than the minimum of 1
  --> <stdin>:2:11
   |
 2 | replicas: 0
   |           ^
   = over: 3 (-f): prod.yaml:1:11
   = schema: chart/values.schema.json:1:30
   = note: the schema of the chart refuses this value; --skip-schema-validation renders all the same
"""


def test_values_from_standard_input_have_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chart").mkdir()
    (tmp_path / "chart" / "Chart.yaml").write_text("apiVersion: v2\nname: shop\nversion: 1.0.0\n")
    (tmp_path / "chart" / "values.schema.json").write_text('{"properties": {"replicas": {"minimum": 1}}}')
    (tmp_path / "prod.yaml").write_text("replicas: 3\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"name: web\nreplicas: 0\n")))
    done = chartloom(["template", "rel", "chart", "-f", "prod.yaml", "-f", "-"], tmp_path)
    assert (done.code, done.said) == (1, SAID)
