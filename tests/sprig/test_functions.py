"""Every function of the catalogue against what Go's text/template and Sprig give for the same template.

The tables in ``cases`` are written by ``tests/truth/sprig``.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from chartloom.gotmpl.builtins import BUILTINS
from chartloom.gotmpl.errors import ExecError
from chartloom.gotmpl.functions import Catalogue
from chartloom.gotmpl.template import Template
from chartloom.sprig.catalogue import CATALOGUE
from chartloom.sprig.zones import load_zone

HERE = Path(__file__).parent
LIBRARY = Catalogue(
    ("chartloom.gotmpl", BUILTINS),
    ("chartloom.sprig", CATALOGUE),
    ("tests.sprig", {"typed": "typed.typed(any) string"}),
)
TABLES = sorted((HERE / "cases").glob("*.jsonl"))


def rows(table: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines()]


def fresh_data() -> Any:
    # Go reads every JSON number as a float64.
    return json.loads((HERE / "data.json").read_text(encoding="utf-8"), parse_int=float)


def render(row: dict[str, str]) -> dict[str, str]:
    text = row.get("template") or f"{{{{ typed ({row['expr']}) }}}}"
    try:
        out = Template({"case": text}, LIBRARY).execute("case", fresh_data())
    except ExecError as error:
        return {"error": without_stray_bytes(error.message)}
    return {"out": without_stray_bytes(out)}


def without_stray_bytes(text: str) -> str:
    # The tables are JSON, which has none.
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def groups() -> dict[str, list[dict[str, str]]]:
    """The rows by table and by the function that they begin with."""
    found: dict[str, list[dict[str, str]]] = {}
    for table in TABLES:
        for row in rows(table):
            name = "templates" if "template" in row else row["expr"].lstrip("(").split()[0].rstrip(")")
            found.setdefault(f"{table.stem}:{name}", []).append(row)
    return found


GROUPS = groups()
HAS_ZONES = load_zone("Europe/Berlin") is not None


@pytest.mark.parametrize("group", GROUPS)
def test_as_go(group: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if not HAS_ZONES and group.startswith("dates:"):
        pytest.skip("this machine has no time zone database")
    for row in GROUPS[group]:
        monkeypatch.setenv("TZ", row.get("place", "UTC"))
        time.tzset()
        expected = {key: row[key] for key in ("out", "error") if key in row}
        assert render(row) == expected, row
