"""YAML whose aliases stand for more than any memory holds: an error of ours, wherever it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chartloom.actions.template import Request, ValueSources, template
from chartloom.diagnostics import ChartloomError

if TYPE_CHECKING:
    from pathlib import Path

LISTS = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12)
)
MAPS = "a0: &a0 {x: 1, y: 2}\n" + "".join(
    f"a{i}: &a{i} {{x: *a{i - 1}, y: *a{i - 1}}}\n" for i in range(1, 40)
)
MERGES = "a0: &a0 {x0: 1}\n" + "".join(
    f"a{i}: &a{i} {{<<: [*a{i - 1}, *a{i - 1}], x{i}: 1}}\n" for i in range(1, 40)
)
REFUSED = "document contains excessive aliasing"


def chart(folder: Path, files: dict[str, str]) -> str:
    usual = {"Chart.yaml": "apiVersion: v2\nname: bomb\nversion: 1.0.0\n", "templates/a.yaml": "a: 1\n"}
    for name, text in (usual | files).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize("bomb", [LISTS, MAPS, MERGES], ids=["lists", "maps", "merges"])
@pytest.mark.parametrize("file", ["values.yaml", "Chart.yaml", "templates/a.yaml", "charts/sub/values.yaml"])
def test_in_a_file_of_the_chart(file: str, bomb: str, tmp_path: Path) -> None:
    head = "apiVersion: v2\nname: bomb\nversion: 1.0.0\n" if file == "Chart.yaml" else ""
    files = {"charts/sub/Chart.yaml": "apiVersion: v2\nname: sub\nversion: 1.0.0\n", file: head + bomb}
    with pytest.raises(ChartloomError, match=REFUSED):
        template(Request(chart(tmp_path, files), cache=""))


@pytest.mark.parametrize("bomb", [LISTS, MAPS, MERGES], ids=["lists", "maps", "merges"])
def test_in_a_file_of_values(bomb: str, tmp_path: Path) -> None:
    (tmp_path / "values.yaml").write_text(bomb, encoding="utf-8")
    values = ValueSources([str(tmp_path / "values.yaml")])
    with pytest.raises(ChartloomError, match=REFUSED):
        template(Request(chart(tmp_path / "chart", {}), values=values, cache=""))


@pytest.mark.parametrize("bomb", [LISTS, MAPS, MERGES], ids=["lists", "maps", "merges"])
def test_in_a_text(bomb: str, tmp_path: Path) -> None:
    files = {
        "bomb.yaml": bomb,
        "templates/a.yaml": 'a: {{ (.Files.Get "bomb.yaml" | fromYaml).Error | quote }}\n',
    }
    (manifest,) = template(Request(chart(tmp_path, files), cache="")).manifests
    # As Helm has it: what is wrong with a text is its value.
    assert manifest.content == f'a: "error converting YAML to JSON: yaml: {REFUSED}"\n'
