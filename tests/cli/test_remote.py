"""``template`` and ``show`` with charts, values and dependencies that are not on this disk."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chartloom.actions.package import PackageRequest, package
from chartloom.cli.main import run
from tests.repository.servers import FileServer, file_server

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOP = Path(__file__).parent / "commands" / "shop"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FileServer]:
    """A repository with the chart, and values."""
    folder = tmp_path_factory.mktemp("repository")
    archive = Path(package(PackageRequest(str(SHOP), str(folder))))
    version = archive.name.removeprefix("shop-").removesuffix(".tgz")
    with file_server() as found:
        found.put("/shop.tgz", archive.read_bytes())
        entry = f"{{name: shop, version: {version}, urls: [shop.tgz]}}"
        found.put("/index.yaml", f"apiVersion: v1\nentries: {{shop: [{entry}]}}\n")
        found.put("/values.yaml", "a: 7\n")
        found.put("/note.txt", "a note")
        yield found


def said(capture: pytest.CaptureFixture[str], *words: str) -> str:
    code = run(words)
    captured = capture.readouterr()
    assert (code, captured.err) == (0, ""), captured.err
    return captured.out


LOCAL = ["template", "rel", str(SHOP), "-a", "x/v1"]


def remote(server: FileServer) -> list[list[str]]:
    return [
        ["template", "rel", "shop", "--repo", server.url, "-a", "x/v1"],
        ["template", "rel", f"{server.url}/shop.tgz", "-a", "x/v1"],
    ]


def test_a_chart_renders_the_same_from_afar(server: FileServer, capsys: pytest.CaptureFixture[str]) -> None:
    expected = said(capsys, *LOCAL)
    for words in remote(server):
        assert said(capsys, *words) == expected


@pytest.mark.helm
def test_helm_renders_the_same(
    helm4: Path, server: FileServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in remote(server):
        words += ["-f", f"{server.url}/values.yaml", "--set-file", f"map.k={server.url}/note.txt"]
        done = subprocess.run(
            [helm4, *words, "--content-cache", str(tmp_path)], capture_output=True, text=True, check=True
        )
        assert said(capsys, *words) == done.stdout


def test_values_come_from_afar(server: FileServer, capsys: pytest.CaptureFixture[str]) -> None:
    expected = said(capsys, *LOCAL, "--set", "a=7", "--set", "map.k=a note")
    url = server.url
    assert said(capsys, *LOCAL, "-f", f"{url}/values.yaml", "--set-file", f"map.k={url}/note.txt") == expected


def test_charts_are_shown_from_afar(server: FileServer, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    for part in ("all", "chart", "values"):
        run(["show", part, str(SHOP)])
        local = capsysbinary.readouterr()
        run(["show", part, "shop", "--repo", server.url])
        assert capsysbinary.readouterr() == local


def test_messages_name_the_archive(server: FileServer, capsys: pytest.CaptureFixture[str]) -> None:
    server.put("/page.tgz", "<html>")
    assert run(["template", "rel", f"{server.url}/page.tgz"]) == 1
    assert '"page.tgz" is no chart archive: it is not gzipped' in capsys.readouterr().err
    assert run(["template", "rel", "shop", "--repo", f"{server.url}/nowhere", "--password", "secret"]) == 1
    assert capsys.readouterr().err == (
        f"error[http-status]: {server.url}/nowhere/index.yaml answers with status 404\n"
        "  = help: is the address right, and the chart published there?\n"
    )


def test_missing_dependencies_are_fetched_first(
    server: FileServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chart = Path(shutil.copytree(SHOP, tmp_path / "shop"))
    with (chart / "Chart.yaml").open("a") as file:
        file.write(
            f"dependencies: [{{name: shop, alias: inner, version: '*', repository: '{server.url}'}}]\n"
        )
    words = ["template", "rel", str(chart)]
    assert run(words) == 1
    assert "missing in charts/ directory: shop" in capsys.readouterr().err
    assert run([*words, "--dependency-update"]) == 0
    captured = capsys.readouterr()
    assert "# Source: shop/charts/inner/templates/" in captured.out
    assert captured.err.startswith("Saving 1 charts\nDownloading shop from repo ")
    assert run([*words, "--dependency-update"]) == 0
    assert capsys.readouterr() == (captured.out, "")


def test_what_a_jsonpath_misses_is_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "values", str(SHOP), "--jsonpath", "{.a}{.nope}"]) == 0
    assert capsys.readouterr() == (
        "",
        "warning[jsonpath-nothing]: --jsonpath finds nothing: nope is not found\n",
    )
