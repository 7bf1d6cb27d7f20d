"""``python -m tests.truth.helm.commands TABLE``: record what both Helms print and write for command lines.

The charts and files that the command lines name lie beside the table.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests import real_tools
from tests.truth.helm.ask import ask

if TYPE_CHECKING:
    from collections.abc import Sequence


def record_commands(table: Path, helm4: Path, helm3: Path) -> None:
    """Write into each row of the table what Helm 4 does, and under ``helm3`` what Helm 3 does otherwise.

    ``same`` is the line of an earlier row like it.
    """
    seen: tuple[dict[str, int], dict[str, int]] = {}, {}
    lines: list[str] = []
    for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        four, three = (_answer(helm, row["words"], table.parent) for helm in (helm4, helm3))
        found = {key: row[key] for key in ("words", "says") if key in row} | _short(four, seen[0], number)
        if three != four:
            found["helm3"] = _short(three, seen[1], number)
        lines.append(json.dumps(found, ensure_ascii=False) + "\n")
    table.write_text("".join(lines), encoding="utf-8")


def _short(answer: dict[str, Any], seen: dict[str, int], number: int) -> dict[str, Any]:
    """The answer, or the line of the first row like it."""
    first = seen.setdefault(json.dumps(answer, ensure_ascii=False), number)
    return answer if first == number or "error" in answer else {"same": first}


def _answer(helm: Path, words: Sequence[str], files: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(files, Path(place, "files")))
        before = set(folder.rglob("*"))
        out, error = ask(helm, ["template", *words], folder)
        if error is not None:
            return {"error": error}
        made = sorted(path for path in folder.rglob("*") if path.is_file() and path not in before)
        written = {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in made}
        return {"out": out} | ({"written": written} if written else {})


if __name__ == "__main__":
    for name in sys.argv[1:]:
        record_commands(Path(name), *(real_tools.find(real_tools.tool(t)) for t in ("helm4", "helm3")))
