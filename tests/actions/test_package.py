"""Archives: the same bytes for the same chart, and the files that Helm would put in, so that Helm loads them."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from typing import TYPE_CHECKING

import pytest

from chartloom.actions.package import PackageRequest, package
from chartloom.chart import load_chart
from chartloom.diagnostics import ChartloomError

if TYPE_CHECKING:
    from pathlib import Path

LOCK = """\
dependencies:
- name: db
  repository: https://example.com
  version: 1.0.0
digest: sha256:0
generated: "2026-01-31T12:00:00.5+01:00"
"""
FILES = {
    "Chart.yaml": """\
apiVersion: v2
name: shop
version: 1.2.3
appVersion: "1.10"
dependencies: [{name: db, version: 1.0.0, repository: "https://example.com"}]
""",
    "Chart.lock": LOCK,
    ".helmignore": "*.bak\n",
    "values.yaml": "# the values\na: 1\n",
    "values.schema.json": "{}",
    "README.md": "# Shop\n",
    "old.bak": "no\n",
    "templates/a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"
    "data: {x: '{{ .Files.Get \"b.txt\" }}'}\n",
    "templates/NOTES.txt": "Hello\n",
    "b.txt": "\N{SNOWMAN}",
    "crds/a.yaml": "kind: A\n",
    "charts/db/Chart.yaml": "apiVersion: v1\nname: db\nversion: 1.0.0\nmaintainers: [{name: Ann}]\n",
    "charts/db/requirements.yaml": "dependencies: [{name: disk, version: 0.1.0, repository: ''}]\n",
    "charts/db/charts/disk/Chart.yaml": "apiVersion: v2\nname: disk\nversion: 0.1.0\n",
    "charts/db/charts/disk/Chart.lock": LOCK,
    "charts/db/charts/disk/templates/d.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: d}\n",
    "charts/db/long-" + "x" * 120 + ".txt": "",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def chart(tmp_path: Path) -> Path:
    return write(tmp_path / "chart", FILES)


def contents(archive: Path | str) -> dict[str, bytes]:
    with tarfile.open(archive) as file:
        return {m.name: file.extractfile(m).read() for m in file.getmembers()}  # type: ignore[union-attr]


def packed(chart: Path, tmp_path: Path, **options: str | int) -> str:
    return package(PackageRequest(str(chart), str(tmp_path / "out"), **options))  # type: ignore[arg-type]


def test_the_same_chart_gives_the_same_bytes(chart: Path, tmp_path: Path) -> None:
    with open(packed(chart, tmp_path), "rb") as file:
        first = file.read()
    for path in chart.rglob("*"):
        os.utime(path, (1, 1))
    with open(packed(chart, tmp_path), "rb") as file:
        assert file.read() == first
    with tarfile.open(fileobj=io.BytesIO(first)) as archive:
        assert {(m.mtime, m.mode, m.uid, m.uname) for m in archive} == {(315532800, 0o644, 0, "")}
        assert archive.getnames() == sorted(archive.getnames())


def test_the_time_can_be_given(chart: Path, tmp_path: Path) -> None:
    with tarfile.open(packed(chart, tmp_path, when=1_700_000_000)) as archive:
        assert {m.mtime for m in archive} == {1_700_000_000}


def test_the_file_is_named_by_chart_and_version(chart: Path, tmp_path: Path) -> None:
    assert packed(chart, tmp_path) == str(tmp_path / "out" / "shop-1.2.3.tgz")
    renamed = packed(chart, tmp_path, version="2.0.0-rc.1+5", app_version="3")
    assert renamed == str(tmp_path / "out" / "shop-2.0.0-rc.1+5.tgz")
    fields = load_chart(renamed).metadata.fields
    assert (fields["Version"], fields["AppVersion"]) == ("2.0.0-rc.1+5", "3")
    assert "version: 1.2.3" in (chart / "Chart.yaml").read_text(encoding="utf-8")


@pytest.mark.helm
def test_helm_packs_the_same_files(helm4: Path, chart: Path, tmp_path: Path) -> None:
    subprocess.run([helm4, "package", chart, "-d", tmp_path], check=True, capture_output=True)
    assert contents(packed(chart, tmp_path)) == contents(tmp_path / "shop-1.2.3.tgz")


@pytest.mark.helm
def test_helm_renders_the_archive_as_the_folder(helm4: Path, chart: Path, tmp_path: Path) -> None:
    archive, *folder = (
        subprocess.run([helm4, "template", path], check=True, capture_output=True).stdout
        for path in (packed(chart, tmp_path), chart)
    )
    assert [archive] == folder
    assert b"name: d" in archive


def test_two_charts_of_one_name_do_not_mix(tmp_path: Path) -> None:
    files = {
        "Chart.yaml": "apiVersion: v2\nname: shop\nversion: 1.0.0\n",
        "charts/one/Chart.yaml": "apiVersion: v2\nname: db\nversion: 1.0.0\n",
        "charts/two/Chart.yaml": "apiVersion: v2\nname: db\nversion: 2.0.0\n",
    }
    archive = packed(write(tmp_path / "chart", files), tmp_path)
    assert sorted(contents(archive)) == [
        "shop/Chart.yaml",
        "shop/charts/db-1.0.0.tgz",
        "shop/charts/db-2.0.0.tgz",
    ]
    assert [s.metadata.version for s in load_chart(archive).subcharts] == ["1.0.0", "2.0.0"]


REFUSED = {
    "a given version that is none": (
        {"Chart.yaml": "apiVersion: v2\nname: shop\nversion: 1.0.0\n"},
        {"version": "../../x"},
        'the version "../../x" of the chart "shop" is no semantic version',
    ),
    "a dependency that is not there": (
        {"Chart.yaml": FILES["Chart.yaml"]},
        {},
        "found in Chart.yaml, but missing in charts/ directory: db",
    ),
    "a schema that is no JSON": (
        {"Chart.yaml": "apiVersion: v2\nname: shop\nversion: 1.0.0\n", "values.schema.json": "{"},
        {},
        "values.schema.json is no JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
    ),
    "a lock that is none": (
        {"Chart.yaml": "apiVersion: v2\nname: shop\nversion: 1.0.0\n", "Chart.lock": "- a\n"},
        {},
        "Chart.lock is no lock file: it must be a mapping",
    ),
}


@pytest.mark.parametrize("title", REFUSED)
def test_what_helm_refuses_is_refused(title: str, tmp_path: Path) -> None:
    files, options, message = REFUSED[title]
    with pytest.raises(ChartloomError) as caught:
        packed(write(tmp_path / "chart", files), tmp_path, **options)
    assert [d.message for d in caught.value.diagnostics] == [message]
    assert not (tmp_path / "out").exists()


def test_only_folders_are_packed(tmp_path: Path) -> None:
    with pytest.raises(ChartloomError, match="no such file or folder"):
        packed(tmp_path / "nowhere", tmp_path)
    (tmp_path / "a.tgz").write_bytes(b"")
    with pytest.raises(ChartloomError, match="only the folder of a chart can be packed"):
        packed(tmp_path / "a.tgz", tmp_path)


def test_a_destination_that_cannot_be_is_told(chart: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(ChartloomError, match="cannot write"):
        packed(chart, tmp_path)
