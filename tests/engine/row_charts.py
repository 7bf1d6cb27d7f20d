"""Rows of the tables in ``cases`` as charts: the same chart is given to Helm and to us.

A row has a ``template``. What it gives is printed in base64, so that no byte is lost and ``<no value>`` survives.
``values`` are the user's values; ``files`` are more files of the chart, or others in place of the usual ones;
``request`` holds options, named as those of the command line with ``_`` for ``-``.
"""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Row = dict[str, Any]

NAME = "case"
CASES = Path(__file__).parent / "cases"
TABLES = sorted(CASES.glob("*.jsonl"))
CHART = "apiVersion: v2\nname: case\nversion: 1.0.0\nappVersion: 1.16.0\n"
PRINTER = 'out: {{ include (print .Template.BasePath "/_NAME.tpl") . | b64enc | quote }}\n'


def rows(table: Path) -> list[Row]:
    """The rows of a table."""
    return [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines()]


def is_alone(row: Row) -> bool:
    """Whether the row needs a chart of its own: for its files, or because others would notice it."""
    noticed = any(
        word in row["template"] for word in ("define", "block", "set ", "merge", ".Template", "case")
    )
    return noticed or any(key in row for key in ("values", "files", "request", "error"))


def chart_files(templates: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """The files of a chart that prints each template from a file of the template's name."""
    files = {"Chart.yaml": CHART, "values.yaml": (CASES / "values.yaml").read_text(encoding="utf-8")}
    for name, text in templates.items():
        files[f"templates/_{name}.tpl"] = text
        files[f"templates/{name}.yaml"] = PRINTER.replace("NAME", name)
    return files | dict(more)


def write_chart(folder: Path, files: Mapping[str, str]) -> Path:
    """Write the files below the folder, which is returned."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def is_printing(document: str) -> bool:
    """Whether a printed document comes from the chart's own printing template, whatever the chart is called."""
    return re.search(rf"# Source: [^/\n]*/templates/{NAME}\.yaml\n", document) is not None


def shortened(error: str) -> str:
    """An error without the middle of what a thousand nested includes have to say."""
    return error if len(error) < 2000 else f"{error[:500]} … {error[-500:]}"


def printed(document: str) -> str:
    """The text that a printing template has printed."""
    encoded = document.partition('out: "')[2].partition('"')[0]
    return base64.b64decode(encoded).decode("utf-8", "surrogateescape")
