"""The language against Go's own: output to the byte, errors to the column.

The tables in ``cases`` are written by ``tests/truth/gotmpl``.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from chartloom.gotmpl import Template, TemplateError

HERE = Path(__file__).parent
DATA = (HERE / "data.json").read_text(encoding="utf-8")
TABLES = sorted((HERE / "cases").glob("*.jsonl"))

Row = dict[str, Any]


def rows(table: Path) -> list[Row]:
    # Go reads every JSON number as a float64.
    return [json.loads(line, parse_int=float) for line in table.read_text(encoding="utf-8").splitlines()]


def expected(row: Row) -> str:
    if "error" in row:
        return f"error: {row['error']}"
    return (
        str(row["out"]) if "out" in row else base64.b64decode(row["bytes"]).decode("utf-8", "surrogateescape")
    )


def executed(row: Row) -> str:
    files = dict(row.get("files") or [("case", row["template"])])
    data = row["data"] if "data" in row else json.loads(DATA, parse_int=float)
    try:
        return Template(files).execute(list(files)[-1], data)
    except TemplateError as error:
        return f"error: {error}"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_as_go(table: Path) -> None:
    wrong = [
        f"{table.name}:{line}: {row.get('template') or row['files']}\n  Go  {wanted!r}\n  got {got!r}"
        for line, row in enumerate(rows(table), 1)
        if (got := executed(row)) != (wanted := expected(row))
    ]
    assert not wrong, f"{len(wrong)} rows differ:\n" + "\n".join(wrong)
