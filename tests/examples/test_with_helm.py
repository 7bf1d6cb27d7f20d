"""Real Helm takes each example in each environment without a complaint, and prints what we print, byte for byte."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import threading
from typing import TYPE_CHECKING

import pytest

from chartloom.matrix import parse_inventory
from chartloom.weave import weave_fleet
from tests.examples.fleets import EXAMPLES, NAMES, PLACES, text_of, weave

if TYPE_CHECKING:
    from collections.abc import Iterator
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


def test_helm_builds_and_packs_the_umbrella(
    tmp_path: Path, helm4: Path, repository: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dependencies are fetched from where the inventory says, the umbrella is packed and renders as before."""
    monkeypatch.setenv("HELM_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HELM_CONFIG_HOME", str(tmp_path / "config"))
    packed, address = repository
    vendored = weave("ecommerce", tmp_path / "vendored")
    for standin in vendored.rglob("charts/*/Chart.yaml"):
        # Only stand-ins have no version of an app.
        if "appVersion" not in standin.read_text("utf-8") and standin.parent.name != "common":
            run(helm4, "package", str(standin.parent), "-d", str(packed), folder=packed)
    run(helm4, "repo", "index", ".", folder=packed)
    helm = tmp_path / "helm"
    text = (EXAMPLES / "ecommerce" / "service-matrix.yaml").read_text("utf-8")
    for known in (
        "https://prometheus-community.github.io/helm-charts",
        "https://kubernetes.github.io/ingress-nginx",
    ):
        text = text.replace(known, address)
    text = text.replace("chart: {version: 17.1.0}", f"chart: {{version: 17.1.0, repository: '{address}'}}")
    text = text.replace("version: 23.1.1\n", f"version: 23.1.1\n      repository: {address}\n")
    inventory = parse_inventory(text, "service-matrix.yaml", "ecommerce")
    for path, content in weave_fleet(inventory).files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    for chart in (*(f"charts/{service.name}" for service in inventory.services), "ecommerce"):
        run(helm4, "dependency", "build", chart, folder=helm)
    run(helm4, "package", "ecommerce", "-d", str(tmp_path), folder=helm)
    archive = tmp_path / "ecommerce-1.0.0.tgz"
    values = ("-f", str(helm / "ecommerce" / "values-production.yaml"))
    said = run(helm4, "template", "ecommerce", str(archive), "-n", "ecommerce", *values, folder=tmp_path)
    assert said == text_of(vendored, "production")
    shutil.rmtree(tmp_path / "vendored")
