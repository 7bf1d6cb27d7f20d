"""Templates in a chart against what real Helm makes of them: the text to the byte, errors in Helm's own words.

The tables in ``cases`` are written by ``tests/truth/helm``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chartloom.actions.template import Request, template
from chartloom.chart.user_values import ValueSources
from chartloom.diagnostics import ChartloomError
from chartloom.engine import Release
from tests.engine.row_charts import (
    NAME,
    TABLES,
    chart_files,
    is_printing,
    printed,
    rows,
    shortened,
    write_chart,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.engine.row_charts import Row


# What Helm says with Go's name for the type of a value, and we in our words only.
OTHER_WORDS = {
    "type mismatch on sub: %!t(<nil>)": (
        '"sub" is a chart inside "case", so its values must be a mapping, but they are None'
    )
}


def expected(row: Row, helm_version: int = 4) -> str:
    answer = row.get("helm3", row) if helm_version == 3 else row
    if "error" in answer:
        return f"error: {OTHER_WORDS.get(answer['error'], answer['error'])}"
    return str(answer["out"])


def rendered(row: Row, folder: Path, helm_version: int = 4) -> str:
    """What the row prints, or the error as Helm would say it."""
    chart = write_chart(folder, chart_files({NAME: row["template"]}, row.get("files", {})))
    try:
        done = template(request(str(chart), row, helm_version))
    except ChartloomError as error:
        return f"error: {shortened(helm_words(error))}"
    manifest = next(m for m in done.manifests if is_printing(f"# Source: {m.source}\n"))
    return printed(manifest.content)


def request(chart: str, row: Row, helm_version: int = 4) -> Request:
    asked: dict[str, Any] = row.get("request", {})
    values = ValueSources(
        tables=[floats(row["values"])] if "values" in row else (),
        sets=asked.get("set", ()),
        set_string=asked.get("set_string", ()),
        set_json=asked.get("set_json", ()),
        set_literal=asked.get("set_literal", ()),
    )
    release = Release("rel", asked.get("namespace", "default"), is_upgrade=asked.get("is_upgrade", False))
    return Request(
        chart,
        release,
        values,
        kube_version=asked.get("kube_version", ""),
        api_versions=[v for text in asked.get("api_versions", ()) for v in text.split(",")],
        cache="",
        helm_version=helm_version,
    )


def is_telling(row: Row) -> bool:
    """Whether the row can tell Helm 3 from Helm 4, or is one of those that ask for what might."""
    return "helm3" in row or any(word in row["template"] for word in (".Chart", ".Capabilities", "typeOf"))


def floats(value: Any) -> Any:
    """Numbers as values files give them."""
    if isinstance(value, dict):
        return {k: floats(v) for k, v in value.items()}
    if isinstance(value, list):
        return [floats(v) for v in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def helm_words(error: ChartloomError) -> str:
    text = getattr(error, "helm_message", None) or "\n".join(getattr(error, "__notes__", ())) or str(error)
    return text.replace("chartutil.", "common.")


@pytest.mark.parametrize("helm_version", [4, 3])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_as_helm(table: Path, helm_version: int, tmp_path: Path) -> None:
    wrong = [
        f"{table.name}:{line}: {row.get('title', '')} {row['template']}\n  Helm {wanted!r}\n  got  {got!r}"
        for line, row in enumerate(rows(table), 1)
        if helm_version == 4 or is_telling(row)
        if (got := rendered(row, tmp_path / str(line), helm_version))
        != (wanted := expected(row, helm_version))
    ]
    assert not wrong, f"{len(wrong)} rows differ:\n" + "\n".join(wrong)
