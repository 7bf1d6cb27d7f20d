"""Real Helm takes each example in each environment without a complaint, and prints what we print, byte for byte."""

from __future__ import annotations

import functools
import http.server
import re
import subprocess
import threading
from typing import TYPE_CHECKING

import pytest

from chartloom.actions.fetching.dependencies import DependencyRequest, build
from chartloom.weave import weave_fleet
from tests.examples.fleets import NAMES, PLACES, fleet, text_of, weave

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.helm
everywhere = pytest.mark.parametrize(("name", "environment"), PLACES)


@pytest.fixture(scope="module")
def umbrellas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {name: weave(name, tmp_path_factory.mktemp(name)) for name in NAMES}


def run(helm: Path, *words: str, folder: Path) -> str:
    done = subprocess.run([helm, *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout


def lint_and_render(helm: Path, umbrella: Path, environment: str) -> str:
    values = ("-f", str(umbrella / f"values-{environment}.yaml"))
    said = run(helm, "lint", "--strict", str(umbrella), *values, folder=umbrella)
    assert "1 chart(s) linted, 0 chart(s) failed" in said
    assert [line for line in said.splitlines() if line.startswith(("[WARNING]", "[ERROR]"))] == []
    words = ("template", umbrella.name, str(umbrella), "-n", umbrella.name)
    return run(helm, *words, *values, folder=umbrella)


@everywhere
def test_helm_4_prints_what_we_print(
    umbrellas: dict[str, Path], helm4: Path, name: str, environment: str
) -> None:
    assert text_of(umbrellas[name], environment) == lint_and_render(helm4, umbrellas[name], environment)


@everywhere
def test_helm_3_prints_what_we_print_as_helm_3(
    umbrellas: dict[str, Path], helm3: Path, name: str, environment: str
) -> None:
    ours = text_of(umbrellas[name], environment, helm_version=3)
    assert ours == lint_and_render(helm3, umbrellas[name], environment)


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder of packed charts, and the address under which it is served."""
    folder = tmp_path / "repository"
    folder.mkdir()
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name of the base class
        """Requests are no news."""


@pytest.fixture
def fetched(
    tmp_path: Path, helm4: Path, repository: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], tuple[Path, str]]:
    """An example as it is cloned, its third-party charts in our repository; and what its last environment renders."""
    for kind in ("CACHE", "CONFIG"):
        monkeypatch.setenv(f"HELM_{kind}_HOME", str(tmp_path / kind))

    def of(name: str) -> tuple[Path, str]:
        packed, address = repository
        vendored = weave(name, tmp_path / "vendored")
        for standin in vendored.rglob("charts/*/Chart.yaml"):
            # Only stand-ins have no version of an app.
            if "appVersion" not in standin.read_text("utf-8") and standin.parent.name != "common":
                run(helm4, "package", str(standin.parent), "-d", str(packed), folder=packed)
        run(helm4, "repo", "index", ".", folder=packed)
        for path, content in weave_fleet(fleet(name)).files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            ours = re.sub(rb"(?<=repository: )\"?(https|oci)://.*", address.encode(), content)
            (tmp_path / path).write_bytes(ours if path.endswith("/Chart.yaml") else content)
        return tmp_path / "helm", text_of(vendored, fleet(name).environments[-1].name)

    return of


def packed_and_rendered(helm: Path, charts: Path, example: str) -> str:
    """What the umbrella renders out of the archive that Helm makes of it."""
    name, environment = fleet(example).name, fleet(example).environments[-1].name
    run(helm, "package", name, "-d", str(charts), folder=charts)
    (archive,) = charts.glob(f"{name}-*.tgz")
    values = ("-f", str(charts / name / f"values-{environment}.yaml"))
    return run(helm, "template", name, str(archive), "-n", name, *values, folder=charts)


@pytest.mark.parametrize("name", NAMES)
def test_helm_builds_and_packs_the_umbrella(
    fetched: Callable[[str], tuple[Path, str]], helm4: Path, name: str
) -> None:
    """In the order that the umbrella's README says."""
    charts, wanted = fetched(name)
    for chart in (*(f"charts/{service.name}" for service in fleet(name).services), fleet(name).name):
        run(helm4, "dependency", "build", chart, folder=charts)
    assert packed_and_rendered(helm4, charts, name) == wanted


@pytest.mark.parametrize("name", NAMES)
def test_one_command_of_ours_builds_the_umbrella(
    fetched: Callable[[str], tuple[Path, str]], helm4: Path, name: str
) -> None:
    charts, wanted = fetched(name)
    build(DependencyRequest(str(charts / fleet(name).name)))
    assert packed_and_rendered(helm4, charts, name) == wanted
    left = [path.name for path in (charts / "charts").glob("*/charts")]
    assert left == [], "nothing is written into the charts of the services"
