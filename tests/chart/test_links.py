"""Symbolic links of a chart's folder lead into the chart or its repository, or they are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chartloom.chart import load_chart
from chartloom.chart.errors import ChartError

if TYPE_CHECKING:
    from pathlib import Path

HINT = "put a copy in the place of the link, or name it in .helmignore"


@pytest.fixture
def chart(tmp_path: Path) -> Path:
    folder = tmp_path / "repository" / "chart"
    folder.mkdir(parents=True)
    (folder / "Chart.yaml").write_text("apiVersion: v2\nname: linked\nversion: 1.0.0\n", encoding="utf-8")
    (folder / "own.txt").write_text("own", encoding="utf-8")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key").write_text("hidden", encoding="utf-8")
    (tmp_path / "repository" / "shared.txt").write_text("shared", encoding="utf-8")
    return folder


def files(chart: Path) -> dict[str, bytes]:
    return {file.name: file.data for file in load_chart(str(chart)).files}


def refusal(chart: Path) -> str:
    with pytest.raises(ChartError) as caught:
        load_chart(str(chart))
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.code, diagnostic.hint) == ("chart-link", HINT)
    return diagnostic.message


def test_a_link_inside_of_the_chart(chart: Path) -> None:
    (chart / "link.txt").symlink_to("own.txt")
    assert files(chart) == {"own.txt": b"own", "link.txt": b"own"}


@pytest.mark.parametrize("target", ["../shared.txt", "../../secret", "../../secret/key", "/etc", "/dev/zero"])
def test_a_link_out_of_the_chart(chart: Path, target: str) -> None:
    (chart / "link").symlink_to(target)
    leads_to = (chart / target).resolve()
    assert refusal(chart) == f'"{chart}/link" is a link that leads out of the chart, to "{leads_to}"'


def test_a_link_to_a_chart_beside_it(chart: Path) -> None:
    neighbour = chart.parent / "library"
    neighbour.mkdir()
    (neighbour / "Chart.yaml").write_text("apiVersion: v2\nname: library\nversion: 1.0.0\n", encoding="utf-8")
    (neighbour / "shared.txt").write_text("of both", encoding="utf-8")
    (chart / "link.txt").symlink_to("../library/shared.txt")
    assert files(chart) == {"own.txt": b"own", "link.txt": b"of both"}


def test_a_link_below_a_folder_of_the_chart(chart: Path) -> None:
    (chart / "inner").mkdir()
    (chart / "inner" / "link").symlink_to(chart.parent / "shared.txt")
    assert refusal(chart).startswith(f'"{chart}/inner/link" is a link that leads out of the chart, to ')


def test_a_link_to_a_link_that_leads_out(chart: Path) -> None:
    (chart / "a").symlink_to("z")
    (chart / "z").symlink_to("../../secret/key")
    assert refusal(chart).startswith(f'"{chart}/a" is a link that leads out of the chart, to ')


def test_a_link_inside_of_the_repository(chart: Path) -> None:
    (chart.parent / ".git").mkdir()
    (chart / "link.txt").symlink_to("../shared.txt")
    assert files(chart)["link.txt"] == b"shared"


def test_a_link_out_of_the_repository(chart: Path) -> None:
    (chart.parent / ".git").mkdir()
    (chart / "link").symlink_to("../../secret/key")
    assert refusal(chart).startswith(f'"{chart}/link" is a link that leads out of the chart, to ')


def test_an_ignored_link_is_not_followed(chart: Path) -> None:
    (chart / ".helmignore").write_text("link\n", encoding="utf-8")
    (chart / "link").symlink_to("../../secret/key")
    assert "link" not in files(chart)


def test_the_rules_themselves_may_not_lie_outside(chart: Path) -> None:
    (chart / ".helmignore").symlink_to("../../secret/key")
    assert refusal(chart).startswith(f'"{chart}/.helmignore" is a link that leads out of the chart, to ')


@pytest.mark.parametrize("target", [".", "..", "../.."])
def test_a_link_to_a_folder_around_it(chart: Path, target: str) -> None:
    (chart / "a" / "b").mkdir(parents=True)
    (chart / "a" / "b" / "loop").symlink_to(target)
    leads_to = (chart / "a" / "b" / target).resolve()
    assert refusal(chart) == f'"{chart}/a/b/loop" is a link to a folder that it lies in, "{leads_to}"'


def test_a_link_that_leads_nowhere(chart: Path) -> None:
    (chart / "link").symlink_to("missing")
    assert "link" not in files(chart)


def test_links_that_multiply(chart: Path) -> None:
    for level in range(20):
        folder = chart / f"f{level}"
        folder.mkdir()
        for name in "ab":
            (folder / name).symlink_to(f"../f{level + 1}")
    (chart / "f20").mkdir()
    assert refusal(chart).endswith("is one link too many: a chart may have 1000")
