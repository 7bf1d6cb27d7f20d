"""Recording tables of templates."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.engine.row_charts import (
    NAME,
    chart_files,
    is_alone,
    is_printing,
    printed,
    rows,
    shortened,
    write_chart,
)
from tests.truth.helm.ask import Answer, ask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.engine.row_charts import Row


def record_rows(table: Path, helm4: Path, helm3: Path) -> None:
    """Write into each row of the table what both Helms say."""
    questions = [
        {k: v for k, v in row.items() if k not in ("out", "error", "helm3")} | _was_alone(row)
        for row in rows(table)
    ]
    answers = zip(questions, _answers(helm4, questions), _answers(helm3, questions), strict=True)
    lines = [_line(_row(*each)) for each in answers]
    table.write_text("".join(lines), encoding="utf-8")


def _line(row: Row) -> str:
    text = json.dumps(row, ensure_ascii=False)
    # Bytes that are no UTF-8 are kept as escapes.
    return (text if text.isprintable() else json.dumps(row)) + "\n"


def _was_alone(row: Row) -> Row:
    # What failed the last time will probably fail again.
    return {"error": ""} if "error" in row else {}


def _row(question: Row, four: Answer, three: Answer) -> Row:
    row = {k: v for k, v in question.items() if k != "error"} | _plain(four)
    return row if four == three else row | {"helm3": _plain(three)}


def _plain(answer: Answer) -> Row:
    return {"out": answer.out} if answer.error is None else {"error": shortened(answer.error)}


def _answers(helm: Path, questions: Sequence[Row]) -> list[Answer]:
    """The answers to all rows, most of them from one chart."""
    names = {f"row{i:04}": row for i, row in enumerate(questions)}
    together = {name: row for name, row in names.items() if not is_alone(row)}
    found: dict[str, Answer] = {}
    while True:
        answer = _render(helm, {name: row["template"] for name, row in together.items()}, {})
        if answer.out is not None:
            break
        failed = _culprit(answer.error or "", together)
        del together[failed]
    for document in answer.out.split("\n---\n"):
        name = document.partition(".yaml\n")[0].rpartition("/")[2]
        found[name] = Answer(printed(document), None)
    return [found.get(name) or _alone(helm, row) for name, row in names.items()]


def _culprit(error: str, names: Mapping[str, Row]) -> str:
    name = error.partition("case/templates/")[2].lstrip("_")[: len("row0000")]
    if name not in names:
        raise RuntimeError(error)
    return name


def _alone(helm: Path, row: Row) -> Answer:
    answer = _render(helm, {NAME: row["template"]}, row)
    if answer.out is None:
        return answer
    found = (printed(document) for document in answer.out.split("\n---\n") if is_printing(document))
    return Answer(next(found), None)


def _render(helm: Path, templates: Mapping[str, str], row: Row) -> Answer:
    with tempfile.TemporaryDirectory() as folder:
        chart = write_chart(Path(folder, "chart"), chart_files(templates, row.get("files", {})))
        args = ["template", "rel", str(chart), *_flags(row, Path(folder))]
        return ask(helm, args, Path(folder))


def _flags(row: Row, folder: Path) -> list[str]:
    flags: list[str] = []
    for key, value in row.get("request", {}).items():
        name = f"--{key.replace('_', '-')}"
        given = value if isinstance(value, list) else [value]
        flags += [f"{name}={str(v).lower() if isinstance(v, bool) else v}" for v in given]
    if "values" in row:
        file = folder / "user.yaml"
        file.write_text(json.dumps(row["values"]), encoding="utf-8")
        flags += ["-f", str(file)]
    return flags
