"""Charts from disk: what is read, under which names, how often, and what is left alone."""

from __future__ import annotations

import os
import tarfile
from typing import TYPE_CHECKING

import pytest

from chartloom.chart import load_chart
from chartloom.chart.errors import ChartError

if TYPE_CHECKING:
    from pathlib import Path

CHART = "apiVersion: v2\nname: {name}\nversion: 1.0.0\n"


def write(folder: Path, name: str, more: str = "") -> Path:
    folder.mkdir(parents=True)
    (folder / "Chart.yaml").write_text(CHART.format(name=name) + more, encoding="utf-8")
    return folder


def add(chart: Path, name: str, content: str | bytes) -> None:
    path = chart / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def pack(folder: Path, archive: Path) -> Path:
    archive.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(folder, folder.name)
    return archive


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    chart = write(tmp_path / "shop", "shop")
    add(chart, "values.yaml", "a: 1\n")
    add(chart, "values.schema.json", "{}")
    for name in ("templates/b.yaml", "templates/a/c.yaml", "templates/_d.tpl", "README.md", "crds/e.yaml"):
        add(chart, name, name)
    write(chart / "charts" / "web", "web")
    add(chart, "charts/web/templates/w.yaml", "w")
    add(chart, "charts/_off/templates/x.yaml", "x")
    add(chart, "charts/.hidden/templates/x.yaml", "x")
    return chart


def test_sorts_files_by_what_they_are(shop: Path) -> None:
    chart = load_chart(str(shop))
    assert [f.name for f in chart.templates] == ["templates/_d.tpl", "templates/a/c.yaml", "templates/b.yaml"]
    assert [f.name for f in chart.files] == ["README.md", "crds/e.yaml"]
    assert [f.name for f in chart.crds] == ["crds/e.yaml"]
    assert (chart.values, chart.schema) == ({"a": 1.0}, b"{}")
    assert [(c.name, [f.name for f in c.templates]) for c in chart.subcharts] == [
        ("web", ["templates/w.yaml"])
    ]


def test_an_archive_holds_the_same_chart(shop: Path, tmp_path: Path) -> None:
    folder = load_chart(str(shop))
    archive = load_chart(str(pack(shop, tmp_path / "shop-1.0.0.tgz")))
    for field in ("templates", "files", "crds"):
        assert [(f.name, f.data) for f in getattr(archive, field)] == [
            (f.name, f.data) for f in getattr(folder, field)
        ]
    assert (archive.values, archive.schema, archive.metadata.fields) == (
        folder.values,
        folder.schema,
        folder.metadata.fields,
    )
    assert [c.name for c in archive.subcharts] == ["web"]


def test_archives_may_lie_in_archives(shop: Path, tmp_path: Path) -> None:
    pack(write(tmp_path / "deep", "deep"), shop / "charts" / "web" / "charts" / "deep-1.0.0.tgz")
    chart = load_chart(str(pack(shop, tmp_path / "shop.tgz")))
    assert [c.name for c in chart.subcharts[0].subcharts] == ["deep"]


def test_a_chart_beside_is_loaded_in_place_and_once(tmp_path: Path) -> None:
    beside = "dependencies:\n- {name: NAME, version: 1.x, repository: 'file://../NAME'}\n"
    write(tmp_path / "lib", "lib")
    for name in ("one", "two"):
        write(tmp_path / name, name, beside.replace("NAME", "lib"))
    write(
        tmp_path / "top",
        "top",
        beside.replace("NAME", "one") + beside.replace("NAME", "two").partition("\n")[2],
    )
    one, two = load_chart(str(tmp_path / "top")).subcharts
    assert one.subcharts[0] is two.subcharts[0]
    assert not (tmp_path / "top" / "charts").exists()


def test_a_vendored_chart_wins_over_the_one_beside(tmp_path: Path) -> None:
    write(tmp_path / "web", "web", "description: beside\n")
    top = write(
        tmp_path / "top", "top", "dependencies:\n- {name: web, version: 1.x, repository: 'file://../web'}\n"
    )
    write(top / "charts" / "web", "web", "description: vendored\n")
    assert [c.metadata.fields["Description"] for c in load_chart(str(top)).subcharts] == ["vendored"]


def test_links_are_followed(shop: Path) -> None:
    add(shop, "elsewhere/linked.yaml", "linked")
    (shop / "templates" / "link.yaml").symlink_to(shop / "elsewhere" / "linked.yaml")
    (shop / "templates" / "folder").symlink_to(shop / "elsewhere")
    chart = load_chart(str(shop))
    assert {"templates/link.yaml", "templates/folder/linked.yaml"} <= {f.name for f in chart.templates}


def test_a_byte_order_mark_is_removed(shop: Path) -> None:
    add(shop, "values.yaml", b"\xef\xbb\xbfa: 2\n")
    add(shop, "templates/b.yaml", b"\xef\xbb\xbfb")
    chart = load_chart(str(shop))
    assert chart.values == {"a": 2.0}
    assert chart.templates[-1].text == "b"


def test_templates_are_read_when_they_are_needed(shop: Path) -> None:
    chart = load_chart(str(shop))
    add(shop, "templates/b.yaml", "later")
    assert chart.templates[-1].text == "later"


def test_a_chart_that_is_found_through_a_link_in_its_own_dependencies_is_a_cycle(tmp_path: Path) -> None:
    dependency = "dependencies:\n- {name: shop, version: 1.x, repository: 'file://../again'}\n"
    write(tmp_path / "shop", "shop", dependency)
    (tmp_path / "again").symlink_to(tmp_path / "shop")
    with pytest.raises(ChartError, match="charts depend on each other in a circle"):
        load_chart(str(tmp_path / "shop"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["templates", "values.yaml", "Chart.yaml", ".helmignore"])
def test_what_may_not_be_read_is_named(shop: Path, name: str) -> None:
    (shop / ".helmignore").touch()
    (shop / name).chmod(0)
    try:
        with pytest.raises(ChartError) as caught:
            load_chart(str(shop))
    finally:
        (shop / name).chmod(0o700)
    assert str(caught.value) == f'{shop / name}: cannot read "{shop / name}": Permission denied'
