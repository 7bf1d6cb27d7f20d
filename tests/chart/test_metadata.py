"""``Chart.yaml`` against what Helm reads in it: the fields that templates see, and what it refuses.

The table in ``cases`` is written by ``tests/truth/helm``; what we say of a refused chart stands in
``tests/engine/errors``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.row_charts import Row, rows
from tests.engine.test_rows import expected, rendered

TABLE = Path(__file__).parent / "cases" / "metadata.jsonl"


@pytest.mark.parametrize("helm_version", [4, 3])
@pytest.mark.parametrize("row", [pytest.param(row, id=row["title"]) for row in rows(TABLE)])
def test_as_helm(row: Row, helm_version: int, tmp_path: Path) -> None:
    got, wanted = rendered(row, tmp_path, helm_version), expected(row, helm_version)
    if "error" in row:
        assert got.startswith("error: ")
    else:
        assert got == wanted
